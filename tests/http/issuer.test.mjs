// issuer.test.mjs: what stands at the addresses that records name: issuer, keys, did:web document, achievements; as pages for people, as
// documents for programs, and in words where the University has no address for good.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Server, answerAll, exchange, must, questions, staff, staffCsv } from './support.mjs';

async function started(url) {
  const server = new Server(mkdtempSync(join(tmpdir(), 'signpost-')));
  await must(['init', '--db', server.db, '--name', 'University of Middlemarch', ...(url ? ['--url', url] : [])]);
  writeFileSync(join(server.folder, 'staff.csv'), staffCsv(staff));
  await must(['staff', 'import', join(server.folder, 'staff.csv'), '--db', server.db]);
  server.questions = join(server.folder, 'questions');
  cpSync(questions, server.questions, { recursive: true });
  await server.start();
  return server;
}
const get = (server, path, accept) => exchange(server.url, 'GET', path, { headers: accept ? { Accept: accept } : {} });
const html = 'text/html,application/xhtml+xml';
const url = 'https://quiz.middlemarch.example';

describe('with an address for good', () => {
  let server, record;
  before(async () => {
    server = await started(url);
    const tutor = await server.script('t-bio'), attempt = await tutor.startQuiz();
    await answerAll(tutor, attempt);
    const path = (await tutor.post(`/attempts/${attempt.id}/submission`)).json.record;
    record = JSON.parse((await tutor.get(path)).text);
  });
  after(() => server.end());

  test('the issuer that a record names is a document with the key that signed it', async () => {
    const path = new URL(record.issuer.id).pathname;
    for (const accept of [undefined, '*/*', 'application/json', 'application/ld+json', 'application/ld+json, application/json;q=0.9']) {
      const { status, headers, json } = await get(server, path, accept);
      assert.equal(status, 200);
      assert.match(headers['content-type'], accept?.includes('ld+json') ? /^application\/ld\+json/ : /^application\/json/);
      assert.deepEqual([json.id, json.name, json.url], [record.issuer.id, 'University of Middlemarch', url]);
      assert.ok(json.verificationMethod.some((method) => method.id === record.proof[0].verificationMethod));
    }
  });
  test('a key that is to come and one that signs no more stand beside the one in force', async () => {
    await must(['key', 'rotate', '--purpose', 'credential', '--db', server.db]);
    await must(['key', 'rotate', '--now', '--db', server.db]);
    const { json: keys } = await get(server, '/keys?format=json');
    assert.deepEqual(keys.credential.map((key) => key.standing), ['former', 'former', 'in_force']);
    assert.deepEqual(keys.log.map((key) => key.standing), ['former', 'in_force']);
    const ids = keys.credential.map((key) => `${url}/issuer#${key.public}`);
    assert.deepEqual((await get(server, '/issuer')).json.assertionMethod, ids);
    const did = (await get(server, '/.well-known/did.json')).json;
    assert.deepEqual([did.id, did.assertionMethod], ['did:web:quiz.middlemarch.example', ids.map((id) => id.replace(`${url}/issuer`, did.id))]);
    assert.match((await get(server, '/checkpoint')).text, new RegExp(`^${keys.log[1].vkey.split('+')[0]}\n`));
  });
  test('its document is all that verify needs offline', async () => {
    writeFileSync(join(server.folder, 'issuer.json'), (await get(server, '/issuer')).text);
    writeFileSync(join(server.folder, 'record.json'), JSON.stringify(record));
    await must(['verify', join(server.folder, 'record.json'), '--key', join(server.folder, 'issuer.json')]);
  });
  test('people read it as a page', async () => {
    for (const path of ['/issuer', '/keys']) {
      const { text, headers } = await get(server, path, html);
      assert.match(headers['content-type'], /^text\/html/);
      assert.match(text, /It signs no more; what it signed holds\.[^]*Signs since /);
      assert.match(text, /did:web:quiz\.middlemarch\.example/);
    }
  });
  test('the achievement of a record is the one that it embeds, and a page', async () => {
    const { achievement } = record.credentialSubject, path = new URL(achievement.id).pathname;
    const { '@context': contexts, ...described } = (await get(server, path)).json;
    assert.equal(contexts.length, 2);
    assert.deepEqual(described, achievement);
    assert.match((await get(server, path, html)).text, /What completing this quiz means[^]*at least once within three years/);
    assert.equal((await get(server, '/achievements/training/role')).json.achievementType, 'CertificateOfCompletion');
    for (const none of ['/achievements/quiz/none', '/achievements/training/personal-tutoring', '/achievements/door/role'])
      assert.equal((await get(server, none)).status, 404, none);
  });
  test('a path has its did:web document in its folder, and the other address says so', async () => {
    assert.equal((await get(server, '/did.json')).status, 404);
    assert.match((await get(server, '/did.json')).json.detail, /\/\.well-known\/did\.json/);
  });
  test('an achievement stays when its quiz is no longer in use', async () => {
    const file = join(server.questions, 'quizzes/earlier.json'), path = '/achievements/quiz/earlier';
    const reloaded = async (times) => {
      server.child.kill('SIGHUP');
      const count = () => server.stderr.match(/questions reloaded/g)?.length ?? 0;
      for (let i = 0; i < 100 && count() < times; i++) await new Promise((done) => setTimeout(done, 50));
      assert.equal(count(), times, server.stderr);
    };
    const quiz = JSON.parse(readFileSync(join(server.questions, 'quizzes/personal-tutoring.json'), 'utf8'));
    writeFileSync(file, JSON.stringify({ ...quiz, id: 'earlier', title: 'An earlier quiz' }));
    await reloaded(1);
    const tutor = await server.script('t-law'), attempt = await tutor.startQuiz('earlier');
    await tutor.post(`/attempts/${attempt.id}/submission`);
    const before = (await get(server, path)).json;
    rmSync(file);
    await reloaded(2);
    assert.equal(before.name, 'An earlier quiz');
    assert.deepEqual((await get(server, path)).json, before);
    assert.match((await get(server, path, html)).text, /no longer in use/);
  });
});

describe('without', () => {
  let server;
  before(async () => { server = await started(); });
  after(() => server.end());
  test('documents are absent, in words; keys and pages are there', async () => {
    for (const path of ['/issuer', '/.well-known/did.json', '/did.json', '/achievements/quiz/personal-tutoring']) {
      const { status, json } = await get(server, path);
      assert.equal(status, 404, path);
      assert.match(json.detail, /no address for good/, path);
    }
    const { json } = await get(server, '/keys?format=json');
    assert.deepEqual([json.issuer, json.did, json.credential.length, json.log.length], [null, null, 1, 1]);
    for (const path of ['/issuer', '/keys', '/achievements/quiz/personal-tutoring']) assert.equal((await get(server, path, html)).status, 200, path);
  });
});

describe('with a path, or no host name', () => {
  test('did:web follows', async () => {
    for (const [address, path, id] of [
      ['https://example.org:8443/tutoring', '/did.json', 'did:web:example.org%3A8443:tutoring'],
      ['https://192.0.2.7', '/.well-known/did.json', undefined],
      ['http://quiz.example.org', '/.well-known/did.json', undefined],
    ]) {
      const server = await started(address), { status, json } = await get(server, path);
      assert.deepEqual([status, json.id], id ? [200, id] : [404, undefined], address);
      assert.equal((await get(server, '/issuer')).json.alsoKnownAs?.[0], id);
      await server.end();
    }
  });
});
