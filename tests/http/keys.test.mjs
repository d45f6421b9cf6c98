// keys.test.mjs: signing keys are changed while the server runs; what was signed before holds, what is signed after bears the new key.
import assert from 'node:assert/strict';
import { copyFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Server, answerAll, must, run } from './support.mjs';
import { exits, folder } from './folder.mjs';

let server, tutor;
before(async () => {
  server = await Server.started();
  tutor = await server.script('t-bio');
});
after(() => server.end());
const rotate = (code, ...more) => exits(code, ['key', 'rotate', '--db', server.db, ...more]);
const keys = async (purpose) => JSON.parse(await must(['key', 'list', '--db', server.db, '--format', 'json'])).keys.filter((key) => key.purpose === purpose);
async function record(name) {
  const attempt = await tutor.startQuiz();
  await answerAll(tutor, attempt);
  const { record: path } = (await tutor.post(`/attempts/${attempt.id}/submission`)).json;
  const { text } = await tutor.get(path, { Accept: 'application/vc+ld+json' });
  writeFileSync(join(folder, name), text);
  return JSON.parse(text).proof[0].verificationMethod.split('#')[1];
}

describe('key rotate', () => {
  test('refuses what does not go together', async () => {
    await rotate(2, '--now', '--overlap', '3');
    await rotate(2, '--purpose', 'door');
    await rotate(2, '--overlap', '0');
  });
  test('publishes a key a week before it signs, without a restart', async () => {
    const [first] = await keys('credential');
    assert.equal(await record('before.json'), first.public);
    const { out } = await rotate(0, '--purpose', 'credential');
    assert.match(out, /^credential: z6Mk\S+ signs from \d+ \w+ \d{4} on\. Until then z6Mk\S+ does/);
    const [, second] = await keys('credential');
    assert.deepEqual([(await keys('credential'))[0].standing, second.standing], ['in_force', 'to_come']);
    assert.equal(await record('during.json'), first.public);
    assert.equal(statSync(`${server.db}.keys`).mode & 0o777, 0o600);
    await rotate(1, '--purpose', 'credential');
  });
  test('with --now signs with the new key at once, and earlier records hold', async () => {
    copyFileSync(`${server.db}.keys`, join(folder, 'former.keys'));
    await rotate(0, '--now');
    const all = await keys('credential');
    assert.deepEqual(all.map((key) => key.standing), ['former', 'former', 'in_force']);
    assert.equal(await record('after.json'), all[2].public);
    await must(['verify', ...['before.json', 'during.json', 'after.json'].map((name) => join(folder, name)), '--db', server.db]);
    await must(['doctor', '--db', server.db]);
    assert.equal((await keys('log')).length, 2);
  });
  test('and verify: a key that cannot be one is a mistake in the command, not a judgement of the record', async () => {
    const file = join(folder, 'before.json'), [{ public: key }] = await keys('credential');
    await must(['verify', file, '--key', key]);
    // Of all points with another last letter about half are none of the curve; every one of another length is no key.
    const others = [...'23456789ABCDEFGH'].filter((letter) => letter !== key.at(-1)).map((letter) => key.slice(0, -1) + letter);
    const codes = [];
    for (const other of others) codes.push((await run(['verify', file, '--key', other])).code);
    assert.ok(codes.includes(2) && codes.every((code) => code === 2 || code === 5), codes.join());
    for (const other of [key.slice(0, -1), `${key}1`, '', folder]) {
      const { err } = await exits(2, ['verify', file, '--key', other]);
      assert.match(err, /--key|no key/);
    }
  });
  test('and verify: a proof file that is empty is not the same as none', async () => {
    const file = join(folder, 'before.json'), [{ public: key }] = await keys('credential'), proof = join(folder, 'empty.tlog-proof');
    writeFileSync(proof, '');
    const { out } = await exits(5, ['verify', file, '--key', key, '--proof', proof]);
    assert.match(out, /its proof does not hold/);
    await exits(5, ['verify', file, '--db', server.db, '--proof', proof]);
    writeFileSync(join(folder, 'before.tlog-proof'), '');
    await exits(5, ['verify', file, '--key', key]);
    rmSync(join(folder, 'before.tlog-proof'));
  });
  test('survives a restart, and an older copy of the key file is found out', async () => {
    await server.stop();
    await server.start();
    assert.equal(await record('restarted.json'), (await keys('credential'))[2].public);
    copyFileSync(join(folder, 'former.keys'), `${server.db}.keys`);
    const { err } = await exits(1, ['doctor', '--db', server.db]);
    assert.match(err, /is not in the key file/);
    await server.stop();
    await server.start();
    assert.match(server.stderr, /key file is older than the log/);
  });
  test('key list names each key, its day and the log\'s vkeys', async () => {
    const text = await must(['key', 'list', '--db', server.db]);
    assert.equal(text.match(/^credential/gm).length, 3);
    assert.match(text, /^log +z6Mk\S+ {2}former, from .*\n +\S+\+[0-9a-f]{8}\+\S+$/m);
  });
});
