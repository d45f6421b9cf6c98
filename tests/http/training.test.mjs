// training.test.mjs: the modules, section by section, to a signed completion; the refresher; and practice, which stores nothing.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { authored, fieldsOf, rightResponse, wrongResponse } from './bank.mjs';
import { Browser, Server, run, today } from './support.mjs';

let server, tutor, senior;
before(async () => {
  server = await Server.started();
  [tutor, senior] = await Promise.all([server.script('t-bio'), server.script('s-bio')]);
});
after(() => server.end());

const moduleOf = async (script, id) => (await script.get(`/modules/${id}`)).json;
const standing = async () => (await senior.get('/schools/BIO/people')).json.people.find((one) => one.staff_id === 't-bio');
const events = async () => Number(/^signpost_events\S*\s+(\d+)/m.exec((await tutor.get('/metrics')).text)[1]);

// Through every section: read, and each check answered right.
async function learn(script, id) {
  for (const { id: section } of (await moduleOf(script, id)).sections) {
    const path = `/modules/${id}/sections/${section}`;
    const page = (await script.get(path)).json;
    for (const check of page.checks) {
      const reply = await script.post(path, { question: check.id, response: rightResponse(check) });
      assert.equal(reply.status, 200, reply.text);
      assert.equal(reply.json.correct, true);
    }
    assert.equal((await script.post(path, {})).status, 200);
  }
}

describe('the training page', () => {
  const next = async (browser) => /<a class="button" href="\/modules\/([a-z-]+)">Go to/.exec((await browser.get('/modules')).text)?.[1];
  const signed = async (id) => {
    const browser = new Browser(server);
    await browser.signIn(id);
    return browser;
  };

  test('leads to a module that meets what is owed, whatever else is open or begun', async () => {
    const [browser, script] = [await signed('t-law'), await server.script('t-law')];
    assert.equal(await next(browser), 'role');
    const { sections } = await moduleOf(script, 'partnership');
    assert.equal((await script.post(`/modules/partnership/sections/${sections[0].id}`, {})).status, 200);
    assert.equal(await next(browser), 'role', 'no requirement names the one in progress');
    await learn(script, 'signposting');
    assert.equal(await next(browser), 'role', 'what its reason names comes first');
    await learn(script, 'role');
    await script.post('/modules/role/completion');
    assert.equal(await next(browser), 'signposting');
    await script.post('/modules/signposting/completion');
    await learn(script, 'partnership');
    assert.equal(await next(browser), 'partnership', 'nothing is owed: what is in progress');
  });

  test('leads an old hand to the refresher', async () => {
    const file = join(server.folder, 'old-hand.csv');
    writeFileSync(file, 'staff_id,kind,item,completed_on,score,max_score,evidence\n'
      + ['role', 'signposting'].map((item) => `t-both,training,${item},2021-05-03,,,register\n`).join(''));
    assert.equal((await run(['completions', 'import', file, '--db', server.db])).code, 0);
    assert.equal(await next(await signed('t-both')), 'refresher');
  });
});

describe('modules', () => {
  test('the list says what is owed: two requirements, each met by its module or the refresher', async () => {
    const { modules, requirements } = (await tutor.get('/modules')).json;
    assert.ok(modules.length >= 3);
    for (const module of modules) assert.ok(module.title && module.minutes > 0);
    assert.deepEqual(
      requirements.map(({ id, any_of, from, schools }) => ({ id, any_of, from, schools })),
      [
        { id: 'role', any_of: ['role', 'refresher'], from: null, schools: [] },
        { id: 'signposting', any_of: ['signposting', 'refresher'], from: null, schools: [] },
      ],
    );
  });

  test('the refresher is closed until the others were completed once', async () => {
    const { sections } = await moduleOf(tutor, 'refresher');
    for (const reply of [
      await tutor.get(`/modules/refresher/sections/${sections[0].id}`),
      await tutor.post(`/modules/refresher/sections/${sections[0].id}`, {}),
      await tutor.post('/modules/refresher/completion'),
    ])
      assert.equal(reply.status, 409, reply.text);
    assert.equal((await standing()).training.state, 'overdue');
  });

  test('a check gives feedback and source at once, right or wrong, and draws on the practice pool only', async () => {
    const { sections } = await moduleOf(tutor, 'role');
    const path = `/modules/role/sections/${sections[0].id}`;
    const page = (await tutor.get(path)).json;
    assert.ok(page.text.length > 200);
    const [check] = page.checks;
    for (const name of ['mark', 'feedback', 'correct']) assert.ok(!(name in check), `${name} before answering`);
    assert.equal(authored(check).pool, 'practice');
    const wrong = await tutor.post(path, { question: check.id, response: wrongResponse(check) });
    assert.equal(wrong.status, 200);
    assert.equal(wrong.json.correct, false);
    assert.equal(wrong.json.feedback, authored(check).feedback.wrong);
    assert.ok(wrong.json.source);
    assert.equal((await moduleOf(tutor, 'role')).sections[0].done, false);
    const right = await tutor.post(path, { question: check.id, response: rightResponse(check) });
    assert.equal(right.json.correct, true);
    await tutor.post(path, { question: check.id, response: wrongResponse(check) });
    assert.equal((await tutor.get(path)).json.checks[0].answered_right, true, 'right once stays right');
  });

  test('a module with a section left cannot be completed', async () => {
    const reply = await tutor.post('/modules/role/completion');
    assert.equal(reply.status, 409);
    assert.equal((await tutor.get('/')).json.completions.length, 0);
  });

  test('progress survives a restart', async () => {
    const seen = (await tutor.get('/modules/role')).text;
    await server.stop();
    await server.start();
    assert.equal((await tutor.get('/modules/role')).text, seen);
  });

  test('a module taken to its end gives a record that verifies, once', async () => {
    await learn(tutor, 'role');
    const before = await events();
    const reply = await tutor.post('/modules/role/completion');
    assert.equal(reply.status, 201, reply.text);
    assert.equal(reply.headers.location, reply.json.record);
    assert.equal((await events()) - before, 2, 'completion.recorded and record.issued');
    const record = await tutor.get(reply.json.record, { Accept: 'application/vc+ld+json' });
    const file = join(server.folder, 'training.json');
    writeFileSync(file, record.text);
    assert.equal((await run(['verify', file, '--db', server.db])).code, 0);
    assert.ok(!/"score"|Amara|t-bio/.test(record.text));
    const [completion] = (await tutor.get('/')).json.completions;
    assert.deepEqual(
      [completion.kind, completion.item, completion.completed_on, completion.record],
      ['training', 'role', today, reply.json.record],
    );
  });

  test('one requirement met is not training complete; both are', async () => {
    assert.equal((await standing()).training.state, 'overdue');
    await learn(tutor, 'signposting');
    assert.equal((await tutor.post('/modules/signposting/completion')).status, 201);
    const { training } = await standing();
    assert.equal(training.state, 'complete');
    assert.equal(Number(training.counts_until.slice(0, 4)), Number(today.slice(0, 4)) + 3);
    const dean = await server.script('dean');
    assert.equal((await dean.get('/report')).json.schools.find((school) => school.code === 'BIO').training.completed, 1);
  });

  test('the refresher is open now, and completes too', async () => {
    await learn(tutor, 'refresher');
    assert.equal((await tutor.post('/modules/refresher/completion')).status, 201);
    assert.equal((await tutor.get('/')).json.completions.length, 3);
  });

  test('sixteen completions of one module at once give one record', async () => {
    const other = await server.script('t-bio2');
    await learn(other, 'role');
    const replies = await Promise.all(Array.from({ length: 16 }, () => other.post('/modules/role/completion')));
    assert.deepEqual([...new Set(replies.map((reply) => reply.status))], [201]);
    assert.equal(new Set(replies.map((reply) => reply.json.record)).size, 1);
    assert.equal((await other.get('/')).json.completions.length, 1);
  });

  test('by forms: read on, answer a check, complete', async () => {
    const browser = new Browser(server);
    await browser.signIn('t-law');
    const law = await server.script('t-law');
    for (const { id } of (await moduleOf(law, 'role')).sections) {
      const path = `/modules/role/sections/${id}`;
      for (const check of (await law.get(path)).json.checks) {
        const blank = await browser.post(path, { question: check.id });
        assert.equal(blank.status, 422, 'nothing chosen');
        assert.match(blank.text, /<title>Error: /);
        const page = await browser.follow(path, [['question', check.id], ...fieldsOf(check, rightResponse(check))]);
        assert.equal(page.status, 200);
      }
      assert.equal((await browser.follow(path, {})).status, 200);
    }
    await browser.get('/modules/role');
    const page = await browser.follow('/modules/role/completion');
    assert.equal(page.status, 200);
    assert.match(browser.path, /^\/records\//);
  });
});

describe('practice', () => {
  let attempt, missed;
  before(async () => {
    attempt = await tutor.startQuiz();
    missed = attempt.questions.filter((question) => question.number % 4 === 0);
    for (const question of attempt.questions)
      await tutor.put(`/attempts/${attempt.id}/answers/${question.number}`, {
        response: missed.includes(question) ? wrongResponse(question) : rightResponse(question),
        version: 0,
      });
  });

  test('it is closed while the attempt is open', async () => {
    const practice = await tutor.get(`/attempts/${attempt.id}/practice`);
    assert.equal(practice.status, 409);
    assert.ok(!/stem|choices/.test(practice.text));
    await tutor.post(`/attempts/${attempt.id}/submission`);
  });

  test('it offers exactly the questions missed, without keys or the old answer', async () => {
    const { questions } = (await tutor.get(`/attempts/${attempt.id}/practice`)).json;
    assert.deepEqual(
      questions.map((question) => question.stem),
      missed.map((question) => question.stem),
    );
    for (const question of questions) {
      assert.equal(question.response, null);
      for (const name of ['mark', 'feedback', 'correct']) assert.ok(!(name in question), name);
    }
  });

  test('an answer is marked at once with its feedback, and nothing is stored', async () => {
    const before = await events(),
      home = (await tutor.get('/')).text,
      result = (await tutor.get(`/attempts/${attempt.id}`)).text;
    for (const question of missed) {
      const path = `/attempts/${attempt.id}/practice`;
      const right = await tutor.post(path, { number: question.number, response: rightResponse(question) });
      assert.equal(right.status, 200, right.text);
      assert.equal(right.json.correct, true);
      assert.ok(right.json.feedback);
      assert.equal((await tutor.post(path, { number: question.number, response: 'dont_know' })).json.correct, false);
    }
    assert.equal(await events(), before);
    assert.equal((await tutor.get('/')).text, home);
    assert.equal((await tutor.get(`/attempts/${attempt.id}`)).text, result);
    assert.equal((await standing()).quiz.score, attempt.questions.length - missed.length);
  });

  test('a question that was answered right is not offered, nor one of nobody', async () => {
    for (const number of [1, 0, 21, -1, '4', null]) {
      const reply = await tutor.post(`/attempts/${attempt.id}/practice`, { number, response: 'dont_know' });
      assert.equal(reply.status, 422, String(number));
    }
  });

  test("somebody else's attempt is no source of practice", async () => {
    const other = await server.script('t-bio2');
    for (const script of [other, senior]) {
      assert.equal((await script.get(`/attempts/${attempt.id}/practice`)).status, 404);
      assert.equal(
        (await script.post(`/attempts/${attempt.id}/practice`, { number: missed[0].number, response: 'dont_know' })).status,
        404,
      );
    }
  });

  test('quiz questions stand in no module', async () => {
    for (const { id } of (await tutor.get('/modules')).json.modules)
      for (const { id: section } of (await moduleOf(tutor, id)).sections)
        for (const check of (await tutor.get(`/modules/${id}/sections/${section}`)).json.checks)
          assert.equal(authored(check).pool, 'practice', `${id}/${section}`);
  });
});
