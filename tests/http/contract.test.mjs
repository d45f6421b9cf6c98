// contract.test.mjs: what an outside reader of CONTRACT and DESIGN relies on and no other test asks: every look shows to whom it was
// at, a link is right whatever a staff number holds, and nobody can hide their address behind a header of their own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser, exchange, Server, staff, tomorrow, yesterday } from './support.mjs';

const odd = 'a/b?c#d';
let server, leader;

before(async () => {
  server = await Server.started({ rows: [...staff, [odd, 'Odile Ode', 'BIO', 'tutor', '2020-01-01', '']] });
  leader = await server.script('s-bio');
});
after(() => server?.end());

test('every look shows to the person, also the hundred and twentieth', async () => {
  const looks = 120;
  for (let done = 0; done < looks; done++) assert.equal((await leader.get('/schools/BIO/people/t-bio2')).status, 200);
  const account = (await (await server.script('t-bio2')).get('/account')).json;
  assert.equal(account.looks.filter((look) => look.what === 'person').length, looks);
});

test('a leader comes from a result to its tutor, whatever characters the staff number holds', async () => {
  const tutor = await server.script(odd);
  const attempt = await tutor.startQuiz();
  assert.equal((await tutor.post(`/attempts/${attempt.id}/submission`)).status, 200);
  const browser = new Browser(server);
  await browser.signIn('s-bio');
  const led = await browser.get(`/attempts/${attempt.id}`);
  assert.equal(led.status, 200);
  const href = /<p class="back"><a href="([^"]+)"/.exec(led.text)[1];
  assert.equal(href, `/schools/BIO/people/${encodeURIComponent(odd)}`);
  assert.match((await browser.get(href)).text, /Odile Ode/);
});

test('failed sign-ins count against the address that the proxy adds, not one that the caller made up', async () => {
  const fail = (n) => exchange(server.url, 'POST', '/sign-in', {
    headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-Forwarded-For': [`198.51.100.${n}`, '203.0.113.7'] },
    body: JSON.stringify({ login: `nobody-${n}`, password: 'a wrong password' }) });
  for (let n = 0; n < 10; n++) assert.equal((await fail(n)).status, 401);
  const refused = await fail(11);
  assert.equal(refused.status, 503);
  assert.ok(refused.headers['retry-after']);
});

test('passwords that are tried all at once are no more than those tried one after the other', async () => {
  const replies = await Promise.all(Array.from({ length: 40 }, (_, n) => exchange(server.url, 'POST', '/sign-in', {
    headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-Forwarded-For': `192.0.2.${n}` }, agent: false,
    body: JSON.stringify({ login: 's-law', password: `guess number ${n}` }) })));
  const tried = replies.filter((reply) => reply.status === 401).length;
  assert.ok(tried >= 10 && tried <= 12, `${tried} were tried`); // two are hashed at a time
  assert.ok(replies.every((reply) => reply.status === 401 || (reply.status === 503 && reply.headers['retry-after'])));
});

test('the staff list gives each person their own posts, the first one first', async () => {
  const people = (await (await server.script('adm')).get('/staff')).json.people;
  assert.equal(people.length, new Set(staff.map(([id]) => id)).size + 2); // the odd one, and whom init made
  for (const person of people) {
    const rows = staff.filter(([id]) => id === person.staff_id);
    if (rows.length) assert.deepEqual(person.posts.map((post) => [post.role, post.school ?? '', post.start, post.end ?? '']),
      rows.map(([, , school, role, start, end]) => [role, school, start, end]));
  }
});

test('a post counts on its first and on its last day, and on none around them', async () => {
  const on = async (day) => (await leader.get(`/schools/BIO?as_of=${day}`)).json.personal_tutors;
  const rows = [...staff, [odd, '', 'BIO', 'tutor', '2020-01-01', '']];
  const expected = (day) => rows.filter(([, , school, role, start, end]) => school === 'BIO' && role === 'tutor' && start <= day &&
    (!end || end >= day)).length;
  for (const day of ['2018-09-01', '2019-12-31', '2020-01-01', '2021-08-31', '2021-09-01', yesterday, tomorrow])
    assert.equal(await on(day), expected(day), day);
});

test('a server that is told to stop leaves at once, however many are waiting to sign in', async () => {
  const own = await Server.started();
  const waiting = Array.from({ length: 60 }, (_, n) => exchange(own.url, 'POST', '/sign-in', {
    headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-Forwarded-For': `192.0.2.${n}` }, agent: false,
    body: JSON.stringify({ login: `nobody-${n}`, password: 'a wrong password' }) }).then((reply) => reply.status, () => 'gone'));
  await Promise.race(waiting);
  const left = await own.stop();
  assert.deepEqual(left, { code: 0, signal: null });
  const outcomes = await Promise.all(waiting);
  assert.ok(outcomes.includes(503), outcomes.join()); // not hashed for: asked to come back
  await own.end();
});

test('a concern counts from the moment it is opened until it is closed, and a waiver turns overdue into not yet due', async () => {
  const figures = async () => (await leader.get('/schools/BIO')).json;
  const state = async () => (await leader.get('/schools/BIO/people')).json.people.find((person) => person.staff_id === 't-bio2');
  const send = (what, body) => leader.post(`/schools/BIO/people/t-bio2/${what}`, body);
  assert.equal((await figures()).concerns, 0);
  assert.equal((await send('concern', { action: 'open' })).status, 201);
  assert.equal((await figures()).concerns, 1);
  assert.equal((await send('concern', { action: 'open' })).status, 409, 'it is open already');
  assert.equal((await send('concern', { action: 'close' })).status, 200);
  assert.equal((await figures()).concerns, 0, 'closing it takes effect at once');

  assert.equal((await state()).quiz.state, 'overdue');
  const completed = (await figures()).quiz.completed;
  assert.equal((await send('waiver', { action: 'grant', kind: 'quiz', reason: 'leave', until: tomorrow })).status, 201);
  const waived = await state();
  assert.equal(waived.quiz.state, 'not_yet_due');
  assert.equal(waived.quiz.completed_on, null);
  assert.equal((await figures()).quiz.completed, completed, 'a waiver completes nothing');
  const person = (await leader.get('/schools/BIO/people/t-bio2')).json;
  assert.equal((await send('waiver', { action: 'end', waiver: person.waivers[0].id })).status, 200);
  assert.equal((await state()).quiz.state, 'overdue', 'ending it takes effect at once');
});
