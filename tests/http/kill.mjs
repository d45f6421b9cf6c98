// kill.mjs [N]: kills the server with SIGKILL under load, N times; after every restart each acknowledged answer and submission must
// be there, complete and verifiable. The oracle is what the clients were told, kept here. The log's checkpoint never goes back, and is
// always the former one continued.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkpoint, follows, readLog } from './log.mjs';
import { Script, Server, anyResponse, run } from './support.mjs';

const rounds = Number(process.argv[2] ?? 12);
const people = Array.from({ length: 16 }, (_, i) => [`k${i}`, `Tutor ${i}`, 'BIO', 'tutor', '2021-09-01', '']);
const server = await Server.make({ rows: people });
const tokens = await Promise.all(people.map(([id]) => server.token(id)));
const acknowledged = new Map(); // attempt id -> {script, answers: Map number -> {version, response}, submitted}
const records = join(server.folder, 'records');
mkdirSync(records);
let shown = null; // the last checkpoint that a stranger was shown
let answers = 0, submissions = 0, lost = 0, checked = 0;
const complain = (text) => { lost++; console.error(`LOST: ${text}`); };

async function work(script, stop) {
  try {
    while (!stop.now) {
      const attempt = await script.startQuiz();
      const told = acknowledged.get(attempt.id) ?? { script, answers: new Map(), submitted: null };
      acknowledged.set(attempt.id, told);
      for (const question of attempt.questions) {
        if (stop.now) return;
        const response = anyResponse(question);
        const reply = await script.put(`/attempts/${attempt.id}/answers/${question.number}`, { response, version: question.version });
        if (reply.status !== 200) continue;
        told.answers.set(question.number, { version: reply.json.version, response });
        answers++;
      }
      const reply = await script.post(`/attempts/${attempt.id}/submission`);
      if (reply.status !== 200) continue;
      told.submitted = reply.text;
      submissions++;
    }
  } catch { /* the server was killed in the middle: nothing was acknowledged */ }
}

async function check(id, told) {
  const reply = await told.script.get(`/attempts/${id}`);
  if (reply.status !== 200) return complain(`attempt ${id}: ${reply.status}`);
  for (const [number, was] of told.answers) {
    const now = reply.json.questions.find((question) => question.number === number);
    if (!now || now.version < was.version || JSON.stringify(now.response) !== JSON.stringify(was.response))
      complain(`answer ${number} of ${id}: told ${JSON.stringify(was)}, found ${JSON.stringify(now?.response)} v${now?.version}`);
  }
  if (told.submitted && reply.text !== told.submitted) return complain(`submission of ${id} is not as acknowledged`);
  // A submission that was not acknowledged may have happened or not, but never by half: what is submitted has its record.
  if (reply.json.state !== 'submitted') return;
  const record = await told.script.get(reply.json.record, { Accept: 'application/vc+ld+json' });
  const file = join(records, `${id}.json`);
  writeFileSync(file, record.text);
  const verified = await run(['verify', file, '--db', server.db]);
  if (record.status !== 200 || verified.code !== 0) complain(`record of ${id}: ${record.status}, verify ${verified.code} ${verified.err}`);
  checked++;
}

async function checkLog(whole) {
  try {
    const now = await checkpoint(server.url);
    if (shown) await follows(server.url, shown, now);
    if (whole) await readLog(server.url, now);
    shown = now;
  } catch (error) {
    complain(`the log: ${error.message}`);
  }
}

for (let round = 1; round <= rounds && !lost; round++) {
  await server.start();
  await checkLog(false);
  const stop = { now: false };
  const clients = tokens.map((token) => work(new Script(server, token), stop));
  await new Promise((done) => setTimeout(done, 100 + Math.random() * 500));
  // On a slow machine nothing is submitted in that time: every other round lasts until something is, for ten seconds at most.
  const had = submissions, end = Date.now() + 10000;
  while (round % 2 === 0 && submissions === had && Date.now() < end) await new Promise((done) => setTimeout(done, 20));
  await server.stop('SIGKILL');
  stop.now = true;
  await Promise.all(clients);
  if (process.stderr.isTTY) process.stderr.write(`\rround ${round} of ${rounds}: ${answers} answers, ${submissions} submissions acknowledged `);
  if (round % 4 === 0 || round === rounds) {
    await server.start();
    await checkLog(true);
    for (const [id, told] of acknowledged) { told.script.server = server; await check(id, told); }
    for (const [id, told] of acknowledged) if (told.submitted) acknowledged.delete(id);
    await server.stop();
    const doctor = await run(['doctor', '--db', server.db]);
    if (doctor.code !== 0) complain(`doctor: ${doctor.out}${doctor.err}`);
  }
}
await server.end();
if (!answers || !submissions) complain('the load acknowledged nothing: this run proves nothing');
console.log(`kill: ${rounds} kills, ${answers} answers and ${submissions} submissions acknowledged, ${checked} records verified, a log of ${shown?.size}, ${lost} lost`);
process.exit(lost ? 1 : 0);
