// fake_log.mjs: a transparency log in a few lines (C2SP notes, tiles and cosignatures over log.mjs's tree) that can be made to lie: what a
// thief of database and keys could serve, and what a broken line could. It shares no code with the program.
import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { leafHash, rootOf, sha256 } from './log.mjs';

const known = new WeakMap(); // a list of leaves -> its root and the levels of its tiles; a list is not changed once it is served
function treeOf(leaves) {
  if (!known.has(leaves)) {
    const levels = [leaves];
    for (let hashes = leaves; hashes.length >= 256; levels.push(hashes)) {
      const above = [];
      for (let i = 0; i + 256 <= hashes.length; i += 256) above.push(rootOf(hashes, i, i + 256));
      hashes = above;
    }
    known.set(leaves, { levels, root: rootOf(leaves) });
  }
  return known.get(leaves);
}

// ---- keys and notes ----
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
export class Key {
  // KIND 1: of a log; 4: of a cosigner.
  constructor(name, kind, seed = randomBytes(32)) {
    this.name = name;
    this.kind = kind;
    this.private = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
    this.public = createPublicKey(this.private).export({ format: 'der', type: 'spki' }).subarray(-32);
    this.id = sha256(Buffer.from(`${name}\n`), Buffer.from([kind]), this.public).subarray(0, 4);
    this.vkey = `${name}+${this.id.toString('hex')}+${Buffer.concat([Buffer.from([kind]), this.public]).toString('base64')}`;
  }
  // The line by which this key signs BODY; a cosigner as of AT (seconds).
  line(body, at = Math.floor(Date.now() / 1000)) {
    const time = Buffer.alloc(this.kind === 4 ? 8 : 0);
    if (this.kind === 4) time.writeBigUInt64BE(BigInt(at));
    const signed = this.kind === 4 ? `cosignature/v1\ntime ${at}\n${body}` : body;
    return `— ${this.name} ${Buffer.concat([this.id, time, sign(null, Buffer.from(signed), this.private)]).toString('base64')}\n`;
  }
}
export const bodyOf = (origin, size, root) => `${origin}\n${size}\n${root.toString('base64')}\n`;
export const noteOf = (body, ...keys) => `${body}\n${keys.map((key) => key.line(body)).join('')}`;

// Does NOTE carry a cosignature by VKEY that holds? Its time in seconds, or null.
export function cosignedAt(note, vkey) {
  const [name, id, key] = [vkey.split('+')[0], vkey.split('+')[1], Buffer.from(vkey.split('+').slice(2).join('+'), 'base64').subarray(1)];
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]);
  const body = note.slice(0, note.lastIndexOf('\n\n') + 1);
  for (const line of note.slice(body.length + 1).split('\n')) {
    const [dash, who, base64] = line.split(' ');
    const bytes = Buffer.from(base64 ?? '', 'base64');
    if (dash !== '—' || who !== name || bytes.length !== 76 || bytes.subarray(0, 4).toString('hex') !== id) continue;
    const at = Number(bytes.readBigUInt64BE(4));
    const signed = Buffer.from(`cosignature/v1\ntime ${at}\n${body}`);
    if (verify(null, signed, createPublicKey({ key: spki, format: 'der', type: 'spki' }), bytes.subarray(12))) return at;
  }
  return null;
}

// The log's secret key out of a database's key file: what a thief has.
export function stolenKey(keysFile, origin) {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  const { secret } = JSON.parse(readFileSync(keysFile, 'utf8')).log.at(-1);
  let number = 0n;
  for (const letter of secret.slice(1)) number = number * 58n + BigInt(alphabet.indexOf(letter));
  return new Key(origin, 1, Buffer.from(number.toString(16).padStart(68, '0'), 'hex').subarray(2));
}

// ---- the server ----
const hashed = new Map();
export function leavesOf(count, word = 'entry') {
  const all = hashed.get(word) ?? [];
  hashed.set(word, all);
  while (all.length < count) all.push(leafHash(Buffer.from(`${word} ${all.length}`)));
  return all.slice(0, count);
}

export class FakeLog {
  constructor({ origin = 'log.example', keys = [new Key(origin, 1)], leaves = leavesOf(300) } = {}) {
    Object.assign(this, { origin, keys, leaves, asked: [], taken: [], lie: null });
  }
  get note() { return noteOf(bodyOf(this.origin, this.leaves.length, treeOf(this.leaves).root), ...this.keys); }
  tile(path) {
    const [, level, index, , width] = /^\/tile\/(\d+)\/((?:x\d{3}\/)*\d{3})(\.p\/(\d+))?$/.exec(path) ?? [];
    if (level === undefined) return null;
    const number = Number(index.replaceAll(/[x/]/g, ''));
    const wide = width ? Number(width) : 256;
    const hashes = (treeOf(this.leaves).levels[Number(level)] ?? []).slice(number * 256, number * 256 + wide);
    return hashes.length === wide ? Buffer.concat(hashes) : null;
  }
  // LIE(request, reply, bytes): answers instead when it returns true.
  async start() {
    this.server = http.createServer((request, reply) => {
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts).toString();
        this.asked.push(`${request.method} ${request.url}`);
        const bytes = request.url === '/checkpoint' ? Buffer.from(this.note) : this.tile(request.url);
        if (this.lie?.(request, reply, bytes, body)) return;
        if (request.method === 'POST' && request.url === '/log/cosignatures') {
          this.taken.push(body);
          reply.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
        } else if (bytes) reply.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end(bytes);
        else reply.writeHead(404).end();
      });
    });
    await new Promise((done) => this.server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }
  // Serves while WORK runs, whatever comes of it.
  async during(work) {
    await this.start();
    try { await work(this); } finally { await this.stop(); }
  }
  stop() {
    this.server.closeAllConnections?.();
    return new Promise((done) => this.server.close(done));
  }
}
