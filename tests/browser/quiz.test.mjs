// quiz.test.mjs: the Quiz in a real browser: by keyboard only, without JavaScript, in two tabs at once, and with Back afterwards.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { situationsOnly } from '../http/situations.mjs';
import { Server, must } from '../http/support.mjs';
import { answer, launch, listen } from './support.mjs';

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch(), Server.started()]);
});
after(async () => {
  await browser?.close();
  await server?.end();
});

async function signedIn(staffId, options = {}) {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  const complaints = [];
  listen(page, complaints);
  const link = new URL((await must(['sign-in-link', '--staff-id', staffId, '--db', server.db])).trim());
  await page.goto(server.url + link.pathname + link.search);
  return { context, page, complaints, script: await server.script(staffId) };
}
const attemptOf = (page) => /\/attempts\/[0-9a-f]+/.exec(page.url())[0];

test('the whole Quiz by keyboard only', async () => {
  const { context, page, complaints, script } = await signedIn('t-bio');
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      return {
        tag: at.tagName,
        type: at.type,
        name: at.name,
        value: at.value,
        text: at.textContent.trim(),
        href: at.getAttribute('href'),
        id: at.id,
        shown: getComputedStyle(at).outlineStyle !== 'none' || getComputedStyle(at).boxShadow !== 'none',
      };
    });
  const tabTo = async (wanted, what) => {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press('Tab');
      const at = await focused();
      if (!wanted(at)) continue;
      assert.ok(at.shown, `the focus on ${what} can be seen`);
      return at;
    }
    throw new Error(`${what} cannot be reached by Tab on ${page.url()}`);
  };
  const press = async (key) => {
    await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
  };

  const types = new Set();
  // Answers the question, or one part of a situation, that comes next.
  const fill = async (part, parts) => {
    const form = parts ? page.locator('fieldset.part').nth(part - 1) : page.locator('form.question');
    const name = parts ? new RegExp(`^part\\.${part}\\.response`) : /^response/;
    const field = await tabTo((at) => name.test(at.name), `the first field of part ${part}`);
    if (field.type === 'radio') {
      await page.keyboard.press('Space');
      types.add('radio');
    } else if (field.type === 'checkbox') {
      await page.keyboard.press('Space');
      types.add('checkbox');
    } else if (field.tag === 'SELECT') {
      types.add('select');
      const count = await form.locator('select').count();
      const options = (await form.locator('select').first().locator('option').count()) - 1;
      for (let i = 0; i < count; i++) {
        if (i) await tabTo((at) => at.tag === 'SELECT', `list ${i + 1}`);
        for (let down = 0; down <= (options === count ? i : 0); down++) await page.keyboard.press('ArrowDown');
      }
    } else {
      await page.keyboard.type('3');
      types.add('text');
    }
  };

  await page.keyboard.press('Tab');
  assert.equal((await focused()).href, '#main', 'the first stop is the skip link');
  await tabTo((at) => at.href === '/quizzes', 'Quiz in the navigation');
  await press('Enter');
  await tabTo((at) => at.href === '/quizzes/personal-tutoring', 'the Quiz');
  await press('Enter');
  await tabTo((at) => at.id === 'acknowledged', 'the acknowledgement');
  await page.keyboard.press('Space');
  await tabTo((at) => at.tag === 'BUTTON' && /Start/.test(at.text), 'Start');
  await press('Enter');
  const attempt = attemptOf(page);
  for (let number = 1; number <= 20; number++) {
    assert.ok(page.url().endsWith(`/answers/${number}`), page.url());
    assert.match(await page.title(), new RegExp(`Question ${number} of 20`));
    const parts = await page.locator('fieldset.part').count();
    for (let part = 1; part <= Math.max(parts, 1); part++) await fill(part, parts);
    await tabTo((at) => at.tag === 'BUTTON' && at.text === 'Continue', 'Continue');
    await press('Enter');
  }
  assert.ok(types.size >= 2, [...types].join());
  assert.ok(page.url().endsWith('/check'), page.url());
  assert.equal((await script.get(`${attempt}/check`)).json.unanswered, 0, 'every answer was kept');
  await tabTo((at) => /answers\/1\?from=check$/.test(at.href ?? ''), 'Change the first');
  await press('Enter');
  await tabTo((at) => at.name === 'flagged', 'Flag');
  await page.keyboard.press('Space');
  await tabTo((at) => at.tag === 'BUTTON' && at.text === 'Continue', 'Continue');
  await press('Enter');
  assert.match(await page.locator('main').innerText(), /Flagged/);
  await tabTo((at) => at.tag === 'BUTTON' && /Submit/.test(at.text), 'Submit');
  await press('Enter');
  assert.equal(new URL(page.url()).pathname, attempt);
  const result = (await script.get(attempt)).json;
  assert.equal(result.state, 'submitted');
  assert.ok((await page.locator('main').innerText()).includes(`${Number(result.score)} of 20`));
  assert.deepEqual(complaints, []);
  await context.close();
});

test('the whole Quiz without JavaScript', async () => {
  const { context, page, complaints, script } = await signedIn('t-bio2', { javaScriptEnabled: false });
  await page.goto(`${server.url}/quizzes/personal-tutoring`);
  await page.getByRole('button', { name: 'Start the Quiz' }).click();
  assert.match(await page.title(), /^Error: /, 'the statement first');
  assert.equal(await page.getByRole('alert').count(), 1);
  await page.getByLabel('I have read how the results are used').check();
  await page.getByRole('button', { name: 'Start the Quiz' }).click();
  const attempt = attemptOf(page);
  for (let number = 1; number <= 20; number++) {
    assert.ok(page.url().endsWith(`/answers/${number}`), page.url());
    await answer(page, { dontKnow: number === 7 });
    await page.getByRole('button', { name: 'Continue' }).click();
  }
  assert.ok(page.url().endsWith('/check'));
  const stored = (await script.get(attempt)).json;
  assert.equal(stored.questions[6].response, 'dont_know');
  for (const question of stored.questions) assert.notEqual(question.response, null, `question ${question.number} was kept`);
  await page.getByRole('button', { name: 'Submit my answers' }).click();
  assert.equal(new URL(page.url()).pathname, attempt);
  assert.equal((await script.get(attempt)).json.state, 'submitted');
  assert.match(await page.locator('main').innerText(), /You said you don.t know/);
  const practise = page.getByRole('link', { name: /Practise/ });
  await practise.first().click();
  assert.ok(page.url().includes('/practice'));
  assert.deepEqual(complaints, []);
  await context.close();
});

test('an answer is saved when it changes, says so once, and Continue agrees with it', async () => {
  const { context, page, complaints, script } = await signedIn('t-law');
  const { id } = await script.startQuiz();
  for (let number = 1; number <= 8; number++) {
    await page.goto(`${server.url}/attempts/${id}/answers/${number}`);
    await answer(page);
    await page.keyboard.press('Tab'); // a text field has changed when it is left
    await page.waitForFunction(() => /^Saved \d\d:\d\d$/.test(document.getElementById('saved').textContent));
    const stored = (await script.get(`/attempts/${id}`)).json.questions[number - 1];
    assert.ok(stored.version >= 1 && stored.response !== null, `question ${number}`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(`**/answers/${number + 1}`);
  }
  assert.equal(await page.locator('#saved').getAttribute('aria-live'), 'polite');
  await page.goto(`${server.url}/attempts/${id}`);
  assert.ok(page.url().endsWith('/answers/9'), 'resumes at the first unanswered question');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a double click on Continue goes on by one', async () => {
  const { context, page, script } = await signedIn('t-law');
  const { id } = await script.startQuiz();
  await page.goto(`${server.url}/attempts/${id}/answers/10`);
  await answer(page);
  await page.getByRole('button', { name: 'Continue' }).dblclick();
  await page.waitForURL('**/answers/11');
  await context.close();
});

test('a stale second tab is refused and shown what is stored', async () => {
  const { context, page, complaints, script } = await signedIn('t-both');
  const { id, questions } = await script.startQuiz();
  const question = questions.find((one) => one.type === 'single');
  const path = `${server.url}/attempts/${id}/answers/${question.number}`;
  const second = await context.newPage();
  listen(second, complaints);
  await Promise.all([page.goto(path), second.goto(path)]);
  const choose = (tab, index) => tab.locator(`form.question input[value="${question.choices[index].id}"]`).check();
  await choose(page, 0);
  await page.waitForFunction(() => /^Saved/.test(document.getElementById('saved').textContent));
  await choose(second, 1);
  await second.waitForFunction(() => /^Not saved/.test(document.getElementById('saved').textContent));
  assert.match(await second.locator('#saved').innerText(), /answered elsewhere/);
  await second.getByRole('button', { name: 'Continue' }).click();
  await second.waitForLoadState();
  const words = await second.locator('main').innerText();
  for (const index of [0, 1])
    assert.ok(words.includes(question.choices[index].text.replace(/[*_`]/g, '')), `shows ${index ? 'what was tried' : 'what is stored'}`);
  assert.deepEqual(
    (await script.get(`/attempts/${id}`)).json.questions[question.number - 1].response,
    question.choices[0].id,
    'nothing was overwritten',
  );
  assert.deepEqual(complaints, []);
  await context.close();
});

test('what was typed is still there when the connection goes, and is sent when it is back', async () => {
  const { context, page, script } = await signedIn('t-moved');
  const { id } = await script.startQuiz();
  await page.goto(`${server.url}/attempts/${id}/answers/1`);
  await context.setOffline(true);
  await answer(page);
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => /^Not saved/.test(document.getElementById('saved').textContent));
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL('**/answers/2');
  assert.notEqual((await script.get(`/attempts/${id}`)).json.questions[0].response, null);
  await context.close();
});

test('Back after submitting shows the result, never a second attempt', async () => {
  const { context, page, complaints, script } = await signedIn('t-moved');
  const { id } = await script.startQuiz();
  await page.goto(`${server.url}/attempts/${id}/answers/20`);
  await page.goto(`${server.url}/attempts/${id}/check`);
  await page.getByRole('button', { name: 'Submit my answers' }).dblclick();
  await page.waitForURL(`**/attempts/${id}`);
  for (let back = 0; back < 3; back++) {
    await page.goBack().catch(() => {});
    await page.waitForLoadState();
    if (!page.url().includes('/attempts/')) break;
    assert.equal(new URL(page.url()).pathname, `/attempts/${id}`, `Back ${back + 1}`);
    assert.match(await page.locator('main').innerText(), / of 20/);
  }
  const quizzes = (await script.get('/quizzes')).json;
  assert.equal(quizzes.attempts.length, 1);
  assert.equal((await script.get('/')).json.completions.length, 1);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a situation is saved as its parts are answered, but no list half done', async () => {
  const server = await Server.started({ questionsDir: situationsOnly() });
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage(), complaints = [];
  listen(page, complaints);
  const link = new URL((await must(['sign-in-link', '--staff-id', 't-bio', '--db', server.db])).trim());
  await page.goto(server.url + link.pathname + link.search);
  const script = await server.script('t-bio');
  const paper = await script.startQuiz();
  const question = paper.questions.find((one) => one.parts.some((part) => part.type === 'matching'));
  const stored = async () => (await script.get(`/attempts/${paper.id}`)).json.questions[question.number - 1];
  const saved = (version) => page.waitForFunction((wanted) => document.querySelector('[name=version]').value === String(wanted), version);
  await page.goto(`${server.url}/attempts/${paper.id}/answers/${question.number}`);
  const parts = page.locator('fieldset.part'), matching = question.parts.findIndex((part) => part.type === 'matching');
  await parts.nth(0).locator('input[type="radio"]').first().check();
  await saved(1);
  assert.equal((await stored()).response[0], 'a');
  const lists = parts.nth(matching).locator('select'), count = await lists.count();
  await lists.nth(0).selectOption('a');
  await page.waitForTimeout(300);
  assert.equal((await stored()).version, 1, 'half a matching is not sent by itself');
  for (let i = 1; i < count; i++) await lists.nth(i).selectOption('b');
  await saved(2);
  assert.equal((await stored()).response[matching][1], 'a');
  await page.locator(`#q${question.number}-dont-know`).check();
  await saved(3);
  const kept = (await stored()).response;
  assert.equal(kept[0], 'a');
  assert.equal(kept.filter((one) => one === 'dont_know').length, question.parts.length - 2);
  await page.getByRole('button', { name: 'Continue' }).click();
  assert.deepEqual((await stored()).response, kept);
  assert.deepEqual(complaints, []);
  await context.close();
  await server.end();
});
