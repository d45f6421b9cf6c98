// local.test.mjs: what a School adds of its own: its tutors meet it, others do not, and it enters no score, record or figure.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { exits, folder } from './folder.mjs';
import { Browser, Server, answerAll, must, questions as shipped, run, staff } from './support.mjs';

const dir = join(folder, 'questions');
const source = { document: 'code-of-practice', point: '13b' };
const feedback = { right: 'Yes.', wrong: 'No.' };
const local = (id, key) => ({ id, type: 'true_false', pool: 'local', stem: `Is ${id} so?`, key, feedback, source });
const school = (code, draw, ids, more = {}) => ({
  school: code, title: `From ${code}`, introduction: `What **${code}** asks.`, draw,
  questions: ids.map((id, index) => local(id, index % 2 === 0)), requirements: [], ...more,
});
const put = (path, value) => writeFileSync(join(dir, path), typeof value === 'string' ? value : JSON.stringify(value));

before(() => {
  cpSync(shipped, dir, { recursive: true });
  rmSync(join(dir, 'schools'), { recursive: true }); // the sample
  mkdirSync(join(dir, 'schools'));
  put('schools/BIO.json', school('BIO', 2, ['bio-one', 'bio-two', 'bio-three'], {
    questions: [...['bio-one', 'bio-two', 'bio-three'].map((id) => local(id, true)), { ...local('bio-boots', true), pool: 'practice' }],
    requirements: [{ id: 'bio-field', title: 'Field work', any_of: ['field-work'], from: null }],
  }));
  put('schools/LAW.json', school('LAW', 1, ['law-one']));
  const { requirements } = JSON.parse(readFileSync(join(dir, 'requirements.json')));
  put('requirements.json', { requirements: [...requirements, { id: 'outdoors', title: 'Out of doors', any_of: ['field-work', 'partnership'], from: '2020-01-01', schools: [] }] });
  mkdirSync(join(dir, 'modules', 'field-work'), { recursive: true });
  put('modules/field-work/01.md', 'Take boots.\n');
  put('modules/field-work.json', {
    id: 'field-work', title: 'Field work', minutes: 5, introduction: 'For the field.', opens_after: [], schools: ['BIO'],
    sections: [{ id: 'boots', title: 'Boots', file: 'field-work/01.md', checks: ['bio-boots'] }],
  });
});

describe('a School’s own questions', () => {
  let server, bio, law, both;
  before(async () => {
    server = await Server.started({ questionsDir: dir, rows: [...staff, ['t-che', 'Mei Chen', 'CHE', 'tutor', '2020-09-01', '']] });
    [bio, law, both] = await Promise.all(['t-bio', 't-law', 't-both'].map((id) => server.script(id)));
  });
  after(() => server?.end());
  const sections = (paper) => (paper.local ?? []).map((one) => [one.school, one.questions.length]);

  test('are told of before the start, each to its own tutors', async () => {
    const told = async (script) => (await script.get('/quizzes/personal-tutoring')).json.local.map((one) => [one.school, one.questions]);
    assert.deepEqual(await told(bio), [['BIO', 2]]);
    assert.deepEqual(await told(law), [['LAW', 1]]);
    assert.deepEqual(await told(both), [['BIO', 2], ['LAW', 1]]);
    assert.deepEqual(await told(await server.script('t-che')), []);
    assert.deepEqual(await told(await server.script('s-bio')), [], 'a Senior Tutor is no tutor');
  });

  test('stand in sections of their own behind the Quiz: for two Schools the union, for another nothing', async () => {
    const papers = await Promise.all([bio, law, both].map((script) => script.startQuiz()));
    assert.deepEqual(papers.map(sections), [[['BIO', 2]], [['LAW', 1]], [['BIO', 2], ['LAW', 1]]]);
    for (const paper of papers) {
      assert.equal(paper.questions.length, 20);
      assert.deepEqual(paper.local.flatMap((one) => one.questions.map((question) => question.number)),
        Array.from({ length: paper.local.flatMap((one) => one.questions).length }, (_, index) => 21 + index));
      for (const one of paper.local)
        for (const question of one.questions) {
          assert.equal(question.subject, null);
          assert.equal(question.school, one.school);
          assert.ok(!('key' in question) && !JSON.stringify(question).includes(question.school.toLowerCase() + '-one"'));
        }
    }
    assert.equal((await (await server.script('t-che')).startQuiz()).local, undefined);
  });

  test('are answered, checked and submitted like the rest, and count for nothing', async () => {
    const paper = await bio.startQuiz();
    await answerAll(bio, paper);
    let check = (await bio.get(`/attempts/${paper.id}/check`)).json;
    assert.equal(check.unanswered, 0);
    assert.deepEqual(check.local[0].answers.map((one) => one.answered), [false, false]);
    assert.equal((await bio.put(`/attempts/${paper.id}/answers/21`, { response: true, version: 0, flagged: true })).status, 200);
    assert.equal((await bio.put(`/attempts/${paper.id}/answers/21`, { response: false, version: 0 })).status, 409);
    assert.equal((await bio.put(`/attempts/${paper.id}/answers/23`, { response: true, version: 0 })).status, 404);
    check = (await bio.get(`/attempts/${paper.id}/check`)).json;
    assert.deepEqual(check.local[0].answers.map((one) => [one.answered, one.flagged]), [[true, true], [false, false]]);
    const result = (await bio.post(`/attempts/${paper.id}/submission`)).json;
    assert.equal(result.max_score, 20);
    assert.equal(result.questions.length, 20);
    assert.ok(Math.abs(result.questions.reduce((sum, one) => sum + one.mark, 0) - result.score) < 0.1);
    assert.equal(result.subjects.reduce((sum, one) => sum + one.max_score, 0), 20);
    assert.deepEqual(result.local.map((one) => [one.school, one.score, one.max_score]), [['BIO', 1, 2]]);
    assert.deepEqual(result.local[0].questions.map((one) => one.correct), [true, false]);
    const practice = (await bio.get(`/attempts/${paper.id}/practice`)).json.questions;
    assert.equal(practice.at(-1).number, 22);
    assert.equal((await bio.post(`/attempts/${paper.id}/answers/22/remark`, { text: 'Which one?' })).status, 200);
    const report = JSON.parse(await must(['report', '--db', server.db, '--format', 'json']));
    const { median_score } = report.schools.find((one) => one.code === 'BIO').quiz;
    assert.ok(Math.abs(median_score - (100 * result.score) / 20) < 0.08, 'the figure knows the Quiz alone, both rounded');
    const record = (await bio.get(result.record, { Accept: 'application/vc+ld+json' })).text;
    assert.ok(!/BIO|bio-/.test(record));
    const planned = await must(['regrade', '--question', 'bio-one', '--dry-run', '--questions', dir, '--db', server.db]);
    const met = result.local[0].questions.filter((one) => one.question === 'bio-one').length; // of the one paper that was submitted
    assert.match(planned, /(0 attempts hold|1 attempt holds) it in the School’s section, 0 scores change[^]*counts towards no score/);
    const { holding, local, changes } = JSON.parse(await must(['regrade', '--question', 'bio-one', '--dry-run', '--format', 'json', '--db', server.db]));
    assert.deepEqual([holding, local, changes], [met, met, []]);
    const senior = await server.script('s-bio');
    const seen = (await senior.get(`/attempts/${paper.id}`)).json;
    assert.ok(!('local' in seen) && !('questions' in seen));
    assert.equal((await run(['audit', '--db', server.db])).code, 0);
  });

  test('are in no item analysis', async () => {
    for (let i = 0; i < 10; i++) {
      const paper = await bio.startQuiz();
      assert.equal((await bio.put(`/attempts/${paper.id}/answers/21`, { response: i % 2 === 0, version: 0 })).status, 200);
      await answerAll(bio, paper);
      assert.equal((await bio.post(`/attempts/${paper.id}/submission`)).json.local[0].max_score, 2);
    }
    for (const id of ['t-bio2', 't-moved', 's-bio', 's-law', 's-former', 'h-bio', 'dean', 'lead', 'adm']) {
      const script = await server.script(id);
      assert.equal((await script.post(`/attempts/${(await script.startQuiz()).id}/submission`)).status, 200);
    }
    const { figures, questions } = (await (await server.script('lead')).get('/analysis?attempts=all')).json;
    assert.ok(figures.attempts >= 10 && questions.length >= 20);
    assert.deepEqual(questions.filter((one) => /^(bio|law)-/.test(one.id ?? one.question)), []);
    assert.equal((await (await server.script('lead')).get('/analysis/bio-one?attempts=all')).status, 404);
  });

  test('say so on the papers that met them when their key was mended; those papers are counted, and nothing is marked again', async () => {
    const reload = async () => {
      server.child.kill('SIGHUP');
      await new Promise((done) => setTimeout(done, 700));
    };
    const paper = await bio.startQuiz();
    await answerAll(bio, paper);
    await bio.post(`/attempts/${paper.id}/submission`);
    const shown = async () => (await bio.get(`/attempts/${paper.id}`)).json.local[0];
    const page = async () => (await bio.get(`/attempts/${paper.id}`, { Accept: 'text/html' })).text;
    const first = await shown(), target = first.questions[0].question;
    assert.ok(first.questions.every((one) => !('key_mended' in one)));
    assert.ok(!(await page()).includes('has been mended since'));
    const copy = join(folder, 'former'), former = readFileSync(join(dir, 'schools/BIO.json'), 'utf8'), file = JSON.parse(former);
    cpSync(dir, copy, { recursive: true });
    file.questions.find((one) => one.id === target).key = false;
    put('schools/BIO.json', file);
    const told = await must(['bank', 'diff', copy, dir]);
    assert.match(told, new RegExp(`~ ${target}[^]*MARKING, key[^]*counts towards no score`));
    assert.ok(!told.includes('signpost regrade'), told);
    await reload();
    const after = await shown();
    assert.deepEqual(after.questions.map((one) => one.key_mended), [true, undefined]);
    assert.deepEqual([after.score, after.max_score], [first.score, first.max_score]);
    assert.equal((await page()).split('has been mended since').length, 2);
    const regraded = JSON.parse(await must(['regrade', '--question', target, '--format', 'json', '--db', server.db]));
    assert.ok(regraded.holding >= 1 && regraded.holding === regraded.local);
    assert.deepEqual(regraded.changes, []);
    put('schools/BIO.json', former);
    await reload();
    assert.ok(!(await page()).includes('has been mended since'));
  });

  test('stay on a paper that was begun, whatever becomes of the School’s file or of the tutor', async () => {
    const before = (await both.startQuiz()).local;
    put('schools/LAW.json', school('LAW', 2, ['law-one', 'law-two']));
    server.child.kill('SIGHUP');
    await new Promise((done) => setTimeout(done, 700));
    const rows = staff.filter(([id, , code]) => id !== 't-both' || code === 'LAW');
    rows.push(['t-both', 'Dmitri Volkov', 'BIO', 'tutor', '2020-09-01', '2024-01-31']);
    const csv = join(server.folder, 'moved.csv');
    const { staffCsv } = await import('./support.mjs');
    writeFileSync(csv, staffCsv(rows));
    await must(['staff', 'import', csv, '--db', server.db]);
    const still = await both.startQuiz();
    assert.deepEqual(sections(still), [['BIO', 2], ['LAW', 1]]);
    assert.deepEqual(still.local.map((one) => one.questions.map((question) => question.stem)),
      before.map((one) => one.questions.map((question) => question.stem)));
    await both.post(`/attempts/${still.id}/submission`);
    assert.deepEqual(sections(await both.startQuiz()), [['LAW', 2]], 'the next paper is of today');
    assert.equal((await run(['audit', '--db', server.db])).code, 0);
  });

  test('look like what they are, without JavaScript', async () => {
    const browser = new Browser(server);
    await browser.signIn('t-bio');
    const start = await browser.get('/quizzes/personal-tutoring');
    assert.match(start.text, /<dt>Your School<\/dt><dd>2 more at the end, in a section of their own: “From BIO”/);
    const { id } = await bio.startQuiz();
    assert.match((await browser.get(`/attempts/${id}/answers/20`)).text, /Question 20 of 22/);
    const page = await browser.get(`/attempts/${id}/answers/21`);
    assert.match(page.text, /Question 21 of 22/);
    assert.match(page.text, /<strong>From BIO<\/strong>: your School’s own question. It does not count/);
    assert.match(page.text, /What <strong>BIO<\/strong> asks/);
    await browser.post(`/attempts/${id}/answers/21`, [['version', '0'], ['response', 'true']]);
    const last = await browser.post(`/attempts/${id}/answers/22`, [['version', '0'], ['response', 'dont_know']]);
    assert.equal(last.headers.location, `/attempts/${id}/check`);
    const check = await browser.get(`/attempts/${id}/check`);
    assert.match(check.text, /<h2>From BIO<\/h2>/);
    assert.match(check.text, /20 questions are not answered yet/);
    assert.match((await browser.get(`/attempts/${id}/print`)).text, /<h2>From BIO<\/h2>/);
    await browser.follow(`/attempts/${id}/submission`, []);
    const result = await browser.get(`/attempts/${id}`);
    assert.match(result.text, /From BIO: 1 of 2 marks, beside the score/);
    assert.match(result.text, /You have 0 of 20 marks|0 of 20/);
  });
});

describe('a School’s own training', () => {
  let server;
  before(async () => {
    server = await Server.started({ questionsDir: dir });
  });
  after(() => server?.end());

  test('is there for those in the School and for training leads, and for nobody else', async () => {
    for (const [id, there] of [['t-bio', true], ['s-bio', true], ['h-bio', true], ['lead', true], ['t-law', false], ['dean', false], ['adm', false]]) {
      const script = await server.script(id);
      const listed = (await script.get('/modules')).json.modules.find((one) => one.id === 'field-work');
      assert.equal(Boolean(listed), there, id);
      if (there) assert.deepEqual(listed.schools, ['BIO']);
      const absent = (await script.get('/modules/nowhere')).text;
      for (const [method, path, body] of [
        ['get', '/modules/field-work'], ['get', '/modules/field-work/sections/boots'],
        ['post', '/modules/field-work/sections/boots', {}], ['post', '/modules/field-work/completion', {}],
      ]) {
        const reply = await script[method](path, body);
        if (there) assert.notEqual(reply.status, 404, `${id} ${path}`);
        else assert.deepEqual([reply.status, reply.text.replace(/field-work[^"]*/g, 'nowhere')], [404, absent.replace(/nowhere[^"]*/g, 'nowhere')], `${id} ${path}`);
      }
    }
  });

  test('is told of on no page and in no document of anybody else', async () => {
    const told = /field.?work|bio-|"BIO"|boots/i;
    for (const [id, there] of [['t-bio', true], ['s-bio', true], ['lead', true], ['t-law', false], ['s-law', false], ['dean', false]]) {
      const script = await server.script(id), browser = new Browser(server);
      await browser.signIn(id);
      assert.equal(told.test((await script.get('/modules')).text), there, id);
      if (there) continue;
      for (const reader of [script, browser])
        for (const path of ['/modules', '/quizzes', '/quizzes/personal-tutoring', '/calendar.ics', '/openapi.json', '/definitions', '/about']) {
          const reply = await reader.get(path);
          assert.ok(reply.status === 200 || reply.status === 404, `${id} ${path} ${reply.status}`);
          assert.doesNotMatch(reply.text, told, `${id} ${path}`);
        }
    }
  });

  test('is owed by its tutors alone', async () => {
    const requirements = (await (await server.script('t-bio')).get('/modules')).json.requirements;
    assert.deepEqual(requirements.find((one) => one.id === 'bio-field').schools, ['BIO']);
    const browser = new Browser(server);
    await browser.signIn('t-law');
    assert.ok(!(await browser.get('/modules')).text.includes('Field work'));
    const bio = await server.script('t-bio2');
    for (const module of ['role', 'signposting', 'field-work']) {
      const { sections } = (await bio.get(`/modules/${module}`)).json;
      for (const { id } of sections) {
        const path = `/modules/${module}/sections/${id}`;
        await bio.post(path, {});
        if (module === 'field-work') assert.equal((await bio.post(path, { question: 'bio-boots', response: true })).json.correct, true);
      }
    }
    const done = await bio.post('/modules/field-work/completion');
    assert.equal(done.status, 201, done.text);
    const report = JSON.parse(await must(['report', '--db', server.db, '--format', 'json']));
    assert.equal(report.schools.find((one) => one.code === 'BIO').training.completed, 0);
  });

  test('is not named to who leads another School, of a tutor in both; their own School’s leader reads it', async () => {
    const both = await server.script('t-both');
    const leadersRead = async (school, leader) => {
      const script = await server.script(leader), browser = new Browser(server);
      await browser.signIn(leader);
      const out = [];
      for (const path of ['', '/people', '/people/t-both', '/people?format=csv'])
        for (const reader of [script, browser]) {
          const reply = await reader.get(`/schools/${school}${path}`);
          assert.equal(reply.status, 200, path);
          out.push([`${leader} ${path}`, reply.text]);
        }
      return out;
    };
    const owed = 'Training overdue: what another School asks and 3 more, never completed';
    const unnamed = async () => {
      const pages = await leadersRead('LAW', 's-law');
      for (const [where, text] of pages) assert.doesNotMatch(text, /field.?work|boots/i, where);
      return pages.map(([, text]) => text).join('\n');
    };
    assert.ok((await unnamed()).includes(owed));
    for (const [, text] of (await leadersRead('BIO', 's-bio')).slice(2)) assert.match(text, /Field work/);
    assert.match((await both.get('/')).json.tutor.training.reason ?? (await both.get('/')).text, /Field work/);
    const path = '/modules/field-work/sections/boots';
    await both.post(path, {});
    await both.post(path, { question: 'bio-boots', response: true });
    assert.equal((await both.post('/modules/field-work/completion')).status, 201);
    assert.ok(!(await unnamed()).includes(owed));
    const own = (await (await server.script('s-bio')).get('/schools/BIO/people/t-both')).json;
    assert.deepEqual(own.completions.map((one) => one.item), ['field-work']);
  });

  test('stands before no module of others, so that nobody’s way through shared training tells its title', async (t) => {
    const own = join(folder, 'after'), file = (id) => join(own, 'modules', `${id}.json`);
    cpSync(dir, own, { recursive: true });
    const change = (id, members) => writeFileSync(file(id), JSON.stringify({ ...JSON.parse(readFileSync(file(id))), ...members }, null, 1));
    change('field-work', { opens_after: ['role'] }); // the other way about it may
    const other = await Server.started({ questionsDir: own }), script = await other.script('t-law'), browser = new Browser(other);
    t.after(() => other.end());
    await browser.signIn('t-law');
    const seesNothing = async () => {
      for (const reader of [script, browser])
        for (const path of ['/', '/modules', '/modules/role', '/modules/partnership', '/modules/role/sections/purpose', '/calendar.ics'])
          assert.doesNotMatch((await reader.get(path)).text, /field.?work|boots/i, path);
    };
    for (const schools of [undefined, ['LAW'], ['BIO', 'LAW']]) {
      change('partnership', { opens_after: ['field-work'], schools });
      const said = /modules\/partnership\.json:\d+: The module opens after "field-work", which is not for everybody whom this one is for/;
      await exits(3, ['check', own], said);
      other.stderr = '';
      other.child.kill('SIGHUP');
      while (!/not reloaded.*\n/.test(other.stderr)) await new Promise((later) => setTimeout(later, 20));
      assert.match(other.stderr, said);
      await seesNothing();
    }
    writeFileSync(join(own, 'requirements.json'), '{"requirements": []}'); // everybody's training names it
    change('partnership', { opens_after: ['field-work'], schools: ['BIO'] });
    assert.equal((await run(['check', own])).err, '', 'one of the same School may open after it');
  });

  test('the training lead sees the School’s questions with their keys, marked as what they are', async () => {
    const lead = await server.script('lead');
    const { subjects } = (await lead.get('/bank')).json;
    const group = subjects.find((one) => one.id === 'BIO');
    assert.deepEqual(group.questions.map((one) => [one.id, one.pool, one.school]), [
      ['bio-boots', 'practice', 'BIO'], ['bio-one', 'local', 'BIO'], ['bio-three', 'local', 'BIO'], ['bio-two', 'local', 'BIO'],
    ]);
    assert.equal((await lead.get('/bank?pool=local')).json.subjects.flatMap((one) => one.questions).length, 5);
    assert.equal((await lead.get('/bank?subject=LAW')).json.subjects.flatMap((one) => one.questions).length, 2);
    assert.equal((await lead.get('/bank/bio-one')).status, 200);
  });
});
