// remarks.test.mjs: a tutor says what is wrong with a question; the training lead reads it with their name, nobody else does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser, Server, answerAll } from './support.mjs';

let server, tutor, lead, result;
before(async () => {
  server = await Server.started();
  [tutor, lead] = [await server.script('t-bio'), await server.script('lead')];
  const attempt = await tutor.startQuiz();
  assert.equal((await tutor.post(`/attempts/${attempt.id}/answers/1/remark`, { text: 'early' })).status, 409, 'not before submitting');
  await answerAll(tutor, attempt);
  result = (await tutor.post(`/attempts/${attempt.id}/submission`)).json;
});
after(() => server.end());
const remarks = async () => (await lead.get('/remarks')).json.remarks;

test('a remark reaches the training lead with question, version and name, and stands on the result', async () => {
  const path = `/attempts/${result.id}/answers/3/remark`;
  assert.equal((await tutor.post(path, { text: 'Choice b is right as well: <b>see Point 5</b>.' })).status, 200);
  const [remark] = await remarks();
  assert.equal(remark.question, result.questions[2].question);
  assert.equal(remark.bank, result.bank);
  assert.match(remark.text, /see Point 5/);
  assert.ok(remark.name.length > 2);
  assert.equal(remark.settled, false);
  const page = (await lead.get('/remarks', { Accept: 'text/html' })).text;
  assert.match(page, /&lt;b&gt;see Point 5&lt;\/b&gt;/);
  const again = (await tutor.get(`/attempts/${result.id}`)).json;
  assert.match(again.questions[2].remark.text, /see Point 5/);
  assert.ok(!('remark' in again.questions[0]));
});

test('written again it replaces the first, and is open again after it was settled', async () => {
  const [remark] = await remarks();
  assert.equal((await lead.post(`/remarks/${remark.number}/settlement`)).status, 200);
  assert.equal((await remarks())[0].settled, true);
  assert.equal((await tutor.get(`/attempts/${result.id}`)).json.questions[2].remark.settled, true);
  await tutor.post(`/attempts/${result.id}/answers/3/remark`, { text: 'Still so.' });
  const list = await remarks();
  assert.deepEqual(list.map((row) => [row.text, row.settled]), [['Still so.', false]]);
});

test('nobody else sees it or can settle it', async () => {
  for (const id of ['t-bio2', 's-bio', 'h-bio', 'dean', 'adm']) {
    const script = await server.script(id);
    assert.equal((await script.get('/remarks')).status, 404, id);
    assert.equal((await script.post('/remarks/1/settlement')).status, 404, id);
    assert.equal((await script.post(`/attempts/${result.id}/answers/3/remark`, { text: 'mine' })).status, 404, id);
    assert.doesNotMatch((await script.get(`/attempts/${result.id}`)).text, /Still so/, id);
  }
});

test('an empty or overlong remark, and a question that there is not, are refused with words', async () => {
  for (const [number, text, status] of [[3, '  ', 422], [3, 'x'.repeat(2001), 422], [21, 'x', 404], [0, 'x', 404]])
    assert.equal((await tutor.post(`/attempts/${result.id}/answers/${number}/remark`, { text })).status, status, `${number} ${text.length}`);
  assert.equal((await lead.post('/remarks/99/settlement')).status, 404);
});

test('it works from a browser without a script', async () => {
  const browser = new Browser(server);
  await browser.signIn('t-bio');
  const page = await browser.get(`/attempts/${result.id}`);
  assert.match(page.text, /Something wrong with this question\?/);
  const reply = await browser.send('POST', `/attempts/${result.id}/answers/1/remark`, { form: { csrf: /name="csrf" value="([^"]+)"/.exec(page.text)[1], text: 'From a form' } });
  assert.equal(reply.status, 303);
  assert.equal(reply.headers.location, `/attempts/${result.id}#r1`);
  assert.ok((await remarks()).some((row) => row.text === 'From a form'));
});

test('a refused remark comes back in its field, on the result, with what is wrong beside it', async () => {
  const browser = new Browser(server);
  await browser.signIn('t-bio');
  const result_ = await browser.get(`/attempts/${result.id}`);
  const csrf = /name="csrf" value="([^"]+)"/.exec(result_.text)[1];
  for (const [text, words] of [['  ', /Say what is wrong with the question/], ['é'.repeat(2001), /keep to 2000 characters/]]) {
    const page = await browser.send('POST', `/attempts/${result.id}/answers/5/remark`, { form: { csrf, text } });
    assert.equal(page.status, 422);
    assert.match(page.text, /<title>Error: Your result/);
    assert.match(page.text, /<a href="#remark-5">/);
    assert.match(page.text, words);
    assert.match(page.text, /<details class="remark" open>/);
    assert.equal(page.text.match(/<details class="remark" open>/g).length, 1);
    assert.ok(page.text.includes(`required>${text}</textarea>`), 'what was typed is kept');
    assert.match(page.text, /aria-describedby="remark-hint-5 remark-error-5" aria-invalid="true"/);
  }
  const most = 'é\r\n'.repeat(1000); // 2000 characters as a browser counts them, more bytes
  assert.equal((await browser.send('POST', `/attempts/${result.id}/answers/5/remark`, { form: { csrf, text: most } })).status, 303);
  assert.equal((await browser.send('POST', `/attempts/${result.id}/answers/21/remark`, { form: { csrf, text: 'x' } })).status, 404);
});

test('the training lead’s home names the remarks, with how many are open, and the questions’ health', async () => {
  const home = async (id) => {
    const browser = new Browser(server);
    await browser.signIn(id);
    return (await browser.get('/')).text;
  };
  const open = (await remarks()).filter((row) => !row.settled).length;
  assert.ok(open > 1);
  const page = await home('lead');
  assert.match(page, /<h2><a href="\/remarks">/);
  assert.match(page, /<h2><a href="\/analysis">/);
  assert.ok(page.includes(`${open} are open.`));
  for (const row of await remarks()) await lead.post(`/remarks/${row.number}/settlement`);
  assert.match(await home('lead'), /None is open\./);
  assert.doesNotMatch(await home('t-bio'), /\/remarks"|are open/);
});
