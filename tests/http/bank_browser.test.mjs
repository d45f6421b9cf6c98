// bank_browser.test.mjs: the training lead finds questions by words, subject, type, point and health, and tries one as a tutor meets it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { authored, rightResponse, wrongResponse } from './bank.mjs';
import { Server } from './support.mjs';

let server, lead;
before(async () => {
  server = await Server.started();
  lead = await server.script('lead');
});
after(() => server.end());

const found = async (query) => (await lead.get(`/bank?${new URLSearchParams(query)}`)).json.subjects.flatMap((subject) => subject.questions);

test('everything is there, and each filter keeps exactly what it names', async () => {
  const all = await found({});
  assert.ok(all.length >= 160);
  for (const subject of 'ace') assert.ok((await found({ subject })).every((question) => question.subject === subject));
  for (const type of ['single', 'ordering', 'situation']) {
    const some = await found({ type });
    assert.ok(some.length > 0 && some.every((question) => question.type === type), type);
  }
  const pools = await Promise.all(['quiz', 'practice', 'local'].map((pool) => found({ pool })));
  assert.equal(pools.flat().length, all.length);
  const point = await found({ point: '5b' });
  assert.ok(point.length > 2 && point.every((question) => /\b5b$/.test(question.source)));
  assert.deepEqual(await found({ health: 'sound' }), [], 'nobody has submitted, so none is known to be sound');
  assert.equal((await found({ health: 'too_few' })).length, all.length);
});

test('words are found in stem, choices and feedback, whatever their capitals and accents', async () => {
  const some = await found({ q: 'dyslexic' });
  assert.ok(some.some((question) => question.id === 'e-specialist'));
  assert.deepEqual((await found({ q: 'DYSLÉXIC' })).map((question) => question.id), some.map((question) => question.id));
  assert.deepEqual(await found({ q: 'xyzzy' }), []);
  assert.ok((await found({ q: 'e-specialist' })).length >= 1, 'by its id');
});

test('tags are a filter, are found by the search, and stand on the page and the preview', async () => {
  const tagged = await found({ tag: 'ukat.p2' });
  assert.ok(tagged.length > 5 && tagged.every((question) => question.tags.includes('ukat.p2')));
  assert.deepEqual((await found({ q: 'UKAT.P2' })).map((question) => question.id), tagged.map((question) => question.id));
  assert.deepEqual(await found({ tag: 'none' }), []);
  const page = (await lead.get('/bank?tag=ukat.p2', { Accept: 'text/html' })).text;
  assert.match(page, /<option value="ukat\.p2" selected>ukat\.p2: P2/);
  assert.match(page, /Tags: [^<]*ukat\.p2/);
  assert.match((await lead.get(`/bank/${tagged[0].id}`, { Accept: 'text/html' })).text, /Tags: [^<]*ukat\.p2/);
});

test('people read it in pages that keep what was asked for; print and scripts have all of it', async () => {
  const html = async (query) => (await lead.get(`/bank?${query}`, { Accept: 'text/html' })).text;
  const ids = (text) => [...text.matchAll(/<h3 id="q-([^"]+)"/g)].map((match) => match[1]);
  const whole = (await found({ subject: 'a' })).map((question) => question.id), first = await html('subject=a&q=');
  assert.ok(whole.length > 26);
  assert.deepEqual(ids(first), whole.slice(0, 25));
  assert.match(first, new RegExp(`Questions 1–25 of ${whole.length}`));
  assert.doesNotMatch(first, /rel="prev"/);
  const next = /rel="next" href="([^"]+)"/.exec(first)[1].replaceAll('&amp;', '&');
  assert.equal(next, '/bank?subject=a&page=2');
  const second = await html(next.slice(6));
  assert.deepEqual(ids(second), whole.slice(25, 50));
  assert.match(second, /rel="prev" href="\/bank\?subject=a&amp;page=1"/);
  assert.deepEqual(ids(await html('subject=a&page=all')), whole);
  for (const page of ['99', '0', '-1', 'x', '99999999999999999999']) assert.ok(ids(await html(`subject=a&page=${page}`)).length > 0, page);
  assert.doesNotMatch(await html('q=e-specialist'), /class="pager"/);
  assert.equal((await found({ subject: 'a', page: '2' })).length, Math.min(25, whole.length - 25));
});

test('a preview asks like the Quiz, without the key, and explains what was tried', async () => {
  for (const type of ['single', 'multiple', 'true_false', 'matching', 'ordering', 'numeric', 'short', 'situation']) {
    const [question] = await found({ type, pool: 'quiz' });
    const shown = (await lead.get(`/bank/${question.id}`)).json;
    assert.equal(shown.stem, question.stem);
    for (const member of ['key', 'feedback', 'correct', 'answers']) assert.ok(!(member in shown), `${type}: ${member}`);
    const page = (await lead.get(`/bank/${question.id}`, { Accept: 'text/html' })).text;
    assert.match(page, /Try this answer/);
    assert.doesNotMatch(page, /class="outcome"/);
  }
  const [single] = (await found({ type: 'single', pool: 'quiz' })).filter((question) => authored(question).id);
  const shown = (await lead.get(`/bank/${single.id}`)).json;
  const right = await lead.get(`/bank/${single.id}?check=yes&response=${rightResponse(shown)}`);
  assert.equal(right.json.correct, true);
  assert.equal((await lead.get(`/bank/${single.id}?check=yes&response=${wrongResponse(shown)}`)).json.correct, false);
  assert.equal((await lead.get(`/bank/${single.id}?check=yes&response=zz`)).status, 422);
  assert.equal((await lead.get('/bank/none')).status, 404);
});

test('every look at a key is noted', async () => {
  const events = async () => Number(/^signpost_events(?:_total)? (\d+)$/m.exec((await lead.get('/metrics', { Accept: 'text/plain' })).text)[1]);
  const before = await events();
  await lead.get('/bank');
  await lead.get('/bank/e-specialist');
  assert.equal(await events(), before + 2);
});
