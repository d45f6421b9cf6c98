// situation.test.mjs: one scenario with linked parts, as a script and as a browser meet it: answered in part, refused without
// losing anything, marked as the mean of its parts, and practised.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { authored, fieldsOf, rightResponse, wrongResponse } from './bank.mjs';
import { situationsOnly } from './situations.mjs';
import { Browser, Server } from './support.mjs';

let server;
before(async () => {
  server = await Server.started({ questionsDir: situationsOnly() });
});
after(() => server?.end());

describe('a situation in JSON', () => {
  let script, paper, path, question;
  before(async () => {
    script = await server.script('t-bio');
    paper = await script.startQuiz();
    question = paper.questions[0];
    path = `/attempts/${paper.id}/answers/1`;
  });
  const stored = async () => (await script.get(`/attempts/${paper.id}`)).json.questions[0];

  test('shows each part as a question, without its key', () => {
    assert.equal(paper.questions.length, 4);
    for (const one of paper.questions) {
      assert.equal(one.type, 'situation');
      assert.ok(one.parts.length >= 2 && one.response === null && one.version === 0);
      one.parts.forEach((part, index) => {
        assert.equal(part.number, index + 1);
        assert.equal(part.subject, one.subject);
        assert.equal(part.stem, authored(one).parts[index].stem);
        assert.equal(part.response, null);
        for (const secret of ['key', 'feedback', 'mark', 'correct', 'source', 'tolerance']) assert.ok(!(secret in part), secret);
      });
      assert.ok(!one.choices && !one.left);
    }
  });

  test('is answered part by part, in the order of its parts', async () => {
    const right = rightResponse(question);
    const half = question.parts.map((_, index) => (index ? null : right[0]));
    assert.equal((await script.put(path, { response: half, version: 0 })).status, 200);
    assert.deepEqual((await stored()).response, half);
    assert.deepEqual((await stored()).parts.map((part) => part.response), half);
    const check = (await script.get(`/attempts/${paper.id}/check`)).json;
    assert.equal(check.answers[0].answered, false);
    assert.equal(check.unanswered, 4);
    const unsure = question.parts.map((_, index) => (index ? 'dont_know' : right[0]));
    assert.equal((await script.put(path, { response: unsure, version: 1, flagged: true })).status, 200);
    assert.equal((await script.get(`/attempts/${paper.id}/check`)).json.answers[0].answered, true);
    assert.equal((await stored()).flagged, true);
  });

  test('refuses what cannot be read, and names the part', async () => {
    const nulls = question.parts.map(() => null);
    const { response: kept, version } = await stored();
    const put = (response) => script.put(path, { response, version });
    for (const response of ['b', 7, true, {}, [...nulls, null], nulls.slice(1), { 1: 'a' }]) {
      const reply = await put(response);
      assert.ok([400, 422].includes(reply.status), JSON.stringify(response));
      assert.equal(reply.json.field, 'response');
    }
    for (let part = 1; part <= nulls.length; part++) {
      const reply = await put(nulls.map((_, index) => (index === part - 1 ? ['no', 'such', 7] : null)));
      assert.ok([400, 422].includes(reply.status));
      assert.equal(reply.json.field, `part.${part}.response`);
      assert.match(reply.json.detail, new RegExp(`^Part ${part}: `));
    }
    assert.deepEqual((await stored()).response, kept);
  });

  test('a stale answer is refused and shown what is stored; null clears, and so do parts that are all null', async () => {
    const { version, response } = await stored();
    const stale = await script.put(path, { response: wrongResponse(question), version: version - 1 });
    assert.equal(stale.status, 409);
    assert.deepEqual(stale.json.stored.response, response);
    assert.equal((await script.put(path, { response: question.parts.map(() => null), version })).status, 200);
    assert.equal((await stored()).response, null);
    assert.equal((await script.put(path, { response: 'dont_know', version: version + 1 })).status, 200);
    assert.equal((await stored()).response, 'dont_know');
    assert.equal((await script.put(path, { response: null, version: version + 2 })).status, 200);
  });

  test('counts as one question, with the mean of its parts', async () => {
    const [first, second, third, fourth] = paper.questions;
    const put = async (one, response) => {
      const { version } = (await script.get(`/attempts/${paper.id}`)).json.questions[one.number - 1];
      assert.equal((await script.put(`/attempts/${paper.id}/answers/${one.number}`, { response, version })).status, 200);
    };
    const right = rightResponse(second);
    await put(first, rightResponse(first));
    await put(second, second.parts.map((_, index) => (index === 1 ? right[1] : null)));
    await put(third, 'dont_know');
    await put(fourth, wrongResponse(fourth));
    const result = (await script.post(`/attempts/${paper.id}/submission`)).json;
    assert.equal(result.max_score, 4);
    assert.deepEqual(result.questions.map((one) => one.max_mark), [1, 1, 1, 1]);
    assert.deepEqual(result.questions.map((one) => one.mark), [1, 0.33, 0, 0]);
    assert.equal(result.score, 1.33);
    assert.deepEqual(result.questions.map((one) => one.correct), [true, false, false, false]);
    for (const one of result.questions) {
      const author = authored(one);
      assert.equal(one.feedback, one.correct ? author.feedback.right : author.feedback.wrong);
      one.parts.forEach((part, index) => {
        assert.equal(part.max_mark, 1);
        assert.equal(part.feedback, author.parts[index].feedback[part.correct ? 'right' : 'wrong']);
        assert.ok(part.source);
      });
    }
    assert.deepEqual(result.questions[1].parts.map((part) => part.mark), [0, 1, 0]);
    const practice = (await script.get(`/attempts/${paper.id}/practice`)).json.questions;
    assert.deepEqual(practice.map((one) => one.number), [2, 3, 4]);
    const tried = await script.post(`/attempts/${paper.id}/practice`, { number: 2, response: rightResponse(second) });
    assert.equal(tried.json.correct, true);
    assert.ok(tried.json.parts.every((part) => part.correct));
  });
});

describe('a situation without JavaScript', () => {
  test('is one form of fieldsets; what is left open can be told unknown at once; nothing entered is lost', async () => {
    const browser = new Browser(server), script = await server.script('t-law');
    await browser.signIn('t-law');
    const paper = await script.startQuiz();
    const question = paper.questions.find((one) => one.parts.some((part) => part.type === 'numeric')) ?? assert.fail('none is numeric');
    const path = `/attempts/${paper.id}/answers/${question.number}`;
    const stored = async () => (await script.get(`/attempts/${paper.id}`)).json.questions[question.number - 1];
    const page = await browser.get(path);
    assert.equal([...page.text.matchAll(/<fieldset class="part" id="q\d+-p\d"/g)].length, question.parts.length);
    const ids = [...page.text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    assert.equal(new Set(ids).size, ids.length, 'every id is there once');
    for (const [, target] of page.text.matchAll(/(?:for|aria-describedby)="([^"]+)"/g)) assert.ok(ids.includes(target), target);

    const numeric = question.parts.findIndex((part) => part.type === 'numeric') + 1;
    const other = question.parts.findIndex((part) => part.type === 'single') + 1;
    const refused = await browser.post(path, [
      ['version', '0'],
      [`part.${numeric}.response`, 'about <three>'],
      [`part.${other}.response`, 'b'],
    ]);
    assert.equal(refused.status, 422);
    assert.match(refused.text, /<title>Error: /);
    assert.match(refused.text, new RegExp(`href="#q${question.number}-p${numeric}-text"`));
    assert.ok(refused.text.includes('value="about &lt;three&gt;"'));
    assert.match(refused.text, new RegExp(`name="part\\.${other}\\.response" value="b" checked`));
    assert.equal((await stored()).version, 0);

    await browser.follow(path, [['version', '0'], [`part.${other}.response`, 'b'], ['dont_know', 'yes']]);
    assert.deepEqual(
      (await stored()).response,
      question.parts.map((_, index) => (index === other - 1 ? 'b' : 'dont_know')),
    );
    await browser.follow(path, [['version', '1'], ...fieldsOf(question, rightResponse(question))]);
    const kept = await stored();
    assert.equal(kept.parts[numeric - 1].response, rightResponse(question)[numeric - 1]);
    await browser.follow(path, [['version', '2'], [`part.${numeric}.response`, '1 contact']]);
    const check = await browser.get(`/attempts/${paper.id}/check`);
    assert.match(check.text, /1 of 3 parts answered/);
    assert.match(check.text, /4 questions are not answered yet/);
    const stale = await browser.post(path, [['version', '1'], ['dont_know', 'yes']]);
    assert.equal(stale.status, 409);
    assert.match(stale.text, /Part 1/);
    assert.match((await browser.get(`/attempts/${paper.id}/print`)).text, /Part 3/);
    await browser.follow(`/attempts/${paper.id}/submission`, []);
    const result = await browser.get(`/attempts/${paper.id}`);
    assert.match(result.text, /Not answered/);
    assert.match(result.text, /id="q\d-p3">\s*<h4>Part 3<\/h4>/);
  });
});

describe('a situation as a knowledge check', () => {
  test('is right when every part is', async () => {
    const script = await server.script('t-bio2');
    const path = '/modules/signposting/sections/listening';
    const check = (await script.get(path)).json.checks.find((one) => one.type === 'situation');
    const right = rightResponse(check);
    const half = await script.post(path, { question: check.id, response: right.map((one, index) => (index ? null : one)) });
    assert.equal(half.json.correct, false);
    assert.equal(half.json.parts[0].correct, true);
    assert.equal(half.json.answered_right, false);
    const whole = await script.post(path, { question: check.id, response: right });
    assert.equal(whole.json.correct, true);
    assert.equal(whole.json.answered_right, true);
  });
});
