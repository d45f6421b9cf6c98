// shots.mjs FOLDER [--readme]: pictures of the main pages of a demonstration University, wide and 320 px, light and dark, to look at.
// With --readme also home.png and report.png in tests/browser/screenshots, which README shows.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Demo, answer, launch } from './support.mjs';

const folder = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? 'build/shots',
  readme = process.argv.includes('--readme');
mkdirSync(folder, { recursive: true });
const [browser, demo] = await Promise.all([launch(), Demo.start({ people: 240, schools: 8, years: 5 })]);

async function shoot(page, name) {
  for (const [width, height] of [
    [1280, 900],
    [320, 640],
  ])
    for (const colorScheme of ['light', 'dark']) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}

async function as(role, work) {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(demo.links[role]);
  await work(page, async (path, name) => {
    await page.goto(demo.url + path);
    await shoot(page, name);
  });
  await context.close();
}

await as('tutor', async (page, open) => {
  for (const [path, name] of [
    ['/', 'home'],
    ['/quizzes', 'quizzes'],
    ['/quizzes/personal-tutoring', 'start'],
    ['/modules', 'modules'],
    ['/modules/role', 'module'],
    ['/account', 'account'],
    ['/definitions', 'definitions'],
  ])
    await open(path, name);
  await page.goto(`${demo.url}/modules/role`).then(() => page.locator('main a[href*="/sections/"]').first().click());
  await shoot(page, 'section');
  await page.goto(`${demo.url}/quizzes/personal-tutoring`);
  if (await page.getByLabel('I have read').count()) await page.getByLabel('I have read').check();
  const start = page.getByRole('button', { name: 'Start the Quiz' });
  await ((await start.count()) ? start : page.getByRole('link', { name: 'Go on with the Quiz' })).click();
  const attempt = /\/attempts\/[0-9a-f]+/.exec(page.url())[0],
    seen = new Set();
  for (let number = 1; number <= 20; number++) {
    await page.goto(`${demo.url}${attempt}/answers/${number}`);
    const kind = (await page.locator('form.question fieldset.part').count())
      ? 'situation'
      : (await page.locator('form.question select').count())
        ? 'lists'
        : await page.locator('form.question input[name="response"]').first().getAttribute('type');
    if (!seen.has(kind)) await shoot(page, `question-${kind}`);
    seen.add(kind);
    if (number === 13) continue;
    await answer(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(`/answers/${number}`));
  }
  await open(`${attempt}/check`, 'check');
  await page.getByRole('button', { name: 'Submit my answers' }).click();
  await page.waitForURL(`**${attempt}`);
  await shoot(page, 'result');
  await open(`${attempt}/practice`, 'practice');
  await page.goto(demo.url).then(() => page.locator('a[href^="/records/"]').first().click());
  await shoot(page, 'record');
});
await as('senior', async (page, open) => {
  await open('/', 'leader-home');
  const school = await page.locator('a[href^="/schools/"]').first().getAttribute('href');
  await open(school, 'school');
  await open(`${school}/people`, 'people');
  await page.locator(`a[href^="${school}/people/"]`).first().click();
  await shoot(page, 'person');
});
await as('dean', async (page, open) => {
  await open('/', 'dean-home');
  await open('/report', 'report');
});
await as('lead', async (page, open) => open('/bank', 'bank'));
await as('admin', async (page, open) => open('/staff', 'staff'));
for (const [path, name] of [
  ['/sign-in', 'sign-in'],
  ['/verify', 'verify'],
  ['/accessibility', 'accessibility'],
  ['/nowhere', 'not-found'],
]) {
  const page = await browser.newPage();
  await page.goto(demo.url + path);
  await shoot(page, name);
  await page.close();
}
await browser.close();
await demo.end();

if (readme) {
  const shown = fileURLToPath(new URL('screenshots/', import.meta.url));
  mkdirSync(shown, { recursive: true });
  const [second, fresh] = await Promise.all([launch(), Demo.start({ people: 600, schools: 12, years: 6 })]);
  for (const [role, path, name] of [
    ['tutor', '/', 'home'],
    ['dean', '/report', 'report'],
  ]) {
    const page = await (await second.newContext({ locale: 'en-GB', viewport: { width: 1100, height: 800 } })).newPage();
    await page.goto(fresh.links[role]);
    await page.goto(fresh.url + path);
    await page.screenshot({ path: join(shown, `${name}.png`) });
  }
  await second.close();
  await fresh.end();
}
console.log(`Pictures are in ${folder}.`);
