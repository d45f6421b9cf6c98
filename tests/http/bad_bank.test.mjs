// bad_bank.test.mjs: a questions folder with one thing wrong: `check` names file and line, and the server does not start on it.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { exits, folder } from './folder.mjs';
import { must, questions } from './support.mjs';

describe('a broken questions folder', () => {
  let db;
  before(async () => {
    db = join(folder, 'bank.db');
    await must(['init', '--db', db, '--name', 'U']);
  });
  const bank = 'bank/a-code-of-practice.json',
    quiz = 'quizzes/personal-tutoring.json';
  const edit = (path, from, to) => [
    path,
    (text) => {
      assert.ok(from instanceof RegExp ? from.test(text) : text.includes(from), String(from));
      return text.replace(from, to);
    },
  ];
  const json = (path, change) => [
    path,
    (text) => {
      const value = JSON.parse(text);
      change(value);
      return JSON.stringify(value, null, 2);
    },
  ];
  const cases = {
    'JSON cut short': [bank, (text) => text.slice(0, -40)],
    'a name twice': edit(bank, '"subject": "a",', '"subject": "a",\n  "subject": "a",'),
    NUL: edit(bank, '"stem": "', '"stem": "\\u0000'),
    'a raw control character': edit(bank, '"stem": "', '"stem": "\x01'),
    'a number that is none': edit(quiz, /"count": (\d)/, '"count": 0$1'),
    'too deep': [bank, () => '['.repeat(40) + ']'.repeat(40)],
    'an unknown member': edit(bank, '"type": "single",', '"type": "single", "points": 2,'),
    'an unknown type': edit(bank, '"type": "single"', '"type": "essay"'),
    'a part that is a situation': json(bank, (value) => {
      value.questions.find((question) => question.type === 'situation').parts[0].type = 'situation';
    }),
    'a part without feedback': json(bank, (value) => {
      delete value.questions.find((question) => question.type === 'situation').parts[1].feedback;
    }),
    'an unknown pool': edit(bank, '"pool": "quiz"', '"pool": "pond"'),
    'a key that is no choice': edit(bank, /"key": "[a-z]"/, '"key": "zz"'),
    'no key': json(bank, (value) => {
      delete value.questions[0].key;
    }),
    'an id twice': json(bank, (value) => {
      value.questions[1].id = value.questions[0].id;
    }),
    'an id that is none': json(bank, (value) => {
      value.questions[0].id = 'Not An Id';
    }),
    'an empty stem': json(bank, (value) => {
      value.questions[0].stem = '';
    }),
    'one choice': json(bank, (value) => {
      value.questions[0].choices.length = 1;
    }),
    'the same choice twice': json(bank, (value) => {
      value.questions[0].choices[1].id = value.questions[0].choices[0].id;
    }),
    'no feedback': json(bank, (value) => {
      delete value.questions[0].feedback.wrong;
    }),
    'an unknown document': json(bank, (value) => {
      value.questions[0].source.document = 'hearsay';
    }),
    'raw HTML': json(bank, (value) => {
      value.questions[0].stem = 'Hello <script>alert(1)</script>';
    }),
    'an image': json(bank, (value) => {
      value.questions[0].stem = '![x](https://x.example/y.png)';
    }),
    'a stem too long': json(bank, (value) => {
      value.questions[0].stem = 'x'.repeat(9000);
    }),
    'more questions than there are': json(quiz, (value) => {
      value.draw[0].count = 199;
    }),
    'a subject drawn twice': json(quiz, (value) => {
      value.draw.push(value.draw[0]);
    }),
    'an unknown subject': json(quiz, (value) => {
      value.draw[0].subject = 'f';
    }),
    'a check that is no practice question': [
      'modules/role.json',
      (text) => {
        const value = JSON.parse(text);
        value.sections[0].checks = ['a-reply-time'];
        return JSON.stringify(value, null, 2);
      },
    ],
    'a module that waits for itself': json('modules/refresher.json', (value) => {
      value.opens_after = ['refresher'];
    }),
    'a section without its file': json('modules/role.json', (value) => {
      value.sections[0].file = 'role/none.md';
    }),
    'a section outside the folder': json('modules/role.json', (value) => {
      value.sections[0].file = '../../../../etc/hostname';
    }),
    'a requirement of no module': json('requirements.json', (value) => {
      value.requirements[0].any_of = ['none'];
    }),
    'no title of a role': json('institution.json', (value) => {
      delete value.titles.tutor;
    }),
    'an unknown time zone': json('institution.json', (value) => {
      value.time_zone = 'Europe/Middlemarch';
    }),
    'no statement': json('institution.json', (value) => {
      delete value.statement.default;
    }),
    'a service that is none': json('institution.json', (value) => {
      value.directory.find((one) => one.situations.length).situations[0].also = ['none'];
    }),
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
      assert.ok(served.err.includes(finding), 'serve says it as check does');
      assert.ok(served.err.includes(path) && !served.out.includes('listening'), served.err);
    });
  test('a file that was cut off anywhere is said to end before it is complete, on its last line', async () => {
    const broken = join(folder, 'broken'), whole = readFileSync(join(questions, bank));
    for (const size of [2, 4096, 8192, Math.floor(whole.length / 2), whole.length - 2]) { // blocks of a disk, half of a copy
      const part = whole.subarray(0, size), line = part.toString().trimEnd().split('\n').length;
      rmSync(broken, { recursive: true, force: true });
      cpSync(questions, broken, { recursive: true });
      writeFileSync(join(broken, bank), part);
      const { err } = await exits(3, ['check', broken]);
      assert.ok(err.startsWith(`${join(broken, bank)}:${line}: The JSON ends here, before it is complete: `), err);
    }
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
  test('the schema, the README and the program know the same question types', async () => {
    const broken = join(folder, 'broken');
    rmSync(broken, { recursive: true, force: true });
    cpSync(questions, broken, { recursive: true });
    writeFileSync(join(broken, bank), cases['an unknown type'][1](readFileSync(join(broken, bank), 'utf8')));
    const { err } = await exits(3, ['check', broken]);
    const known = /write ([a-z_, ]+)\./.exec(err)[1].split(/, | or /);
    const { $defs } = JSON.parse(readFileSync(join(questions, 'schema/bank.schema.json'), 'utf8'));
    assert.deepEqual($defs.asked.properties.type.enum, known);
    assert.deepEqual($defs.part.properties.type.enum, known.filter((type) => type !== 'situation'));
    const readme = readFileSync(join(questions, 'README.md'), 'utf8');
    for (const type of known) assert.ok(readme.includes(`\n**${type}**: `), type);
  });
  test('the shipped folder has no findings', async () => exits(0, ['check', questions]));
});
