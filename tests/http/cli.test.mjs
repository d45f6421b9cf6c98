// cli.test.mjs: the command line as scripts rely on it: exit codes, words with file and line, writing beside a running server.
import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, openSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Server, answerAll, must, questions, run, staff, staffCsv, staffHeader, today, tomorrow, yesterday } from './support.mjs';

let folder;
before(() => { folder = mkdtempSync(join(tmpdir(), 'signpost-cli-')); });
after(() => rmSync(folder, { recursive: true, force: true }));
const file = (name, text) => { const path = join(folder, name); writeFileSync(path, text); return path; };
const exits = async (code, args, words, options) => {
  const result = await run(args, options);
  assert.equal(result.code, code, `signpost ${args.join(' ')}: ${result.out}${result.err}`);
  if (words) assert.match(result.err, words);
  if (code) assert.ok(result.err.startsWith('signpost: ') || result.err.includes('\nsignpost: ') || /:\d*:? /.test(result.err), result.err);
  return result;
};

describe('the program', () => {
  test('--help and --version go to stdout', async () => {
    for (const args of [['--help'], ['report', '--help'], ['staff', 'import', '--help']]) {
      const { out, err } = await exits(0, args);
      assert.ok(out.length > 40 && err === '', args.join(' '));
    }
    assert.match((await exits(0, ['--version'])).out, /^signpost \d+\.\d+\.\d+\n$/);
  });
  test('a wrong call is 2 and says what to do', async () => {
    for (const args of [[], ['nonsense'], ['report', '--nonsense'], ['report', '--as-of'], ['staff'], ['staff', 'import'], ['check', 'a', 'b'],
      ['report', '--db', 'x.db', '--format', 'xml'], ['init', '--db', join(folder, 'x.db')], ['people', '--db', 'x.db']])
      await exits(2, args, /signpost|Usage|usage/);
    await exits(2, ['report'], /--db|SIGNPOST_DB/, { env: { SIGNPOST_DB: '' } });
  });
  test('what is not there is 4', async () => {
    for (const args of [['report', '--db', join(folder, 'none.db')], ['verify', join(folder, 'none.json'), '--db', join(folder, 'none.db')], ['staff', 'import', join(folder, 'none.csv'), '--db', join(folder, 'none.db')]])
      await exits(4, args, /none\./);
  });
});

describe('init', () => {
  test('makes a database and keys that only their owner can read, and a link; and never over another', async () => {
    const db = join(folder, 'init.db');
    const { out } = await exits(0, ['init', '--db', db, '--name', 'University of Middlemarch', '--url', 'https://quiz.middlemarch.example/']);
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

describe('staff import', () => {
  let db;
  const rows = (list) => staffCsv(list);
  const report = async (...more) => JSON.parse(await must(['report', '--db', db, '--format', 'json', ...more]));
  before(async () => { db = join(folder, 'staff.db'); await must(['init', '--db', db, '--name', 'University of Middlemarch']); });

  test('a dry run says what would be, and does nothing', async () => {
    const path = file('staff.csv', rows(staff));
    const before = (await report()).known_at;
    const { out } = await exits(0, ['staff', 'import', path, '--dry-run', '--db', db]);
    assert.match(out, /14 rows: 12 joiners/);
    assert.equal((await report()).known_at, before);
  });
  test('joiners, then nothing new, then movers, leavers and changes', async () => {
    const path = file('staff.csv', rows(staff));
    assert.match((await exits(0, ['staff', 'import', path, '--db', db])).out, /12 joiners/);
    assert.match((await exits(0, ['staff', 'import', path, '--db', db])).out, /0 joiners, 0 leavers, 0 movers, 0 changes, 12 people unchanged/);
    assert.deepEqual((await report()).schools.map((school) => [school.code, school.personal_tutors]), [['BIO', 3], ['LAW', 3]]);
    const changed = file('changed.csv', rows([['t-bio2', 'Bilal Hussain-Khan', 'BIO', 'tutor', '2019-09-01', yesterday]]));
    await exits(0, ['staff', 'import', changed, '--db', db, '--force']);
    const people = JSON.parse(await must(['people', '--school', 'BIO', '--db', db, '--format', 'json'])).people.map((person) => person.staff_id);
    assert.deepEqual(people.sort(), ['t-bio', 't-both']);
    assert.deepEqual((await report('--as-of', yesterday)).schools[0].personal_tutors, 4, 'on the day before, they were there');
    await exits(0, ['staff', 'import', file('back.csv', rows([['t-bio2', 'Bilal Hussain', 'BIO', 'tutor', '2019-09-01', '']])), '--db', db]);
  });
  test('absence from the file ends nothing', async () => {
    const before = (await report()).schools.map((school) => school.personal_tutors);
    await exits(0, ['staff', 'import', file('one.csv', rows(staff.slice(0, 1))), '--db', db]);
    assert.deepEqual((await report()).schools.map((school) => school.personal_tutors), before);
  });
  test('ending more than a tenth of the posts wants --force', async () => {
    const path = file('leavers.csv', rows(staff.slice(0, 3).map(([id, name, school, role, start]) => [id, name, school, role, start, yesterday])));
    const before = (await report()).known_at;
    await exits(1, ['staff', 'import', path, '--db', db], /--force/);
    assert.equal((await report()).known_at, before);
  });
  test('a byte order mark and CRLF make no difference', async () => {
    const path = file('bom.csv', `\ufeff${rows(staff).replace(/\n/g, '\r\n')}`);
    assert.match((await exits(0, ['staff', 'import', path, '--db', db])).out, /0 joiners/);
  });

  const line = (text) => `${staffHeader}\nok1,Ola,ok1@x.example,BIO,Biology,tutor,,2024-01-01,\n${text}\n`;
  const bad = [
    ['a wrong header', 'id,name\n1,2\n', 1], ['no header', '', 1], ['a header in another order', `${staffHeader.replace('name,email', 'email,name')}\n`, 1],
    ['too few fields', line('x,X,x@x.example,BIO'), 3], ['too many fields', line('x,X,x@x.example,BIO,Biology,tutor,,2024-01-01,,,'), 3],
    ['a date that is none', line('x,X,x@x.example,BIO,Biology,tutor,,2023-02-29,'), 3], ['a date in another form', line('x,X,x@x.example,BIO,Biology,tutor,,01/09/2024,'), 3],
    ['no start', line('x,X,x@x.example,BIO,Biology,tutor,,,'), 3], ['an end before the start', line('x,X,x@x.example,BIO,Biology,tutor,,2024-01-01,2023-12-31'), 3],
    ['an unknown role', line('x,X,x@x.example,BIO,Biology,chief,,2024-01-01,'), 3], ['a tutor of no School', line('x,X,x@x.example,,,tutor,,2024-01-01,'), 3],
    ['a Dean of a School', line('x,X,x@x.example,BIO,Biology,dean,,2024-01-01,'), 3], ['no e-mail', line('x,X,,BIO,Biology,tutor,,2024-01-01,'), 3],
    ['no staff id', line(',X,x@x.example,BIO,Biology,tutor,,2024-01-01,'), 3], ['an open quote', line('x,"X,x@x.example,BIO,Biology,tutor,,2024-01-01,'), 3],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from(line('x,X').trimEnd()), Buffer.from([0xff]), Buffer.from(',x@x.example,BIO,Biology,tutor,,2024-01-01,\n')]), 3],
    ['NUL', line('x,X\0,x@x.example,BIO,Biology,tutor,,2024-01-01,'), 3],
    ['the same row twice', line('ok1,Ola,ok1@x.example,BIO,Biology,tutor,,2024-01-01,'), 3],
    ['overlapping posts', line('ok1,Ola,ok1@x.example,BIO,Biology,tutor,,2024-06-01,'), 3],
    ['one person, two names', line('ok1,Olga,ok1@x.example,LAW,Law,tutor,,2024-01-01,'), 3],
    ['one address, two people', line('ok2,Olu,OK1@x.example,BIO,Biology,tutor,,2024-01-01,'), 3],
  ];
  for (const [what, text, number] of bad)
    test(`${what}: 3, file and line, and nothing of it`, async () => {
      const path = file('bad.csv', text);
      const before = (await report()).known_at;
      const { err } = await exits(3, ['staff', 'import', path, '--db', db]);
      assert.match(err, new RegExp(`bad\\.csv:${number}: .{15,}`), err);
      assert.equal((await report()).known_at, before);
    });
  test('every finding is named, not only the first', async () => {
    const { err } = await exits(3, ['staff', 'import', file('bad.csv', line('x,X,x@x.example,BIO,Biology,chief,,2024-01-01,\ny,Y,y@x.example,BIO,Biology,tutor,,soon,')), '--db', db]);
    assert.match(err, /bad\.csv:3: /);
    assert.match(err, /bad\.csv:4: /);
    assert.match(err, /nothing was imported/);
  });
  test('100,000 rows: all or nothing', async () => {
    const many = (last) => `${staffHeader}\n${Array.from({ length: 100000 }, (_, i) => `m${i},Tutor ${i},m${i}@x.example,S${i % 40},School ${i % 40},tutor,,2024-01-01,`).join('\n')}\n${last}`;
    const big = join(folder, 'big.db');
    await must(['init', '--db', big, '--name', 'U']);
    const { err } = await exits(3, ['staff', 'import', file('many.csv', many('x,X,x@x.example,S1,School 1,tutor,,never,\n')), '--db', big]);
    assert.match(err, /many\.csv:100002: /);
    assert.equal(JSON.parse(await must(['report', '--db', big, '--format', 'json'])).university.personal_tutors, 0);
    await exits(0, ['staff', 'import', file('many.csv', many('')), '--db', big]);
    assert.equal(JSON.parse(await must(['report', '--db', big, '--format', 'json'])).university.personal_tutors, 100000);
  });
});

describe('completions import', () => {
  let db;
  const header = 'staff_id,kind,item,completed_on,score,max_score,evidence';
  const imported = (text) => run(['completions', 'import', file('completions.csv', `${header}\n${text}`), '--db', db], { env: { SIGNPOST_QUESTIONS: questions } });
  const person = async (id) => JSON.parse(await must(['people', '--school', 'BIO', '--db', db, '--format', 'json'])).people.find((one) => one.staff_id === id);
  before(async () => {
    db = join(folder, 'completions.db');
    await must(['init', '--db', db, '--name', 'U']);
    await must(['staff', 'import', file('staff.csv', staffCsv(staff)), '--db', db]);
  });
  test('become events, once, and count', async () => {
    const rows = `t-bio,quiz,personal-tutoring,${yesterday},15,20,paper of the School\nt-bio,training,role,2020-02-29,,,\nt-bio,training,signposting,${today},,,\n`;
    const first = await imported(rows);
    assert.equal(first.code, 0, first.err);
    assert.match(first.out, /3 imported, 0 skipped/);
    assert.match((await imported(rows)).out, /0 imported, 3 skipped/);
    const { quiz, training } = await person('t-bio');
    assert.deepEqual([quiz.state, quiz.completed_on, quiz.score, quiz.max_score], ['complete', yesterday, 15, 20]);
    assert.equal(training.state, 'overdue', 'a leap day of 2020 counted until 28 February 2023');
  });
  const bad = [['nobody', 'zz,quiz,personal-tutoring,2024-01-01,,,'], ['an unknown kind', 't-bio,exam,personal-tutoring,2024-01-01,,,'], ['an unknown item', 't-bio,quiz,none,2024-01-01,,,'],
    ['a day to come', `t-bio,quiz,personal-tutoring,${tomorrow},,,`], ['no day', 't-bio,quiz,personal-tutoring,,,,'], ['more than the maximum', 't-bio,quiz,personal-tutoring,2024-01-01,21,20,'],
    ['a score without a maximum', 't-bio,quiz,personal-tutoring,2024-01-01,15,,'], ['a score that is none', 't-bio,quiz,personal-tutoring,2024-01-01,many,20,'], ['a score of training', 't-bio,training,role,2024-01-01,1,2,'],
    ['below nothing', 't-bio,quiz,personal-tutoring,2024-01-01,-1,20,'], ['of nothing', 't-bio,quiz,personal-tutoring,2024-01-01,0,0,']];
  for (const [what, row] of bad)
    test(`${what}: 3, file and line, and nothing of it`, async () => {
      const result = await imported(`t-bio2,quiz,personal-tutoring,2024-05-05,10,20,\n${row}\n`);
      assert.equal(result.code, 3, result.out + result.err);
      assert.match(result.err, /completions\.csv:3: .{15,}/);
      assert.equal((await person('t-bio2')).quiz.completed_on, null);
    });
});

describe('beside a running server', () => {
  let server, tutor;
  before(async () => { server = await Server.started(); tutor = await server.script('t-bio'); });
  after(() => server.end());

  test('the socket is for its owner only, and a second server is refused', async () => {
    assert.equal(statSync(`${server.db}.sock`).mode & 0o777, 0o600);
    await exits(1, ['serve', '--db', server.db, '--listen', '127.0.0.1:0', '--questions', questions], /another process|owns/i);
    assert.equal((await tutor.get('/readyz')).status, 200);
  });
  test('imports are seen at once by pages, and their refusals reach the terminal', async () => {
    const senior = await server.script('s-bio');
    await exits(0, ['staff', 'import', file('joiner.csv', staffCsv([['t-new', 'Nia Adeyemi', 'BIO', 'tutor', today, '']])), '--db', server.db]);
    const people = (await senior.get('/schools/BIO/people')).json.people;
    assert.equal(people.find((person) => person.staff_id === 't-new').state, 'not_yet_due');
    await exits(0, ['completions', 'import', file('late.csv', `staff_id,kind,item,completed_on,score,max_score,evidence\nt-new,quiz,personal-tutoring,${today},20,20,\n`), '--db', server.db]);
    assert.equal((await senior.get('/schools/BIO/people')).json.people.find((person) => person.staff_id === 't-new').quiz.state, 'complete');
    const { err } = await exits(3, ['staff', 'import', file('bad.csv', `${staffHeader}\nx\n`), '--db', server.db]);
    assert.match(err, /bad\.csv:2: /);
  });
  test('reads give what the server gives', async () => {
    const dean = await server.script('dean');
    const served = (await dean.get('/report')).json, read = JSON.parse(await must(['report', '--db', server.db, '--format', 'json']));
    assert.deepEqual(read.schools.map(({ code, personal_tutors, states }) => ({ code, personal_tutors, states })), served.schools.map(({ code, personal_tutors, states }) => ({ code, personal_tutors, states })));
    for (const format of ['text', 'csv', 'html']) assert.match(await must(['report', '--db', server.db, '--format', format]), /BIO/);
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
    const load = (async () => { const next = await other.startQuiz(); for (let round = 0; round < 5; round++) await Promise.all(next.questions.map((question) => other.put(`/attempts/${next.id}/answers/${question.number}`, { response: 'dont_know', version: round }))); })();
    const copy = join(folder, 'copy.db'), restored = join(folder, 'restored.db');
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
    } finally { await second.stop(); }
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
    const bytes = readFileSync(path), at = bytes.lastIndexOf(word);
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

describe('a broken questions folder', () => {
  let db;
  before(async () => { db = join(folder, 'bank.db'); await must(['init', '--db', db, '--name', 'U']); });
  const bank = 'bank/a-code-of-practice.json', quiz = 'quizzes/personal-tutoring.json';
  const edit = (path, from, to) => [path, (text) => { assert.ok(from instanceof RegExp ? from.test(text) : text.includes(from), String(from)); return text.replace(from, to); }];
  const json = (path, change) => [path, (text) => { const value = JSON.parse(text); change(value); return JSON.stringify(value, null, 2); }];
  const cases = {
    'JSON cut short': [bank, (text) => text.slice(0, -40)], 'a name twice': edit(bank, '"subject": "a",', '"subject": "a",\n  "subject": "a",'), 'NUL': edit(bank, '"stem": "', '"stem": "\\u0000'),
    'a raw control character': edit(bank, '"stem": "', '"stem": "\x01'), 'a number that is none': edit(quiz, /"count": (\d)/, '"count": 0$1'), 'too deep': [bank, () => '['.repeat(40) + ']'.repeat(40)],
    'an unknown member': edit(bank, '"type": "single",', '"type": "single", "points": 2,'), 'an unknown type': edit(bank, '"type": "single"', '"type": "essay"'), 'an unknown pool': edit(bank, '"pool": "quiz"', '"pool": "pond"'),
    'a key that is no choice': edit(bank, /"key": "[a-z]"/, '"key": "zz"'), 'no key': json(bank, (value) => { delete value.questions[0].key; }), 'an id twice': json(bank, (value) => { value.questions[1].id = value.questions[0].id; }),
    'an id that is none': json(bank, (value) => { value.questions[0].id = 'Not An Id'; }), 'an empty stem': json(bank, (value) => { value.questions[0].stem = ''; }), 'one choice': json(bank, (value) => { value.questions[0].choices.length = 1; }),
    'the same choice twice': json(bank, (value) => { value.questions[0].choices[1].id = value.questions[0].choices[0].id; }), 'no feedback': json(bank, (value) => { delete value.questions[0].feedback.wrong; }),
    'an unknown document': json(bank, (value) => { value.questions[0].source.document = 'hearsay'; }), 'raw HTML': json(bank, (value) => { value.questions[0].stem = 'Hello <script>alert(1)</script>'; }),
    'an image': json(bank, (value) => { value.questions[0].stem = '![x](https://x.example/y.png)'; }), 'a stem too long': json(bank, (value) => { value.questions[0].stem = 'x'.repeat(9000); }),
    'more questions than there are': json(quiz, (value) => { value.draw[0].count = 199; }), 'a subject drawn twice': json(quiz, (value) => { value.draw.push(value.draw[0]); }), 'an unknown subject': json(quiz, (value) => { value.draw[0].subject = 'f'; }),
    'a check that is no practice question': ['modules/role.json', (text) => { const value = JSON.parse(text); value.sections[0].checks = ['a-reply-time']; return JSON.stringify(value, null, 2); }],
    'a module that waits for itself': json('modules/refresher.json', (value) => { value.opens_after = ['refresher']; }), 'a section without its file': json('modules/role.json', (value) => { value.sections[0].file = 'role/none.md'; }),
    'a section outside the folder': json('modules/role.json', (value) => { value.sections[0].file = '../../../../etc/hostname'; }),
    'a requirement of no module': json('requirements.json', (value) => { value.requirements[0].any_of = ['none']; }), 'no title of a role': json('institution.json', (value) => { delete value.titles.tutor; }),
    'an unknown time zone': json('institution.json', (value) => { value.time_zone = 'Europe/Middlemarch'; }), 'no statement': json('institution.json', (value) => { delete value.statement.default; }),
    'a service that is none': json('institution.json', (value) => { value.directory.find((one) => one.situations.length).situations[0].also = ['none']; }),
  };
  for (const [what, [path, change]] of Object.entries(cases))
    test(`${what}: check exits 3 naming file and line, and serve does not start`, async () => {
      const broken = join(folder, 'broken');
      rmSync(broken, { recursive: true, force: true });
      cpSync(questions, broken, { recursive: true });
      writeFileSync(join(broken, path), change(readFileSync(join(broken, path), 'utf8')));
      const checked = await exits(3, ['check', broken]);
      const finding = checked.err.split('\n').find((line) => line.includes(`${path}:`));
      assert.match(finding ?? checked.err, new RegExp(`${path.replace(/[.]/g, '\\.')}:\\d+: .{15,}`));
      const served = await exits(3, ['serve', '--db', db, '--listen', '127.0.0.1:0', '--questions', broken]);
      assert.ok(served.err.includes(path) && !served.out.includes('listening'), served.err);
    });
  test('a file or folder that is missing is named', async () => {
    for (const path of ['institution.json', 'requirements.json', 'bank', 'quizzes/personal-tutoring.json']) {
      const broken = join(folder, 'broken');
      rmSync(broken, { recursive: true, force: true });
      cpSync(questions, broken, { recursive: true });
      rmSync(join(broken, path), { recursive: true });
      const { err } = await exits(3, ['check', broken]);
      assert.ok(err.includes(path.split('/').pop().replace('.json', '')), err);
    }
  });
  test('the shipped folder has no findings', async () => exits(0, ['check', questions]));
});
