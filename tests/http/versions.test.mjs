// versions.test.mjs: versions of the question bank: each is listed with its attempts, two are compared in words by folder, document
// or hash, and an attempt keeps the one that it was drawn from.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { Server, answerAll, must, questions, run } from './support.mjs';

let server, tutor, attempt, first, second;
const bankFile = () => join(server.questions, 'bank', 'a-code-of-practice.json');
const edit = (change) => {
  const file = JSON.parse(readFileSync(bankFile(), 'utf8'));
  change(Object.fromEntries(file.questions.map((question) => [question.id, question])), file);
  writeFileSync(bankFile(), JSON.stringify(file, null, 2));
};
const reload = async (times) => {
  server.child.kill('SIGHUP');
  while ((server.stderr.match(/questions reloaded/g)?.length ?? 0) < times) await later(20);
};
const list = async () => JSON.parse(await must(['bank', 'list', '--db', server.db, '--format', 'json'])).versions;
const diff = async (...args) => JSON.parse(await must(['bank', 'diff', '--format', 'json', ...args]));

before(async () => {
  server = await Server.make();
  server.questions = join(server.folder, 'questions');
  cpSync(questions, server.questions, { recursive: true });
  await server.start();
  tutor = await server.script('t-bio');
  attempt = await tutor.startQuiz();
  await answerAll(tutor, attempt);
  first = (await list())[0].bank;
  edit((by) => {
    by['a-reply-time'].key = 'b';
    by['a-more-time'].stem = by['a-more-time'].stem.replace('an hour each week', 'two hours each week');
  });
  await reload(1);
  second = (await list())[0].bank;
});
after(() => server.end());

test('the versions are listed, the latest first, with their attempts and which is served now', async () => {
  const versions = await list();
  assert.deepEqual(versions.map(({ bank, attempts, open_attempts, current }) => ({ bank, attempts, open_attempts, current })), [
    { bank: second, attempts: 0, open_attempts: 0, current: true },
    { bank: first, attempts: 0, open_attempts: 1, current: false },
  ]);
  assert.notEqual(first, second);
  assert.ok(versions.every((version) => version.questions >= 160 && Date.parse(version.since) <= Date.now()));
  const text = await must(['bank', 'list', '--db', server.db]);
  assert.match(text, new RegExp(`^${second.slice(0, 12)}  since .* questions .* 0 attempts  served now\n${first.slice(0, 12)} .* and 1 open\n$`));
});

test('what changed is told in words, marking first, and equal things are not mentioned', async () => {
  const text = await must(['bank', 'diff', first.slice(0, 10), second.slice(0, 10), '--db', server.db]);
  assert.match(text, /MARKING changes[^]*~ a-reply-time[^]*MARKING, key\n +was +c “Tuesday of the next week”\n +is +b “Monday of the next week”/);
  assert.match(text, /regrade --question a-reply-time --dry-run/);
  assert.match(text, /~ a-more-time[^]*wording\n.*\[-an hour-\] \{\+two hours\+\}/);
  assert.doesNotMatch(text, /a-weekend-emails|Modules|Quizzes/);
  assert.match(text, /\n2 questions changed \(1 in marking\)\.\n$/);
  const told = await diff(first, second, '--db', server.db);
  assert.equal(told.before, first);
  assert.equal(told.after, second);
  assert.deepEqual(told.things.map(({ thing, id, change, marking }) => [thing, id, change, marking]),
    [['question', 'a-reply-time', 'changed', true], ['question', 'a-more-time', 'changed', false]]);
  assert.ok(!JSON.stringify(told).includes('runs'), 'what is for the page stays there');
  const back = await diff(second, first, '--db', server.db);
  assert.equal(back.things[0].changes[0].before, told.things[0].changes[0].after);
});

test('a folder, a document and a hash name the same version', async () => {
  const document = await must(['bank', 'document', first, '--db', server.db]);
  assert.equal(createHash('sha256').update(document).digest('hex'), first, 'the document is what the hash is of');
  const path = join(server.folder, 'first.json');
  writeFileSync(path, JSON.stringify(JSON.parse(document), null, 1));
  for (const [one, other] of [[path, first], [questions, path], [questions, first], [server.questions, second]])
    assert.deepEqual((await diff(one, other, '--db', server.db)).things, [], `${one} and ${other}`);
  assert.match(await must(['bank', 'diff', questions, path]), /The two are the same\.\n$/);
});

test('the training lead reads the same on a page, and every look at keys is noted', async () => {
  const lead = await server.script('lead');
  assert.deepEqual((await lead.get('/versions')).json.versions, await list());
  const told = await diff(first, second, '--db', server.db), events = async () => JSON.parse(await must(['report', '--db', server.db, '--format', 'json'])).known_at;
  const before = await events(), page = (await lead.get(`/versions/${second}`)).json;
  assert.deepEqual(page, { bank: second, from: first, summary: told.summary, things: told.things });
  assert.equal(await events(), before + 1);
  assert.deepEqual((await lead.get(`/versions/${first}?from=${second}`)).json.things[0].changes[0].before, told.things[0].changes[0].after);
  assert.equal((await lead.get(`/versions/${first}`)).json.from, null, 'the first has none before it');
  for (const path of [`/versions/${'0'.repeat(64)}`, `/versions/${second}?from=nothing`, '/versions/x']) assert.equal((await lead.get(path)).status, 404, path);
  const html = (await lead.get(`/versions/${second}`, { Accept: 'text/html' })).text;
  assert.match(html, /Marking changes:[^]*<dd class="as-typed">b “Monday of the next week”<\/dd>/);
  assert.match(html, /<del><span class="visually-hidden">Removed: <\/span>an hour<\/del>/);
});

test('what cannot be found or read is said, with its exit code', async () => {
  const fails = async (code, words, ...args) => {
    const result = await run(['bank', ...args], { env: { SIGNPOST_DB: '' } });
    assert.equal(result.code, code, result.err);
    assert.match(result.err, words);
    assert.equal(result.out, '');
  };
  await fails(2, /Something is missing/, 'diff', first);
  await fails(2, /--db FILE/, 'diff', first, second);
  await fails(4, /no folder, no file/, 'diff', join(server.folder, 'nowhere'), first);
  await fails(4, /No version .* begins with "ffff0000"/, 'diff', 'ffff0000', first, '--db', server.db);
  await fails(4, /no folder, no file/, 'diff', 'fff', first, '--db', server.db);
  const broken = join(server.folder, 'broken.json');
  writeFileSync(broken, '{"bank":[');
  await fails(3, /broken\.json:1/, 'diff', broken, first, '--db', server.db);
  writeFileSync(broken, '{"bank":[]}');
  await fails(3, /no bank document/, 'diff', broken, first, '--db', server.db);
  const folder = join(server.folder, 'unsound');
  cpSync(questions, folder, { recursive: true });
  writeFileSync(join(folder, 'requirements.json'), '{}');
  await fails(3, /requirements\.json:1: [^]*finding/, 'diff', folder, first, '--db', server.db);
});

test('an attempt keeps its version, and is marked by its keys', async () => {
  const result = await tutor.post(`/attempts/${attempt.id}/submission`);
  assert.equal(result.json.bank, first);
  const versions = await list();
  assert.deepEqual(versions.map((version) => [version.attempts, version.open_attempts]), [[0, 0], [1, 0]]);
  assert.equal((await tutor.get(`/attempts/${attempt.id}`)).json.questions.length, 20);
});

test('a version that is served again is the current one, and keeps the day it was first served', async () => {
  const since = (await list()).find((version) => version.bank === first).since;
  cpSync(join(questions, 'bank', 'a-code-of-practice.json'), bankFile());
  await reload(2);
  const versions = await list();
  assert.deepEqual(versions.filter((version) => version.current).map((version) => version.bank), [first]);
  assert.equal(versions.find((version) => version.bank === first).since, since);
  await reload(3);
  assert.equal((await list()).length, 2, 'the same again is no new version');
});
