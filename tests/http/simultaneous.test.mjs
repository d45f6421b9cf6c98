// simultaneous.test.mjs: the same thing sixty-four ways at once happens once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server, answerAll, anyResponse } from './support.mjs';

let server, tutor;
before(async () => { server = await Server.started(); tutor = await server.script('t-bio'); });
after(() => server.end());
const sixtyFour = (work) => Promise.all(Array.from({ length: 64 }, (_, i) => work(i)));

test('sixty-four simultaneous submissions of one attempt give one record', async () => {
  const attempt = await tutor.startQuiz();
  await answerAll(tutor, attempt);
  const before = (await tutor.get('/metrics')).text;
  const replies = await sixtyFour(() => tutor.post(`/attempts/${attempt.id}/submission`));
  assert.deepEqual([...new Set(replies.map((reply) => reply.status))], [200]);
  assert.equal(new Set(replies.map((reply) => reply.text)).size, 1);
  const after = (await tutor.get('/metrics')).text;
  const events = (text) => Number(/^signpost_events\S*\s+(\d+)/m.exec(text)[1]);
  assert.equal(events(after) - events(before), 2, 'one completion, and the one issue of its records');
  const home = await tutor.get('/');
  assert.equal(home.text.split(replies[0].json.record).length - 1 > 0, true);
});

test('of sixty-four answers with the same version exactly one wins', async () => {
  const attempt = await tutor.startQuiz();
  const question = attempt.questions[0];
  const replies = await sixtyFour((i) => tutor.put(`/attempts/${attempt.id}/answers/1`,
    { response: i % 2 ? anyResponse(question) : 'dont_know', version: question.version }));
  assert.equal(replies.filter((reply) => reply.status === 200).length, 1);
  assert.equal(replies.filter((reply) => reply.status === 409).length, 63);
  const stored = (await tutor.get(`/attempts/${attempt.id}`)).json.questions[0];
  assert.equal(stored.version, question.version + 1);
  for (const reply of replies.filter((reply) => reply.status === 409)) assert.equal(reply.json.stored.version, stored.version);
});

test('sixty-four starts at once give one open attempt', async () => {
  const other = await server.script('t-bio2');
  const replies = await sixtyFour(() => other.post('/quizzes/personal-tutoring/attempts', { acknowledged: true }));
  assert.equal(replies.filter((reply) => reply.status === 201).length, 1);
  assert.equal(new Set(replies.map((reply) => reply.headers.location)).size, 1);
});
