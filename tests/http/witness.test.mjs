// witness.test.mjs: the witness before a log that grows, goes back, forks, lies, is cut off, dawdles or is not there at all. The log is a
// small one of the test's own (fake_log.mjs); witness_server.test.mjs has the real one.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { exits, folder } from './folder.mjs';
import { FakeLog, Key, bodyOf, cosignedAt, leavesOf, noteOf } from './fake_log.mjs';
import { rootOf } from './log.mjs';
import { program, run } from './support.mjs';

let log, state, number = 0;
const begin = (more = []) => ['witness', '--state', state, '--url', log.url, '--log-key', log.keys[0].vkey, '--name', 'deans-office', ...more];
const again = (more = []) => ['witness', '--state', state, ...more];
const memory = () => JSON.parse(readFileSync(state, 'utf8'));
const seen = () => Number(memory().note.split('\n')[1]);
const evidence = () => readdirSync(folder).filter((name) => join(folder, name).startsWith(`${state}.refused-`));
const json = async (code, args) => JSON.parse((await exits(code, [...args, '--format', 'json'])).out);

beforeEach(async () => {
  log = await new FakeLog().start();
  state = join(folder, `dean-${++number}.witness`);
});
afterEach(() => log.stop());

// Refused with 5, in these words, and nothing of what was seen has changed.
async function refused(words, finding) {
  const before = readFileSync(state, 'utf8'), taken = log.taken.length;
  const { out, err } = await exits(5, again(), words);
  assert.match(out, /REFUSED/);
  assert.equal(readFileSync(state, 'utf8'), before, 'what was seen stays');
  assert.equal(log.taken.length, taken, 'nothing was handed out');
  assert.equal((await json(5, again())).finding, finding);
  return { out, err };
}

describe('a witness', () => {
  test('begins: its memory is its owner’s alone, it says its key and how it becomes trusted, and hands nothing in yet', async () => {
    const { out } = await exits(0, begin());
    assert.equal(statSync(state).mode & 0o777, 0o600);
    const { vkey, note } = memory();
    assert.match(vkey, /^deans-office\+[0-9a-f]{8}\+B/);
    assert.ok(out.includes(`signpost witness trust ${vkey} --db FILE`), out);
    assert.match(out, /has 300 events\. This is the first look/);
    assert.ok(cosignedAt(note, vkey) > Date.now() / 1000 - 60);
    assert.deepEqual(log.taken, []);
    assert.equal(out.includes(memory().secret), false);
  });

  test('looks again: cosigns what has only grown, whatever the sizes, in a way that others can check', async () => {
    await exits(0, begin());
    const { vkey } = memory();
    let before = 300;
    for (const size of [300, 301, 512, 513, 700, 66000, 66049]) {
      log.leaves = leavesOf(size);
      const { out } = await exits(0, again());
      assert.match(out, size === before ? /the same as on/ : new RegExp(`unchanged, and ${(size - before).toLocaleString('en')} more`));
      assert.match(out, /Cosigned and handed in/);
      const note = log.taken.at(-1);
      assert.ok(note.startsWith(bodyOf(log.origin, size, rootOf(log.leaves))), note);
      assert.ok(Math.abs(cosignedAt(note, vkey) - Date.now() / 1000) < 60);
      assert.ok(note.includes(log.keys[0].line(bodyOf(log.origin, size, rootOf(log.leaves)))), 'the log’s signature is with it');
      assert.equal(memory().note, note);
      before = size;
    }
    assert.ok(log.asked.length < 60, `few questions: ${log.asked.length}`);
  });

  test('says it as JSON too', async () => {
    const first = await json(0, begin());
    assert.deepEqual([first.finding, first.new, first.cosigned, first.handed_in, first.before], ['first', true, true, false, null]);
    log.leaves = leavesOf(310);
    const second = await json(0, again());
    assert.deepEqual([second.finding, second.now.size, second.before.size, second.handed_in, second.reason], ['grown', 310, 300, true, null]);
    assert.equal(second.now.root, rootOf(log.leaves).toString('hex'));
    assert.equal(second.witness, memory().vkey);
  });

  test('refuses a log that went back, and keeps the evidence, once', async () => {
    await exits(0, begin());
    log.leaves = leavesOf(299);
    const { out } = await refused(/The log went back: it shows 299 events, and this witness saw 300/, 'went_back');
    const [name, ...others] = evidence();
    assert.deepEqual(others, [], 'the same again is kept once');
    assert.ok(out.includes(name));
    assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600);
    const kept = readFileSync(join(folder, name), 'utf8');
    assert.ok(kept.includes(memory().note) && kept.includes(log.note) && kept.includes('went back'));
    log.leaves = leavesOf(298);
    await exits(5, again());
    assert.equal(evidence().length, 2);
    log.leaves = leavesOf(302); // back to what it was, and on: nothing contradicts what was seen
    await exits(0, again());
  });

  test('refuses other events in the same places', async () => {
    await exits(0, begin());
    log.leaves = [...leavesOf(299), ...leavesOf(1, 'another')];
    await refused(/300 events, as many as this witness saw on .*, but not the same ones/, 'other_events');
    assert.equal(evidence().length, 1);
  });

  test('refuses a longer history that does not begin with what was seen, though its checkpoint and tiles hold', async () => {
    for (const at of [0, 17, 255, 256, 299]) {
      state = join(folder, `dean-${++number}.witness`);
      log.leaves = leavesOf(300);
      await exits(0, begin());
      log.leaves = leavesOf(600);
      log.leaves[at] = leavesOf(1, 'rewritten')[0];
      await refused(/The log was rewritten: it shows 600 events, but the first 300/, 'rewritten');
    }
  });

  test('refuses tiles that do not make up the signed root, one bit anywhere', async () => {
    await exits(0, begin());
    log.leaves = leavesOf(66000);
    await exits(0, again());
    log.leaves = leavesOf(66900);
    log.asked.length = 0;
    await exits(0, again());
    const tiles = log.asked.filter((asked) => asked.includes('/tile/')).map((asked) => asked.slice(4));
    assert.ok(tiles.length >= 4, tiles.join(' '));
    for (const tile of tiles) {
      state = join(folder, `dean-${++number}.witness`);
      log.leaves = leavesOf(66000);
      log.lie = null;
      await exits(0, begin());
      log.leaves = leavesOf(66900);
      log.lie = (request, reply, bytes) => {
        if (request.url !== tile) return false;
        bytes[bytes.length >> 1] ^= 0x10;
        reply.writeHead(200).end(bytes);
        return true;
      };
      await refused(/cannot show what its checkpoint says/, 'broken_tiles');
    }
  });

  test('refuses what is not signed with a trusted key, another log, and what is no checkpoint', async () => {
    await exits(0, begin());
    const [key] = log.keys;
    log.keys = [new Key(log.origin, 1)];
    await refused(/not signed with a key of the log that this witness trusts/, 'unsigned');
    assert.deepEqual(evidence(), [], 'anybody could have made it: no evidence of anything');
    log.keys = [key];
    log.lie = (request, reply) => request.url === '/checkpoint' && reply.end(noteOf(bodyOf('other.example', 300, rootOf(log.leaves)), key));
    await refused(/This is another log: it calls itself other\.example/, 'other_log');
    for (const text of ['', '<!doctype html><p>Sign in', `${log.origin}\n300\n`, log.note.replace('\n300\n', '\n0300\n'), log.note.slice(0, -9)]) {
      log.lie = (request, reply) => request.url === '/checkpoint' && reply.end(text);
      await exits(3, again());
    }
    assert.equal(seen(), 300);
  });

  test('begins only with a log that it was told of', async () => {
    await exits(5, [...begin().slice(0, 6), new Key(log.origin, 1).vkey, '--name', 'deans-office'], /not signed with a key of the log/);
    await exits(3, [...begin().slice(0, 6), new Key(log.origin, 4).vkey, '--name', 'deans-office'], /a witness's key, not a log's/);
    await exits(2, [...begin().slice(0, 6), 'rubbish', '--name', 'deans-office'], /--log-key/);
    await exits(3, [...begin().slice(0, 8), "Dean's office"]);
    await exits(2, ['witness', '--state', state], /is not there yet.*--url URL --log-key VKEY --name NAME/);
    await exits(2, ['witness'], /--state FILE/);
    await exits(2, [...again(), '--url', 'file:///etc/passwd'], /--url/);
    assert.equal(existsSync(state), false, 'nothing is made of what failed');
  });
});

describe('the line to the log', () => {
  const answers = async (code, words, lie) => {
    await exits(0, begin());
    log.leaves = leavesOf(400);
    log.lie = lie;
    const result = await exits(code, again(), words);
    assert.equal(seen(), 300, 'what was seen stays');
    assert.deepEqual(log.taken, [], 'nothing is handed out');
    return result;
  };
  const of = (url, work) => (request, reply, bytes) => request.url.startsWith(url) && (work(reply, bytes) ?? true);

  test('a tile that is cut off is refused', () => answers(3, /4,?576|bytes for tile\/0\/001\.p\/144/, of('/tile/0/001', (reply, bytes) => void reply.end(bytes.subarray(0, 100)))));
  test('a tile that is cut off in the middle of its length is refused', () =>
    answers(1, /did not answer/, of('/tile/', (reply, bytes) => { reply.writeHead(200, { 'Content-Length': bytes.length }); reply.write(bytes.subarray(0, 50), () => reply.destroy()); })));
  test('an oversized tile is refused without being read', () => answers(3, /more than the 8192 bytes/, of('/tile/', (reply) => endless(reply))));
  test('an oversized checkpoint is refused without being read', () => answers(3, /more than the \d+ bytes/, of('/checkpoint', (reply) => endless(reply))));
  test('a tile that is not there is refused', () => answers(4, /status 404/, of('/tile/', (reply) => void reply.writeHead(404).end())));
  test('a server in trouble is said to be', () => answers(1, /status 503.* It says: Come back later\./, of('/checkpoint', (reply) =>
    void reply.writeHead(503, { 'Content-Type': 'application/problem+json' }).end('{"detail":"Come back later."}'))));
  test('words for a terminal come without its control characters', async () => {
    const { err } = await answers(1, /status 500/, of('/checkpoint', (reply) => void reply.writeHead(500).end('{"detail":"\\u001b[31mred"}')));
    assert.ok(!err.includes('\u001b'));
  });
  test('nobody is followed elsewhere', () => answers(3, /sends its visitors to http:\/\/elsewhere\.example\/.*--url/, of('/checkpoint', (reply) =>
    void reply.writeHead(302, { Location: 'http://elsewhere.example/checkpoint' }).end())));

  const endless = (reply) => {
    const timer = setInterval(() => reply.write(Buffer.alloc(65536, 'x')), 1);
    reply.on('close', () => clearInterval(timer));
  };
  test('a slow server is given up', async () => {
    await exits(0, begin());
    log.lie = (request, reply) => {
      const timer = setInterval(() => reply.write('x'), 200); // always something, never the end
      reply.on('close', () => clearInterval(timer));
      return true;
    };
    const began = Date.now();
    await exits(1, ['witness', '--state', state, '--timeout', '1'], /did not answer/);
    assert.ok(Date.now() - began < 8000);
    assert.equal(seen(), 300);
  });
  test('a server that is not there is said not to be', async () => {
    await exits(0, begin());
    await log.stop();
    await exits(1, again(), /did not answer/);
    log = await new FakeLog().start();
  });
  test('a certificate that nobody vouches for is refused', async () => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost',
      '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', cert], { stdio: 'ignore' });
    const server = https.createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, reply) => reply.end(log.note));
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    try {
      await exits(1, ['witness', '--state', state, '--url', `https://127.0.0.1:${server.address().port}`, '--log-key', log.keys[0].vkey, '--name', 'w'],
        /did not answer:.*certificate/i);
    } finally {
      server.close();
    }
  });
});

describe('what it signs is on its disk first', () => {
  test('before anybody has the signature, the memory holds it', async () => {
    await exits(0, begin());
    log.leaves = leavesOf(400);
    let there;
    log.lie = (request, reply, bytes, body) => {
      if (request.method === 'POST' && body.split('\n')[1] === '400') there = memory().note === body;
      return false;
    };
    await exits(0, again());
    assert.equal(there, true);
  });
  test('when the memory cannot be written, nobody gets a signature', async () => {
    const place = join(folder, `closed-${number}`);
    mkdirSync(place);
    state = join(place, 'dean.witness');
    await exits(0, begin());
    await exits(0, again());
    log.leaves = leavesOf(400);
    log.taken = [];
    mkdirSync(`${state}.new`); // where the next state would be written: holds for root too
    try {
      await exits(1, again(), /state file/);
      assert.deepEqual(log.taken, []);
      assert.equal(seen(), 300);
    } finally {
      execFileSync('rmdir', [`${state}.new`]);
    }
    await exits(0, again());
    assert.equal(log.taken.length, 1);
  });
  test('killed at any question, it stands where it stood or further, never between; the next look hands in what was not', async () => {
    await exits(0, begin());
    await exits(0, again());
    const { vkey } = memory();
    let size = 300;
    for (let at = 1, killed = true; killed; at++) {
      const child = { killed: false };
      let asked = 0;
      const before = seen();
      log.leaves = leavesOf(size += 301);
      log.lie = (request, reply) => {
        if (++asked !== at) return false;
        child.process.kill('SIGKILL');
        reply.socket.destroy();
        return child.killed = true;
      };
      child.process = spawn(program, again(), { stdio: 'ignore' });
      await new Promise((done) => child.process.on('exit', done));
      killed = child.killed;
      assert.ok([before, size].includes(seen()), `killed at question ${at}: ${seen()}`);
      assert.ok(cosignedAt(memory().note, vkey), 'and what it holds is signed');
      log.lie = null;
      log.taken = [];
      await exits(0, again());
      assert.equal(log.taken.at(-1).split('\n')[1], String(size));
    }
  });
  test('what was signed and not handed in binds it: a fork of that is refused', async () => {
    await exits(0, begin());
    log.leaves = leavesOf(400);
    log.lie = (request, reply) => request.method === 'POST' && !reply.socket.destroy().closed;
    await exits(1, again(), /did not answer/);
    assert.equal(seen(), 400);
    log.lie = null;
    log.leaves = [...leavesOf(399), ...leavesOf(10, 'fork')];
    const { err } = await exits(5, again());
    assert.match(err, /rewritten/);
    log.leaves = leavesOf(400);
    log.taken = [];
    await exits(0, again());
    assert.equal(log.taken.at(-1).split('\n')[1], '400', 'and it is handed in with the next look');
  });
  test('two at once do not race: one looks, the other is told', async () => {
    await exits(0, begin());
    log.lie = (request, reply, bytes) => request.url === '/checkpoint' && (setTimeout(() => reply.end(bytes), 500), true);
    const results = await Promise.all([run(again()), run(again())]);
    assert.deepEqual(results.map((result) => result.code).sort(), [0, 1]);
    assert.match(results.find((result) => result.code === 1).err, /Another program is using this state file/);
  });
});

describe('its memory', () => {
  test('is refused when others may read it, and when it was meddled with', async () => {
    await exits(0, begin());
    const good = readFileSync(state, 'utf8');
    chmodSync(state, 0o640);
    await exits(3, again(), /chmod 600/);
    chmodSync(state, 0o600);
    for (const bad of ['', '{}', good.slice(0, 50), good.replace('\\n300\\n', '\\n3\\n'), good.replace('"version":1', '"version":9'), good.replace(/"secret":"../, '"secret":"00')]) {
      writeFileSync(state, bad);
      await exits(3, again(), /dean-\d+\.witness/);
    }
    assert.deepEqual(log.taken, []);
    writeFileSync(state, good);
    await exits(0, again());
  });
  test('keeps its name, and follows the log to another address', async () => {
    await exits(0, begin());
    await exits(2, again(['--name', 'somebody-else']), /keeps its name/);
    await new FakeLog({ keys: log.keys, leaves: leavesOf(310) }).during(async (moved) => {
      await exits(0, again(['--url', `${moved.url}/`]));
      assert.equal(memory().url, moved.url);
      await exits(0, again());
      assert.equal(moved.taken.length, 2);
    });
  });
});

describe('when the log changes its key', () => {
  test('the new one is trusted on the word of the old, while both sign', async () => {
    await exits(0, begin());
    const [old] = log.keys, fresh = new Key(log.origin, 1);
    await exits(5, again(['--log-key', fresh.vkey]), /not signed with the new key/);
    log.keys = [old, fresh];
    await exits(0, again(['--log-key', fresh.vkey]));
    assert.deepEqual(memory().log_keys, [old.vkey, fresh.vkey]);
    log.keys = [fresh];
    log.leaves = leavesOf(320);
    await exits(0, again());
    log.keys = [old];
    await exits(0, again(['--log-key', old.vkey, '--log-key', fresh.vkey])); // both known: nothing to do
    assert.equal(memory().log_keys.length, 2);
  });
  test('one that no trusted key vouches for is taken only with --force, and the history must still hold', async () => {
    await exits(0, begin());
    const fresh = new Key(log.origin, 1);
    log.keys = [fresh];
    await exits(5, again(['--log-key', fresh.vkey]), /does not vouch for the new one.*--force/);
    assert.equal(memory().log_keys.length, 1);
    await exits(2, again(['--force']), /--log-key/);
    log.leaves = leavesOf(250);
    await exits(5, again(['--log-key', fresh.vkey, '--force']), /went back/);
    assert.equal(memory().log_keys.length, 1);
    log.leaves = leavesOf(330);
    await exits(0, again(['--log-key', fresh.vkey, '--force']));
    assert.deepEqual(memory().log_keys.at(-1), fresh.vkey);
    await exits(0, again());
  });
  test('a key of another log, or a witness’s, is never taken', async () => {
    await exits(0, begin());
    await exits(3, again(['--log-key', new Key('other.example', 1).vkey, '--force']), /another state file/);
    await exits(3, again(['--log-key', new Key(log.origin, 4).vkey, '--force']), /a witness's key/);
  });
  test('several keys may be given at the beginning', async () => {
    const fresh = new Key(log.origin, 1);
    await exits(0, begin(['--log-key', fresh.vkey]));
    assert.equal(memory().log_keys.length, 2);
  });
});

test('--every looks, says one line, and looks on; it ends when it refuses, not when the line is down', async () => {
  await exits(0, begin());
  let lines = '';
  const child = spawn(program, again(['--every', '1']), { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.on('data', (text) => { lines += text; });
  const left = new Promise((done) => child.on('exit', done));
  while (!lines.includes('\n')) await new Promise((done) => setTimeout(done, 20));
  assert.match(lines, /^\S+Z: log\.example has 300 events, the same as on \S+Z\. Cosigned and handed in\.\n$/);
  assert.equal(child.exitCode, null, 'it waits for its next look');
  child.kill();
  await left;
  log.lie = (request, reply) => (reply.writeHead(503).end(), true);
  const patient = spawn(program, again(['--every', '1']), { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = new Promise((done) => patient.on('exit', done));
  await new Promise((done) => patient.stderr.once('data', done));
  assert.equal(patient.exitCode, null);
  patient.kill();
  await gone;
  log.lie = null;
  log.leaves = leavesOf(10);
  await exits(5, again(['--every', '1']), /went back/);
});
