// regrade.test.mjs: a key was wrong and is mended in the bank: a dry run says what would change, applying it changes exactly that, both
// scores stay visible, the score record is replaced, figures follow from when it is known, and doing it again changes nothing.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { authored, rightResponse, wrongResponse } from './bank.mjs';
import { Server, answerAll, must, questions, root, run } from './support.mjs';

const tutors = ['t-bio', 't-bio2', 't-law', 't-both', 't-moved'];
let server, mended, target, results = {};

// The server takes the folder over: nothing is marked by what it does not serve.
const reload = async () => {
  const times = () => server.stderr.split('questions reloaded').length;
  const before = times();
  server.child.kill('SIGHUP');
  while (times() === before) await new Promise((done) => setTimeout(done, 20));
};
const version = async (folder) => JSON.parse(await must(['check', folder, '--format', 'json'])).bank;

// Wrong by the key as it is, right by the mended one: the first two took what the mended key calls right.
before(async () => {
  server = await Server.make();
  server.questions = join(server.folder, 'questions');
  cpSync(questions, server.questions, { recursive: true });
  await server.start();
  for (const id of tutors) {
    const script = await server.script(id);
    const attempt = await script.startQuiz();
    await answerAll(script, attempt);
    results[id] = { script, attempt };
  }
  // A single-choice question of the files that some of the papers hold, and another choice for its key.
  const held = Object.values(results).flatMap(({ attempt }) => attempt.questions);
  target = held.filter((question) => question.type === 'single' && authored(question).id)
    .map((question) => ({ stem: question.stem, author: authored(question), times: held.filter((other) => other.stem === question.stem).length }))
    .sort((a, b) => b.times - a.times)[0];
  const other = target.author.choices.find((choice) => choice.id !== target.author.key);
  for (const [index, { script, attempt }] of Object.values(results).entries()) {
    const question = attempt.questions.find((one) => one.stem === target.stem);
    if (!question) continue;
    const mine = question.choices.find((choice) => choice.text === other.text).id;
    const stored = (await script.get(`/attempts/${attempt.id}`)).json.questions[question.number - 1];
    const response = index === 0 ? mine : index % 2 ? rightResponse(question) : mine;
    const reply = await script.put(`/attempts/${attempt.id}/answers/${question.number}`, { response, version: stored.version });
    assert.equal(reply.status, 200, reply.text);
  }
  for (const id of tutors) results[id].first = (await results[id].script.post(`/attempts/${results[id].attempt.id}/submission`)).json;
  mended = other.id;
  for (const name of ['a-code-of-practice', 'b-regulations', 'c-programmes', 'd-student-responsibilities', 'e-services']) {
    const path = join(server.questions, 'bank', `${name}.json`), file = JSON.parse(readFileSync(path, 'utf8'));
    for (const question of file.questions) if (question.id === target.author.id) question.key = mended;
    writeFileSync(path, JSON.stringify(file, null, 2));
  }
});
after(() => server.end());

// Without --questions: by the folder that the server serves.
const regrade = async (...args) => JSON.parse(await must(['regrade', '--db', server.db, '--question', target.author.id, '--format', 'json', ...args]));
const report = async (...args) => JSON.parse(await must(['report', '--db', server.db, '--format', 'json', ...args]));
const holds = (id) => results[id].attempt.questions.some((question) => question.stem === target.stem);
const stored = async (id) => (await results[id].script.get(`/attempts/${results[id].attempt.id}`)).json;
let plan, before_;

test('while a server runs, what it serves is marked by: a mended folder that it has not taken over is refused, or pointed out', async () => {
  const args = ['regrade', '--db', server.db, '--question', target.author.id];
  const served = (await version(questions)).slice(0, 12), waiting = (await version(server.questions)).slice(0, 12);
  for (const [more, env] of [[['--questions', server.questions], {}], [[], { SIGNPOST_QUESTIONS: server.questions }]]) {
    const refused = await run([...args, ...more], { env });
    assert.equal(refused.code, 1, refused.out);
    assert.equal(refused.out, '');
    for (const word of [served, waiting, server.questions, 'SIGHUP']) assert.ok(refused.err.includes(word), refused.err);
  }
  const told = await run(args);
  assert.equal(told.code, 0);
  assert.match(told.out, new RegExp(`^By version ${served} of ${server.questions},.*\n.* 0 scores change`));
  assert.match(told.err, new RegExp(`holds version ${waiting}.*send SIGHUP first`));
  await reload();
  const ready = await run([...args, '--dry-run']);
  assert.equal(ready.err, '');
  assert.match(ready.out, new RegExp(`^By version ${waiting} of ${server.questions},`));
  for (const named of [['--questions', server.questions], []]) {
    const { bank, folder } = await regrade('--dry-run', ...named);
    assert.deepEqual([bank.slice(0, 12), folder], [waiting, server.questions]);
  }
});

test('a dry run lists the attempts with old and new scores, and changes nothing', async () => {
  before_ = await report();
  plan = await regrade('--dry-run');
  assert.equal(plan.dry_run, true);
  assert.equal(plan.holding, tutors.filter(holds).length);
  assert.equal(plan.unlike, 0);
  assert.ok(plan.changes.length > 0);
  for (const change of plan.changes) {
    const id = tutors.find((one) => results[one].attempt.id === change.attempt);
    assert.equal(change.before, results[id].first.score);
    assert.ok(Math.abs(Math.abs(change.after - change.before) - 1) < 1e-6, `${change.before} -> ${change.after}`); // no exact floats
  }
  assert.deepEqual(await report(), before_);
  for (const id of tutors) assert.equal((await stored(id)).score, results[id].first.score);
});

test('applying it does exactly what the dry run said', async () => {
  const done = await regrade();
  assert.deepEqual(done.changes, plan.changes);
  assert.deepEqual(done.medians, plan.medians);
  for (const id of tutors) {
    const now = await stored(id), change = plan.changes.find((one) => one.attempt === now.id);
    assert.equal(now.score, change ? change.after : results[id].first.score);
    assert.equal(now.first_score, change ? change.before : undefined);
    // Each is rounded to two decimals; a mark left out or counted twice would be off by far more.
    const near = (sum, what) => assert.ok(Math.abs(sum - now.score) < 0.11, `${what}: ${sum} is not ${now.score}`);
    near(now.subjects.reduce((sum, subject) => sum + subject.score, 0), 'subjects');
    near(now.questions.reduce((sum, question) => sum + question.mark, 0), 'questions’ marks');
    assert.equal(now.questions.filter((question) => question.regraded_at).length, change ? 1 : 0);
  }
});

test('reports use the scores as now known and say so; as known before they are as they were', async () => {
  const now = await report(), then = await report('--known-at', String(before_.known_at));
  assert.deepEqual(then, before_);
  for (const median of plan.medians) {
    const row = median.school ? now.schools.find((school) => school.code === median.school) : now.university;
    assert.equal(row.quiz.median_score, median.after);
  }
  assert.equal(now.university.quiz.median_regraded, plan.changes.length);
  assert.match(await must(['report', '--db', server.db]), /found again with a mended key/);
});

test('the score record is replaced, the completion record is not, and both still verify', async () => {
  const change = plan.changes[0], id = tutors.find((one) => results[one].attempt.id === change.attempt), { script, first } = results[id];
  const now = await stored(id);
  assert.equal(now.record, first.record);
  const reply = await script.get(now.record, { Accept: 'application/vc+ld+json' });
  assert.equal(reply.status, 200);
  const path = join(server.folder, 'record.json');
  writeFileSync(path, reply.text);
  await must(['verify', path, '--db', server.db]);
});

test('the tutor reads what happened, and their leader sees both scores, with subjects that add up, wherever they stand', async () => {
  const sums = (shown, what) => {
    const sum = shown.subjects.reduce((total, subject) => total + subject.score, 0);
    assert.ok(Math.abs(sum - shown.score) < 0.03, `${what}: the subjects add up to ${sum}, not to ${shown.score}`); // each rounded
  };
  for (const id of tutors) {
    const change = plan.changes.find((one) => one.attempt === results[id].attempt.id), path = `/attempts/${results[id].attempt.id}`;
    const [leader, school] = ['t-law', 't-moved'].includes(id) ? ['s-law', 'LAW'] : ['s-bio', 'BIO'];
    const senior = await server.script(leader), about = `/schools/${school}/people/${id}`;
    const own = (await results[id].script.get(path)).json, led = (await senior.get(path)).json, person = (await senior.get(about)).json;
    for (const [shown, what] of [[own, 'own'], [led, 'led'], [person.attempts[0], 'person']]) {
      sums(shown, `${what} ${id}`);
      assert.equal(shown.score, change ? change.after : results[id].first.score);
      assert.equal(shown.first_score, change?.before, what);
      assert.deepEqual(shown.subjects.map((one) => one.score), own.subjects.map((one) => one.score), what);
    }
    assert.equal(person.completions[0].score, own.score);
    const pages = await Promise.all([[results[id].script, path], [senior, path], [senior, about]].map(async ([who, where]) =>
      (await who.get(where, { Accept: 'text/html' })).text));
    assert.equal(/key was wrong and has been mended/.test(pages[0]), Boolean(change));
    assert.equal(/your answer was marked again on/.test(pages[0]), Boolean(change));
    for (const page of pages.slice(1)) {
      assert.equal(page.includes('before the key of a question was mended'), Boolean(change));
      if (change) assert.ok(page.includes(`${change.before} of 20 before the key of a question was mended`), id);
      for (const one of own.subjects) assert.ok(page.includes(`${one.score} of ${one.max_score}`), `${id}: ${one.score} of ${one.max_score}`);
    }
  }
});

test('doing it again changes nothing, and what cannot be done is refused with words', async () => {
  assert.deepEqual((await regrade()).changes, []);
  const unknown = await run(['regrade', '--db', server.db, '--question', 'no-such', '--questions', server.questions]);
  assert.equal(unknown.code, 4);
  assert.equal((await run(['regrade', '--db', server.db, '--questions', server.questions])).code, 2);
});

test('choices that changed their ids or their words with one another make another question: nobody loses a mark by that', async () => {
  const name = ['a-code-of-practice', 'b-regulations', 'c-programmes', 'd-student-responsibilities', 'e-services']
    .find((one) => readFileSync(join(server.questions, 'bank', `${one}.json`), 'utf8').includes(`"${target.author.id}"`));
  const path = join(server.questions, 'bank', `${name}.json`), was = readFileSync(path, 'utf8'), file = JSON.parse(was);
  const question = file.questions.find((one) => one.id === target.author.id), other = question.choices.find((one) => one.id !== question.key);
  const right = question.choices.find((one) => one.id === question.key);
  [right.text, other.text] = [other.text, right.text];
  for (const key of [other.id, right.id]) { // the same words are right as before; other words are, by the same key
    question.key = key;
    writeFileSync(path, JSON.stringify(file, null, 2));
    await reload();
    const plan = await regrade('--dry-run');
    assert.deepEqual(plan.changes, [], key);
    assert.equal(plan.unlike, plan.holding, key);
  }
  writeFileSync(path, was);
  await reload();
  assert.equal((await regrade('--dry-run')).unlike, 0);
});

test('a question with other choices is another question: attempts that met it stay as they are', async () => {
  const name = ['a-code-of-practice', 'b-regulations', 'c-programmes', 'd-student-responsibilities', 'e-services']
    .find((one) => readFileSync(join(server.questions, 'bank', `${one}.json`), 'utf8').includes(`"${target.author.id}"`));
  const path = join(server.questions, 'bank', `${name}.json`), file = JSON.parse(readFileSync(path, 'utf8'));
  const question = file.questions.find((one) => one.id === target.author.id);
  question.choices[0].id = question.key = 'another-idea';
  writeFileSync(path, JSON.stringify(file, null, 2));
  await reload();
  const plan = await regrade('--dry-run');
  assert.deepEqual(plan.changes, []);
  assert.equal(plan.unlike, plan.holding);
});

test('without a server the folder is named, or it holds the version that was served last', async () => {
  await server.stop();
  const args = ['regrade', '--db', server.db, '--question', target.author.id, '--dry-run'], usual = { env: { SIGNPOST_QUESTIONS: '' }, cwd: root };
  const last = (await version(server.questions)).slice(0, 12), other = (await version(questions)).slice(0, 12);
  const refused = await run(args, usual);
  assert.equal(refused.code, 2, refused.out);
  assert.equal(refused.out, '');
  for (const word of [last, other, questions, '--questions']) assert.ok(refused.err.includes(word), refused.err);
  for (const [more, env] of [[['--questions', server.questions], usual.env], [[], { SIGNPOST_QUESTIONS: server.questions }]])
    assert.match(await must([...args, ...more], { env }), new RegExp(`^By version ${last} of ${server.questions}`));
  assert.match(await must([...args, '--questions', questions]), new RegExp(`^By version ${other} of ${questions}`));
  const fresh = await Server.started();
  try {
    await fresh.stop();
    assert.match(await must(['regrade', '--db', fresh.db, '--question', target.author.id, '--dry-run'], usual), new RegExp(`^By version ${other} of ${questions}`));
  } finally { await fresh.end(); }
  const never = await Server.make();
  try {
    const refusal = await run(['regrade', '--db', never.db, '--question', target.author.id, '--dry-run'], usual);
    assert.equal(refusal.code, 2);
    assert.match(refusal.err, /no version was served yet/);
  } finally { await never.end(); }
});
