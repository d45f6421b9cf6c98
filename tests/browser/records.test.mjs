// records.test.mjs: what a tutor does with a record and what an outsider then does with it, in a real browser without scripts; and the
// certificate: one sheet of A4, with a code that a reader reads, on paper, in the dark and on a telephone.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Demo, launch } from './support.mjs';

const jsqr = readFileSync(createRequire(import.meta.url).resolve('jsqr'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'signpost-records-'));
let browser, demo, tutor, record;

before(async () => {
  [browser, demo] = await Promise.all([launch(), Demo.start()]);
  tutor = await outsider();
  await tutor.goto(demo.links.tutor);
  record = await tutor.locator('main a[href^="/records/"]').first().getAttribute('href');
});
after(async () => {
  await browser?.close();
  await demo?.end();
  rmSync(folder, { recursive: true, force: true });
});

const outsider = async () => {
  // Nothing glides: a page that is still scrolling cannot be clicked.
  const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false, reducedMotion: 'reduce' });
  context.setDefaultTimeout(120000);
  return context.newPage();
};
// What a reader of QR codes makes of a picture.
async function decode(picture) {
  const page = await browser.newPage();
  await page.addScriptTag({ content: jsqr });
  const text = await page.evaluate(async (url) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    return window.jsQR(context.getImageData(0, 0, image.width, image.height).data, image.width, image.height)?.data;
  }, `data:image/png;base64,${picture.toString('base64')}`);
  await page.close();
  return text;
}

describe('without a script', { timeout: 600000 }, () => {
  test('a tutor shares a record, and an outsider who follows the link sees it and verifies it', async () => {
    await tutor.goto(demo.url + record);
    await tutor.getByRole('button', { name: 'Share this record' }).click();
    const link = await tutor.getByLabel('Link to share').inputValue();
    assert.equal(link, demo.url + record);
    const page = await outsider();
    await page.goto(link);
    assert.equal(await page.getByText('Completed by').count(), 0, 'no name was to be shown');
    await page.getByRole('link', { name: 'Verify this record' }).click();
    assert.match(await page.locator('h1').innerText(), /Genuine, and it counts today/);
    assert.equal(await page.getByText('Not checked').count(), 0, 'online every check is made');
    await page.context().close();
  });

  test('a record, a badge and a proof that were downloaded are verified as files', async () => {
    const take = async (path, name) => {
      const reply = await tutor.context().request.get(demo.url + record + path);
      assert.equal(reply.status(), 200, path);
      assert.match(reply.headers()['content-disposition'], new RegExp(`attachment; filename="completion-[0-9a-f-]{36}\\.${name.split('.').pop()}"`));
      writeFileSync(join(folder, name), await reply.body());
      return join(folder, name);
    };
    const files = [await take('?format=json&download=1', 'a.json'), await take('/badge.svg?download=1', 'a.svg')];
    const proof = await take('/proof', 'a.tlog-proof');
    const page = await outsider();
    for (const file of files) {
      await page.goto(`${demo.url}/verify`);
      await page.getByLabel('Or its file').setInputFiles(file);
      await page.locator('summary').click();
      await page.getByLabel('Its proof file').setInputFiles(proof);
      await page.getByLabel('E-mail address of its holder').fill('nobody@example.org');
      await page.getByRole('button', { name: 'Verify', exact: true }).click();
      assert.match(await page.locator('h1').innerText(), /Genuine, but not the record of the person you named/);
      assert.ok(await page.getByRole('row', { name: /That entry stands in the log/ }).getByText('Yes').count());
    }
    writeFileSync(files[0], readFileSync(files[0], 'utf8').replace('"validUntil":"20', '"validUntil":"21'));
    await page.goto(`${demo.url}/verify`);
    await page.getByLabel('Or its file').setInputFiles(files[0]);
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    assert.match(await page.locator('h1').innerText(), /Do not rely on this record/);
    await page.context().close();
  });

  test('a badge is a picture that a browser draws', async () => {
    const page = await browser.newPage();
    const complaints = [];
    page.on('console', (message) => !message.location().url.endsWith('/favicon.ico') && complaints.push(message.text()));
    await page.goto(`${demo.url}${record}/badge.svg`);
    assert.equal(await page.evaluate(() => document.documentElement.tagName), 'svg');
    const widths = await page.evaluate(() => [...document.querySelectorAll('text')].map((text) => text.getBBox().width));
    assert.ok(widths.length >= 3 && widths.every((width) => width < 430), `its words stay in its frame: ${widths}`);
    assert.deepEqual(complaints, []);
    await page.close();
  });
});

describe('the certificate', { timeout: 600000 }, () => {
  test('is one sheet of A4, for the Quiz, its score and the training', async () => {
    const page = await (await browser.newContext({ storageState: await tutor.context().storageState() })).newPage();
    await page.goto(demo.url);
    const paths = await page.locator('main a[href^="/records/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    for (const path of new Set(paths.filter((one) => !one.endsWith('/certificate')))) {
      await page.goto(`${demo.url}${path}/certificate`);
      for (const options of [{ preferCSSPageSize: true }, { format: 'A4' }]) {
        const pdf = (await page.pdf({ ...options, printBackground: true })).toString('latin1');
        assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1, `${path} ${JSON.stringify(options)}`);
        const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf).map(Number);
        assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `${width} by ${height} points`);
      }
    }
    await page.context().close();
  });

  test('bears a code that leads to its verification, whatever the colours and the width', async () => {
    const page = await (await browser.newContext({ storageState: await tutor.context().storageState(), deviceScaleFactor: 2 })).newPage();
    await page.goto(`${demo.url}${record}/certificate`);
    const address = await page.locator('.certificate-address').innerText();
    assert.equal(address.replace(/\s/g, ''), `${demo.url}/verify?record=${record.split('/').pop()}`);
    for (const [width, media] of [[1280, { colorScheme: 'light' }], [1280, { colorScheme: 'dark' }], [320, { colorScheme: 'dark' }], [794, { media: 'print' }]]) {
      await page.setViewportSize({ width, height: 1123 });
      await page.emulateMedia(media);
      const part = page.locator(media.media ? '.certificate' : '.certificate footer');
      assert.equal(await decode(await part.screenshot()), address, `${width} ${JSON.stringify(media)}`);
    }
    await page.emulateMedia({ media: 'screen' });
    const button = page.getByRole('button', { name: 'Print' });
    await page.evaluate(() => { window.print = () => { document.title = 'printed'; }; });
    await button.click();
    assert.equal(await page.title(), 'printed');
    const stranger = await outsider();
    await stranger.goto(address);
    assert.match(await stranger.locator('h1').innerText(), /Genuine/);
    await stranger.context().close();
    await page.context().close();
  });

  test('of a record that is not shared says so to its holder, and shares it with one button', async () => {
    await tutor.goto(demo.url + record);
    await tutor.getByRole('button', { name: 'Stop sharing' }).click();
    await tutor.goto(`${demo.url}${record}/certificate`);
    assert.ok(await tutor.getByText('work for others only once you share the record').count());
    await tutor.getByRole('button', { name: 'Share this record' }).click();
    const page = await outsider();
    assert.equal((await page.goto(demo.url + record)).status(), 200);
    await page.context().close();
  });
});
