// signals.test.mjs: SIGHUP takes the questions anew or says why not; SIGTERM lets what is under way finish.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Server, answerAll, must, questions, staff, staffCsv } from './support.mjs';

const untilStderr = async (server, pattern) => {
  for (let i = 0; i < 200 && !pattern.test(server.stderr); i++) await new Promise((done) => setTimeout(done, 50));
  assert.match(server.stderr, pattern);
};

describe('signals', () => {
  let server, tutor, folder;
  before(async () => {
    const made = await Server.make();
    folder = join(made.folder, 'questions');
    cpSync(questions, folder, { recursive: true });
    made.questions = folder;
    server = await made.start();
    tutor = await server.script('t-bio');
  });
  after(() => server.end());
  const bankFile = () => join(folder, 'bank/a-code-of-practice.json');

  test('SIGHUP with a broken bank keeps the one in use and says why on stderr', async () => {
    const attempt = await tutor.startQuiz();
    const good = readFileSync(bankFile(), 'utf8');
    writeFileSync(bankFile(), good.replace('"pool": "quiz"', '"pool": "pond"'));
    server.child.kill('SIGHUP');
    const [{ id }] = JSON.parse(good).questions.filter((question) => question.pool === 'quiz');
    await untilStderr(server, new RegExp(`a-code-of-practice\\.json:\\d+: question ${id}: "pool" must be [^]*not reloaded`));
    assert.equal((await tutor.get(`/attempts/${attempt.id}`)).json.bank, attempt.bank);
    const other = await server.script('t-bio2');
    assert.equal((await other.startQuiz()).bank, attempt.bank);
    writeFileSync(bankFile(), good);
  });

  test('SIGHUP with a mended bank swaps it, and an open attempt keeps the one it was drawn from', async () => {
    const attempt = await tutor.startQuiz();
    const bank = JSON.parse(readFileSync(bankFile(), 'utf8'));
    for (const question of bank.questions) question.stem = `${question.stem} (reworded)`;
    writeFileSync(bankFile(), JSON.stringify(bank));
    server.child.kill('SIGHUP');
    await untilStderr(server, /questions reloaded/);
    const same = (await tutor.get(`/attempts/${attempt.id}`)).json;
    assert.deepEqual(same, attempt);
    const law = await server.script('t-law');
    const fresh = await law.startQuiz();
    assert.notEqual(fresh.bank, attempt.bank);
    assert.ok(fresh.questions.filter((question) => question.subject === 'a').some((question) => question.stem.endsWith('(reworded)')));
    await answerAll(tutor, same);
    assert.equal((await tutor.post(`/attempts/${attempt.id}/submission`)).status, 200);
  });

  test('an attempt of an older bank survives a restart too', async () => {
    const attempt = await (await server.script('t-bio2')).startQuiz();
    await server.stop();
    await server.start();
    assert.deepEqual(await (await server.script('t-bio2')).startQuiz(), attempt);
  });

  test('SIGTERM lets what is under way finish, and leaves with 0', async () => {
    const script = await server.script('t-both');
    const attempt = await script.startQuiz();
    const replies = attempt.questions.map((question) =>
      script.put(`/attempts/${attempt.id}/answers/${question.number}`, { response: 'dont_know', version: 0 }).catch((error) => error),
    );
    await new Promise((done) => setTimeout(done, 5));
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
    const saved = (await Promise.all(replies)).map((reply) => reply.status === 200);
    await server.start();
    const stored = (await script.get(`/attempts/${attempt.id}`)).json.questions;
    stored.forEach((question, index) => {
      if (saved[index]) assert.equal(question.response, 'dont_know', `answer ${index + 1} was acknowledged`);
    });
  });
});

test('a School’s file whose code no School has is told of at the start and at SIGHUP, as no error, until the School is there', async (t) => {
  const server = await Server.make(), folder = join(server.folder, 'questions');
  t.after(() => server.end());
  const hangup = async () => {
    server.stderr = '';
    server.child.kill('SIGHUP');
    await untilStderr(server, /questions reloaded.*\n/);
    return server.stderr.split('\n').filter((line) => line.includes('/schools/'));
  };
  const file = (code) => join(folder, 'schools', `${code}.json`);
  const told = (code, meant = '') => `signpost: ${file(code)}: no School of the database has the code ${code}${meant}, so nobody meets what is in it. `
    + 'If its staff are still to be imported, all is well; else give the file and its "school" the code of a School that is there, or remove it.';
  cpSync(questions, folder, { recursive: true }); // with the sample of GEO
  server.questions = `${folder}/`;
  await server.start();
  assert.equal(server.stderr.trim(), told('GEO'));
  assert.deepEqual(await hangup(), [told('GEO')]);
  writeFileSync(join(server.folder, 'more.csv'), staffCsv([...staff, ['t-geo', 'Meseret Abebe', 'GEO', 'tutor', '2020-09-01', '']]));
  await must(['staff', 'import', join(server.folder, 'more.csv'), '--db', server.db]);
  assert.deepEqual(await hangup(), []);
  writeFileSync(file('GEO'), readFileSync(file('GEO'), 'utf8').replace('"school": "GEO"', '"school": "Geo"'));
  renameSync(file('GEO'), file('Geo'));
  assert.deepEqual(await hangup(), [told('Geo', ' (did you mean GEO?)')]);
});
