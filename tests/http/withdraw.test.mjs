// withdraw.test.mjs: a completion taken back: it counts no longer from then on, its holder reads why, and what was known before stays.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Browser, Server, answerAll, must, today } from './support.mjs';
import { exits, file } from './folder.mjs';

let server, tutor, record, attempt;
before(async () => {
  server = await Server.started();
  tutor = await server.script('t-bio');
  attempt = await tutor.startQuiz();
  await answerAll(tutor, attempt);
  record = (await tutor.post(`/attempts/${attempt.id}/submission`)).json.record.split('/')[2];
});
after(() => server.end());
const report = async (...more) => must(['report', '--db', server.db, '--format', 'json', ...more]);
const completed = (text) => JSON.parse(text).university.quiz.completed;
const revoke = (code, id, words, ...more) => exits(code, ['record', 'revoke', id, '--db', server.db, ...more], words);

describe('record revoke', () => {
  test('asks for a reason, and says what is not there', async () => {
    await revoke(2, record, /--reason/);
    await revoke(2, record, /mistake, misconduct or other/, '--reason', 'whim');
    await revoke(4, '01a21add-33a2-7780-a6ab-000000000000', /There is no record/, '--reason', 'other');
    await revoke(4, '99999999', /There is no record or completion/, '--reason', 'other');
    await revoke(4, '0', /There is no record or completion/, '--reason', 'other'); // an event, but no completion
  });
  test('with --dry-run says which it would be and changes nothing', async () => {
    const before = await report();
    const { out } = await revoke(0, record, undefined, '--reason', 'mistake', '--dry-run');
    assert.match(out, /^Would withdraw completion \d+: the quiz personal-tutoring, completed on .* by Amara Okafor \(t-bio\)\./);
    assert.equal(await report(), before);
  });
  test('takes it out of every figure from then on, beside the running server, and leaves what was known before', async () => {
    const before = await report(), known = JSON.parse(before).known_at;
    assert.equal(completed(before), 1);
    assert.equal((await tutor.get('/')).json.tutor.quiz.state, 'complete');
    await revoke(0, record, undefined, '--reason', 'mistake');
    assert.equal(completed(await report()), 0);
    assert.equal(await report('--known-at', String(known)), before);
    const own = (await tutor.get('/')).json.tutor;
    assert.equal(own.quiz.state, 'overdue');
    assert.match(own.reason, /^Quiz overdue: first due .*; the completion of .* was withdrawn\./);
    const listed = JSON.parse(await must(['people', '--school', 'BIO', '--db', server.db, '--format', 'json']));
    assert.match(listed.people.find((one) => one.staff_id === 't-bio').reason, /the completion of .* was withdrawn/);
    await revoke(1, record, /withdrawn before/, '--reason', 'other');
  });
  test('tells its holder, and who leads the School', async () => {
    const home = (await tutor.get('/')).json, [completion] = home.completions;
    assert.equal(completion.withdrawn, 'mistake');
    assert.equal((await tutor.get(`/attempts/${attempt.id}`)).json.withdrawn, 'mistake');
    const senior = await server.script('s-bio');
    assert.equal((await senior.get('/schools/BIO/people/t-bio')).json.completions[0].withdrawn, 'mistake');
    const browser = new Browser(server);
    await browser.signIn('t-bio');
    for (const path of ['/', `/attempts/${attempt.id}`])
      assert.match((await browser.get(path)).text, /Withdrawn on .*: it was recorded by mistake\. It counts no longer\./, path);
    assert.doesNotMatch((await browser.get(`/attempts/${attempt.id}`)).text, /counts for three years/);
  });
  test('leaves the way open to complete it again', async () => {
    const again = await tutor.startQuiz();
    await answerAll(tutor, again);
    assert.equal((await tutor.post(`/attempts/${again.id}/submission`)).status, 200);
    assert.equal(completed(await report()), 1);
  });
  test('works on an imported completion by its number, which does not come back with the next import', async () => {
    const csv = file('prior.csv', `staff_id,kind,item,completed_on,score,max_score,evidence\nt-law,quiz,personal-tutoring,${today},20,20,\n`);
    await must(['completions', 'import', csv, '--db', server.db]);
    const count = completed(await report());
    await revoke(0, String(JSON.parse(await report()).known_at - 1), undefined, '--reason', 'other'); // the last event recorded it
    assert.equal(completed(await report()), count - 1);
    await must(['completions', 'import', csv, '--db', server.db]);
    assert.equal(completed(await report()), count - 1);
  });
});
