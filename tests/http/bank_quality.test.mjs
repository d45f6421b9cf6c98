// bank_quality.test.mjs: the bank that ships, held to questions/README.md where a machine can: nothing to guess by (place and length of the
// key), no "all of the above", a source for everything, enough questions for each subject; and the measures are shown to find a biased bank.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder as made } from './folder.mjs';
import { must, questions as folder, run } from './support.mjs';

const files = readdirSync(join(folder, 'bank')).map((name) => JSON.parse(readFileSync(join(folder, 'bank', name), 'utf8')));
const whole = files.flatMap((file) => file.questions.map((question) => ({ ...question, subject: file.subject })));
const asked = whole.flatMap((question) => (question.type === 'situation' ? question.parts.map((part) => ({ ...part, id: `${question.id}/${part.id}` })) : [question]));
const singles = asked.filter((question) => question.type === 'single');

// How far the places of the key are from even, as chi-square over questions with as many choices; 16.3 is passed by chance once in 1,000
// times with three degrees of freedom.
function placeBias(list, choices) {
  const same = list.filter((question) => question.choices.length === choices), counts = Array(choices).fill(0);
  for (const question of same) counts[question.choices.findIndex((choice) => choice.id === question.key)]++;
  const even = same.length / choices;
  return counts.reduce((sum, count) => sum + (count - even) ** 2 / even, 0);
}

// Length as a giveaway: the key's length beside the mean of its question's choices, and how often it stands out by more than 15%.
function lengthBias(list) {
  let ratio = 0, longest = 0, shortest = 0;
  for (const question of list) {
    const length = (choice) => choice.text.length, key = length(question.choices.find((choice) => choice.id === question.key));
    const others = question.choices.filter((choice) => choice.id !== question.key).map(length);
    ratio += key / ((key + others.reduce((a, b) => a + b, 0)) / question.choices.length);
    longest += key > 1.15 * Math.max(...others);
    shortest += 1.15 * key < Math.min(...others);
  }
  return { ratio: ratio / list.length, longest: longest / list.length, shortest: shortest / list.length };
}

const complaints = (list) => {
  const found = [], { ratio, longest, shortest } = lengthBias(list), place = placeBias(list, 4);
  if (place > 16.3) found.push(`the key stands in one place too often (${place.toFixed(1)})`);
  if (Math.abs(ratio - 1) > 0.07) found.push(`keys are ${ratio.toFixed(2)} times as long as choices are`);
  if (longest > 0.1) found.push(`${(100 * longest).toFixed(0)}% of keys stand out by being long`);
  if (shortest > 0.1) found.push(`${(100 * shortest).toFixed(0)}% of keys stand out by being short`);
  return found;
};

test('neither the place of the key nor its length gives it away', () => {
  assert.deepEqual(complaints(singles), []);
  const truths = asked.filter((question) => question.type === 'true_false').map((question) => question.key);
  const share = truths.filter(Boolean).length / truths.length;
  assert.ok(share >= 0.35 && share <= 0.65, `${(100 * share).toFixed(0)}% of the statements are true`);
});

test('a bank with such a giveaway is found out', () => {
  const first = singles.map((question) => ({ ...question, choices: [...question.choices].sort((a, b) => (b.id === question.key) - (a.id === question.key)) }));
  assert.match(complaints(first).join(), /one place too often/);
  const pad = (question, words) => ({ ...question, choices: question.choices.map((choice) => (choice.id === question.key ? { ...choice, text: choice.text + words } : choice)) });
  assert.match(complaints(singles.map((question) => pad(question, ', as the Code of Practice says'))).join(), /as long as choices.*being long/s);
  const cut = singles.map((question) => ({ ...question, choices: question.choices.map((choice) => (choice.id === question.key ? { ...choice, text: 'Yes' } : choice)) }));
  assert.match(complaints(cut).join(), /being short/);
});

test('there are 160 questions and more, and 24 of each subject', () => {
  assert.ok(whole.length >= 160, `${whole.length}`);
  for (const subject of 'abcde') {
    const count = whole.filter((question) => question.subject === subject).length;
    assert.ok(count >= 24, `${subject}: ${count}`);
  }
});

test('no choice stands for others, and a question that turns on "not" says so in bold', () => {
  for (const question of asked) {
    for (const choice of question.choices ?? []) assert.doesNotMatch(choice.text, /^(all|none|both|neither) of (the above|these|them)\.?$|\ball the above\b|\bof the above\b/i, question.id);
    assert.doesNotMatch(question.stem, /\b(which|what) [^.?!]*\b(is|are|does|do|should) (not|never)\b[^*]*\?$/i, `${question.id}: a negative that is easily overlooked`);
    assert.doesNotMatch(question.stem, /\b(except|incorrect)\b/i, question.id);
  }
});

test('a stem is short enough to hold in one’s head, and no two questions ask the same', () => {
  const stems = new Set();
  for (const question of whole) {
    assert.ok(question.stem.split(/\s+/).length <= 75, `${question.id}: ${question.stem.split(/\s+/).length} words`);
    assert.ok(!stems.has(question.stem), question.id);
    stems.add(question.stem);
  }
});

test('every point of the Code that a Tutor can act on has a question', async () => {
  const { coverage } = JSON.parse(await must(['check', folder, '--coverage', '--format', 'json']));
  assert.ok(coverage.length > 50);
  assert.deepEqual(coverage.filter((point) => point.tutors && point.quiz + point.practice === 0), []);
});

test('a point that nobody asks about is a finding on its line of institution.json, which says where to write', async () => {
  const copy = join(made, 'uncovered'), file = join(copy, 'institution.json');
  cpSync(folder, copy, { recursive: true });
  const point = '{"point": "99z", "title": "Nobody asks", "tutors": true}';
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"points": \[/, (list) => `${list}\n${point},`));
  const lines = readFileSync(file, 'utf8').split('\n'), line = lines.findIndex((one) => one.startsWith(point)) + 1;
  const said = `No question asks about 99z of code-of-practice (Nobody asks): write one in ${copy}/bank/, or set "tutors" here to false where a Tutor cannot act on it.`;
  for (const named of [copy, `${copy}/`]) {
    const { code, err } = await run(['check', named, '--coverage']);
    assert.equal(code, 3);
    assert.equal(err.split('\n')[0], `${file}:${line}: ${said}`);
  }
  const { out } = await run(['check', copy, '--coverage', '--format', 'json']);
  assert.deepEqual(JSON.parse(out).findings, [{ file, line, text: said }]);
  await must(['check', copy]); // asked nothing of coverage, it says nothing of it
});

test('every competency that a Tutor can act on is asked about and taught', async () => {
  const { tags } = JSON.parse(await must(['check', folder, '--coverage', '--format', 'json']));
  const competencies = tags.filter((tag) => tag.framework && tag.tutors);
  assert.ok(competencies.length > 10);
  assert.deepEqual(competencies.filter((tag) => tag.quiz + tag.practice === 0 || tag.sections === 0), []);
});

test('a tag that the vocabulary does not hold is a finding, and an import leaves it out and says so', async () => {
  const copy = join(made, 'questions'), file = join(copy, 'bank/a-code-of-practice.json'), gift = join(made, 'week.gift');
  cpSync(folder, copy, { recursive: true });
  writeFileSync(gift, '// [tag:ukat.p2] [tag:pool:practice] [tag:week-three]\n::Q1::Is a tag of the vocabulary kept? {T}\n');
  const imported = await run(['bank', 'import', gift, '--format', 'gift', '--subject', 'a', '--questions', copy]);
  assert.match(imported.out + imported.err, /tag "week-three" is none of institution\.json: it was left out/);
  const [question] = JSON.parse(readFileSync(join(copy, 'bank/a-week.json'), 'utf8')).questions;
  assert.ok(question.tags.includes('ukat.p2') && !question.tags.includes('week-three'), question.tags);
  await must(['check', copy]);
  const text = readFileSync(file, 'utf8'), line = text.slice(0, text.indexOf('"leeds.')).split('\n').length;
  const about = JSON.parse(text).questions.find((one) => one.tags?.some((tag) => tag.startsWith('leeds.'))).id;
  writeFileSync(file, text.replace('"leeds.', '"leed.'));
  const { code, err } = await run(['check', copy]);
  assert.equal(code, 3);
  assert.match(err, new RegExp(`a-code-of-practice\\.json:${line}: question ${about}: There is no tag "leed\\.`));
});
