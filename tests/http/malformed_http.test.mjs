// malformed_http.test.mjs: requests that no honest client sends, over raw sockets, each with what must come back; nothing changes.
import assert from 'node:assert/strict';
import net from 'node:net';
import { describe, test } from 'node:test';
import { answers, server, tutor, unchanged } from './world.mjs';
import { exchange } from './support.mjs';

// Sends BYTES as they are; resolves with what came back and whether the server closed.
function raw(bytes, patience = 4000) {
  return new Promise((done) => {
    const { hostname, port } = new URL(server.url);
    const socket = net.connect(Number(port), hostname, () => socket.write(bytes));
    let text = '';
    const end = (closed) => {
      clearTimeout(timer);
      socket.destroy();
      done({ text, closed, statuses: [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map((match) => Number(match[1])) });
    };
    const timer = setTimeout(() => end(false), patience);
    socket.on('data', (part) => {
      text += part;
    });
    socket.on('end', () => end(true));
    socket.on('error', () => end(true));
  });
}

const headers = () => `Host: ${new URL(server.url).host}\r\nAuthorization: Bearer ${tutor.token}\r\nAccept: application/json\r\n`;
// A write that would succeed, were it well formed: each case below spoils it.
const write = (spoiled, body = '{"response":"dont_know","version":0}') =>
  `PUT ${answers()}/1 HTTP/1.1\r\n${headers()}Content-Type: application/json\r\n${spoiled}\r\n${body}`;
const get = (target, extra = '') => `GET ${target} HTTP/1.1\r\n${headers()}${extra}\r\n`;
const body = '{"response":"dont_know","version":0}',
  size = body.length;
const chunked = `${size.toString(16)}\r\n${body}\r\n0\r\n\r\n`;

describe('malformed HTTP', () => {
  // [what, bytes, the only statuses that may come back]; all of these must end with the connection closed
  const refused = [
    ['Content-Length and Transfer-Encoding', () => write(`Content-Length: ${size}\r\nTransfer-Encoding: chunked\r\n`, chunked), [400]],
    ['Transfer-Encoding and Content-Length', () => write(`Transfer-Encoding: chunked\r\nContent-Length: ${size}\r\n`, chunked), [400]],
    ['two Content-Lengths that differ', () => write(`Content-Length: ${size}\r\nContent-Length: 3\r\n`), [400]],
    ['two Content-Lengths that agree', () => write(`Content-Length: ${size}\r\nContent-Length: ${size}\r\n`), [400]],
    ['Content-Length +36', () => write(`Content-Length: +${size}\r\n`), [400]],
    ['Content-Length -1', () => write('Content-Length: -1\r\n'), [400]],
    ['Content-Length "3 6"', () => write('Content-Length: 3 6\r\n'), [400]],
    ['Content-Length "36, 36"', () => write(`Content-Length: ${size}, ${size}\r\n`), [400]],
    ['Content-Length 0x24', () => write('Content-Length: 0x24\r\n'), [400]],
    ['Content-Length of nothing', () => write('Content-Length:\r\n'), [400]],
    ['Content-Length beyond 64 bits', () => write('Content-Length: 99999999999999999999999\r\n'), [400, 413]],
    ['a space before the colon of Content-Length', () => write(`Content-Length : ${size}\r\n`), [400]],
    ['a tab before the colon', () => write(`Content-Length\t: ${size}\r\n`), [400]],
    ['a space before the colon of Transfer-Encoding', () => write('Transfer-Encoding : chunked\r\n', chunked), [400]],
    ['an unknown transfer coding', () => write('Transfer-Encoding: xchunked\r\n', chunked), [400]],
    ['chunked twice', () => write('Transfer-Encoding: chunked, chunked\r\n', chunked), [400]],
    ['two Transfer-Encodings', () => write('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', chunked), [400]],
    ['a chunk size that is none', () => write('Transfer-Encoding: chunked\r\n', `zz\r\n${body}\r\n0\r\n\r\n`), [400]],
    ['a chunk size with a sign', () => write('Transfer-Encoding: chunked\r\n', `-5\r\n${body}\r\n0\r\n\r\n`), [400]],
    ['a body with GET', () => get('/', 'Transfer-Encoding: chunked\r\n') + chunked, [400]],
    ['%00 in the path', () => get('/quizzes%00/x'), [400]],
    ['%00 in the query', () => get('/quizzes?x=%00'), [400]],
    ['a broken escape in the query', () => get('/quizzes?x=%zz'), [400]],
    ['an absolute-form target', () => get('http://evil.example/quizzes'), [400]],
    ['an authority-form target', () => get('evil.example:80'), [400]],
    ['an asterisk', () => get('*'), [400]],
    ['a path that begins with //', () => get('//evil.example/quizzes'), [400]],
    ['a backslash in the path', () => get('/quizzes\\..'), [400]],
    ['raw UTF-8 in the path', () => Buffer.from(get('/quizzés'), 'utf8'), [400]],
    ['no Host', () => `GET /quizzes HTTP/1.1\r\nAuthorization: Bearer ${tutor.token}\r\n\r\n`, [400]],
    ['two Hosts', () => get('/quizzes', 'Host: evil.example\r\n'), [400]],
    ['two Authorizations', () => get('/quizzes', 'Authorization: Bearer x\r\n'), [400]],
    ['a header name that is no token', () => get('/quizzes', 'X(y): z\r\n'), [400]],
    ['a control character in a value', () => get('/quizzes', 'X-Y: a\x01b\r\n'), [400]],
    ['a header without a colon', () => get('/quizzes', 'no colon here\r\n'), [400]],
    ['a folded header', () => get('/quizzes', 'X-Y: a\r\n b: c\r\n'), [400]],
    ['an address longer than 2048', () => get(`/quizzes?x=${'y'.repeat(3000)}`), [400, 414]],
    ['headers larger than the ceiling', () => get('/quizzes', `X-Y: ${'z'.repeat(64 * 1024)}\r\n`), [413, 414, 431]],
    ['a declared body over the ceiling', () => write(`Content-Length: ${65 * 1024}\r\n`, 'x'), [413]],
    ['no HTTP at all', () => 'hello\r\n\r\n', []],
    ['HTTP/3.7', () => get('/quizzes').replace('HTTP/1.1', 'HTTP/3.7'), [400, 505]],
  ];
  for (const [what, bytes, statuses] of refused)
    test(`${what}: ${statuses.join(' or ') || 'nothing'} and closed`, () =>
      unchanged(async () => {
        // what would be smuggled: a second request that would answer 200 if anything read it
        const reply = await raw(Buffer.concat([Buffer.from(bytes()), Buffer.from(get('/accessibility'))]));
        assert.ok(reply.closed, `not closed: ${reply.text.slice(0, 300)}`);
        // libmicrohttpd 0.9.75 sends the head of a refusal of its own twice; the request behind would have answered 200
        assert.ok(
          reply.statuses.length > 0 === statuses.length > 0 && reply.statuses.every((status) => statuses.includes(status)),
          `${reply.statuses}: ${reply.text.slice(-300)}`,
        );
      }));

  test('chunks that go on over the ceiling: 413 and nothing kept', () =>
    unchanged(async () => {
      const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
      const reply = await raw(write('Transfer-Encoding: chunked\r\n', `${chunk.repeat(5)}0\r\n\r\n`));
      assert.deepEqual(reply.statuses, [413]);
      assert.ok(reply.closed);
    }));

  test('a body that ends early changes nothing', () =>
    unchanged(async () => {
      const reply = await raw(write(`Content-Length: ${size + 10}\r\n`), 1000);
      assert.deepEqual(reply.statuses, []);
    }));

  test('a well-formed neighbour of these is answered: chunked body, obsolete line, pipelined requests', async () => {
    const reply = await raw(get('/quizzes') + get('/modules') + `GET /accessibility HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    assert.deepEqual(reply.statuses, [200, 200, 200]);
    const saved = await raw(write('Transfer-Encoding: chunked\r\nConnection: close\r\n', chunked));
    assert.deepEqual(saved.statuses, [200]);
  });

  test('an escape in a parameter is decoded once, and a broken one refused', async () => {
    assert.equal((await tutor.get('/quizzes/personal%2Dtutoring')).status, 200);
    assert.equal((await tutor.get('/quizzes/personal%252Dtutoring')).status, 404);
    assert.equal((await tutor.get('/quizzes/%zz')).status, 400);
    assert.equal((await tutor.get('/quizzes/%c3%28')).status, 400);
  });

  test('a client that only says Expect: 100-continue is told before it sends', async () => {
    const reply = await raw(write(`Expect: 100-continue\r\nContent-Length: ${10 * 1024 * 1024}\r\n`, ''), 1500);
    assert.ok(!reply.statuses.includes(100), 'not invited to send what would be refused');
  });
});

test('after all this the server is well', async () => {
  assert.equal((await exchange(server.url, 'GET', '/readyz')).status, 200);
  assert.equal(server.child.exitCode, null);
  assert.doesNotMatch(server.stderr, /ERROR: AddressSanitizer|runtime error/);
});
