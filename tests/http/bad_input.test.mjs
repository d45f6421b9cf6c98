// bad_input.test.mjs: well-formed HTTP that holds nonsense: bodies, responses, sessions, forms. The right status, and nothing changes.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Browser, Script, anyResponse, exchange } from './support.mjs';
import { answers, attempt, browserOf, dean, law, other, server, session, submitted, tutor, unchanged } from './world.mjs';

const send = (method, path, text, type = 'application/json', more = {}) =>
  exchange(server.url, method, path, {
    body: text,
    headers: { Accept: 'application/json', Authorization: `Bearer ${tutor.token}`, 'Content-Type': type, ...more },
  });
const problem = (reply, status, where) => {
  assert.equal(reply.status, status, `${where}: ${reply.status} ${reply.text}`);
  assert.match(reply.headers['content-type'], /^application\/problem\+json/, where);
  assert.equal(reply.json.status, status, where);
  assert.ok(reply.json.title && reply.json.detail, where);
};

describe('JSON that is none', () => {
  // Each would be taken, were the reading lax: "csrf" may hold anything, since a token needs none.
  const version = '"version":0',
    good = `"response":null,${version}`;
  const cases = [
    ['nothing but spaces', '   '],
    ['cut short', '{"response":"a",'],
    ['a trailing comma', `{${good},}`],
    ['two documents', `{${good}}{}`],
    ['trailing words', `{${good}} x`],
    ['a name twice', `{"response":null,${good}}`],
    ['a name twice by an escape', `{"r\\u0065sponse":null,${good}}`],
    ['NUL by an escape', `{"csrf":"a\\u0000b",${good}}`],
    ['NUL itself', `{"csrf":"a\0",${good}}`],
    ['a raw tab in a text', `{"csrf":"a\tb",${good}}`],
    ['a lone surrogate', `{"csrf":"\\ud800",${good}}`],
    ['a leading zero', '{"response":null,"version":00}'],
    ['a bare point', '{"response":null,"version":0.}'],
    ['a plus', '{"response":null,"version":+0}'],
    ['NaN', `{"csrf":NaN,${good}}`],
    ['beyond 2^53', `{"csrf":9007199254740993,${good}}`],
    ['single quotes', `{'csrf':null,${good}}`],
    ['a comment', `{/* */${good}}`],
    ['33 levels', `{"csrf":${'['.repeat(32)}${']'.repeat(32)},${good}}`],
    ['a byte order mark', `\ufeff{${good}}`],
    ['an array', '[]'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['a number', '7'],
    ['an unknown member', `{"response":null,${version},"score":20}`],
    ['no version', '{"response":"a"}'],
    ['no response', `{${version}}`],
    ['a version in a text', '{"response":null,"version":"0"}'],
    ['half a version', '{"response":null,"version":0.5}'],
    ['a version below nothing', '{"response":null,"version":-1}'],
    ['a flag in a text', `{"response":null,${version},"flagged":"yes"}`],
    ['a flag of null', `{"response":null,${version},"flagged":null}`],
  ];
  for (const [what, text] of cases)
    test(`${what}: 400`, () => unchanged(async () => problem(await send('PUT', `${answers()}/2`, text), 400, what)));
  test('bytes that are not UTF-8: 400', () =>
    unchanged(async () =>
      problem(
        await send(
          'PUT',
          `${answers()}/2`,
          Buffer.from([...Buffer.from('{"csrf":"'), 0xc3, 0x28, ...Buffer.from('","response":null,"version":0}')]),
        ),
        400,
        'UTF-8',
      ),
    ));
  test('another content type: 400', () =>
    unchanged(async () => {
      for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/xml'])
        problem(await send('PUT', `${answers()}/2`, '{"response":null,"version":0}', type), 400, type);
    }));
  test('every other body that is not known is refused alike', () =>
    unchanged(async () => {
      for (const [path, text] of [
        ['/quizzes/personal-tutoring/attempts', '{"acknowledged":"yes"}'],
        ['/quizzes/personal-tutoring/attempts', '{"acknowledged":1}'],
        ['/quizzes/personal-tutoring/attempts', '{"seed":"0"}'],
        [`/attempts/${attempt.id}/submission`, '{"score":20}'],
        ['/modules/role/sections/purpose', '{"correct":true}'],
        ['/modules/role/completion', '{"completed_on":"2020-01-01"}'],
        [`/attempts/${submitted.id}/practice`, '{"number":1,"response":null,"store":true}'],
      ])
        problem(await send('POST', path, text), 400, `${path} ${text}`);
    }));
});

describe('responses of the wrong shape', () => {
  const wrong = {
    single: [7, true, [], ['a'], {}, 'z', 'A', ' a', '', 'aa'],
    multiple: ['a', 7, {}, ['a', 'a'], ['z'], [7], [null], [['a']]],
    true_false: ['true', 1, 0, [], [true], {}],
    matching: ['a', 7, [], { 1: 'z' }, { 99: 'a' }, { 1: 7 }, { 1: null }, { a: '1' }, { 1: ['a'] }],
    ordering: ['a', 7, {}, ['a'], ['a', 'a', 'b', 'c', 'd', 'e'], ['z'], [7]],
    numeric: [28, true, [], {}, 'three', '1e3', '0x10', '1,500', '3 elephants', '--1', '9'.repeat(30), '٣', 'x'.repeat(600)],
    short: [7, true, [], {}, 'x'.repeat(600)],
  };
  let byType;
  before(async () => {
    // Each of some people draws until their paper holds the rarest type still wanted; that paper stays open.
    const rarest = ['short', 'numeric', 'ordering', 'matching', 'true_false', 'multiple', 'single'];
    byType = new Map();
    for (const id of ['t-bio2', 't-both', 't-moved', 's-law', 'h-bio', 'dean', 'adm']) {
      const wanted = rarest.find((type) => !byType.has(type));
      if (!wanted) break;
      const script = await server.script(id);
      for (let i = 0; i < 200; i++) {
        const paper = await script.startQuiz();
        if (paper.questions.some((question) => question.type === wanted)) {
          for (const question of paper.questions) if (!byType.has(question.type)) byType.set(question.type, { paper, question, script });
          break;
        }
        await script.post(`/attempts/${paper.id}/submission`);
      }
    }
  });
  for (const [type, responses] of Object.entries(wrong))
    test(type, async () => {
      const { paper, question, script } = byType.get(type);
      const path = `/attempts/${paper.id}/answers/${question.number}`;
      const seen = (await script.get(`/attempts/${paper.id}`)).text;
      for (const response of responses) {
        const reply = await script.put(path, { response, version: 0 });
        assert.ok([400, 422].includes(reply.status), `${type} ${JSON.stringify(response)}: ${reply.status} ${reply.text}`);
        assert.equal(reply.json.field, 'response', JSON.stringify(response));
      }
      assert.equal((await script.get(`/attempts/${paper.id}`)).text, seen);
      assert.equal((await script.put(path, { response: anyResponse(question), version: 0 })).status, 200, 'and the right shape is taken');
    });
});

describe('answers where none may go', () => {
  const answer = { response: 'dont_know', version: 0 };
  test("someone else's attempt answers like one that does not exist", () =>
    unchanged(async () => {
      const absent = await law.put(`/attempts/${'0'.repeat(32)}/answers/1`, answer);
      for (const path of [`${answers()}/1`, `/attempts/${submitted.id}/answers/1`]) {
        const reply = await law.put(path, answer);
        problem(reply, 404, path);
        assert.equal(reply.text, absent.text);
      }
      for (const path of [`/attempts/${attempt.id}/submission`, `/attempts/${submitted.id}/submission`])
        problem(await law.post(path), 404, path);
      problem(await law.get(submitted.record), 404, 'record');
    }));
  test('a submitted attempt: 409', () =>
    unchanged(async () => {
      for (const version of [0, 1, 2])
        problem(await tutor.put(`/attempts/${submitted.id}/answers/1`, { ...answer, version }), 409, `version ${version}`);
    }));
  test('a number that is none: 404', () =>
    unchanged(async () => {
      for (const number of ['0', '21', '-1', '01', '1.0', 'x', '1%20', '99999999999999999999', ' 1'].map(encodeURI))
        problem(await tutor.put(`${answers()}/${number}`, answer), 404, number);
    }));
  test('a version from the future: 409', () =>
    unchanged(async () => {
      problem(await tutor.put(`${answers()}/3`, { ...answer, version: 7 }), 409, 'future');
      problem(await tutor.put(`${answers()}/3`, { ...answer, version: 9007199254740991 }), 409, 'far future');
    }));
  test('identifiers of other shapes: 404', () =>
    unchanged(async () => {
      for (const path of [
        '/attempts/x',
        `/attempts/${attempt.id.toUpperCase()}`,
        `/attempts/${attempt.id}0`,
        "/attempts/'%20or%201=1--",
        '/attempts/%25',
        '/records/x',
        '/records/00000000-0000-0000-0000-000000000000',
        '/modules/none',
        '/modules/role/sections/none',
        '/quizzes/none',
        '/schools/NONE',
        '/static/none',
        '/static/..%2f..%2fetc%2fpasswd',
        '/nowhere',
        '/quizzes/',
        '/QUIZZES',
        '/attempts//check',
      ])
        problem(await tutor.get(path), 404, path);
    }));
  test('dates and sizes that are none: 422', () =>
    unchanged(async () => {
      for (const query of [
        'as_of=2026-02-30',
        'as_of=yesterday',
        'as_of=2026-1-1',
        'as_of=99999-01-01',
        'known_at=-5',
        'known_at=soon',
        'known_at=2026-13-01',
      ])
        problem(await dean.get(`/report?${query}`), 422, query);
    }));
});

describe('sessions and forms', () => {
  test('tokens that nobody was given: 401', () =>
    unchanged(async () => {
      for (const token of [
        '',
        'x',
        '0'.repeat(64),
        tutor.token.slice(1),
        `${tutor.token}0`,
        tutor.token.toUpperCase(),
        `${tutor.token} ${law.token}`,
      ]) {
        const reply = await new Script(server, token).put(`${answers()}/4`, { response: 'dont_know', version: 0 });
        problem(reply, 401, token);
        assert.match(reply.headers['www-authenticate'], /Bearer/);
      }
      for (const authorization of ['Basic dDp0', tutor.token, `Token ${tutor.token}`])
        problem(await send('GET', '/', undefined, 'application/json', { Authorization: authorization }), 401, authorization);
    }));

  test('cookies that nobody was given: signed out, 303 or 401', () =>
    unchanged(async () => {
      const browser = browserOf(session[0]);
      const real = browser.cookies.get('signpost');
      for (const value of [
        'x',
        '0'.repeat(64),
        real.slice(1),
        real.toUpperCase() === real ? real.slice(2) : real.toUpperCase(),
        `${real}0`,
        `"${real}"`,
      ]) {
        browser.cookies.set('signpost', value);
        const page = await browser.send('GET', '/quizzes');
        assert.equal(page.status, 303, value);
        assert.equal((await browser.send('GET', '/quizzes', { headers: { Accept: 'application/json' } })).status, 401);
        assert.equal((await browser.post(`${answers()}/4`, { version: '0', response: 'dont_know' })).status, 401);
      }
      // a session is no token, and a token no session
      assert.equal((await new Script(server, real).get('/')).status, 401);
      browser.cookies.set('signpost', tutor.token);
      assert.equal((await browser.send('GET', '/')).status, 303);
    }));

  test('a form without its CSRF field, or with another, or from another site: 403', () =>
    unchanged(async () => {
      const browser = browserOf(session[1]);
      const path = `${answers()}/5`,
        form = { version: '0', response: 'dont_know' };
      const good = browser.csrf;
      for (const csrf of ['', 'x', good.slice(1), `${good}0`, other.csrf])
        assert.equal((await browser.post(path, { ...form, csrf })).status, 403, csrf);
      const foreign = [
        { Origin: 'https://evil.example' },
        { Origin: 'null' },
        { Origin: `${server.url}.evil.example` },
        { 'Sec-Fetch-Site': 'cross-site' },
        { 'Sec-Fetch-Site': 'same-site' },
      ];
      for (const headers of foreign) {
        const reply = await browser.send('POST', path, { form: { ...form, csrf: good }, headers });
        assert.equal(reply.status, 403, JSON.stringify(headers));
      }
      for (const headers of foreign) {
        const reply = await new Browser(server).send('POST', '/sign-in', { form: { login: 't-bio', password: 'whatever it is' }, headers });
        assert.equal(reply.status, 403, `sign-in ${JSON.stringify(headers)}`);
      }
      const cookie = `signpost=${browser.cookies.get('signpost')}`;
      const json = await exchange(server.url, 'PUT', path, {
        body: '{"response":"dont_know","version":0}',
        headers: { Cookie: cookie, 'Content-Type': 'application/json', Accept: 'application/json' },
      });
      assert.equal(json.status, 403, 'JSON by cookie needs the field too');
      const bare = await exchange(server.url, 'POST', '/sign-out', { headers: { Cookie: cookie } });
      assert.equal(bare.status, 403);
    }));

  test('a broken form: 400', () =>
    unchanged(async () => {
      const browser = browserOf(session[2]);
      const cookie = `signpost=${browser.cookies.get('signpost')}`;
      const base = `csrf=${browser.csrf}&version=0`;
      for (const text of [
        `${base}&response=%`,
        `${base}&response=%4`,
        `${base}&response=%zz`,
        `${base}&response=a%00b`,
        `${base}&response=%c3%28`,
        `${base}&resp%ffonse=a`,
        Buffer.concat([Buffer.from(`${base}&response=`), Buffer.from([0xff, 0xfe])]),
        `csrf=${browser.csrf}&response=dont_know`,
        `csrf=${browser.csrf}&version=x&response=dont_know`,
        `csrf=${browser.csrf}&version=-1&response=dont_know`,
      ]) {
        const reply = await exchange(server.url, 'POST', `${answers()}/5`, {
          body: text,
          headers: { Cookie: cookie, Origin: server.url, 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' },
        });
        assert.equal(reply.status, 400, `${text}: ${reply.status}`);
      }
      const many = await exchange(server.url, 'POST', `${answers()}/5`, {
        body: `${base}${'&x=y'.repeat(300)}`,
        headers: { Cookie: cookie, Origin: server.url, 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' },
      });
      assert.equal(many.status, 413);
    }));

  test('a token does not set a password', () =>
    unchanged(async () => {
      problem(await tutor.post('/account/password', { password: 'quite long enough, surely' }), 403, 'password');
    }));

  test('concerns and waivers of the wrong shape change nothing', async () => {
    const senior = await server.script('s-bio');
    const people = (await senior.get('/schools/BIO/people')).text;
    const path = '/schools/BIO/people/t-bio2';
    for (const [where, body, statuses] of [
      ['concern', {}, [422]],
      ['concern', { action: 'shut' }, [422]],
      ['concern', { action: 'close' }, [409, 422, 404]],
      ['concern', { action: 'open', note: 'x' }, [400]],
      ['waiver', { action: 'grant' }, [422]],
      ['waiver', { action: 'grant', kind: 'quiz', reason: 'because' }, [422]],
      ['waiver', { action: 'grant', kind: 'quiz', reason: 'leave', until: '2020-01-01' }, [422]],
      ['waiver', { action: 'grant', kind: 'quiz', reason: 'leave', until: 'soon' }, [422]],
      ['waiver', { action: 'end', waiver: 1 }, [404, 409, 422]],
      ['waiver', { action: 'end', waiver: 'x' }, [422]],
    ]) {
      const reply = await senior.post(`${path}/${where}`, body);
      assert.ok(statuses.includes(reply.status), `${where} ${JSON.stringify(body)}: ${reply.status} ${reply.text}`);
    }
    assert.equal((await senior.post('/schools/BIO/people/t-law/concern', { action: 'open' })).status, 404, 'no tutor of this School');
    assert.equal((await senior.get('/schools/BIO/people')).text, people);
  });
});

describe('methods and headers', () => {
  test('a method that a path does not know: 405 with Allow', () =>
    unchanged(async () => {
      for (const [method, path, allow] of [
        ['DELETE', `/attempts/${attempt.id}`, 'GET, HEAD'],
        ['PATCH', `${answers()}/1`, 'GET, HEAD, PUT, POST'],
        ['GET', `/attempts/${attempt.id}/submission`, 'POST'],
        ['POST', '/report', 'GET, HEAD'],
        ['GET', '/sign-out', 'POST'],
        ['TRACE', '/', 'GET, HEAD'],
        ['OPTIONS', '/quizzes', 'GET, HEAD'],
      ]) {
        const reply = await exchange(server.url, method, path, {
          headers: { Accept: 'application/json', Authorization: `Bearer ${tutor.token}` },
        });
        assert.equal(reply.status, 405, `${method} ${path}`);
        assert.equal(reply.headers.allow, allow);
      }
    }));

  test('HEAD answers as GET would, without the body', async () => {
    for (const path of ['/', '/quizzes', '/accessibility', '/healthz', '/nowhere']) {
      const [head, got] = await Promise.all(
        ['HEAD', 'GET'].map((method) =>
          exchange(server.url, method, path, { headers: { Accept: 'application/json', Authorization: `Bearer ${tutor.token}` } }),
        ),
      );
      assert.equal(head.status, got.status, path);
      assert.equal(head.text, '');
      assert.equal(head.headers['content-length'], got.headers['content-length']);
    }
  });

  test('every kind of reply carries the security headers, and none is kept by a cache but static files', async () => {
    const browser = browserOf(session[3]);
    const stylesheet = /href="(\/static\/[^"]+\.css[^"]*)"/.exec((await browser.send('GET', '/')).text)[1];
    const replies = [
      browser.last,
      await browser.send('GET', '/quizzes'),
      await browser.send('GET', '/nowhere'),
      await new Browser(server).send('GET', '/'),
      await browser.post('/sign-in', {}),
      await browser.send('POST', `${answers()}/1`, { form: {} }),
      await tutor.get('/'),
      await tutor.get('/nowhere'),
      await send('DELETE', '/', undefined),
      await send('PUT', `${answers()}/1`, '{'),
      await tutor.get('/calendar.ics'),
      await tutor.get('/healthz'),
      await tutor.get('/readyz'),
      await tutor.get('/metrics'),
      await tutor.get('/openapi.json'),
      await tutor.get(submitted.record),
      await send('PUT', `${answers()}/1`, 'x'.repeat(70000)),
      await tutor.get(stylesheet),
      await new Script(server, 'x').get('/'),
    ];
    replies.forEach((reply, index) => {
      const where = `reply ${index} (${reply.status})`,
        csp = reply.headers['content-security-policy'] ?? '';
      for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"])
        assert.ok(csp.includes(rule), `${where}: ${csp}`);
      assert.ok(!/unsafe|\*/.test(csp), where);
      assert.equal(reply.headers['x-content-type-options'], 'nosniff', where);
      assert.ok(reply.headers['referrer-policy'], where);
      assert.equal(reply.headers['cross-origin-opener-policy'], 'same-origin', where);
      assert.equal(reply.headers.server, undefined, where);
      assert.match(reply.headers['cache-control'], index === 17 ? /max-age/ : /no-store/, where);
    });
    assert.equal(replies[17].status, 200);
    assert.match(replies[17].headers['content-type'], /^text\/css/);
  });
});

test('after all this the server is well', async () => {
  assert.equal((await exchange(server.url, 'GET', '/readyz')).status, 200);
  assert.equal(server.child.exitCode, null);
  assert.doesNotMatch(server.stderr, /ERROR: AddressSanitizer|runtime error/);
});
