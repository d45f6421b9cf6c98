// analysis_words.test.mjs: what the page of figures says where they say little: over ten attempts that hang together badly, with two more
// that wait, and of questions that too few of them hold. Three places with one question each, so that every figure is settled here.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { folder } from './folder.mjs';
import { Server, questions as shipped } from './support.mjs';

const dir = join(folder, 'questions'), files = { b: 'b-regulations', c: 'c-programmes', d: 'd-student-responsibilities' };
let server, lead, takers;
let turn = 0;
const page = async (path) => (await lead.get(path, { Accept: 'text/html' })).text;

before(async () => {
  cpSync(shipped, dir, { recursive: true });
  const change = (path, fn) => writeFileSync(join(dir, path), JSON.stringify(fn(JSON.parse(readFileSync(join(dir, path))))));
  const ask = (subject, number) => ({
    id: `${subject}-so-${number}`, type: 'true_false', pool: 'quiz', stem: `Is it so, ${subject}, ${number}?`, key: true,
    feedback: { right: 'Yes.', wrong: 'No.' }, source: { document: 'code-of-practice', point: '13b' },
  });
  for (const [subject, file] of Object.entries(files))
    change(`bank/${file}.json`, (value) => ({
      ...value,
      questions: [...value.questions.map((one) => (one.pool === 'quiz' ? { ...one, pool: 'practice' } : one)),
        ...Array.from({ length: subject === 'c' ? 5 : 1 }, (_, index) => ask(subject, index + 1))],
    }));
  change('quizzes/personal-tutoring.json', (value) => ({ ...value, draw: Object.keys(files).map((subject) => ({ subject, count: 1 })) }));
  server = await Server.started({ questionsDir: dir });
  takers = await Promise.all(['lead', 't-bio', 't-bio2', 't-law', 't-both', 't-moved', 's-bio', 's-law', 'h-bio', 'dean'].map((id) => server.script(id)));
  [lead] = takers;
});
after(() => server?.end());

const submit = async (b, c, d) => {
  const tutor = takers[turn++ % takers.length];
  const { id, questions } = await tutor.startQuiz(), responses = { b, c, d }; // in whatever order they stand
  for (const { number, subject } of questions)
    assert.equal((await tutor.put(`/attempts/${id}/answers/${number}`, { response: responses[subject], version: 0 })).status, 200);
  assert.equal((await tutor.post(`/attempts/${id}/submission`)).status, 200);
};

test('an α below zero is said to tell nothing, with the minus sign of the tables; the plot reaches as far down as its dots', async () => {
  for (let i = 0; i < 10; i++) await submit(i < 5 || i === 9, true, i >= 5);
  const { figures, questions } = (await lead.get('/analysis?attempts=all')).json, text = await page('/analysis?attempts=all');
  assert.ok(figures.alpha < -500 && questions.find((one) => one.id === 'b-so-1').discrimination < -80);
  assert.match(text, /Too few or too different attempts to tell how consistent[^<]*α, −\d+\.\d[^<]*</);
  assert.doesNotMatch(text, /under 64|-\d+\.\d[,.%< ]/);
  assert.match(text, /<title>b-so-1: facility 60\.0%, discrimination −81\.\d/);
  assert.match(text, /text-anchor="end">−100</);
  const heights = [...text.matchAll(/<path class="dot-\w+" d="M[\d.]+ ([\d.]+)/g)].map((match) => Number(match[1]));
  const edge = Number(/y="(\d+)" text-anchor="end">−100</.exec(text)[1]) - 4;
  assert.ok(heights.length > 1 && heights.every((height) => height < edge - 20), `${heights} above ${edge}`);
});

test('where attempts wait, or only first ones count, the number says why it is not the one in the menu', async () => {
  assert.match(await page('/analysis?attempts=all'), />10 attempts, drawn from/);
  for (let i = 0; i < 2; i++) await submit(true, true, true);
  const text = await page('/analysis?attempts=all');
  assert.match(text, /· 12 attempts, /);
  assert.match(text, />10 attempts \(of 12: counted by ten people at a time; the newest wait\), drawn from/);
  assert.match(text, /<caption>Questions of version [0-9a-f]+, 10 attempts<\/caption>/);
});

test('of a question that too few hold no table of answers is begun', async () => {
  const { questions } = (await lead.get('/analysis?attempts=all')).json;
  const few = questions.find((one) => one.id.startsWith('c-') && one.attempts < 10), many = questions.find((one) => one.attempts >= 10);
  const text = await page(`/analysis/${few.id}?attempts=all`);
  assert.match(text, /too few to show what was answered/);
  assert.doesNotMatch(text, /By the key|<table/);
  assert.match(text, /This question in the bank/);
  assert.match(await page(`/analysis/${many.id}?attempts=all`), /By the key/);
});

test('a question that fewer than ten people hold tells nothing, however often one of them met it', async () => {
  for (let i = 0; i < 40; i++) {
    turn = 1; // one person's, whose answers they would be
    await submit(true, true, true);
  }
  for (turn = 2; turn < 11;) await submit(true, true, true);
  const { figures, questions } = (await lead.get('/analysis?attempts=all')).json;
  assert.ok(figures.attempts > 50, `${figures.attempts}`);
  const often = questions.filter((one) => one.id.startsWith('c-') && one.attempts >= 10);
  assert.ok(often.length > 0);
  for (const one of often) {
    assert.deepEqual([one.facility, one.dont_know, one.unanswered], [null, null, null], one.id);
    assert.deepEqual((await lead.get(`/analysis/${one.id}?attempts=all`)).json.answers ?? [], [], one.id);
  }
});

test('what one person wrote is shown to nobody, however often they wrote it; what two wrote is', async (t) => {
  const own = join(folder, 'own_words'), file = 'bank/b-regulations.json';
  cpSync(shipped, own, { recursive: true });
  const change = (path, fn) => writeFileSync(join(own, path), JSON.stringify(fn(JSON.parse(readFileSync(join(own, path))))));
  change(file, (value) => ({
    ...value,
    questions: [...value.questions.map((one) => (one.pool === 'quiz' ? { ...one, pool: 'practice' } : one)), {
      id: 'b-whom', type: 'short', pool: 'quiz', stem: 'Whom do you ask?', key: ['Nobody else'],
      feedback: { right: 'Yes.', wrong: 'No.' }, source: { document: 'code-of-practice', point: '13b' },
    }],
  }));
  change('quizzes/personal-tutoring.json', (value) => ({ ...value, draw: [{ subject: 'b', count: 1 }] }));
  const other = await Server.started({ questionsDir: own });
  t.after(() => other.end());
  const write = async (id, response) => {
    const script = await other.script(id), paper = await script.startQuiz();
    assert.equal((await script.put(`/attempts/${paper.id}/answers/1`, { response, version: 0 })).status, 200);
    assert.equal((await script.post(`/attempts/${paper.id}/submission`)).status, 200);
  };
  for (const response of ['My tutee Jo', 'My tutee Jo', 'My tutee Jo', 'The Registry']) await write('t-bio', response);
  await write('t-law', 'The Registry');
  for (const id of ['t-bio2', 't-both', 't-moved', 's-bio', 's-law', 'h-bio', 'dean', 'adm']) await write(id, 'nobody else');
  const { answers } = (await (await other.script('lead')).get('/analysis/b-whom?attempts=all')).json;
  assert.deepEqual(answers.map((one) => [one.answer, one.count]), [['nobody else', 8], ['The Registry', 2], ['Other answers', 3]]);
});
