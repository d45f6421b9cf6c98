// qti.test.mjs: the exported package as another system meets it: every question of the shipped bank, answered at random, earns there the
// mark that the bank gives.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { outcomes, parse, unzip } from './qti_marker.mjs';
import { must, questions } from './support.mjs';

const TRIES = 10;
let folder, entries;

// Ids that are no identifiers as they stand.
const numbered = {
  id: '1st', type: 'multiple', pool: 'practice', stem: 'Which?', choices: ['1', '2', '3', 'd'].map((id) => ({ id, text: `No. ${id}` })),
  key: ['2', 'd'], feedback: { right: 'Yes.', wrong: 'No.' }, source: { document: 'code-of-practice', point: '4' },
};

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'signpost-qti-'));
  const file = path.join(folder, 'all.zip');
  for (const name of fs.readdirSync(questions)) fs.cpSync(path.join(questions, name), path.join(folder, name), { recursive: true });
  fs.writeFileSync(path.join(folder, 'bank/a-numbered.json'), JSON.stringify({ subject: 'a', title: 'T', questions: [numbered] }));
  await must(['bank', 'export', file, '--format', 'qti', '--questions', folder]);
  entries = unzip(fs.readFileSync(file));
});
after(() => fs.rmSync(folder, { recursive: true }));

// The same numbers each time.
let seed = 7;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
const pick = (list) => list[Math.floor(random() * list.length)];
const shuffled = (list) => list.map((each) => [random(), each]).sort(([a], [b]) => a - b).map(([, each]) => each);
const close = (a, b) => Math.abs(a - b) < 1e-5;

/** An answer, as the item's identifiers have it, and its mark by the bank's rules (questions/README.md). */
const answers = {
  single: (question, id) => {
    const chosen = pick([question.key, ...question.choices.map((choice) => choice.id)]);
    return [id(chosen), Number(chosen === question.key)];
  },
  true_false: (question, id) => {
    const chosen = random() < 0.5;
    return [id(String(chosen)), Number(chosen === question.key)];
  },
  multiple: (question, id) => {
    const all = question.choices.map((choice) => choice.id), rights = question.key.length;
    const chosen = random() < 0.3 ? question.key : all.filter(() => random() < 0.5);
    const mark = chosen.reduce((sum, each) => sum + (question.key.includes(each) ? 1 / rights : -1 / (all.length - rights)), 0);
    return [shuffled(chosen).map((each) => id(each)), Math.max(0, mark)];
  },
  matching: (question, id) => {
    const right = random() < 0.3;
    const pairs = question.left.map(({ id: left }) => [left, right ? question.key[left] : pick([null, ...question.right])?.id]);
    const mark = pairs.filter(([left, target]) => question.key[left] === target).length / pairs.length;
    return [pairs.filter(([, target]) => target).map(([left, target]) => `${id(left, 'L.')} ${id(target, 'R.')}`), mark];
  },
  ordering: (question, id) => {
    const order = random() < 0.3 ? question.key : shuffled(question.key);
    return [order.map((each) => id(each)), order.filter((each, place) => each === question.key[place]).length / order.length];
  },
  numeric: (question) => {
    const [key, tolerance] = [Number(question.key), Number(question.tolerance)];
    const given = pick([key, key + tolerance, key - tolerance, key + tolerance + 1, key - tolerance - 0.5]);
    return [String(given), Number(Math.abs(given - key) <= tolerance + 1e-9)];
  },
  short: (question) => {
    const given = pick([...question.key, question.key[0].toUpperCase(), 'zzz', null]);
    return [given, Number(given !== null && given !== 'zzz')];
  },
};
const identifier = (part) => (id, side = '') => (part ? `P${part}.${side}${id}` : `${side}${!side && /^\d/.test(id) ? '_' : ''}${id}`);

function answered(question) {
  if (question.type !== 'situation') {
    const [response, mark] = answers[question.type](question, identifier(0));
    return [{ RESPONSE: response }, mark];
  }
  const parts = question.parts.map((part, i) => [`RESPONSE-${part.id}`, ...answers[part.type](part, identifier(i + 1))]);
  return [Object.fromEntries(parts), parts.reduce((sum, [, , mark]) => sum + mark, 0) / parts.length];
}

test('the package lists each of its items, and has a test with all of them', () => {
  const manifest = parse(entries.get('imsmanifest.xml'));
  const resources = manifest.children.find((node) => node.name === 'resources').children;
  const items = resources.filter((node) => node.attributes.type === 'imsqti_item_xmlv2p1').map((node) => node.attributes.href);
  assert.deepEqual([...items, 'test.xml', 'imsmanifest.xml'].sort(), [...entries.keys()].sort());
  const references = [...entries.get('test.xml').matchAll(/<assessmentItemRef [^>]*href="([^"]*)"/g)].map(([, href]) => href);
  assert.deepEqual(references, items);
});

test('every identifier is one by the specification, and no two of an item are the same', () => {
  for (const [name, text] of entries) {
    if (!name.startsWith('items/')) continue;
    const made = [...text.matchAll(/<(\w+)[^>]* identifier="([^"]*)"/g)];
    for (const [, , identifier] of made) assert.match(identifier, /^[A-Za-z_][\w.-]*$/, name);
    const own = made.filter(([, element]) => /Declaration$|Choice$/.test(element)).map(([, , identifier]) => identifier);
    assert.equal(new Set(own).size, own.length, name);
  }
});

test('another system gives every answer the mark, and the feedback, that the bank gives it', () => {
  const banks = fs.readdirSync(path.join(folder, 'bank')).filter((name) => name.endsWith('.json'));
  const met = new Set();
  for (const name of banks) {
    for (const question of JSON.parse(fs.readFileSync(path.join(folder, 'bank', name), 'utf8')).questions) {
      const item = parse(entries.get(`items/${question.id}.xml`));
      for (let i = 0; i < TRIES; i++) {
        const [responses, mark] = answered(question);
        const made = outcomes(item, responses), said = `${question.id} ${JSON.stringify(responses)}`;
        assert.ok(close(made.get('SCORE'), mark), `${said}: ${made.get('SCORE')}, not ${mark}`);
        assert.equal(made.get('FEEDBACKBASIC'), close(mark, 1) ? 'correct_fb' : 'incorrect_fb', said);
      }
      met.add(question.type);
    }
  }
  assert.equal(met.size, 8);
});
