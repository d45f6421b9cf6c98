// erase.test.mjs: somebody is erased beside a running server: their ways in close, their bytes leave the files, figures and pages stay.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Browser, Server, answerAll, must } from './support.mjs';
import { exits, folder } from './folder.mjs';

let server, tutor, senior, record;
before(async () => {
  server = await Server.started();
  [tutor, senior] = [await server.script('t-bio'), await server.script('s-bio')];
  const attempt = await tutor.startQuiz();
  await answerAll(tutor, attempt);
  record = (await tutor.post(`/attempts/${attempt.id}/submission`)).json.record;
});
after(() => server.end());
const erase = (code, id, ...more) => exits(code, ['person', 'erase', id, '--db', server.db, ...more]);
const report = async () => JSON.stringify({ ...JSON.parse(await must(['report', '--db', server.db, '--format', 'json'])), known_at: 0 });
// Where these texts stand: in the database, its write-ahead log, a fresh backup.
async function found(...texts) {
  const backup = join(folder, 'backup.db');
  rmSync(backup, { force: true });
  await must(['backup', backup, '--db', server.db]);
  const files = [server.db, `${server.db}-wal`, backup].filter((name) => existsSync(name)).map((name) => readFileSync(name));
  return texts.filter((text) => files.some((bytes) => bytes.includes(text)));
}

describe('person export', () => {
  const everything = async (id) => JSON.parse(await must(['person', 'export', id, '--db', server.db]));
  test('tells somebody all that is held about them, and no secret', async () => {
    await senior.get('/schools/BIO/people/t-bio');
    const told = await everything('t-bio');
    assert.deepEqual([told.name, told.staff_id, told.email], ['Amara Okafor', 't-bio', 't-bio@middlemarch.example']);
    assert.deepEqual(told.posts[0], { role: 'tutor', school: 'BIO', system: '', start: '2021-09-01', end: null });
    assert.deepEqual([told.attempts.length, told.answers.length, told.records.length, told.tokens.length], [1, 20, 2, 1]);
    assert.equal(JSON.parse(told.records.find((one) => one.kind === 'completion').document).id.split(':').pop(), record.split('/')[2]);
    assert.ok(told.looks.some((look) => look.by === 'Farah Rahimi') && told.events.some((event) => event.kind === 'completion.recorded'));
    const text = JSON.stringify(told);
    for (const other of ['Carys Evans', tutor.token, 't-law@']) assert.ok(!text.includes(other), other);
    assert.doesNotMatch(text, /argon2|"csrf"|"hash"|"salt":/);
  });
  test('does not know everybody', async () => exits(4, ['person', 'export', 'nobody', '--db', server.db]));
});

describe('person erase', () => {
  test('does not know everybody, and keeps the last administrator unless told', async () => {
    await erase(4, 'nobody');
    assert.match((await erase(1, 'adm', 'admin', '--dry-run')).err, /last administrator/); // init made another
    assert.match((await erase(1, 'adm', 'admin')).err, /last administrator/);
    await must(['person', 'erase', 'adm', '--db', server.db]);
    assert.match((await erase(1, 'admin')).err, /last administrator/);
    assert.match((await erase(0, 'admin', '--force', '--dry-run')).out, /Would erase Administrator/);
  });
  test('with --dry-run says what would go and stay, and changes nothing', async () => {
    const figures = await report(), { out } = await erase(0, 't-bio', '--dry-run');
    assert.match(out, /^Would erase Amara Okafor \(t-bio\)\.\n {2}Goes for good: name, .*, 1 attempt with its answers, 2 records/);
    assert.match(out, /Stays: tutor at BIO, which goes on counting for ever \(--end-posts would end it today\)/);
    assert.equal(await report(), figures);
    assert.equal((await tutor.get('/')).status, 200);
  });
  test('closes every way in and leaves no byte of them, while figures stay', async () => {
    const browser = new Browser(server), name = 'Amara Okafor', mail = 't-bio@middlemarch.example', id = record.split('/')[2];
    await browser.signIn('t-bio');
    assert.deepEqual(await found(name, mail, id), [name, mail, id], 'the search finds what is there');
    const figures = await report();
    await erase(0, 't-bio');
    assert.deepEqual(await found(name, mail, id), []);
    assert.equal(await report(), figures);
    assert.equal((await tutor.get('/')).status, 401);
    assert.match((await browser.get('/')).text, /Sign in/);
    await exits(4, ['token', '--staff-id', 't-bio', '--db', server.db]);
    await exits(4, ['person', 'erase', 't-bio', '--db', server.db]);
    await must(['doctor', '--db', server.db]);
  });
  test('leaves pages that cope with a tutor who has no name', async () => {
    const people = (await senior.get('/schools/BIO/people')).json;
    assert.deepEqual([people.erased, people.people.some((person) => person.staff_id === 't-bio')], [1, false]);
    assert.equal((await senior.get('/schools/BIO/people/t-bio')).status, 404);
    const browser = new Browser(server);
    await browser.signIn('s-bio');
    assert.match((await browser.get('/schools/BIO/people')).text, /One more person is counted in the figures: their details were erased\./);
    assert.equal((await browser.get('/schools/BIO')).status, 200);
    assert.match(await must(['people', '--school', 'BIO', '--db', server.db]), /\(details erased\)/);
  });
  test('says of a look by somebody erased that it was somebody', async () => {
    const law = await server.script('t-law');
    await (await server.script('s-law')).get('/schools/LAW/people/t-law');
    await erase(0, 's-law');
    const looks = (await law.get('/')).json.looks.map((look) => look.by);
    assert.ok(looks.includes('Somebody whose details were erased since') && looks.includes('The machine’s administrator'), looks.join());
  });
  test('forgets several at once, or nobody', async () => {
    const names = ['Eilidh Fraser', 'Hana Sato'];
    assert.match((await erase(4, 't-moved', 's-former', 'nobody')).err, /Nobody has the staff id nobody/);
    assert.deepEqual(await found(...names), names);
    const { out } = await erase(0, 't-moved', 's-former');
    for (const name of names) assert.ok(out.includes(`Erased ${name}`), out);
    assert.deepEqual(await found(...names), []);
  });
  test('with --end-posts lets them count no longer than today', async () => {
    const tomorrow = new Date(Date.now() + 2 * 86400000).toISOString().slice(0, 10);
    const on = async (date) => JSON.parse(await must(['report', '--as-of', date, '--db', server.db, '--format', 'json'])).university.personal_tutors;
    const before = await on(tomorrow);
    assert.match((await erase(0, 't-bio2', '--end-posts')).out, /tutor at BIO, which ends today/);
    assert.equal(await on(tomorrow), before - 1);
  });
});
