// analysis.test.mjs: how the questions do, for the training lead and the Dean: figures that agree with the attempts, no names, no keys for
// the Dean, and "too few" rather than a number.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server, answerAll, must } from './support.mjs';

let server, lead, dean;
let ten;
const results = [], takers = ['t-bio', 't-bio2', 't-law', 't-moved', 's-bio', 's-law', 'h-bio', 'adm', 's-former', 'dean'];

before(async () => {
  server = await Server.started();
  [lead, dean] = [await server.script('lead'), await server.script('dean')];
});
after(() => server.end());

const submit = async (id) => {
  const script = await server.script(id);
  const attempt = await script.startQuiz();
  await answerAll(script, attempt);
  return (await script.post(`/attempts/${attempt.id}/submission`)).json;
};

test('before anybody submitted there is nothing to say, and the page says so', async () => {
  const reply = await lead.get('/analysis');
  assert.equal(reply.status, 200);
  assert.deepEqual(reply.json.questions, []);
  assert.match((await lead.get('/analysis', { Accept: 'text/html' })).text, /Nobody has submitted/);
});

test('under ten there is no figure, and nothing that would tell what one of them answered', async () => {
  for (const id of [...takers.slice(0, 4), 't-bio']) results.push(await submit(id));
  for (const path of ['/analysis', '/analysis?attempts=all', `/analysis?version=${results[0].bank}`]) {
    const { json } = await dean.get(path);
    assert.equal(json.bank, results[0].bank);
    assert.deepEqual(json.questions, [], path);
    assert.equal(json.figures.attempts, 0);
    assert.equal(json.figures.alpha, null);
  }
  const page = (await lead.get('/analysis', { Accept: 'text/html' })).text;
  assert.match(page, /Fewer than ten people have submitted/);
  assert.match(page, /· 5 attempts, /, 'the version can still be chosen');
});

test('who submits nine times beside one colleague is not told that colleague’s score', async (t) => {
  const small = await Server.started(), [two, victim] = [await small.script('dean'), await small.script('t-law')];
  t.after(() => small.end());
  for (const script of [...Array(9).fill(two), victim]) await script.post(`/attempts/${(await script.startQuiz()).id}/submission`);
  for (const path of ['/analysis', '/analysis?attempts=all']) {
    const { figures, questions } = (await two.get(path)).json;
    assert.deepEqual([figures.attempts, figures.mean, questions], [0, null, []], path);
  }
});

test('with ten and more, the mean is that of the scores that people were given, ten people by ten', async () => {
  const early = await server.script('t-both'), begun = await early.startQuiz(); // first to begin of all these, and twelfth to submit
  await answerAll(early, begun);
  for (const number of [1, 7, 13, 19]) assert.equal((await early.put(`/attempts/${begun.id}/answers/${number}`, { response: 'dont_know', version: 1 })).status, 200);
  for (const id of [...takers.slice(4), 't-both', ...takers.slice(0, 9)]) {
    if (id === 't-both') results.push((await early.post(`/attempts/${begun.id}/submission`)).json);
    else results.push(await submit(id));
    const { text, json } = await lead.get('/analysis?attempts=all');
    if (results.length === 10) assert.equal(json.figures.attempts, 0, 'ten attempts of nine people');
    if (results.length === 11) ten = text;
    if (results.length === 12 || results.length === 20) assert.equal(text, ten, 'the newest wait');
  }
  const { json } = await lead.get('/analysis?attempts=all');
  const held = json.questions.reduce((sum, question) => sum + question.attempts, 0);
  assert.equal(held, results.length * 20);
  for (const question of json.questions.filter((one) => one.attempts < 10))
    for (const figure of ['facility', 'dont_know', 'unanswered']) assert.equal(question[figure], null, `${figure} of ${question.attempts}`);
  const mean = results.reduce((sum, result) => sum + result.score / result.max_score, 0) / results.length;
  assert.equal(json.figures.attempts, results.length);
  assert.ok(Math.abs(json.figures.mean - 100 * mean) < 0.1, `${json.figures.mean} is not ${100 * mean}`);
});

test('what is not told is not told by the order either', async () => {
  const { questions } = (await lead.get('/analysis?attempts=all&sort=dont_know')).json, told = questions.filter((question) => question.dont_know !== null);
  const hidden = questions.slice(told.length).map((question) => question.id);
  assert.ok(hidden.length > 1);
  assert.deepEqual(questions.slice(0, told.length), told);
  assert.deepEqual(hidden, [...hidden].sort());
});

test('the Dean sees the figures and nothing that tells a key; nobody is named to anybody', async () => {
  const { json } = await dean.get('/analysis?attempts=all');
  const id = json.questions[0].id;
  const theirs = await dean.get(`/analysis/${id}?attempts=all`);
  assert.equal(theirs.status, 200);
  assert.ok(!('answers' in theirs.json));
  const html = await dean.get(`/analysis/${id}?attempts=all`, { Accept: 'text/html' });
  assert.doesNotMatch(html.text, /By the key/);
  for (const reply of [await lead.get('/analysis?attempts=all'), await lead.get(`/analysis/${id}?attempts=all`), theirs])
    for (const name of ['Amara', 'Farah', 't-bio', 'Ines']) assert.ok(!reply.text.includes(name), name);
});

test('the table can be taken away, and what there is not is absent', async () => {
  const csv = await lead.get('/analysis?format=csv&attempts=all');
  assert.match(csv.text, /^question,subject,type,source_point,attempts,facility/);
  for (const path of ['/analysis?quiz=none', '/analysis?version=00', '/analysis/none']) assert.equal((await lead.get(path)).status, 404, path);
});

test('a look at what was answered is a look at the keys, and is noted; the Dean’s is none', async () => {
  const events = async () => Number(/^signpost_events(?:_total)? (\d+)$/m.exec((await lead.get('/metrics', { Accept: 'text/plain' })).text)[1]);
  const id = (await lead.get('/analysis?attempts=all')).json.questions[0].id, before = await events();
  await dean.get(`/analysis/${id}?attempts=all`);
  assert.equal(await events(), before);
  await lead.get(`/analysis/${id}?attempts=all`);
  assert.equal(await events(), before + 1);
});

test('what was computed once is computed again when an attempt goes with its person, and when others came in its place', async () => {
  const whole = async () => (await lead.get('/analysis?attempts=all')).json, before = await whole();
  const held = (json) => json.questions.reduce((sum, question) => sum + question.attempts, 0);
  assert.deepEqual(await whole(), before);
  await must(['person', 'erase', 't-bio2', '--db', server.db]); // not the last who submitted
  const after = await whole();
  assert.deepEqual([before.figures.attempts, after.figures.attempts], [21, 11]); // 19 are left
  assert.equal(held(after), after.figures.attempts * 20);
  await must(['person', 'erase', 't-moved', '--db', server.db]);
  for (const id of ['lead', 't-law']) await submit(id); // as many as went, before anybody looks
  const again = await whole();
  assert.equal(again.figures.attempts, 18, 'up to the tenth of the people who are left');
  assert.equal(held(again), again.figures.attempts * 20);
  assert.notDeepEqual(again.questions, after.questions);
});

test('people read the table in pages, in the order they chose; JSON has all of it', async () => {
  const all = (await lead.get('/analysis?attempts=all&sort=question')).json.questions.map((question) => question.id);
  const rows = async (query) => [...(await lead.get(`/analysis?attempts=all&sort=question${query}`, { Accept: 'text/html' })).text
    .matchAll(/<th scope="row"><a href="\/analysis\/([^?"]+)/g)].map((match) => match[1]);
  assert.deepEqual(await rows(''), all.slice(0, 25));
  assert.deepEqual(await rows('&page=2'), all.slice(25, 50));
  assert.deepEqual(await rows('&page=all'), all);
});

test('many who look while others submit each see a whole state: as many questions as its attempts hold', async () => {
  const each = async (ids) => { for (const id of ids) await submit(id); }, seen = [];
  const before = (await lead.get('/analysis?attempts=all')).json.figures.attempts;
  const look = async () => {
    for (let i = 0; i < 12; i++) seen.push((await lead.get(`/analysis?${['attempts=all', 'attempts=all&sort=facility', 'attempts=first'][i % 3]}`)).json);
  };
  await Promise.all([look(), look(), look(), look(), each(['t-bio', 't-both', 's-bio']), each(['s-law', 'h-bio', 'adm']), each(['s-former', 'dean', 'lead'])]);
  for (const { figures, questions } of seen) assert.equal(questions.reduce((sum, question) => sum + question.attempts, 0), figures.attempts * 20);
  const after = (await lead.get('/analysis?attempts=all')).json.figures.attempts;
  assert.equal(after, before + 10, 'with the one who waited, the next ten are full');
});
