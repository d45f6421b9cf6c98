// cli.test.mjs: the command line as scripts rely on it: exit codes, words, writing beside a running server, copies and damage.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, closeSync, cpSync, existsSync, openSync, readFileSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Server, answerAll, must, program, questions, run, staff, staffCsv, staffHeader, today } from './support.mjs';
import { exits, file, folder } from './folder.mjs';

describe('the program', () => {
  test('--help and --version go to stdout', async () => {
    for (const args of [['--help'], ['report', '--help'], ['staff', 'import', '--help']]) {
      const { out, err } = await exits(0, args);
      assert.ok(out.length > 40 && err === '', args.join(' '));
    }
    assert.match((await exits(0, ['--version'])).out, /^signpost \d+\.\d+\.\d+\n$/);
  });
  test('a wrong call is 2 and says what to do', async () => {
    for (const args of [
      [],
      ['nonsense'],
      ['report', '--nonsense'],
      ['report', '--as-of'],
      ['staff'],
      ['staff', 'import'],
      ['check', 'a', 'b'],
      ['report', '--db', 'x.db', '--format', 'xml'],
      ['init', '--db', join(folder, 'x.db')],
      ['people', '--db', 'x.db'],
    ])
      await exits(2, args, /signpost|Usage|usage/);
    await exits(2, ['report'], /--db|SIGNPOST_DB/, { env: { SIGNPOST_DB: '' } });
  });
  test('what is not there is 4', async () => {
    for (const args of [
      ['report', '--db', join(folder, 'none.db')],
      ['verify', join(folder, 'none.json'), '--db', join(folder, 'none.db')],
      ['staff', 'import', join(folder, 'none.csv'), '--db', join(folder, 'none.db')],
    ])
      await exits(4, args, /none\./);
  });
});

describe('init', () => {
  test('makes a database and keys that only their owner can read, and a link; and never over another', async () => {
    const db = join(folder, 'init.db');
    const { out } = await exits(0, [
      'init',
      '--db',
      db,
      '--name',
      'University of Middlemarch',
      '--url',
      'https://quiz.middlemarch.example/',
    ]);
    assert.match(out, /^https:\/\/quiz\.middlemarch\.example\/sign-in\?token=[0-9a-f]{64}\n$/);
    assert.equal(statSync(`${db}.keys`).mode & 0o777, 0o600);
    assert.equal(statSync(db).mode & 0o077, 0, 'the database is for its owner');
    const keys = readFileSync(`${db}.keys`);
    await exits(1, ['init', '--db', db, '--name', 'Other'], /exists/);
    assert.deepEqual(readFileSync(`${db}.keys`), keys);
  });
  test('refuses keys that others can read', async () => {
    const db = join(folder, 'open.db');
    await must(['init', '--db', db, '--name', 'U']);
    chmodSync(`${db}.keys`, 0o644);
    await exits(3, ['serve', '--db', db, '--listen', '127.0.0.1:0', '--questions', questions], /open\.db\.keys/);
  });
  test('nothing stays of an init that failed', async () => {
    const db = join(folder, 'half.db');
    writeFileSync(`${db}.keys`, 'mine');
    await exits(1, ['init', '--db', db, '--name', 'U']);
    assert.equal(existsSync(db), false);
    assert.equal(readFileSync(`${db}.keys`, 'utf8'), 'mine');
  });
});

describe('beside a running server', () => {
  let server, tutor;
  before(async () => {
    server = await Server.started();
    tutor = await server.script('t-bio');
  });
  after(() => server.end());

  test('the socket is for its owner only, and a second server is refused', async () => {
    assert.equal(statSync(`${server.db}.sock`).mode & 0o777, 0o600);
    await exits(1, ['serve', '--db', server.db, '--listen', '127.0.0.1:0', '--questions', questions], /another process|owns/i);
    assert.equal((await tutor.get('/readyz')).status, 200);
  });
  test('imports are seen at once by pages, and their refusals reach the terminal', async () => {
    const senior = await server.script('s-bio');
    await exits(0, [
      'staff',
      'import',
      file('joiner.csv', staffCsv([['t-new', 'Nia Adeyemi', 'BIO', 'tutor', today, '']])),
      '--db',
      server.db,
    ]);
    const people = (await senior.get('/schools/BIO/people')).json.people;
    assert.equal(people.find((person) => person.staff_id === 't-new').state, 'not_yet_due');
    await exits(0, [
      'completions',
      'import',
      file('late.csv', `staff_id,kind,item,completed_on,score,max_score,evidence\nt-new,quiz,personal-tutoring,${today},20,20,\n`),
      '--db',
      server.db,
    ]);
    assert.equal(
      (await senior.get('/schools/BIO/people')).json.people.find((person) => person.staff_id === 't-new').quiz.state,
      'complete',
    );
    const { err } = await exits(3, ['staff', 'import', file('bad.csv', `${staffHeader}\nx\n`), '--db', server.db]);
    assert.match(err, /bad\.csv:2: /);
  });
  test('reads give what the server gives', async () => {
    const dean = await server.script('dean');
    const served = (await dean.get('/report')).json,
      read = JSON.parse(await must(['report', '--db', server.db, '--format', 'json']));
    assert.deepEqual(
      read.schools.map(({ code, personal_tutors, states }) => ({ code, personal_tutors, states })),
      served.schools.map(({ code, personal_tutors, states }) => ({ code, personal_tutors, states })),
    );
    for (const format of ['text', 'csv', 'html']) assert.match(await must(['report', '--db', server.db, '--format', format]), /BIO/);
  });
  test('a report that shows a median over too few people says so, in its table or beside it, and no other does', async () => {
    const few = /A median here is over fewer than 5 people, [^\n]* do not pass it on\./;
    const print = async (format, ...args) => {
      const { out, err } = await exits(0, ['report', '--db', server.db, '--format', format, ...args]);
      return { out, err };
    };
    for (const format of ['text', 'html']) assert.match((await print(format)).out, few, format);
    const csv = await print('csv');
    assert.match(csv.err, few);
    assert.doesNotMatch(csv.out, few);
    for (const format of ['text', 'html', 'csv']) {
      const { out, err } = await print(format, '--as-of', '2001-01-01'); // nobody had a score
      assert.doesNotMatch(out + err, few, format);
    }
  });
  test('tables come as CSV too, and no spreadsheet runs what a name says', async () => {
    await must([
      'staff',
      'import',
      file('formula.csv', staffCsv([['t-formula', '=HYPERLINK(0)', 'BIO', 'tutor', today, '']])),
      '--db',
      server.db,
    ]);
    const [senior, dean] = await Promise.all([server.script('s-bio'), server.script('dean')]);
    for (const [script, path] of [
      [dean, '/report'],
      [dean, '/schools/BIO'],
      [senior, '/schools/BIO/people'],
    ]) {
      const reply = await script.get(`${path}?format=csv`);
      assert.equal(reply.status, 200, path);
      assert.match(reply.headers['content-type'], /^text\/csv/);
      assert.match(reply.text, /^[a-z_]+(,[a-z_]+)+\r\n/);
      assert.ok(!/(^|,|")=HYPERLINK/m.test(reply.text), reply.text);
    }
    assert.ok((await senior.get('/schools/BIO/people?format=csv')).text.includes("'=HYPERLINK"));
    assert.ok((await must(['people', '--school', 'BIO', '--format', 'csv', '--db', server.db])).includes("'=HYPERLINK"));
  });
  test('thirty-two writing commands at once all get through', async () => {
    const results = await Promise.all(Array.from({ length: 32 }, () => run(['token', '--staff-id', 't-bio', '--db', server.db])));
    assert.deepEqual([...new Set(results.map((result) => result.code))], [0], results.find((result) => result.code)?.err);
    assert.equal(new Set(results.map((result) => result.out)).size, 32);
  });
  test('a backup under load is whole, restores, and holds what was acknowledged before it', async () => {
    const other = await server.script('t-bio2');
    const attempt = await other.startQuiz();
    await answerAll(other, attempt);
    const submitted = (await other.post(`/attempts/${attempt.id}/submission`)).json;
    const load = (async () => {
      const next = await other.startQuiz();
      for (let round = 0; round < 5; round++)
        await Promise.all(
          next.questions.map((question) =>
            other.put(`/attempts/${next.id}/answers/${question.number}`, { response: 'dont_know', version: round }),
          ),
        );
    })();
    const copy = join(folder, 'copy.db'),
      restored = join(folder, 'restored.db');
    await exits(0, ['backup', copy, '--db', server.db]);
    await load;
    await exits(1, ['backup', copy, '--db', server.db], /copy\.db/);
    await exits(0, ['restore', copy, '--db', restored]);
    cpSync(`${server.db}.keys`, `${restored}.keys`);
    await exits(0, ['doctor', '--db', restored]);
    const second = new Server(folder);
    second.db = restored;
    await second.start();
    try {
      const again = await second.script('t-bio2');
      assert.deepEqual((await again.get(`/attempts/${attempt.id}`)).json, submitted);
    } finally {
      await second.stop();
    }
  });
  test('doctor --rebuild beside the server finds nothing different', async () => {
    assert.match((await exits(0, ['doctor', '--rebuild', '--db', server.db])).out, /nothing was different/);
  });
  test('after the server left, the socket is gone and commands go on', async () => {
    await server.stop();
    assert.equal(existsSync(`${server.db}.sock`), false);
    await exits(0, ['token', '--staff-id', 't-bio', '--db', server.db]);
  });
});

test('serve listens on a unix socket, and takes it away again', async () => {
  const db = join(folder, 'unix.db'),
    path = join(folder, 'http.sock');
  await must(['init', '--db', db, '--name', 'U']);
  const child = spawn(program, ['serve', '--db', db, '--listen', `unix:${path}`, '--questions', questions], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const left = new Promise((done) => child.on('exit', done));
  try {
    await new Promise((done) => child.stdout.once('data', done));
    const options = { socketPath: path, path: '/readyz', agent: false };
    const status = await new Promise((done, failed) =>
      http.get(options, (reply) => done(reply.resume().statusCode)).on('error', failed),
    );
    assert.equal(status, 200);
    child.kill('SIGTERM');
    assert.equal(await left, 0);
    assert.equal(existsSync(path), false);
  } finally {
    child.kill('SIGKILL');
  }
});

describe('restore and doctor', () => {
  let db, copy;
  before(async () => {
    db = join(folder, 'damage.db');
    copy = join(folder, 'damage-copy.db');
    await must(['init', '--db', db, '--name', 'U']);
    await must(['staff', 'import', file('staff.csv', staffCsv(staff)), '--db', db]);
    await must(['backup', copy, '--db', db]);
  });
  const spoil = (path, word, to) => {
    const bytes = readFileSync(path),
      at = bytes.lastIndexOf(word);
    assert.ok(at > 0, word);
    const handle = openSync(path, 'r+');
    writeSync(handle, Buffer.from(to), 0, to.length, at);
    closeSync(handle);
  };
  test('restore refuses to overwrite without --force', async () => {
    await exits(1, ['restore', copy, '--db', db], /--force/);
    await exits(0, ['restore', copy, '--db', db, '--force']);
    await exits(0, ['doctor', '--db', db]);
  });
  test('a copy in which an event was changed is refused with 5, and changes nothing', async () => {
    const bad = join(folder, 'tampered.db');
    cpSync(copy, bad);
    spoil(bad, '"role":"head_of_school"', '"role":"training_lead" ');
    await exits(5, ['restore', bad, '--db', db, '--force']);
    await exits(0, ['doctor', '--db', db]);
    await exits(5, ['doctor', '--db', bad]);
  });
  test('a copy cut short, or no database at all, is refused', async () => {
    const bad = join(folder, 'cut.db');
    cpSync(copy, bad);
    truncateSync(bad, 8192);
    for (const path of [bad, file('text.db', 'no database at all, but long enough to be looked at twice')]) {
      const result = await run(['restore', path, '--db', db, '--force']);
      assert.ok([1, 3, 5].includes(result.code), `${path}: ${result.code}`);
      await exits(0, ['doctor', '--db', db]);
    }
  });
});
