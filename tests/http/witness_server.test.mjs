// witness_server.test.mjs: a real server and a real witness over HTTP, and what somebody with the database, or with its keys too, can do
// about it; and the door through which witnesses hand in what they signed.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { exits, folder } from './folder.mjs';
import { FakeLog, Key, bodyOf, cosignedAt, leavesOf, noteOf, stolenKey } from './fake_log.mjs';
import { readCheckpoint, readLog, rootOf } from './log.mjs';
import { Server, exchange, must, run } from './support.mjs';

const log = async (server) => (await exchange(server.url, 'GET', '/log', { headers: { Accept: 'application/json' } })).json;
const checkpoint = async (server) => (await exchange(server.url, 'GET', '/checkpoint')).text;
const sizeOf = (note) => Number(note.split('\n')[1]);
const witness = (state, more = []) => ['witness', '--state', state, ...more];
const begin = async (server, state, name = 'deans-office') => {
  await exits(0, witness(state, ['--url', server.url, '--log-key', (await log(server)).keys.at(-1).key, '--name', name]));
  return JSON.parse(readFileSync(state, 'utf8')).vkey;
};
// Something is recorded: a token was made.
const record = (server, times = 1) => Promise.all(Array.from({ length: times }, () => server.token('t-bio')));
// The database as somebody finds it, with all that belongs to it.
const copy = (server, to) => ['', '.keys'].forEach((ending) => cpSync(`${server.db}${ending}`, `${to}${ending}`));
// The leaves of the log, as anybody can read them.
const leavesOfServer = async (server) => readLog(server.url, readCheckpoint(await checkpoint(server)));

describe('the Dean’s witness and the University’s server', () => {
  let server, vkey;
  const state = join(folder, 'dean.witness'), backup = join(folder, 'monday.db');
  before(async () => { server = await Server.started(); });
  after(() => server.end());

  test('before there is one, the page, the Dean’s report and doctor say so', async () => {
    assert.deepEqual([(await log(server)).standing, (await log(server)).witnesses], ['none', []]);
    assert.match((await exchange(server.url, 'GET', '/log', { headers: { Accept: 'text/html' } })).text, /Nobody watches the log yet/);
    assert.match((await exits(0, ['doctor', '--db', server.db])).out, /No witness watches the log/);
    assert.match((await exits(0, ['witness', 'list', '--db', server.db])).out, /No witness is trusted/);
  });
  test('one that is not trusted watches all the same, and is told what is missing', async () => {
    vkey = await begin(server, state);
    const { out, err } = await exits(4, witness(state));
    assert.match(out, /Cosigned, but not handed in/);
    assert.match(err, /No witness that is trusted here signed this checkpoint.*witness trust VKEY/);
    assert.equal((await log(server)).standing, 'none');
  });
  test('once it is trusted, its word is shown with its age and what it covers', async () => {
    assert.match((await exits(0, ['witness', 'trust', vkey, '--db', server.db])).out, /deans-office is trusted/);
    assert.equal((await log(server)).standing, 'silent');
    assert.match((await exits(0, ['witness', 'list', '--db', server.db])).out, /has not cosigned yet/);
    await exits(0, witness(state));
    const shown = await log(server), [seen] = shown.witnesses;
    assert.deepEqual([shown.standing, seen.name, seen.key, seen.last.size], ['fresh', 'deans-office', vkey, shown.checkpoint.size]);
    assert.ok(Math.abs(Date.parse(seen.last.at) - Date.now()) < 60000);
    const page = (await exchange(server.url, 'GET', '/log', { headers: { Accept: 'text/html' } })).text;
    assert.match(page, new RegExp(`deans-office</h3>\\s*<p>Last seen on .*, a moment ago, covering ${shown.checkpoint.size} events`));
    const dean = await server.script('dean');
    const report = await dean.get('/report', { Accept: 'text/html' });
    assert.match(report.text, /The log was last seen by its witness deans-office a moment ago, covering \d+ events\./);
    const listed = JSON.parse((await exits(0, ['witness', 'list', '--db', server.db, '--format', 'json'])).out);
    assert.equal(listed.witnesses[0].last.size, seen.last.size);
    assert.match((await exits(0, ['doctor', '--db', server.db])).out, /last seen by its witness deans-office/);
  });
  test('more events are more covered, over many tiles', async () => {
    await record(server, 20);
    const { out } = await exits(0, witness(state));
    assert.match(out, /unchanged, and \d+ more\. Cosigned and handed in/);
    assert.equal((await log(server)).witnesses[0].last.size, sizeOf(await checkpoint(server)));
    for (let round = 0; round < 3; round++) await record(server, 100);
    assert.ok(sizeOf(await checkpoint(server)) > 300);
    await exits(0, witness(state));
  });
  test('what the server serves is what the specifications say, in other code', async () => {
    await leavesOfServer(server); // which checks all of it
    assert.ok(cosignedAt(JSON.parse(readFileSync(state, 'utf8')).note, vkey) > Date.now() / 1000 - 600);
  });
  test('an older copy of the database is refused', async () => {
    await must(['backup', backup, '--db', server.db]);
    await record(server, 5);
    await exits(0, witness(state));
    const before = readFileSync(state);
    await server.stop();
    copy(server, join(folder, 'tuesday.db'));
    await must(['restore', backup, '--db', server.db, '--force']);
    await server.start();
    const { out, err } = await exits(5, witness(state, ['--url', server.url]));
    assert.match(err, /The log went back: it shows \d+ events, and this witness saw \d+ on/);
    const [kept] = readdirSync(folder).filter((name) => name.startsWith('dean.witness.refused-'));
    assert.ok(out.includes(kept));
    assert.ok(readFileSync(join(folder, kept), 'utf8').includes(await checkpoint(server)));
    assert.deepEqual(readFileSync(state), before, 'what was seen stays');
  });
  test('an older copy that was added to is refused: the history forked', async () => {
    await record(server, 60);
    const { err } = await exits(5, witness(state, ['--url', server.url]));
    assert.match(err, /The log was rewritten: it shows \d+ events, but the first \d+ are not those/);
  });
  test('the true one, put back, goes on', async () => {
    await server.stop();
    rmSync(server.db);
    rmSync(`${server.db}-wal`, { force: true });
    rmSync(`${server.db}-shm`, { force: true });
    copy({ db: join(folder, 'tuesday.db') }, server.db);
    await server.start();
    await exits(0, witness(state, ['--url', server.url]));
  });
  test('a rewritten event, every hash above it made again and signed with the stolen key, is refused', async () => {
    await record(server);
    const leaves = await leavesOfServer(server), { origin } = await log(server);
    const key = stolenKey(`${server.db}.keys`, origin);
    assert.equal(key.vkey, (await log(server)).keys[0].key, 'the thief has the very key');
    for (const at of [0, 40, 256, leaves.length - 2]) {
      const forged = [...leaves];
      forged[at] = leavesOf(1, 'forged')[0];
      await new FakeLog({ origin, keys: [key], leaves: forged }).during(async (thief) => {
        const { err } = await exits(5, witness(state, ['--url', thief.url]));
        assert.match(err, /rewritten/);
        assert.deepEqual(thief.taken, []);
      });
    }
    // the same, unforged, is accepted: it was the forging
    await new FakeLog({ origin, keys: [key], leaves }).during((honest) => exits(0, witness(state, ['--url', honest.url])));
    await exits(0, witness(state, ['--url', server.url]));
  });
  test('two histories from one copy: whoever saw the one refuses the other', async () => {
    const twin = new Server(folder);
    twin.db = join(folder, 'twin.db');
    await must(['backup', twin.db, '--db', server.db]);
    cpSync(`${server.db}.keys`, `${twin.db}.keys`);
    await twin.start();
    try {
      await exits(0, witness(state, ['--url', server.url]));
      await Promise.all([record(server, 3), record(twin, 3)]);
      const other = join(folder, 'other.witness');
      cpSync(state, other);
      await exits(0, witness(state, ['--url', server.url]));
      await run(witness(other, ['--url', twin.url])); // sees the twin's side
      assert.match((await exits(5, witness(state, ['--url', twin.url]))).err, /not the same ones|rewritten|went back/);
      assert.match((await exits(5, witness(other, ['--url', server.url]))).err, /not the same ones|rewritten|went back/);
    } finally {
      await twin.stop();
    }
  });
  test('a witness that is ended counts no longer; what it says is not taken any more', async () => {
    await exits(0, ['witness', 'end', vkey, '--db', server.db]);
    assert.equal((await log(server)).standing, 'none');
    await exits(4, witness(state, ['--url', server.url]));
    await exits(4, ['witness', 'end', vkey, '--db', server.db], /No witness of this key is trusted/);
  });
  test('only a witness’s key is trusted, and once', async () => {
    await exits(2, ['witness', 'trust', 'rubbish', '--db', server.db], /no key of a witness/);
    await exits(2, ['witness', 'trust', (await log(server)).keys[0].key, '--db', server.db], /a log's key/);
    await exits(0, ['witness', 'trust', vkey, '--db', server.db]);
    await exits(1, ['witness', 'trust', vkey, '--db', server.db], /trusted already/);
    await exits(2, ['witness', 'trust', '--db', server.db]);
  });
  test('trusting works without a server too', async () => {
    await server.stop();
    const other = new Key('ombudsman', 4);
    await exits(0, ['witness', 'trust', other.vkey, '--db', server.db]);
    assert.match((await exits(0, ['witness', 'list', '--db', server.db])).out, /ombudsman/);
    await exits(0, ['witness', 'end', other.vkey, '--db', server.db]);
    await server.start();
  });
});

describe('what is handed in', () => {
  let server, origin, mine, body;
  const second = () => Math.floor(Date.now() / 1000);
  const hand = (text, headers = { 'Content-Type': 'text/plain; charset=utf-8' }) =>
    exchange(server.url, 'POST', '/log/cosignatures', { body: text, headers: { Accept: 'application/json', ...headers } });
  const taken = async () => (await log(server)).witnesses[0].last;
  const refuses = async (status, text, words, headers) => {
    const before = JSON.stringify(await taken());
    const reply = await hand(text, headers);
    assert.equal(reply.status, status, reply.text);
    assert.equal(reply.json.status, status);
    assert.match(reply.json.detail, words);
    assert.equal(JSON.stringify(await taken()), before);
  };
  const signed = (...keys) => checkpoint(server).then((note) => note + keys.map((key) => key.line(note.slice(0, note.lastIndexOf('\n\n') + 1))).join(''));

  before(async () => {
    server = await Server.started();
    mine = new Key('office', 4);
    await must(['witness', 'trust', mine.vkey, '--db', server.db]);
    origin = (await log(server)).origin;
    const note = await checkpoint(server);
    body = note.slice(0, note.lastIndexOf('\n\n') + 1);
  });
  after(() => server.end());

  test('is taken from anybody, signed in or not, when a trusted witness signed a checkpoint of ours', async () => {
    const reply = await hand(await signed(mine));
    assert.equal(reply.status, 200, reply.text);
    assert.deepEqual([reply.json.cosignatures[0].key, reply.json.cosignatures[0].size], [mine.vkey, sizeOf(await checkpoint(server))]);
    assert.equal((await taken()).size, sizeOf(await checkpoint(server)));
  });
  test('may be of an earlier checkpoint, and by several witnesses at once', async () => {
    const note = await checkpoint(server), early = note.slice(0, note.lastIndexOf('\n\n') + 1), other = new Key('ombudsman', 4);
    await must(['witness', 'trust', other.vkey, '--db', server.db]);
    const reply = await hand(note + mine.line(early, second() + 1) + other.line(early));
    assert.equal(reply.json.cosignatures.length, 2, reply.text);
    await must(['witness', 'end', other.vkey, '--db', server.db]);
  });
  test('is refused when it is no note, or not sent as one', async () => {
    for (const text of ['', 'x', '{}', `${body}\n`, body]) await refuses(400, text, /note|checkpoint/i);
    await refuses(400, await signed(mine), /text\/plain/, { 'Content-Type': 'application/json' });
    await refuses(400, `note=${encodeURIComponent(await signed(mine))}`, /text\/plain/, { 'Content-Type': 'application/x-www-form-urlencoded' });
    await refuses(413, (await signed(mine)) + `— x ${'A'.repeat(20000)}\n`, /./);
  });
  test('is refused when nobody trusted signed it, or another log', async () => {
    await refuses(404, await checkpoint(server), /No witness that is trusted here/);
    await refuses(404, await signed(new Key('stranger', 4)), /No witness that is trusted here/);
    await refuses(404, await signed(new Key('office', 4)), /No witness that is trusted here/); // of the same name
    const elsewhere = new Key('other.example', 1);
    await refuses(404, noteOf(bodyOf('other.example', 3, rootOf(leavesOf(3))), elsewhere, mine), /another log/);
  });
  test('is refused when a signature does not hold: the witness’s, or the log’s', async () => {
    const note = await signed(mine), at = note.length - 12;
    await refuses(422, note.slice(0, at) + (note[at] === 'A' ? 'B' : 'A') + note.slice(at + 1), /./);
    await refuses(422, noteOf(body, mine), /not signed with a key of this log/);
    await refuses(422, noteOf(body, new Key(origin, 1), mine), /not signed with a key of this log/);
  });
  test('is refused when it contradicts the log, though it is signed with the log’s own key', async () => {
    const key = stolenKey(`${server.db}.keys`, origin), size = sizeOf(await checkpoint(server));
    await refuses(409, noteOf(bodyOf(origin, size, rootOf(leavesOf(size))), key, mine), /contradict/);
    await refuses(409, noteOf(bodyOf(origin, size + 500, rootOf(leavesOf(size))), key, mine), /older copy/);
  });
  test('is refused from the future, and an older one changes nothing', async () => {
    const note = await checkpoint(server), now = note.slice(0, note.lastIndexOf('\n\n') + 1);
    await refuses(422, note + mine.line(now, second() + 3600), /in the future/);
    const before = await taken();
    assert.equal((await hand(note + mine.line(now, second() - 3600))).status, 200);
    assert.deepEqual(await taken(), before);
  });
  test('is kept without what others added to it, and never more than one a day of each witness', async () => {
    const before = statSync(server.db).size;
    for (let i = 0; i < 30; i++) {
      const note = await checkpoint(server), now = note.slice(0, note.lastIndexOf('\n\n') + 1);
      const reply = await hand(note + new Key('junk', 1).line(now) + mine.line(now, second() + 10 + i));
      assert.equal(reply.status, 200, reply.text);
    }
    assert.ok(statSync(server.db).size - before < 65536);
    assert.match((await exits(0, ['doctor', '--db', server.db])).out, /last seen by its witness office/);
  });
  test('GET there, and other methods, are answered as elsewhere', async () => {
    const reply = await exchange(server.url, 'GET', '/log/cosignatures', { headers: { Accept: 'application/json' } });
    assert.deepEqual([reply.status, reply.headers.allow], [405, 'POST']);
  });
});
