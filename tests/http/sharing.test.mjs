// sharing.test.mjs: a record is its holder's. Who may see which face of it, before it is shared, while it is, with a name and without, and
// after; that what is not shared answers byte for byte like what is not there; and that no page lists what is shared.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Browser, Server, answerAll, exchange, run } from './support.mjs';

const holder = 'Amara Okafor';
const viewers = ['t-bio', 't-law', 's-bio', 'h-bio', 'dean', 'lead', 'adm', 'nobody'];
let server, completion, score;
const scripts = {};

before(async () => {
  server = await Server.started();
  for (const id of viewers.filter((one) => one !== 'nobody')) scripts[id] = await server.script(id);
  const attempt = await scripts['t-bio'].startQuiz();
  await answerAll(scripts['t-bio'], attempt);
  await scripts['t-bio'].post(`/attempts/${attempt.id}/submission`);
  const [row] = (await scripts['t-bio'].get('/')).json.completions;
  completion = row.record;
  score = row.score_record;
});
after(() => server?.end());

const ask = (id, path, accept) =>
  exchange(server.url, 'GET', path, {
    headers: { Accept: accept, ...(id === 'nobody' ? {} : { Authorization: `Bearer ${scripts[id].token}` }) },
  });
const share = (record, body, id = 't-bio') => scripts[id].post(`${record}/sharing`, body);

// Each face with what it must hold when it is shown.
const faces = (record) => [
  ['page', record, 'text/html', /<h1/],
  ['JSON', record, 'application/json', /"OpenBadgeCredential"/],
  ['credential', record, 'application/vc+ld+json', /"OpenBadgeCredential"/],
  ['badge', `${record}/badge.svg`, '*/*', /<openbadges:credential>/],
  ['proof', `${record}/proof`, '*/*', /^c2sp\.org\/tlog-proof@v1\n/],
  ['certificate', `${record}/certificate`, 'text/html', /class="certificate"/],
];

// WHO may see which faces of RECORD: everything else is the 404 of what was never there.
async function expectFaces(record, allowed, state) {
  for (const id of viewers) {
    const nowhere = record.replace(/[0-9a-f]{12}$/, '000000000000');
    for (const [[face, path, accept, holds], [, absentPath]] of faces(record).map((one, i) => [one, faces(nowhere)[i]])) {
      const reply = await ask(id, path, accept);
      const where = `${face} as ${id}, ${state}`;
      if (allowed(id, face)) {
        assert.equal(reply.status, 200, where);
        assert.match(reply.text, holds, where);
        assert.equal(reply.headers['x-robots-tag'], 'noindex', where);
        assert.equal(reply.headers['cache-control'], 'no-store', where);
      } else {
        const absent = await ask(id, absentPath, accept);
        assert.equal(reply.status, 404, where);
        // The page offers to sign in and come back to what was asked for: that address alone differs.
        assert.equal(reply.text.replaceAll(encodeURIComponent(path), ''), absent.text.replaceAll(encodeURIComponent(absentPath), ''), `${where}: as if it were not there`);
        delete reply.headers.date; delete absent.headers.date;
        delete reply.headers['content-length']; delete absent.headers['content-length'];
        assert.deepEqual(reply.headers, absent.headers, where);
      }
    }
  }
}
const own = (id) => id === 't-bio';

describe('a record', () => {
  test('is its holder’s alone until they share it', async () => {
    await expectFaces(completion, own, 'not shared');
    await expectFaces(score, own, 'not shared');
  });

  test('shared without a name shows what, when and until when, to anyone, and never who or how well', async () => {
    const reply = await share(completion, { shared: true });
    assert.equal(reply.status, 200);
    assert.deepEqual(reply.json, { record: completion, shared: true, name: false });
    await expectFaces(completion, (id, face) => own(id) || face !== 'certificate', 'shared');
    for (const [face, path, accept] of faces(completion)) {
      const { text } = await ask('nobody', path, accept);
      for (const secret of [holder, 'Amara', 't-bio', 'marks']) assert.ok(!text.includes(secret), `${secret} on the ${face}`);
    }
    const { text } = await ask('nobody', completion, 'text/html');
    assert.match(text, /Completed on/);
    assert.match(text, /Counts until/);
    await expectFaces(score, own, 'while only the completion is shared');
  });

  test('shared with a name shows it, and its certificate too', async () => {
    assert.equal((await share(completion, { shared: true, name: true })).json.name, true);
    await expectFaces(completion, () => true, 'shared with its name');
    for (const path of [completion, `${completion}/certificate`])
      assert.ok((await ask('nobody', path, 'text/html')).text.includes(holder), path);
    assert.ok(!(await ask('nobody', completion, 'application/json')).text.includes(holder), 'the credential itself names nobody');
  });

  test('of a score is shared by itself', async () => {
    await share(score, { shared: true });
    await expectFaces(score, (id, face) => own(id) || face !== 'certificate', 'shared');
    assert.match((await ask('nobody', score, 'text/html')).text, /marks/);
  });

  test('is hidden again when its holder stops sharing', async () => {
    for (const record of [completion, score]) {
      assert.deepEqual((await share(record, { shared: false })).json, { record, shared: false, name: false });
      await expectFaces(record, own, 'no longer shared');
    }
  });

  test('can be shared, or hidden, by its holder alone', async () => {
    for (const shared of [true, false]) {
      if (!shared) await share(completion, { shared: true, name: true });
      for (const id of viewers.filter((one) => one !== 't-bio' && one !== 'nobody'))
        assert.equal((await share(completion, { shared }, id)).status, 404, id);
      const nobody = await exchange(server.url, 'POST', `${completion}/sharing`, {
        headers: { Accept: 'application/json', 'Content-Type': 'application/json' }, body: JSON.stringify({ shared }) });
      assert.equal(nobody.status, 401);
      assert.equal((await ask('nobody', completion, 'text/html')).status, shared ? 404 : 200);
    }
    await share(completion, { shared: false });
  });

  test('is not shared by what is no choice', async () => {
    for (const body of [{}, { shared: 'yes' }, { shared: 1 }, { shared: true, name: 'yes' }, { shared: true, link: 'x' }, { name: true }])
      assert.ok([400, 422].includes((await share(completion, body)).status), JSON.stringify(body));
    assert.equal((await ask('nobody', completion, 'text/html')).status, 404);
  });
});

test('a form without its token shares nothing; with it, it shares', async () => {
  const browser = new Browser(server);
  await browser.signIn('t-bio');
  await browser.get(completion);
  const refused = await browser.send('POST', `${completion}/sharing`, { form: { shared: 'yes', csrf: 'x' } });
  assert.equal(refused.status, 403);
  assert.equal((await ask('nobody', completion, 'text/html')).status, 404);
  const page = await browser.follow(`${completion}/sharing`, { shared: 'yes', name: 'yes' });
  assert.match(page.text, /Anyone who has this link/);
  assert.ok(page.text.includes(`value="${server.url}${completion}"`), 'the link to share');
  assert.match((await browser.get('/')).text, /Shared, with your name/);
  await browser.get(completion);
  await browser.follow(`${completion}/sharing`, { shared: 'no' });
  assert.equal((await ask('nobody', completion, 'text/html')).status, 404);
});

test('no page lists what is shared', async () => {
  await share(completion, { shared: true, name: true });
  const number = completion.split('/').pop();
  const { paths } = (await ask('nobody', '/openapi.json', 'application/json')).json;
  for (const [path, methods] of Object.entries(paths)) {
    if (!methods.get || path.includes('{')) continue;
    for (const id of viewers.filter((one) => one !== 't-bio'))
      for (const accept of ['text/html', 'application/json'])
        assert.ok(!(await ask(id, path, accept)).text.includes(number), `${path} as ${id}`);
  }
  assert.equal((await ask('nobody', '/records/', 'text/html')).status, 404);
  await share(completion, { shared: false });
});

describe('whoever follows a link to verify', () => {
  const check = (id, query) => ask(id, `/verify?record=${query}`, 'application/json');

  test('is told of a shared record what its holder shares, and of another nothing', async () => {
    const number = completion.split('/').pop();
    const hidden = await check('nobody', number), absent = await check('nobody', '00000000-0000-7000-8000-000000000000');
    assert.equal(hidden.status, 404);
    assert.equal(hidden.text, absent.text);
    assert.equal((await check('t-law', number)).text, absent.text);
    assert.equal((await check('t-bio', number)).json.verdict, 'genuine', 'its holder may');
    await share(completion, { shared: true });
    const shared = (await check('nobody', number)).json;
    assert.equal(shared.valid, true);
    assert.equal(shared.holder, null);
    for (const link of [`${server.url}${completion}`, `${server.url}/verify?record=${number}`, number.toUpperCase(), ` ${number} `])
      assert.equal((await check('nobody', encodeURIComponent(link))).json?.verdict, 'genuine', link);
    await share(completion, { shared: true, name: true });
    assert.equal((await check('nobody', number)).json.holder, holder);
    await share(completion, { shared: false });
    assert.equal((await check('nobody', number)).text, absent.text);
  });

  test('confirms a name only where it is shown, and otherwise says the same of the right name and a wrong one', async () => {
    const credential = (await ask('t-bio', completion, 'application/vc+ld+json')).json;
    const post = async (name, id = 'nobody') => {
      const reply = await exchange(server.url, 'POST', '/verify', { body: JSON.stringify({ credential, name }),
        headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...(id === 'nobody' ? {} : { Authorization: `Bearer ${scripts[id].token}` }) } });
      return [reply.json.checks.find((one) => one.id === 'name'), reply.text.replaceAll(name, ''), reply.status];
    };
    const right = await post(holder), wrong = await post('Somebody Else');
    assert.equal(right[0].result, 'not checked');
    assert.equal(right[1], wrong[1], 'no oracle');
    assert.equal((await post(holder, 'dean'))[0].result, 'not checked');
    assert.equal((await post('amara  OKAFOR', 't-bio'))[0].result, 'yes', 'its holder is told');
    await share(completion, { shared: true });
    assert.equal((await post(holder))[1], right[1], 'shared without the name is no different');
    await share(completion, { shared: true, name: true });
    assert.equal((await post(holder))[0].result, 'yes');
    const other = await post('Somebody Else');
    assert.equal(other[0].result, 'no');
    assert.equal(other[2], 422);
    await share(completion, { shared: false });
  });
});

describe('the verify page', () => {
  const boundary = '----WebKitFormBoundaryAbCdEf0123456789';
  const part = (name, value, filename) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"\r\nContent-Type: application/octet-stream`}\r\n\r\n${value}\r\n`;
  const upload = (parts, accept = 'text/html') =>
    exchange(server.url, 'POST', '/verify', { body: `${parts.join('')}--${boundary}--\r\n`,
      headers: { Accept: accept, Origin: server.url, 'Content-Type': `multipart/form-data; boundary=${boundary}` } });
  const none = [part('credential', ''), part('email', ''), part('name', ''), part('proof', '', '')];
  let files;
  before(async () => {
    files = Object.fromEntries(await Promise.all(faces(completion).map(async ([face, path, accept]) => [face, (await ask('t-bio', path, accept)).text])));
  });

  test('takes a record as a file, a picture or pasted, with the proof beside it', async () => {
    for (const [what, filename] of [['credential', 'record.json'], ['badge', 'badge.svg']]) {
      const reply = await upload([part('credential', ''), part('file', files[what], filename), part('proof', files.proof, 'record.tlog-proof')]);
      assert.equal(reply.status, 200, reply.text);
      assert.match(reply.text, /<h1><span[^>]*>[^<]*<\/span> Genuine, and it counts today<\/h1>/);
      assert.match(reply.text, /An entry of the log was made for exactly this record/);
    }
    const pasted = await upload([part('credential', `\r\n${files.credential}`), part('file', '', ''), ...none.slice(1)], 'application/json');
    assert.equal(pasted.json.verdict, 'genuine');
    const form = await exchange(server.url, 'POST', '/verify', { body: new URLSearchParams({ credential: files.badge }).toString(),
      headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' } });
    assert.equal(form.json.verdict, 'genuine');
  });

  test('says what is wrong with what is none, and shows the form again', async () => {
    const empty = await upload([...none, part('file', '', '')]);
    assert.equal(empty.status, 422);
    assert.match(empty.text, /href="#credential"/);
    const both = await upload([part('credential', files.credential), part('file', files.credential, 'r.json')]);
    assert.equal(both.status, 422);
    assert.match(both.text, /either paste it, or choose its file/);
    for (const [value, filename] of [['\x89PNG\r\n\x1a\n\0\0', 'badge.png'], ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'plain.svg'], ['{}', 'x.json'], ['\xff\xfe', 'x']]) {
      const reply = await upload([part('file', value, filename)]);
      assert.equal(reply.status, 422, filename);
      assert.match(reply.text, /This is not a completion record/, filename);
    }
  });

  test('refuses a form that browsers would not send', async () => {
    for (const body of ['', 'x', `--${boundary}\r\n\r\nx\r\n--${boundary}--`, part('file', '{}', 'x.json'), `x${part('credential', 'x')}--${boundary}--`]) {
      const reply = await exchange(server.url, 'POST', '/verify', { body, headers: { Accept: 'application/json', 'Content-Type': `multipart/form-data; boundary=${boundary}` } });
      assert.ok([400, 422].includes(reply.status), body);
    }
    const large = await upload([part('file', ' '.repeat(1100000), 'x.json')], 'application/json').catch(() => ({ status: 413 }));
    assert.equal(large.status, 413);
  });

  test('tells a changed record, a foreign proof and a wrong address from what is theirs', async () => {
    const json = async (parts) => (await upload(parts, 'application/json')).json;
    const result = (reply, id) => reply.checks.find((one) => one.id === id)?.result;
    const changed = await json([part('file', files.credential.replace('"validUntil":"20', '"validUntil":"21'), 'r.json')]);
    assert.equal(changed.verdict, 'changed');
    assert.equal(changed.status, 422);
    const others = (await ask('t-bio', `${score}/proof`, '*/*')).text;
    const foreign = await json([part('file', files.credential, 'r.json'), part('proof', others.replace(/^index \d+$/m, 'index 0'), 'p')]);
    assert.equal(foreign.verdict, 'not_proved');
    const right = await json([part('file', files.credential, 'r.json'), part('email', 'T-BIO@middlemarch.example')]);
    assert.equal(result(right, 'email'), 'yes');
    const wrong = await json([part('file', files.credential, 'r.json'), part('email', 't-law@middlemarch.example')]);
    assert.equal(wrong.verdict, 'other_person');
  });
});

describe('signpost verify', () => {
  let folder, key, logKey;
  before(async () => {
    folder = join(server.folder, 'records');
    mkdirSync(folder);
    for (const [name, path, accept] of [['a.json', completion, 'application/vc+ld+json'], ['a.tlog-proof', `${completion}/proof`, '*/*'],
      ['b.svg', `${score}/badge.svg`, '*/*'], ['b.tlog-proof', `${score}/proof`, '*/*']])
      writeFileSync(join(folder, name), (await ask('t-bio', path, accept)).text);
    const record = (await ask('t-bio', completion, 'application/json')).json;
    key = [record.proof].flat()[0].verificationMethod.split('#')[1];
    const checkpoint = (await ask('t-bio', `${completion}/proof`, '*/*')).text.split('\n\n')[1].split('\n')[0];
    logKey = execFileSync(process.execPath, ['-e', `
      const { createHash } = require('node:crypto');
      const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
      const name = process.argv[1], multikey = name.split('/').pop();
      let number = 0n;
      for (const c of multikey.slice(1)) number = number * 58n + BigInt(alphabet.indexOf(c));
      const bytes = Buffer.from(number.toString(16).padStart(68, '0'), 'hex').subarray(2);
      const typed = Buffer.concat([Buffer.from([1]), bytes]);
      const id = createHash('sha256').update(name + '\\n').update(typed).digest('hex').slice(0, 8);
      console.log(name + '+' + id + '+' + typed.toString('base64'));
    `, checkpoint]).toString().trim();
  });

  test('says of one record every check that was made, and which were not', async () => {
    const offline = await run(['verify', join(folder, 'a.json'), '--key', key, '--log-key', logKey]);
    assert.equal(offline.code, 0, offline.out + offline.err);
    assert.match(offline.out, /a\.json: valid\. Genuine, and its time is not over/);
    assert.match(offline.out, /yes +That entry stands in the log/);
    assert.match(offline.out, /not checked +It has not been withdrawn/);
    const online = await run(['verify', join(folder, 'a.json'), '--db', server.db, '--email', 't-bio@middlemarch.example']);
    assert.equal(online.code, 0, online.out + online.err);
    assert.match(online.out, /yes +It has not been withdrawn/);
    assert.match(online.out, /yes +It was issued to the e-mail address you gave/);
  });

  test('goes through a folder, counts, and prints JSON that holds all of it', async () => {
    writeFileSync(join(folder, 'notes.txt'), 'not a record');
    const text = await run(['verify', folder, '--key', key, '--log-key', logKey]);
    assert.equal(text.code, 0, text.out + text.err);
    assert.match(text.out, /2 records: 2 valid, 0 not\./);
    const json = JSON.parse((await run(['verify', folder, '--key', key, '--format', 'json'])).out);
    assert.deepEqual([json.checked, json.valid, json.records.length], [2, 2, 2]);
    assert.ok(json.records.every((one) => one.checks.find((check) => check.id === 'log').result === 'not checked'), 'no log key was given');
    assert.equal(json.records.filter((one) => one.score).length, 1);
  });

  test('takes the keys from an issuer’s document, and several of them', async () => {
    const document = join(server.folder, 'issuer.json');
    writeFileSync(document, JSON.stringify({ id: 'did:x', verificationMethod: [{ type: 'Multikey', publicKeyMultibase: key }] }));
    assert.equal((await run(['verify', join(folder, 'a.json'), '--key', document])).code, 0);
    const other = 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2';
    assert.equal((await run(['verify', join(folder, 'a.json'), '--key', other, '--key', key])).code, 0);
    assert.equal((await run(['verify', join(folder, 'a.json'), '--key', other])).code, 5);
  });

  test('leaves with 2 for what is no key, 4 for what is not there, 5 for what does not hold', async () => {
    const file = join(folder, 'a.json');
    for (const bad of [['--key', 'z6Mk'], ['--key', `${key}x`], ['--key', file], ['--key', key, '--log-key', 'x'], ['--key', key, '--witness-key', logKey],
      ['--key', key, '--db', server.db], ['--key', key, '--name', 'A'], []])
      assert.equal((await run(['verify', file, ...bad])).code, 2, bad.join(' '));
    assert.equal((await run(['verify', join(folder, 'none.json'), '--key', key])).code, 4);
    assert.equal((await run(['verify', file, '--key', key, '--email', 'b@example.com'])).code, 5);
    const swapped = await run(['verify', file, '--key', key, '--log-key', logKey, '--proof', join(folder, 'notes.txt')]);
    assert.equal(swapped.code, 5);
    assert.match(swapped.out, /NOT VALID/);
    const some = await run(['verify', join(folder, 'none.json'), file, '--key', key]);
    assert.equal(some.code, 4);
    assert.match(some.out, /a\.json: valid/, 'the others get their answer all the same');
  });

  test('a proof that was named stands for its record, once', async () => {
    const files = ['a.json', 'a.tlog-proof', 'b.tlog-proof'].map((name) => join(folder, name));
    const { code, out } = await run(['verify', ...files, '--key', key, '--log-key', logKey]);
    assert.equal(code, 0, out);
    assert.match(out, /2 records: 2 valid/);
  });
});

test('a withdrawn record says so to its holder, to who has the link, to who checks it, and has no certificate', async () => {
  await share(completion, { shared: true, name: true });
  const before = await run(['verify', join(server.folder, 'records', 'a.json'), '--db', server.db]);
  assert.equal(before.code, 0);
  const revoked = await run(['record', 'revoke', completion.split('/').pop(), '--reason', 'mistake', '--db', server.db]);
  assert.equal(revoked.code, 0, revoked.err);
  for (const [id, path] of [['t-bio', completion], ['nobody', completion], ['nobody', `/verify?record=${completion.split('/').pop()}`]]) {
    const { text } = await ask(id, path, 'text/html');
    assert.match(text, /[Ww]ithdr[ae]w/, `${path} as ${id}`);
    assert.ok(id === 't-bio' || !text.includes('mistake'), 'the reason is between the University and its holder');
  }
  for (const id of ['t-bio', 'nobody']) assert.equal((await ask(id, `${completion}/certificate`, 'text/html')).status, 303);
  const after = await run(['verify', join(server.folder, 'records', 'a.json'), '--db', server.db]);
  assert.equal(after.code, 5);
  assert.match(after.out, /no +It has not been withdrawn/);
});
