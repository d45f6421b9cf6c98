// world.mjs: a server with one attempt submitted and one open, and the oracle that nothing of it changed, for tests of bad input.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { Browser, Server, answerAll } from './support.mjs';

export let server, tutor, attempt, submitted, law, dean, other;
export const session = []; // cookies of t-bio, one for each test that needs a browser: signing in is an event, and the tests count events
export const browserOf = (cookie) => Object.assign(new Browser(server), { cookies: new Map(cookie.cookies), csrf: cookie.csrf });
before(async () => {
  server = await Server.started();
  [tutor, law, dean] = await Promise.all([server.script('t-bio'), server.script('t-law'), server.script('dean')]);
  for (let i = 0; i < 4; i++) {
    const browser = new Browser(server);
    await browser.signIn('t-bio');
    session.push(browser);
  }
  other = new Browser(server);
  await other.signIn('t-law');
  attempt = await tutor.startQuiz();
  await answerAll(tutor, attempt);
  submitted = (await tutor.post(`/attempts/${attempt.id}/submission`)).json;
  attempt = await tutor.startQuiz();
});
after(() => server.end());

// Everything this person can see, and the number of events: the oracle for "nothing changed".
async function state() {
  const events = /^signpost_events\S*\s+(\d+)/m.exec((await tutor.get('/metrics')).text)[1];
  return JSON.stringify([
    events,
    (await tutor.get('/')).json,
    (await tutor.get(`/attempts/${attempt.id}`)).json,
    (await tutor.get(`/attempts/${submitted.id}`)).json,
    (await law.get('/quizzes')).json,
  ]);
}
export const unchanged = async (work) => {
  const seen = await state();
  await work();
  assert.equal(await state(), seen, 'nothing changed');
};
export const answers = () => `/attempts/${attempt.id}/answers`;
