// log.mjs: a reader of the transparency log that shares nothing with the program but the specifications: RFC 6962, and C2SP signed-note,
// tlog-checkpoint and tlog-tiles. Node's own crypto only. Whatever does not hold throws.
import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';

export const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
export const leafHash = (entry) => sha256(Buffer.from([0]), entry);
const nodeHash = (left, right) => sha256(Buffer.from([1]), left, right);

async function get(base, path) {
  const reply = await fetch(new URL(path, base));
  return { status: reply.status, headers: reply.headers, bytes: Buffer.from(await reply.arrayBuffer()) };
}

// ---- notes ----

// The Multikey that a log without an address bears in its name.
function keyOfName(name) {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let number = 0n;
  for (const c of name.split('/').pop().slice(1)) number = number * 58n + BigInt(alphabet.indexOf(c));
  const bytes = Buffer.from(number.toString(16).padStart(68, '0'), 'hex');
  assert.equal(bytes.subarray(0, 2).toString('hex'), 'ed01');
  return bytes.subarray(2);
}

function signedBy(body, line, name, key) {
  const [, signer, base64] = /^\u2014 (\S+) (\S+)$/.exec(line);
  const bytes = Buffer.from(base64, 'base64');
  const id = sha256(`${name}\n`, Buffer.from([1]), key).subarray(0, 4);
  if (signer !== name || !bytes.subarray(0, 4).equals(id)) return false;
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]);
  return verify(null, Buffer.from(body), createPublicKey({ key: spki, format: 'der', type: 'spki' }), bytes.subarray(4));
}

// {origin, size, root, note}, once its signature was found to hold.
export function readCheckpoint(note, key) {
  const cut = note.lastIndexOf('\n\n');
  const body = note.slice(0, cut + 1), lines = note.slice(cut + 2).split('\n');
  assert.equal(lines.pop(), '');
  const [origin, size, root] = body.split('\n');
  assert.match(size, /^(0|[1-9][0-9]*)$/);
  assert.ok(lines.some((line) => signedBy(body, line, origin, key ?? keyOfName(origin))), `no valid signature of the log:\n${note}`);
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), note };
}

export async function checkpoint(base) {
  const reply = await get(base, '/checkpoint');
  assert.equal(reply.status, 200);
  assert.equal(reply.headers.get('content-type'), 'text/plain; charset=utf-8');
  assert.doesNotMatch(reply.headers.get('cache-control'), /max-age=[1-9]\d/);
  return readCheckpoint(reply.bytes.toString());
}

// ---- tiles ----

export function tilePath(level, number, width) {
  const groups = [];
  do { groups.unshift(String(number % 1000).padStart(3, '0')); number = Math.floor(number / 1000); } while (number);
  const text = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `/tile/${level}/${text}${width < 256 ? `.p/${width}` : ''}`;
}

async function tileBytes(base, level, number, width) {
  const reply = await get(base, tilePath(level, number, width));
  assert.equal(reply.status, 200, tilePath(level, number, width));
  assert.equal(reply.headers.get('content-type'), 'application/octet-stream');
  assert.match(reply.headers.get('cache-control'), /immutable/);
  return reply.bytes;
}

// Every hash that a tree of SIZE has in its tiles of LEVEL.
async function level(base, which, size) {
  const count = Math.floor(size / 256 ** (which === 'entries' ? 0 : which)), hashes = [];
  for (let number = 0; number * 256 < count; number++) {
    const width = Math.min(256, count - number * 256), bytes = await tileBytes(base, which, number, width);
    const each = which === 'entries' ? 34 : 32;
    assert.equal(bytes.length, width * each);
    for (let i = 0; i < width; i++) hashes.push(bytes.subarray(i * each, (i + 1) * each));
  }
  return hashes;
}

// ---- the tree, as RFC 6962 defines it ----

const cut = (n) => 2 ** Math.floor(Math.log2(n - 1));

export function rootOf(leaves, from = 0, to = leaves.length) {
  if (to === from) return sha256('');
  if (to - from === 1) return leaves[from];
  const middle = from + cut(to - from);
  return nodeHash(rootOf(leaves, from, middle), rootOf(leaves, middle, to));
}

export function inclusion(leaves, index, from = 0, to = leaves.length) {
  if (to - from === 1) return [];
  const middle = from + cut(to - from);
  return index < middle ? [...inclusion(leaves, index, from, middle), rootOf(leaves, middle, to)]
    : [...inclusion(leaves, index, middle, to), rootOf(leaves, from, middle)];
}

// The root that a proof leads to from LEAF (RFC 9162, 2.1.3.2).
export function climb(leaf, index, size, proof) {
  let node = index, last = size - 1, hash = leaf;
  for (const sibling of proof) {
    assert.notEqual(last, 0, 'the proof is too long');
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) { node = Math.floor(node / 2); last = Math.floor(last / 2); }
    } else {
      hash = nodeHash(hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  assert.equal(last, 0, 'the proof is too short');
  return hash;
}

// Reads the whole log under CHECKPOINT and checks it: leaves, every higher tile, entries, root. Returns the leaves.
export async function readLog(base, { size, root }) {
  const leaves = await level(base, 0, size), entries = await level(base, 'entries', size);
  assert.deepEqual(rootOf(leaves), root, 'the leaves make another root than the one that was signed');
  for (let i = 0; i < size; i++) {
    assert.equal(entries[i].readUInt16BE(0), 32);
    assert.deepEqual(leafHash(entries[i].subarray(2)), leaves[i], `entry ${i} is not under its leaf`);
  }
  for (let l = 1; 256 ** l <= size; l++)
    for (const [i, hash] of (await level(base, l, size)).entries())
      assert.deepEqual(hash, rootOf(leaves, i * 256 ** l, (i + 1) * 256 ** l), `tile hash ${i} of level ${l}`);
  return leaves;
}

// LATER must come from EARLIER by adding to it, and the log must show it.
export async function follows(base, earlier, later) {
  assert.ok(later.size >= earlier.size, `the log went back from ${earlier.size} to ${later.size}`);
  assert.equal(later.origin, earlier.origin);
  const leaves = await level(base, 0, later.size);
  assert.deepEqual(rootOf(leaves), later.root);
  assert.deepEqual(rootOf(leaves.slice(0, earlier.size)), earlier.root, `the log of ${later.size} is not the one of ${earlier.size} continued`);
}
