// journey.test.mjs: a tutor takes the Quiz, a signed record comes out, the Senior Tutor sees the School, the Dean the University: by
// JSON with a bearer token, and by forms as a browser without JavaScript sends them.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { authored, fieldsOf, rightResponse, wrongResponse } from './bank.mjs';
import { Browser, Server, exchange, must, run, today } from './support.mjs';

const attempts = '/quizzes/personal-tutoring/attempts';
const inThreeYears = () => {
  const [year, month, day] = today.split('-');
  return `${Number(year) + 3}-${month}-${month === '02' && day === '29' ? '28' : day}`;
};

describe('by JSON', () => {
  let server, tutor, senior, dean, attempt, result, reportBefore, schoolBefore;
  before(async () => {
    server = await Server.started();
    [tutor, senior, dean] = await Promise.all(['t-bio', 's-bio', 'dean'].map((id) => server.script(id)));
  });
  after(() => server.end());

  test('the first quiz is personal-tutoring and has twenty questions', async () => {
    const [first] = (await tutor.get('/quizzes')).json.quizzes;
    assert.equal(first.id, 'personal-tutoring');
    assert.equal(first.questions, 20);
  });

  test('nobody starts without acknowledging the statement of their School', async () => {
    for (const body of [{}, { acknowledged: false }]) {
      const reply = await tutor.post(attempts, body);
      assert.equal(reply.status, 422);
      assert.equal(reply.headers['content-type'], 'application/problem+json');
      assert.equal(reply.json.field, 'acknowledged');
    }
    assert.match((await tutor.get('/quizzes/personal-tutoring')).text, /"statements":\[\{/);
  });

  test('starting gives 201, a Location, and a paper without keys; starting again gives the same attempt', async () => {
    reportBefore = (await dean.get('/report')).json;
    schoolBefore = (await senior.get('/schools/BIO')).json;
    const reply = await tutor.post(attempts, { acknowledged: true });
    assert.equal(reply.status, 201);
    assert.match(reply.headers.location, /^\/attempts\/[0-9a-f]{32}$/);
    attempt = (await tutor.get(reply.headers.location)).json;
    assert.equal(attempt.state, 'open');
    assert.equal(attempt.quiz, 'personal-tutoring');
    assert.match(attempt.bank, /^[0-9a-f]{64}$/);
    assert.deepEqual(
      attempt.questions.map((question) => question.number),
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    for (const question of attempt.questions) {
      assert.equal(question.version, 0);
      assert.equal(question.response, null);
      assert.equal(question.flagged, false);
      for (const name of ['mark', 'correct', 'feedback', 'source', 'key', 'answer', 'yours']) assert.ok(!(name in question), name);
      assert.equal(authored(question).pool, 'quiz');
    }
    assert.deepEqual(
      attempt.questions
        .map((question) => question.subject)
        .sort()
        .join(''),
      'aaaaabbbcccddddeeeee',
    );
    const again = await tutor.post(attempts, { acknowledged: true });
    assert.equal(again.status, 200);
    assert.equal(again.headers.location, reply.headers.location);
  });

  test('answers of every type are stored as given, with versions and a time', async () => {
    for (const [index, question] of attempt.questions.entries()) {
      const response = index < 15 ? rightResponse(question) : index === 19 ? 'dont_know' : wrongResponse(question);
      const reply = await tutor.put(`/attempts/${attempt.id}/answers/${question.number}`, { response, version: 0 });
      assert.equal(reply.status, 200, `${question.type}: ${reply.text}`);
      assert.equal(reply.json.version, 1);
      assert.ok(Math.abs(Date.parse(reply.json.saved_at) - Date.now()) < 120000);
      const stored = (await tutor.get(`/attempts/${attempt.id}`)).json.questions[index];
      assert.deepEqual(stored.response, response);
    }
  });

  test('a stale version is refused with what is stored, and changes nothing', async () => {
    const path = `/attempts/${attempt.id}/answers/1`;
    const stale = await tutor.put(path, { response: 'dont_know', version: 0, flagged: true });
    assert.equal(stale.status, 409);
    assert.equal(stale.json.stored.version, 1);
    assert.deepEqual(stale.json.stored.response, rightResponse(attempt.questions[0]));
    const question = (await tutor.get(`/attempts/${attempt.id}`)).json.questions[0];
    assert.equal(question.version, 1);
    assert.equal(question.flagged, false);
  });

  test('null clears, and a flag can be set and taken away; neither touches the other', async () => {
    const path = `/attempts/${attempt.id}/answers/1`,
      right = rightResponse(attempt.questions[0]);
    assert.equal((await tutor.put(path, { response: right, version: 1, flagged: true })).json.version, 2);
    assert.equal((await tutor.put(path, { response: null, version: 2 })).json.version, 3);
    let question = (await tutor.get(`/attempts/${attempt.id}`)).json.questions[0];
    assert.equal(question.response, null);
    assert.equal(question.flagged, true);
    const check = await tutor.get(`/attempts/${attempt.id}/check`);
    assert.equal(check.json.unanswered, 1);
    assert.equal(check.json.answers[0].flagged, true);
    assert.equal((await tutor.put(path, { response: right, version: 3, flagged: false })).status, 200);
    question = (await tutor.get(`/attempts/${attempt.id}`)).json.questions[0];
    assert.deepEqual([question.response, question.flagged], [right, false]);
  });

  test('a restart in the middle loses no answer', async () => {
    const seen = (await tutor.get(`/attempts/${attempt.id}`)).text;
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
    await server.start();
    assert.equal((await tutor.get(`/attempts/${attempt.id}`)).text, seen);
  });

  test('submitting marks exactly, and submitting again gives the same bytes', async () => {
    const first = await tutor.post(`/attempts/${attempt.id}/submission`);
    assert.equal(first.status, 200);
    result = first.json;
    assert.equal(result.state, 'submitted');
    assert.equal(result.score, 15);
    assert.equal(result.max_score, 20);
    for (const repeat of [await tutor.post(`/attempts/${attempt.id}/submission`), await tutor.get(`/attempts/${attempt.id}`)])
      assert.equal(repeat.text, first.text);
  });

  test('the result gives mark, feedback and source for each question', () => {
    for (const [index, question] of result.questions.entries()) {
      const where = `${question.number} ${question.id}`;
      assert.equal(question.mark, index < 15 ? 1 : 0, where);
      assert.equal(question.max_mark, 1, where);
      assert.equal(question.correct, index < 15, where);
      const author = authored(question);
      if (author.feedback) assert.equal(question.feedback, index < 15 ? author.feedback.right : author.feedback.wrong, where);
      assert.ok(question.feedback.length > 10, where);
      assert.ok(question.source.length > 10, where);
    }
    assert.equal(
      result.subjects.reduce((sum, subject) => sum + subject.score, 0),
      15,
    );
    assert.equal(result.subjects.map((subject) => subject.id + subject.max_score).join(' '), 'a5 b3 c3 d4 e5');
  });

  test('after a restart the result and the record are the same bytes', async () => {
    const [seen, record] = [await tutor.get(`/attempts/${attempt.id}`), await tutor.get(result.record)];
    await server.stop();
    await server.start();
    assert.equal((await tutor.get(`/attempts/${attempt.id}`)).text, seen.text);
    assert.equal((await tutor.get(result.record)).text, record.text);
  });

  test('the record is an Open Badge without score or name, which verify holds true, and not after one changed byte', async () => {
    const reply = await tutor.get(result.record, { Accept: 'application/vc+ld+json' });
    assert.equal(reply.status, 200);
    assert.match(reply.headers['content-type'], /^application\/vc\+ld\+json/);
    const credential = JSON.parse(reply.text);
    assert.ok(credential.type.includes('OpenBadgeCredential'));
    assert.equal(credential.validUntil.slice(0, 10) >= inThreeYears(), true);
    assert.deepEqual(credential.proof.map((proof) => proof.cryptosuite), ['eddsa-rdfc-2022', 'eddsa-jcs-2022']);
    for (const secret of ['Amara', 'Okafor', 't-bio', '"score"', '"result"']) assert.ok(!reply.text.includes(secret), secret);
    const file = join(server.folder, 'record.json');
    writeFileSync(file, reply.text);
    const good = await run(['verify', file, '--db', server.db]);
    assert.equal(good.code, 0, good.err);
    const bytes = Buffer.from(reply.text);
    for (const word of ['"awardedDate":"20', '"validUntil":"20', '"proofValue":"z', '"identityHash":"sha256$']) {
      const at = bytes.indexOf(word) + word.length;
      assert.ok(at > word.length, word);
      const changed = Buffer.from(bytes);
      changed[at] = changed[at] === 0x33 ? 0x34 : 0x33;
      writeFileSync(file, changed);
      const bad = await run(['verify', file, '--db', server.db]);
      assert.equal(bad.code, 5, `${word}: ${bad.out}`);
    }
  });

  test('anybody can have the record checked at /verify, without signing in', async () => {
    const credential = (await tutor.get(result.record, { Accept: 'application/vc+ld+json' })).text;
    const ask = (body) =>
      exchange(server.url, 'POST', '/verify', { body, headers: { Accept: 'application/json', 'Content-Type': 'application/json' } });
    const good = await ask(credential);
    assert.equal(good.status, 200, good.text);
    assert.equal(good.json.valid, true);
    const bad = await ask(credential.replace('"validUntil":"20', '"validUntil":"21'));
    assert.notEqual(bad.json.valid, true);
  });

  test('the Senior Tutor sees the score in their School, the other School does not move', async () => {
    const reply = await senior.get('/schools/BIO/people');
    const person = reply.json.people.find((one) => one.staff_id === 't-bio');
    assert.equal(person.quiz.state, 'complete');
    assert.equal(person.quiz.score, 15);
    assert.equal(person.quiz.max_score, 20);
    assert.equal(person.quiz.completed_on, today);
    assert.equal(person.quiz.counts_until, inThreeYears());
    assert.match(person.reason, /training overdue/i);
    const school = (await senior.get('/schools/BIO')).json;
    assert.equal(school.quiz.completed, schoolBefore.quiz.completed + 1);
    assert.equal(school.quiz.median_score, 75);
    const law = await server.script('s-law');
    assert.equal((await law.get('/schools/BIO/people')).status, 404);
    assert.ok(!(await law.get('/schools/LAW/people')).text.includes('t-bio"'));
  });

  test("the Dean's figures move by one, and show no median of fewer than five", async () => {
    const report = (await dean.get('/report')).json;
    const row = (from, code) => from.schools.find((school) => school.code === code);
    assert.equal(row(report, 'BIO').quiz.completed, row(reportBefore, 'BIO').quiz.completed + 1);
    assert.equal(row(report, 'BIO').personal_tutors, 3);
    assert.equal(row(report, 'BIO').quiz.percent, 33.3);
    assert.deepEqual(row(report, 'LAW'), row(reportBefore, 'LAW'));
    assert.equal(report.university.quiz.completed, reportBefore.university.quiz.completed + 1);
    assert.equal(report.university.personal_tutors, 5, 'people in two Schools count once');
    assert.equal(report.university.quiz.median_score, null);
    assert.ok(report.known_at > reportBefore.known_at);
    const withheld = ({ university, schools, ...rest }) => ({
      ...rest,
      all: [university, ...schools].map(({ quiz: { median_withheld, ...quiz }, ...row }) => ({ ...row, quiz })),
    });
    assert.deepEqual(
      withheld((await dean.get(`/report?known_at=${reportBefore.known_at}`)).json),
      withheld(reportBefore),
      'the same pair, the same figures',
    );
  });

  test('the command line reports the same, with its median exact', async () => {
    const report = JSON.parse(await must(['report', '--db', server.db, '--format', 'json']));
    const bio = report.schools.find((school) => school.code === 'BIO');
    assert.deepEqual({ ...bio.quiz, median_as_of: today }, { completed: 1, percent: 33.3, median_score: 75, median_as_of: today });
    const people = JSON.parse(await must(['people', '--db', server.db, '--school', 'BIO', '--format', 'json']));
    assert.equal(people.people.find((one) => one.staff_id === 't-bio').quiz.score, 15);
  });

  test('a retake is a new attempt with a paper of its own, and the latest score counts', async () => {
    const next = await tutor.startQuiz();
    assert.notEqual(next.id, attempt.id);
    assert.notDeepEqual(
      next.questions.map((question) => question.stem),
      attempt.questions.map((question) => question.stem),
    );
    for (const question of next.questions)
      await tutor.put(`/attempts/${next.id}/answers/${question.number}`, { response: rightResponse(question), version: 0 });
    assert.equal((await tutor.post(`/attempts/${next.id}/submission`)).json.score, 20);
    const person = (await senior.get('/schools/BIO/people')).json.people.find((one) => one.staff_id === 't-bio');
    assert.equal(person.quiz.score, 20);
  });

  test('the database holds what its events say', async () => {
    const doctor = await run(['doctor', '--db', server.db]);
    assert.equal(doctor.code, 0, doctor.out + doctor.err);
  });
});

describe('by forms, without JavaScript', () => {
  let server, browser, path, shown;
  before(async () => {
    server = await Server.started();
    browser = new Browser(server);
    shown = await server.script('t-bio');
  });
  after(() => server.end());

  test('a page asks strangers to sign in, and brings them back to it', async () => {
    const reply = await browser.send('GET', '/quizzes');
    assert.equal(reply.status, 303);
    assert.equal(reply.headers.location, '/sign-in?next=%2Fquizzes');
  });

  test('a sign-in link works once', async () => {
    const link = new URL((await must(['sign-in-link', '--staff-id', 't-bio', '--db', server.db])).trim());
    const home = await browser.get(link.pathname + link.search);
    assert.equal(home.status, 200);
    assert.match(home.text, /Amara Okafor/);
    const second = await new Browser(server).send('GET', link.pathname + link.search);
    assert.equal(second.status, 401);
    assert.match(second.text, /used already/);
    assert.equal(second.headers['set-cookie'], undefined);
  });

  test('the session cookie is HttpOnly, SameSite, and for the whole site', async () => {
    const other = new Browser(server);
    const link = new URL((await must(['sign-in-link', '--staff-id', 't-bio', '--db', server.db])).trim());
    const reply = await other.send('GET', link.pathname + link.search);
    const cookie = reply.headers['set-cookie'][0];
    for (const word of ['HttpOnly', 'SameSite=Lax', 'Path=/']) assert.ok(cookie.includes(word), cookie);
  });

  test('the statement must be acknowledged: the form comes back with its error', async () => {
    await browser.get('/quizzes/personal-tutoring');
    const reply = await browser.post(attempts, {});
    assert.equal(reply.status, 422);
    assert.match(reply.text, /<title>Error: /);
    assert.match(reply.text, /role="alert"/);
    assert.match(reply.text, /href="#acknowledged"/);
  });

  test('every question is answered by its form, and leads to the next', async () => {
    let page = await browser.follow(attempts, { acknowledged: 'yes' });
    path = /^(\/attempts\/[0-9a-f]+)\/answers\/1$/.exec(browser.path)[1];
    const paper = (await shown.get(path)).json.questions;
    for (const question of paper) {
      assert.match(page.text, new RegExp(`<title>Question ${question.number} of 20`));
      const version = /name="version" value="(\d+)"/.exec(page.text)[1];
      const response = question.number === 20 ? 'dont_know' : rightResponse(question);
      page = await browser.follow(`${path}/answers/${question.number}`, [
        ['version', version],
        ...fieldsOf(question, response),
        ...(question.number === 3 ? [['flagged', 'yes']] : []),
      ]);
      assert.equal(page.status, 200, `${question.type} ${page.text}`);
    }
    assert.equal(browser.path, `${path}/check`);
    assert.match(page.text, /Flagged/);
    assert.match(page.text, /I don’t know/);
  });

  test('a question shows what is stored, and can be cleared and answered again from the check page', async () => {
    const question = (await shown.get(path)).json.questions[0];
    let page = await browser.get(`${path}/answers/1?from=check`);
    if (['single', 'true_false', 'multiple'].includes(question.type)) assert.match(page.text, / checked/);
    const version = /name="version" value="(\d+)"/.exec(page.text)[1];
    await browser.follow(`${path}/answers/1`, { version, clear: 'yes' });
    page = await browser.get(`${path}/check`);
    assert.match(page.text, /One question is not answered yet/);
    assert.equal((await browser.get(path)).status, 200);
    assert.equal(browser.path, `${path}/answers/1`, 'resumes at the first unanswered question');
    page = await browser.follow(`${path}/answers/1`, [
      ['version', String(Number(version) + 1)],
      ['from', 'check'],
      ...fieldsOf(question, rightResponse(question)),
    ]);
    assert.equal(browser.path, `${path}/check`);
  });

  test('a stale form is shown both answers and overwrites nothing', async () => {
    const question = (await shown.get(path)).json.questions[1];
    const reply = await browser.post(`${path}/answers/2`, [['version', '0'], ...fieldsOf(question, wrongResponse(question))]);
    assert.equal(reply.status, 409);
    assert.match(reply.text, /<h1/);
    assert.deepEqual((await shown.get(path)).json.questions[1].response, rightResponse(question));
  });

  test('submitting shows the result; submitting again shows the same, and there is one completion', async () => {
    await browser.get(`${path}/check`);
    for (let i = 0; i < 2; i++) {
      const page = await browser.follow(`${path}/submission`);
      assert.equal(page.status, 200);
      assert.equal(browser.path, path);
      assert.match(page.text, /19(\.00)? (of|out of) 20/);
    }
    assert.equal((await shown.get('/')).json.completions.length, 1);
    for (const back of [`${path}/answers/20`, `${path}/check`]) {
      await browser.get(back);
      assert.equal(browser.path, path, 'Back shows the result');
    }
  });

  test('the record has a page and can be downloaded', async () => {
    const record = (await shown.get(path)).json.record;
    const page = await browser.get(record);
    assert.equal(page.status, 200);
    assert.match(page.text, /<h1/);
    const links = [...page.text.matchAll(/href="([^"]*)"/g)]
      .map((match) => match[1])
      .filter((href) => href.startsWith(record) || href.includes('format='));
    assert.ok(links.length > 0, 'a link to the credential');
    const file = await browser.send(
      'GET',
      new URL(links[0].replace(/&amp;/g, '&'), `${server.url}${record}`).href.slice(server.url.length),
    );
    assert.equal(file.status, 200);
    assert.match(file.headers['content-disposition'] ?? '', /attachment/);
    assert.equal(JSON.parse(file.text).type[0], 'VerifiableCredential');
  });

  test('a session survives a restart of the server', async () => {
    await server.stop();
    await server.start();
    assert.match((await browser.get('/')).text, /Amara Okafor/);
  });

  test('a password is set, then signs in; the old session ended with it', async () => {
    const elsewhere = new Browser(server);
    await elsewhere.signIn('t-bio');
    await browser.get('/account');
    assert.equal((await browser.post('/account/password', { password: 'short' })).status, 422);
    const page = await browser.follow('/account/password', { password: 'correct horse battery staple' });
    assert.equal(page.status, 200);
    assert.match(page.text, /Your new password is set/);
    assert.equal((await elsewhere.send('GET', '/')).status, 303, 'the other browser is signed out');
    for (const login of ['t-bio', 'T-BIO@middlemarch.example']) {
      const other = new Browser(server);
      await other.get('/sign-in');
      const home = await other.follow('/sign-in', { login, password: 'correct horse battery staple' });
      assert.equal(home.status, 200, home.text);
      assert.match(home.text, /Amara Okafor/);
    }
  });

  test('signing out ends the session on the server too', async () => {
    await browser.get('/');
    const cookies = new Map(browser.cookies);
    assert.equal((await browser.post('/sign-out')).status, 303);
    assert.equal(browser.cookies.size, 0);
    browser.cookies = cookies;
    assert.equal((await browser.send('GET', '/')).status, 303);
  });

  test('next leads nowhere but to this server', async () => {
    for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/%0d%0aSet-Cookie:x=y']) {
      const other = new Browser(server);
      const reply = await other.post('/sign-in', { login: 't-bio', password: 'correct horse battery staple', next });
      assert.equal(reply.status, 303);
      assert.match(reply.headers.location, /^\/([^/\\]|$)/, next);
      assert.ok(!('x' in Object.fromEntries(other.cookies)));
    }
  });

  test('wrong passwords are refused alike for known and unknown accounts, and throttled', async () => {
    const statuses = [],
      texts = new Set();
    for (let i = 0; i < 12; i++) {
      const other = new Browser(server);
      const reply = await other.post('/sign-in', { login: i % 2 ? 'nobody-here' : 't-bio', password: 'wrong password, quite' });
      statuses.push(reply.status);
      if (reply.status < 429) texts.add(reply.text.replace(/value="[^"]*"/g, ''));
      assert.equal(reply.headers['set-cookie'], undefined);
    }
    assert.equal(statuses[0], statuses[1]);
    assert.equal(texts.size, 1, 'the same page for both');
    const last = await new Browser(server).post('/sign-in', { login: 't-bio', password: 'correct horse battery staple' });
    assert.ok([429, 503].includes(last.status), `throttled even with the right one: ${statuses} then ${last.status}`);
    assert.ok(last.headers['retry-after']);
  });
});
