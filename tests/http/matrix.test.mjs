// matrix.test.mjs: who may do what, for every route of the server's own table (served as /openapi.json) and every kind of person. A route
// that has no expectation here fails: nothing is added to the table without saying who may reach it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Script, Server, answerAll, exchange } from './support.mjs';

let server, own, others, openapi, module0, analysed;
const people = ['t-bio', 't-bio2', 't-law', 't-moved', 's-bio', 's-law', 's-former', 'h-bio', 'dean', 'lead', 'adm'];
const scripts = {};

before(async () => {
  server = await Server.started();
  for (const id of people) scripts[id] = await server.script(id);
  const submitted = async (id) => {
    const attempt = await scripts[id].startQuiz();
    await answerAll(scripts[id], attempt);
    return (await scripts[id].post(`/attempts/${attempt.id}/submission`)).json;
  };
  own = await submitted('t-bio');
  others = await submitted('t-law');
  openapi = (await scripts['t-bio'].get('/openapi.json')).json;
  await scripts['t-bio'].post(`/attempts/${own.id}/answers/1/remark`, { text: 'Two choices seem right.' });
  for (const id of people) if (!['t-bio', 't-law', 't-bio2'].includes(id)) await submitted(id); // ten: fewer are not analysed
  analysed = (await scripts.lead.get('/analysis')).json.questions[0].id;
  module0 = (await scripts['t-bio'].get('/modules')).json.modules[0].id;
});
after(() => server.end());

// Who gets an answer that is not "absent" (404), "sign in" (401) or "denied" (403). `own` is t-bio's, `BIO` the School in question.
const everyone = people;
const leadersOfBio = ['s-bio', 'h-bio'];
const expectations = {
  'GET /': everyone, 'GET /calendar.ics': ['t-bio', 't-bio2', 't-law', 't-moved'], 'GET /account': everyone, 'POST /account/password': everyone,
  'GET /sign-in': 'public', 'POST /sign-in': 'public', 'POST /sign-out': everyone,
  'GET /quizzes': everyone, 'GET /quizzes/{quiz}': everyone, 'POST /quizzes/{quiz}/attempts': everyone,
  'GET /attempts/{id}': ['t-bio', ...leadersOfBio],
  'GET /attempts/{id}/check': ['t-bio'], 'GET /attempts/{id}/print': ['t-bio'],
  'GET /attempts/{id}/answers/{number}': ['t-bio'], 'PUT /attempts/{id}/answers/{number}': ['t-bio'],
  'POST /attempts/{id}/answers/{number}': ['t-bio'], 'POST /attempts/{id}/submission': ['t-bio'],
  'GET /attempts/{id}/practice': ['t-bio'], 'POST /attempts/{id}/practice': ['t-bio'],
  // Nothing is shared here: what sharing opens, and to whom, is in sharing.test.mjs.
  'GET /records/{id}': { hidden: ['t-bio'] }, 'GET /records/{id}/proof': { hidden: ['t-bio'] },
  'GET /records/{id}/certificate': { hidden: ['t-bio'] }, 'GET /records/{id}/badge.svg': { hidden: ['t-bio'] },
  'POST /records/{id}/sharing': ['t-bio'],
  'GET /log': 'public', 'POST /log/cosignatures': 'public',
  'GET /issuer': 'public', 'GET /keys': 'public', 'GET /.well-known/did.json': 'public', 'GET /did.json': 'public',
  'GET /achievements/{kind}/{item}': 'public',
  'GET /verify': 'public', 'POST /verify': 'public',
  'GET /modules': everyone, 'GET /modules/{id}': everyone, 'GET /modules/{id}/sections/{section}': everyone,
  'POST /modules/{id}/sections/{section}': everyone, 'POST /modules/{id}/completion': everyone,
  'GET /schools': everyone,
  'GET /schools/{school}': [...leadersOfBio, 'dean'],
  'GET /schools/{school}/people': leadersOfBio, 'GET /schools/{school}/people/{staff_id}': leadersOfBio,
  'POST /schools/{school}/people/{staff_id}/concern': leadersOfBio, 'POST /schools/{school}/people/{staff_id}/waiver': leadersOfBio,
  'GET /report': ['dean'], 'GET /definitions': everyone, 'GET /bank': ['lead'], 'GET /bank/{id}': ['lead'], 'GET /versions': ['lead'], 'GET /versions/{version}': ['lead'],
  'POST /attempts/{id}/answers/{number}/remark': ['t-bio'], 'GET /remarks': ['lead'], 'POST /remarks/{number}/settlement': ['lead'],
  'GET /analysis': ['lead', 'dean'], 'GET /analysis/{id}': ['lead', 'dean'],
  'GET /staff': ['adm'], 'POST /staff/{staff_id}/link': ['adm'],
  'GET /checkpoint': 'public', 'GET /tile/{tile}': 'public',
  'GET /accessibility': 'public', 'GET /healthz': 'public', 'GET /readyz': 'public', 'GET /metrics': 'public',
  'GET /openapi.json': 'public', 'GET /static/{name}': 'public',
};

const routes = () => Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => [method.toUpperCase(), path]));

const fill = (path) => path.replace('{quiz}', 'personal-tutoring').replace('{number}', '1').replace('{school}', 'BIO')
  .replace('{staff_id}', 't-bio').replace('{name}', 'signpost.css').replace('{kind}/{item}', 'quiz/personal-tutoring').replace('{section}', 'none').replace('{tile}', '0/000.p/1').replace('{version}', own.bank)
  .replace('{id}', path.startsWith('/attempts') ? own.id : path.startsWith('/records') ? own.record.split('/').pop() : path.startsWith('/analysis') || path.startsWith('/bank') ? analysed : module0);

test('every route of the table has an expectation, and every expectation a route', () => {
  assert.deepEqual(routes().map((route) => route.join(' ')).sort(), Object.keys(expectations).sort());
});

test('everybody reaches exactly what is theirs, and meets the same 404 everywhere else', async () => {
  let absent;
  for (const [method, path] of routes()) {
    const expected = expectations[`${method} ${path}`], may = expected.hidden ?? expected;
    if (path === '/sign-out' || path === '/account/password') continue; // they end sessions; tried in journey.test.mjs
    for (const id of people) {
      const reply = await scripts[id].send(method, fill(path), method === 'GET' ? undefined : {});
      const where = `${method} ${path} as ${id}`;
      assert.ok(reply.status < 500, `${where}: ${reply.status} ${reply.text}`);
      if (may === 'public') continue;
      if (may.includes(id)) {
        const missing = path.includes('{section}'); // there is no such section: absent for everybody
        if (!missing) assert.ok(![401, 403, 404].includes(reply.status), `${where}: ${reply.status} ${reply.text}`);
      } else {
        assert.equal(reply.status, 404, where);
        absent ??= reply.text;
        assert.equal(reply.text, absent, `${where}: what is not yours answers like what is not there`);
      }
    }
    if (may !== 'public') {
      const reply = await exchange(server.url, method, fill(path), { headers: { Accept: 'application/json', ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }) }, body: method === 'GET' ? undefined : '{}' });
      assert.equal(reply.status, expected.hidden ? 404 : 401, `${method} ${path} by nobody`);
      if (expected.hidden) assert.equal(reply.text, absent, `${method} ${path} by nobody: as if it were not there`);
    }
  }
  const nowhere = await scripts['t-bio'].get('/attempts/00000000000000000000000000000000');
  assert.equal(nowhere.text, absent, 'an attempt that does not exist answers like one of somebody else');
});

test('a leader sees the score and the subjects of a tutor of their School, and no question', async () => {
  for (const id of leadersOfBio) {
    const reply = await scripts[id].get(`/attempts/${own.id}`);
    assert.equal(reply.json.score, own.score);
    assert.equal(reply.json.subjects.length, 5);
    assert.ok(!('questions' in reply.json));
    assert.ok(!/stem|choices|feedback/.test(reply.text));
  }
  assert.equal((await scripts['s-bio'].get(`/attempts/${others.id}`)).status, 404);
  assert.equal((await scripts['s-law'].get(`/attempts/${others.id}`)).status, 200);
});

test('whoever is looked at can see who looked', async () => {
  const account = await scripts['t-bio'].get('/account');
  assert.match(account.text, /Farah Rahimi/);
  assert.doesNotMatch((await scripts['t-bio2'].get('/account')).text, /Ines Costa.*attempt/);
});

test('a role that ended yesterday opens nothing today', async () => {
  assert.equal((await scripts['s-former'].get('/schools/BIO')).status, 404);
  assert.equal((await scripts['s-former'].get(`/attempts/${own.id}`)).status, 404);
});

test('the Dean sees figures and never a name or a score', async () => {
  const report = await scripts.dean.get('/report');
  assert.equal(report.status, 200);
  for (const secret of ['Amara', 't-bio@', 't-bio"']) assert.ok(!report.text.includes(secret), secret);
  assert.equal((await scripts.dean.get('/schools/BIO/people')).status, 404);
  assert.equal((await scripts.dean.get(`/attempts/${own.id}`)).status, 404);
});

test('a key is never sent before submitting', async () => {
  const attempt = await scripts['t-bio2'].startQuiz();
  const text = JSON.stringify(attempt);
  for (const word of ['"key"', '"correct"', '"feedback"', '"mark"', '"source"']) assert.ok(!text.includes(word), word);
  // Nor by a hint: the bank's own ids ("directory.wellbeing.1") stay out of an open attempt.
  for (const question of attempt.questions) assert.match(question.id, /^q-[0-9a-f]{16}$/);
});
