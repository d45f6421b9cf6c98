// log.test.mjs: the transparency log as a stranger reads it, with a verifier of their own (log.mjs).
import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { checkpoint, climb, follows, inclusion, leafHash, readCheckpoint, readLog, sha256 } from './log.mjs';
import { Server, answerAll, run } from './support.mjs';

const rows = Array.from({ length: 320 }, (_, i) => [`n${i}`, `Tutor ${i}`, i % 2 ? 'BIO' : 'LAW', 'tutor', '2021-09-01', '']);
let server, first, leaves;

before(async () => {
  server = await Server.started({ rows });
  first = await checkpoint(server.url);
});
after(() => server.end());

test('the checkpoint is signed, and its root is that of the leaves, tiles and entries that are served', async () => {
  assert.ok(first.size > 512, String(first.size));
  leaves = await readLog(server.url, first);
});

test('every leaf has an inclusion proof from the tiles', () => {
  for (let i = 0; i < first.size; i++)
    assert.deepEqual(climb(leaves[i], i, first.size, inclusion(leaves, i)), first.root);
});

test('a signature that was made for another text does not hold', () => {
  assert.throws(() => readCheckpoint(first.note.replace(`\n${first.size}\n`, `\n${first.size - 1}\n`)));
});

test('what is done enters the log, and the log goes on from what it was', async () => {
  const script = await server.script('n1'), attempt = await script.startQuiz();
  await answerAll(script, attempt);
  assert.equal((await script.post(`/attempts/${attempt.id}/submission`)).status, 200);
  const second = await checkpoint(server.url);
  assert.ok(second.size >= first.size + 3, 'a token, a completion and its records');
  await follows(server.url, first, second);
  await readLog(server.url, second);
  await server.stop();
  await server.start();
  assert.deepEqual(await checkpoint(server.url), second);
});

test('a record has a proof that its holder can take away, and that tells neither who they are nor their score', async () => {
  const script = await server.script('n5'), stranger = await server.script('n6'), attempt = await script.startQuiz();
  await answerAll(script, attempt);
  const { record } = (await script.post(`/attempts/${attempt.id}/submission`)).json;
  const credential = (await script.get(record, { Accept: 'application/vc+ld+json' })).text;
  const proof = await script.get(`${record}/proof`);
  assert.equal(proof.status, 200, proof.text);
  assert.match(proof.headers['content-type'], /^text\/plain/);
  assert.match(proof.headers['content-disposition'], /\.tlog-proof"/);
  assert.equal((await stranger.get(`${record}/proof`)).status, 404);
  const [head, ...rest] = proof.text.split('\n\n'), lines = head.split('\n'), note = rest.join('\n\n');
  assert.equal(lines.shift(), 'c2sp.org/tlog-proof@v1');
  const extra = JSON.parse(Buffer.from(/^extra (\S+)$/.exec(lines.shift())[1], 'base64'));
  const index = Number(/^index (\d+)$/.exec(lines.shift())[1]);
  const leaf = leafHash(sha256(Buffer.from(extra.event_salt, 'hex'), extra.event));
  const { size, root } = readCheckpoint(note);
  assert.deepEqual(climb(leaf, index, size, lines.map((line) => Buffer.from(line, 'base64'))), root);
  const event = JSON.parse(extra.event);
  assert.equal(event.seq, index);
  assert.equal(event.kind, 'record.issued');
  assert.equal(event.about, null);
  assert.equal(event.payload.commitment, sha256(Buffer.from(extra.record_salt, 'hex'), credential).toString('hex'));
  assert.doesNotMatch(extra.event, /"(score|max|item|person)":/);
});

test('there is one address for each tile, and nothing beyond the checkpoint', async () => {
  const { size } = await checkpoint(server.url);
  const status = async (path, method = 'GET') => (await fetch(new URL(path, server.url), { method })).status;
  assert.equal(await status('/tile/0/000'), 200);
  assert.equal(await status('/tile/0/000', 'HEAD'), 200);
  assert.equal(await status('/tile/0/000.p/255'), 200); /* of an earlier checkpoint */
  const last = Math.floor(size / 256), width = size % 256;
  assert.equal(await status(`/tile/0/00${last}.p/${width}`), 200);
  assert.equal(await status(`/tile/entries/00${last}.p/${width}`), 200);
  const absent = ['/tile/0', '/tile/0/', '/tile/0/0', '/tile/0/0000', '/tile/0/x000/000', '/tile/00/000', '/tile/8/000', '/tile/x/000',
    '/tile/0/000.p/256', '/tile/0/000.p/0', '/tile/0/000.p/01', '/tile/0/000/', '/tile/2/000', '/tile/2/000.p/1', '/tile/0/-01',
    `/tile/0/00${last}`, `/tile/0/00${last}.p/${width + 1}`, `/tile/entries/00${last}.p/${width + 1}`, '/tile/1/000',
    '/tile/0/x999/x999/x999/x999/x999/999', '/tile/0/999999999999999999999999'];
  for (const path of absent) assert.equal(await status(path), 404, path);
  assert.equal(await status('/checkpoint', 'POST'), 405);
});

test('/metrics tells size and age of the checkpoint', async () => {
  const { size } = await checkpoint(server.url), text = await (await fetch(new URL('/metrics', server.url))).text();
  assert.match(text, new RegExp(`^signpost_checkpoint_size ${size}$`, 'm'));
  assert.match(text, /^signpost_checkpoint_age_seconds \d+$/m);
});

test('a subcommand without the keys says once that nothing was signed; the server with them signs', async () => {
  const before_ = await checkpoint(server.url);
  await server.stop();
  const keys = `${server.db}.keys`, away = `${keys}.away`;
  renameSync(keys, away);
  const token = await run(['token', '--staff-id', 'n2', '--db', server.db]);
  assert.equal(token.code, 0, token.err);
  assert.equal(token.err.match(/not signed for/g).length, 1);
  renameSync(away, keys);
  await server.start();
  const after_ = await checkpoint(server.url);
  assert.ok(after_.size > before_.size);
  await follows(server.url, before_, after_);
  await server.stop();
  const signed = await run(['token', '--staff-id', 'n3', '--db', server.db]);
  assert.equal(signed.err, '');
  await server.start();
  assert.ok((await checkpoint(server.url)).size > after_.size);
});
