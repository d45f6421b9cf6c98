// import.test.mjs: staff.csv and completions.csv: what each row does, and that nothing of a file with a finding is taken.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { exits, file, folder } from './folder.mjs';
import { must, questions, run, staff, staffCsv, staffHeader, today, tomorrow, yesterday } from './support.mjs';

describe('staff import', () => {
  let db;
  const rows = (list) => staffCsv(list);
  const report = async (...more) => JSON.parse(await must(['report', '--db', db, '--format', 'json', ...more]));
  before(async () => {
    db = join(folder, 'staff.db');
    await must(['init', '--db', db, '--name', 'University of Middlemarch']);
  });

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
    assert.match(
      (await exits(0, ['staff', 'import', path, '--db', db])).out,
      /0 joiners, 0 leavers, 0 movers, 0 changes, 12 people unchanged/,
    );
    assert.deepEqual(
      (await report()).schools.map((school) => [school.code, school.personal_tutors]),
      [
        ['BIO', 3],
        ['LAW', 3],
      ],
    );
    const changed = file('changed.csv', rows([['t-bio2', 'Bilal Hussain-Khan', 'BIO', 'tutor', '2019-09-01', yesterday]]));
    await exits(0, ['staff', 'import', changed, '--db', db, '--force']);
    const people = JSON.parse(await must(['people', '--school', 'BIO', '--db', db, '--format', 'json'])).people.map(
      (person) => person.staff_id,
    );
    assert.deepEqual(people.sort(), ['t-bio', 't-both']);
    assert.deepEqual((await report('--as-of', yesterday)).schools[0].personal_tutors, 4, 'on the day before, they were there');
    await exits(0, [
      'staff',
      'import',
      file('back.csv', rows([['t-bio2', 'Bilal Hussain', 'BIO', 'tutor', '2019-09-01', '']])),
      '--db',
      db,
    ]);
  });
  test('absence from the file ends nothing', async () => {
    const before = (await report()).schools.map((school) => school.personal_tutors);
    await exits(0, ['staff', 'import', file('one.csv', rows(staff.slice(0, 1))), '--db', db]);
    assert.deepEqual(
      (await report()).schools.map((school) => school.personal_tutors),
      before,
    );
  });
  test('ending more than a tenth of the posts wants --force', async () => {
    const path = file(
      'leavers.csv',
      rows(staff.slice(0, 3).map(([id, name, school, role, start]) => [id, name, school, role, start, yesterday])),
    );
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
    ['a wrong header', 'id,name\n1,2\n', 1],
    ['no header', '', 1],
    ['a header in another order', `${staffHeader.replace('name,email', 'email,name')}\n`, 1],
    ['too few fields', line('x,X,x@x.example,BIO'), 3],
    ['too many fields', line('x,X,x@x.example,BIO,Biology,tutor,,2024-01-01,,,'), 3],
    ['a date that is none', line('x,X,x@x.example,BIO,Biology,tutor,,2023-02-29,'), 3],
    ['a date in another form', line('x,X,x@x.example,BIO,Biology,tutor,,01/09/2024,'), 3],
    ['no start', line('x,X,x@x.example,BIO,Biology,tutor,,,'), 3],
    ['an end before the start', line('x,X,x@x.example,BIO,Biology,tutor,,2024-01-01,2023-12-31'), 3],
    ['an unknown role', line('x,X,x@x.example,BIO,Biology,chief,,2024-01-01,'), 3],
    ['a tutor of no School', line('x,X,x@x.example,,,tutor,,2024-01-01,'), 3],
    ['a Dean of a School', line('x,X,x@x.example,BIO,Biology,dean,,2024-01-01,'), 3],
    ['no e-mail', line('x,X,,BIO,Biology,tutor,,2024-01-01,'), 3],
    ['no staff id', line(',X,x@x.example,BIO,Biology,tutor,,2024-01-01,'), 3],
    ['an open quote', line('x,"X,x@x.example,BIO,Biology,tutor,,2024-01-01,'), 3],
    [
      'bytes that are no UTF-8',
      Buffer.concat([
        Buffer.from(line('x,X').trimEnd()),
        Buffer.from([0xff]),
        Buffer.from(',x@x.example,BIO,Biology,tutor,,2024-01-01,\n'),
      ]),
      3,
    ],
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
    const { err } = await exits(3, [
      'staff',
      'import',
      file('bad.csv', line('x,X,x@x.example,BIO,Biology,chief,,2024-01-01,\ny,Y,y@x.example,BIO,Biology,tutor,,soon,')),
      '--db',
      db,
    ]);
    assert.match(err, /bad\.csv:3: /);
    assert.match(err, /bad\.csv:4: /);
    assert.match(err, /nothing was imported/);
  });
  test('100,000 rows: all or nothing', async () => {
    const many = (last) =>
      `${staffHeader}\n${Array.from({ length: 100000 }, (_, i) => `m${i},Tutor ${i},m${i}@x.example,S${i % 40},School ${i % 40},tutor,,2024-01-01,`).join('\n')}\n${last}`;
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
  const imported = (text) =>
    run(['completions', 'import', file('completions.csv', `${header}\n${text}`), '--db', db], { env: { SIGNPOST_QUESTIONS: questions } });
  const person = async (id) =>
    JSON.parse(await must(['people', '--school', 'BIO', '--db', db, '--format', 'json'])).people.find((one) => one.staff_id === id);
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
  const bad = [
    ['nobody', 'zz,quiz,personal-tutoring,2024-01-01,,,'],
    ['an unknown kind', 't-bio,exam,personal-tutoring,2024-01-01,,,'],
    ['an unknown item', 't-bio,quiz,none,2024-01-01,,,'],
    ['a day to come', `t-bio,quiz,personal-tutoring,${tomorrow},,,`],
    ['no day', 't-bio,quiz,personal-tutoring,,,,'],
    ['more than the maximum', 't-bio,quiz,personal-tutoring,2024-01-01,21,20,'],
    ['a score without a maximum', 't-bio,quiz,personal-tutoring,2024-01-01,15,,'],
    ['a score that is none', 't-bio,quiz,personal-tutoring,2024-01-01,many,20,'],
    ['a score of training', 't-bio,training,role,2024-01-01,1,2,'],
    ['below nothing', 't-bio,quiz,personal-tutoring,2024-01-01,-1,20,'],
    ['of nothing', 't-bio,quiz,personal-tutoring,2024-01-01,0,0,'],
  ];
  for (const [what, row] of bad)
    test(`${what}: 3, file and line, and nothing of it`, async () => {
      const result = await imported(`t-bio2,quiz,personal-tutoring,2024-05-05,10,20,\n${row}\n`);
      assert.equal(result.code, 3, result.out + result.err);
      assert.match(result.err, /completions\.csv:3: .{15,}/);
      assert.equal((await person('t-bio2')).quiz.completed_on, null);
    });
});
