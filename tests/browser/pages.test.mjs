// pages.test.mjs: every page of every role of a demonstration University: light, dark and 320 px wide; clean by axe-core, valid by
// html-validate, without a word on the console. Pages are found by following links, and counted against the server's route table.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { situationsOnly } from '../http/situations.mjs';
import { ownQuestions } from './own_questions.mjs';
import { Demo, answer, launch, listen } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'long-title': 'off', // titles name question, quiz and institution
    'no-trailing-whitespace': 'off', // templates leave some
    'void-style': 'off',
    'no-redundant-role': 'off',
    'prefer-native-element': 'off', // role="region" on a scrolling wrapper is what the wrapper is
    'attribute-boolean-style': 'off',
    'no-implicit-button-type': 'off', // a button in a form submits it, as each of ours means to
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit'] }],
    'valid-id': ['error', { relaxed: true }], // a question's own id may hold dots
    'no-inline-style': 'error',
    'require-sri': 'off', // same origin only
    'tel-non-breaking': 'off', // telephone numbers are the institution's own words
  },
});
// Everything is looked at in light colours where there is room; then, dark and 320 px wide, what colours and want of room can change:
// the style sheet hides nothing from a narrow screen.
const everything = { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } };
const looks = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'] } };

let browser, demo;
const visited = new Map(); // route pattern -> roles that saw it
const inspected = new Set(); // what stood in <main> of pages: the same for another role, it is the same to inspect
before(async () => {
  [browser, demo] = await Promise.all([launch(), Demo.start()]);
});
after(async () => {
  await browser?.close();
  await demo?.end();
});

// axe-core goes in with each page as it opens: half a megabyte sent again for each inspection costs more than the looking.
async function newContext(options) {
  const context = await browser.newContext(options);
  await context.addInitScript(axe);
  return context;
}
const pattern = (path) =>
  path
    .replace(/^\/(attempts|records)\/[0-9a-f-]{32,36}/, '/$1/{id}')
    .replace(/\/answers\/\d+/, '/answers/{number}')
    .replace(/^\/achievements\/[^/]+\/[^/]+/, '/achievements/{kind}/{item}')
    .replace(/^\/quizzes\/[^/]+/, '/quizzes/{quiz}')
    .replace(/^\/modules\/[^/]+/, '/modules/{id}')
    .replace(/^\/(bank|analysis)\/[^/]+/, '/$1/{id}')
    .replace(/^\/versions\/[^/]+/, '/versions/{version}')
    .replace(/\/sections\/[^/]+/, '/sections/{section}')
    .replace(/^(\/schools\/[^/]+\/people)\/[^/]+/, '$1/{staff_id}')
    .replace(/^\/schools\/[^/]+/, '/schools/{school}');

// Everything that is asked of a page as it stands.
async function inspect(page, where) {
  const troubles = [];
  const look = async (mode, only) => {
    const { violations } = await page.evaluate((options) => window.axe.run(document, options), { resultTypes: ['violations'], ...only });
    for (const { id, nodes } of violations)
      troubles.push(
        `${where} [${mode}] ${id}: ${nodes
          .slice(0, 3)
          .map((node) => `${node.target} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`)
          .join(' | ')}`,
      );
  };
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  await look('light', everything);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 320, height: 640 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > 320) {
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((one) => one.getBoundingClientRect().right > 321 && !one.closest('.table-wrap'))
        .slice(0, 3)
        .map((one) => one.outerHTML.slice(0, 80)),
    );
    troubles.push(`${where} [320 px] scrolls sideways: ${width} px wide: ${wide.join(' | ')}`);
  }
  const cut = await page.locator('meter').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().right > 320).length);
  if (cut) troubles.push(`${where} [320 px] ${cut} bars are cut off, and so look longer than they are`);
  await look('dark, 320 px', looks);
  const headings = await page.locator('h1').count();
  if (headings !== 1) troubles.push(`${where}: ${headings} h1`);
  if (await page.locator('[style], style, script:not([src])').count()) troubles.push(`${where}: inline style or script`);
  if (!/demonstration/i.test(await page.locator('body').innerText()))
    troubles.push(`${where}: no banner says that this is a demonstration`);
  await page.setViewportSize({ width: 1280, height: 900 });
  return troubles;
}

async function validate(html, where) {
  const { results } = await validator.validateString(html);
  return results
    .flatMap((result) => result.messages)
    .map((message) => `${where} [html] ${message.ruleId} line ${message.line}: ${message.message}`);
}

// Opens PATH (of the demonstration, or a whole address) and inspects it; the paths it links to.
async function visit(page, role, path, status = 200) {
  const complaints = [];
  listen(page, complaints);
  const reply = await page.goto(new URL(path, demo.url).href);
  const where = `${role} ${path}`;
  const troubles = reply.status() === status ? [] : [`${where}: ${reply.status()}`];
  troubles.push(...(await validate(await reply.text(), where)));
  const main = await page.locator('main').innerHTML();
  if (!inspected.has(main)) troubles.push(...(await inspect(page, where)));
  inspected.add(main);
  page.removeAllListeners();
  const links = await page.locator('a[href]').evaluateAll((found) => found.map((one) => one.getAttribute('href')));
  const now = pattern(new URL(page.url()).pathname);
  visited.set(now, [...(visited.get(now) ?? []), role]);
  return { troubles: [...troubles, ...complaints.map((complaint) => `${where} ${complaint}`)], links };
}

// Follows links from home: each kind of page (pattern and names of its query) a few times, so that variants are met too.
async function crawl(role, starts = []) {
  const context = await newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(demo.links[role]);
  const queue = ['/', ...starts],
    seen = new Set(queue),
    kinds = new Map(),
    troubles = [];
  while (queue.length) {
    const path = queue.shift();
    const { troubles: found, links } = await visit(page, role, path);
    troubles.push(...found);
    for (const href of links) {
      const url = new URL(href, demo.url + path);
      if (url.origin !== demo.url || /^\/(static|calendar|sign-out|checkpoint|tile)|\/(proof|badge\.svg)$/.test(url.pathname) || /format=(csv|json)|download/.test(url.search)) continue;
      const target = url.pathname + url.search,
        names = [...url.searchParams.keys()].sort(),
        kind = `${pattern(url.pathname)}?${names.filter((name) => name !== 'page' || names.length === 1)}`; // another page of the same is no kind
      if (seen.has(target) || (kinds.get(kind) ?? 0) >= (url.search ? 1 : 2)) continue;
      seen.add(target);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      queue.push(target);
    }
  }
  return { context, page, troubles, seen };
}
const none = (troubles) => assert.equal(troubles.length, 0, `\n${[...new Set(troubles)].join('\n')}`);

// Two at a time: axe-core keeps one processor busy a page.
describe('pages', { timeout: 1200000, concurrency: 2 }, () => {
  test('of nobody: signing in, verifying, accessibility, and pages that are not there', async () => {
    const context = await newContext();
    const page = await context.newPage();
    const troubles = [];
    for (const [path, status] of [
      ['/sign-in'],
      ['/sign-in?next=%2Freport'],
      ['/verify'],
      ['/log'],
      ['/accessibility'],
      ['/keys'],
      ['/issuer'],
      ['/achievements/quiz/personal-tutoring'],
      ['/achievements/training/role'],
      ['/nowhere', 404],
      ['/sign-in?token=0000', 401],
    ])
      troubles.push(...(await visit(page, 'nobody', path, status)).troubles);
    await page.goto(`${demo.url}/sign-in`);
    await page.getByLabel(/E-mail/).fill('nobody');
    await page.getByLabel('Password').fill('nothing at all');
    await page.getByRole('button', { name: 'Sign in' }).click();
    troubles.push(...(await inspect(page, 'nobody: wrong password')));
    assert.match(await page.title(), /^Error: /);
    assert.equal(await page.evaluate(() => document.activeElement.classList.contains('error-summary')), true, 'the summary has the focus');
    for (const words of ['{}', 'not a record']) {
      await page.goto(`${demo.url}/verify`);
      await page.locator('textarea').fill(words);
      await page.locator('main form button').first().click();
      troubles.push(...(await inspect(page, `nobody: verify ${words}`)));
    }
    await context.close();
    none(troubles);
  });

  test('of a tutor, before, during and after the Quiz', async () => {
    const { context, page, troubles } = await crawl('tutor');
    // the start page with its error, the conflict of two tabs, every kind of question, the check page half done, the result
    await page.goto(`${demo.url}/quizzes/personal-tutoring`);
    if (await page.getByLabel('I have read how the results are used').count()) {
      await page.getByRole('button', { name: 'Start the Quiz' }).click();
      troubles.push(...(await inspect(page, 'tutor: start without acknowledging')));
      await page.getByLabel('I have read how the results are used').check();
    }
    const start = page.getByRole('button', { name: 'Start the Quiz' });
    await ((await start.count()) ? start : page.getByRole('link', { name: 'Go on with the Quiz' })).click();
    const attempt = /\/attempts\/[0-9a-f]+/.exec(page.url())[0];
    const met = new Map(); // kinds of fields, by how often they were inspected
    for (let number = 1; number <= 20; number++) {
      await page.goto(`${demo.url}${attempt}/answers/${number}`);
      const fields = await page.locator('main form :is(input:not([type="hidden"]), select)').evaluateAll((all) => `${[...new Set(all.map((one) => one.type))]}`);
      met.set(fields, (met.get(fields) ?? 0) + 1);
      if (met.get(fields) <= 3) troubles.push(...(await visit(page, 'tutor', `${attempt}/answers/${number}`)).troubles);
      if (number % 5 === 0) continue;
      await answer(page, { dontKnow: number % 7 === 0 });
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.waitForURL(`**${attempt}/answers/${number + 1}`);
    }
    for (const path of ['check', 'print', 'answers/1', 'answers/1?from=check'])
      troubles.push(...(await visit(page, 'tutor', `${attempt}/${path}`)).troubles);
    // a stale form, sent without the script's help (scripts stay on: axe-core is one)
    const plain = await newContext({ storageState: await context.storageState() });
    await plain.route(/\/static\/[^/]+\.js/, (route) => route.abort());
    const stale = await plain.newPage();
    await stale.goto(`${demo.url}${attempt}/answers/2`);
    const again = await plain.newPage();
    await again.goto(stale.url());
    await answer(again, { dontKnow: true });
    await again.getByRole('button', { name: 'Continue' }).click();
    await again.waitForURL(`**${attempt}/answers/3`); // stored before the stale one is sent
    await answer(stale);
    const posted = stale.waitForResponse((reply) => reply.request().method() === 'POST', { timeout: 120000 }); // a busy disk takes its time
    await stale.getByRole('button', { name: 'Continue' }).click({ timeout: 120000 });
    assert.equal((await posted).status(), 409);
    troubles.push(...(await inspect(stale, 'tutor: conflict')), ...(await validate(await stale.content(), 'tutor: conflict')));
    await plain.close();
    await page.goto(`${demo.url}${attempt}/check`);
    await page.getByRole('button', { name: 'Submit my answers' }).click();
    await page.waitForURL(`**${attempt}`);
    for (const path of ['', '/practice', '/practice?n=2', '/print'])
      troubles.push(...(await visit(page, 'tutor', attempt + path)).troubles);
    await page.goto(`${demo.url}${attempt}/practice`);
    await answer(page, { dontKnow: true });
    await page.locator('main form button').first().click();
    troubles.push(...(await inspect(page, 'tutor: practice, explained')));
    for (const path of ['/', '/account', '/quizzes', '/modules']) troubles.push(...(await visit(page, 'tutor', path)).troubles);
    const record = await page.goto(`${demo.url}/`).then(() => page.locator('a[href^="/records/"]').first().getAttribute('href'));
    troubles.push(...(await visit(page, 'tutor', record)).troubles);
    // shared without a name and with it: what its holder sees, and what anyone does
    const anyone = await (await newContext({ locale: 'en-GB' })).newPage();
    troubles.push(...(await visit(anyone, 'nobody', record, 404)).troubles, ...(await visit(anyone, 'nobody', `/verify?record=${record}`, 404)).troubles);
    for (const name of [false, true]) {
      await page.goto(demo.url + record);
      await page.getByLabel('Show my name too').setChecked(name);
      await page.locator('main form button[value="yes"]').click();
      troubles.push(...(await inspect(page, `tutor: ${record} shared`)), ...(await validate(await page.content(), `tutor: ${record} shared`)));
      for (const path of [record, `/verify?record=${record}`, ...(name ? [`${record}/certificate`] : [])])
        troubles.push(...(await visit(anyone, 'nobody', path)).troubles);
    }
    troubles.push(...(await visit(page, 'tutor', `${record}/certificate`)).troubles);
    await anyone.context().close();
    await page.goto(`${demo.url}/account`);
    await page.getByLabel('New password').fill('correct horse battery staple');
    await page.getByRole('button', { name: 'Save the password' }).click();
    troubles.push(...(await inspect(page, 'tutor: password saved')));
    await context.close();
    none(troubles);
  });

  test('of a situation: asked, refused, half done, in conflict, explained and practised', async () => {
    const own = await Demo.start({ people: 24, schools: 2, questionsDir: situationsOnly() });
    const troubles = [];
    const at = async (tab, path) => troubles.push(...(await visit(tab, 'situation', own.url + path)).troubles);
    const context = await newContext(), page = await context.newPage();
    await page.goto(own.links.tutor);
    await page.goto(`${own.url}/quizzes/personal-tutoring`);
    if (await page.getByLabel('I have read how the results are used').count())
      await page.getByLabel('I have read how the results are used').check();
    await page.getByRole('button', { name: 'Start the Quiz' }).or(page.getByRole('link', { name: 'Go on with the Quiz' })).click();
    const attempt = /\/attempts\/[0-9a-f]+/.exec(page.url())[0];
    let refused = 0;
    for (let number = 1; number <= 4; number++) {
      await at(page, `${attempt}/answers/${number}`);
      const typed = page.locator('input[type="text"]');
      if (await typed.count()) {
        await typed.first().fill('about three');
        await page.getByRole('button', { name: 'Continue' }).click();
        await page.waitForFunction(() => document.title.startsWith('Error: '));
        troubles.push(...(await inspect(page, 'situation: refused')), ...(await validate(await page.content(), 'situation: refused')));
        await page.locator('.error-summary a').click();
        assert.equal(await page.evaluate(() => document.activeElement.type), 'text', 'the summary leads to the field');
        refused++;
        await page.goto(`${own.url}${attempt}/answers/${number}`);
      }
      if (number === 1) continue;
      const first = page.locator('fieldset.part').first().locator('input[type="radio"], input[type="checkbox"]').first();
      await (number === 2 ? first.check() : answer(page));
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.waitForURL((url) => !url.pathname.endsWith(`/answers/${number}`));
    }
    assert.equal(refused, 1);
    for (const path of ['check', 'print']) await at(page, `${attempt}/${path}`);
    assert.match(await page.goto(`${own.url}${attempt}/check`).then(() => page.locator('main').innerText()), /1 of 3 parts answered/);
    await page.getByRole('button', { name: 'Submit my answers' }).click();
    await page.waitForURL(`**${attempt}`);
    for (const path of ['', '/practice', '/practice?n=1']) await at(page, attempt + path);
    const part = page.locator('fieldset.part').first(), choices = part.locator('input[type="radio"], input[type="checkbox"]'); // whichever was drawn first
    await ((await choices.count()) ? choices.first().check() : part.locator('input[type="text"]').fill('2'));
    await page.locator('main form button').first().click();
    await page.waitForURL(/check=yes/);
    await at(page, page.url().slice(own.url.length));
    const lead = await newContext(), keys = await lead.newPage();
    await keys.goto(own.links.lead);
    await at(keys, '/bank?type=situation');
    await lead.close();
    await context.close();
    await own.end();
    none(troubles);
  });

  test('of the versions of the bank: of which one changed a key, words, a choice and a service of the other', async () => {
    const dir = ownQuestions(['BIO']), path = join(dir, 'bank/a-code-of-practice.json'), troubles = [];
    const own = await Demo.start({ people: 24, schools: 2, questionsDir: dir });
    const file = JSON.parse(readFileSync(path, 'utf8')), by = Object.fromEntries(file.questions.map((question) => [question.id, question]));
    by['a-reply-time'].key = 'b';
    by['a-more-time'].stem = by['a-more-time'].stem.replace('an hour', 'two hours');
    by['a-weekend-emails'].choices.reverse();
    writeFileSync(path, JSON.stringify(file));
    const institution = join(dir, 'institution.json');
    writeFileSync(institution, readFileSync(institution, 'utf8').replace('"Student Wellbeing"', '"Wellbeing"'));
    own.child.kill('SIGHUP');
    while (!/questions reloaded/.test(own.stderr)) await new Promise((later) => setTimeout(later, 50));
    const context = await newContext(), page = await context.newPage();
    await page.goto(own.links.lead);
    const links = (await visit(page, 'versions', `${own.url}/versions`)).links.filter((href) => href.startsWith('/versions/'));
    assert.equal(links.length, 2);
    for (const href of links) troubles.push(...(await visit(page, 'versions', own.url + href)).troubles);
    await page.goto(own.url + links[0]);
    const text = await page.locator('main').innerText();
    assert.match(text, /Marking changes/);
    assert.match(text, /Was\s+c “Tuesday of the next week”\s+Is\s+b “Monday of the next week”/);
    assert.match(text, /made from the directory of services changed with it/);
    assert.deepEqual((await page.locator('del, ins').allTextContents()).slice(0, 2), ['Removed: an hour', 'Added: two hours']);
    await page.getByRole('button', { name: 'Show' }).click();
    troubles.push(...(await inspect(page, 'versions: compared by the form')));
    await context.close();
    await own.end();
    none(troubles);
  });

  test('of a School’s own section: told of, asked, checked, printed, explained, practised and looked through', async () => {
    const own = await Demo.start({ people: 24, schools: 2, questionsDir: ownQuestions(['BIO', 'LAW']) });
    const troubles = [];
    const at = async (tab, path) => troubles.push(...(await visit(tab, 'own section', own.url + path)).troubles);
    const context = await newContext(), page = await context.newPage();
    await page.goto(own.links.tutor);
    await at(page, '/quizzes/personal-tutoring');
    assert.match(await page.locator('main').innerText(), /2 more at the end, in a section of their own/);
    if (await page.getByLabel('I have read how the results are used').count())
      await page.getByLabel('I have read how the results are used').check();
    await page.getByRole('button', { name: 'Start the Quiz' }).or(page.getByRole('link', { name: 'Go on with the Quiz' })).click();
    const attempt = /\/attempts\/[0-9a-f]+/.exec(page.url())[0];
    for (const number of [2, 3]) {
      await at(page, `${attempt}/answers/${number}`);
      assert.match(await page.locator('main').innerText(), /It does not count towards your score/);
      await answer(page, { dontKnow: true });
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.waitForURL((url) => !url.pathname.endsWith(`/answers/${number}`));
    }
    for (const path of ['check', 'print']) await at(page, `${attempt}/${path}`);
    await page.goto(`${own.url}${attempt}/check`);
    await page.getByRole('button', { name: 'Submit my answers' }).click();
    await page.waitForURL(`**${attempt}`);
    for (const path of ['', '/practice?n=2']) await at(page, attempt + path);
    const lead = await newContext(), keys = await lead.newPage();
    await keys.goto(own.links.lead);
    for (const path of ['/bank?pool=local', '/bank/bio-kit']) await at(keys, path);
    await lead.close();
    await context.close();
    await own.end();
    none(troubles);
  });

  for (const role of ['senior', 'head', 'dean', 'lead'])
    test(`of a ${role}`, async () => {
      const starts =
        { dean: ['/report?as_of=2025-02-28', '/report?as_of=1990-01-01', '/report?as_of=2028-01-01'] }[role] ?? [];
      const { context, page, troubles, seen } = await crawl(role, starts);
      if (role === 'senior') {
        const person = [...seen].find((path) => /^\/schools\/[^/]+\/people\/[^/?]+$/.test(path));
        assert.ok(person, 'a tutor of the School was opened');
        const forms = await page.goto(demo.url + person).then(() => page.locator('main form button').count());
        assert.ok(forms >= 2, 'a concern and a waiver can be noted');
        for (let i = 0; i < forms; i++) {
          await page.goto(demo.url + person);
          for (const summary of await page.locator('main details:not([open]) summary').all()) await summary.click();
          if (i === 0) troubles.push(...(await inspect(page, `senior: ${person}, everything open`)));
          await page.locator('main form button').nth(i).click();
          troubles.push(...(await inspect(page, `senior: ${person} after form ${i + 1}`)));
        }
        const led = await page.goto(demo.url + person).then(() => page.locator('a[href^="/attempts/"]'));
        if (await led.count()) troubles.push(...(await visit(page, 'senior', await led.first().getAttribute('href'))).troubles);
      }
      await context.close();
      none(troubles);
    });

  test('of an administrator: training with a check wrong, right and blank; the staff and a new link', async () => {
    const context = await newContext();
    const page = await context.newPage();
    await page.goto(demo.links.admin); // owes nothing: its way through a module begins at the beginning
    const troubles = [];
    const section = (await visit(page, 'training', '/modules/role')).links.find((href) => href.startsWith('/modules/role/sections/'));
    troubles.push(...(await visit(page, 'training', section)).troubles);
    for (const choose of [async () => {}, async (form) => form.getByLabel('I don’t know').check()]) {
      const form = page
        .locator('main form')
        .filter({ has: page.locator('[name="response"], select') })
        .first();
      await choose(form);
      await form.locator('button').first().click();
      troubles.push(...(await inspect(page, `training: ${await page.title()}`)));
    }
    troubles.push(...(await visit(page, 'training', '/modules/refresher')).troubles);
    for (const path of ['/', '/staff', '/account', '/definitions']) troubles.push(...(await visit(page, 'admin', path)).troubles);
    await page.goto(`${demo.url}/staff`);
    await page.locator('main form[action$="/link"] button').first().click();
    troubles.push(...(await inspect(page, 'admin: a new link')));
    assert.match(await page.getByLabel('Link').inputValue(), /sign-in\?token=[0-9a-f]{64}/);
    await context.close();
    none(troubles);
  });
});

test('pages are all of those that the server has', async () => {
  const { paths } = await (await fetch(`${demo.url}/openapi.json`)).json();
  const others = ['/calendar.ics', '/records/{id}/proof', '/records/{id}/badge.svg', '/healthz', '/readyz', '/metrics', '/openapi.json', '/static/{name}', '/checkpoint', '/tile/{tile}', '/.well-known/did.json', '/did.json'];
  const missing = Object.entries(paths)
    .filter(([path, methods]) => methods.get && !others.includes(path) && !visited.has(path))
    .map(([path]) => path);
  assert.deepEqual(missing, []);
});
