// support.mjs: a real server on a throw-away database, and small clients that behave as a script and as a browser do.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
export const program = resolve(process.env.SIGNPOST ?? join(root, 'build/signpost'));
export const questions = join(root, 'questions');

// Runs the program; never rejects: {code, out, err}.
export function run(args, { input, env, cwd } = {}) {
  return new Promise((done) => {
    const child = execFile(program, args, { cwd, env: { ...process.env, ...env }, maxBuffer: 1 << 28 }, (error, out, err) =>
      done({ code: error ? error.code ?? 1 : 0, signal: error?.signal, out, err }));
    if (input !== undefined) child.stdin.end(input);
  });
}

export async function must(args, options) {
  const result = await run(args, options);
  if (result.code !== 0) throw new Error(`signpost ${args.join(' ')}: exit ${result.code}\n${result.out}${result.err}`);
  return result.out;
}

const day = (shift) => new Date(Date.now() + shift * 86400000).toISOString().slice(0, 10);
export const today = day(0), yesterday = day(-1), tomorrow = day(1);

// A small University with one person in each position that the rules tell apart.
export const staff = [
  ['t-bio', 'Amara Okafor', 'BIO', 'tutor', '2021-09-01', ''],
  ['t-bio2', 'Bilal Hussain', 'BIO', 'tutor', '2019-09-01', ''],
  ['t-law', 'Carys Evans', 'LAW', 'tutor', '2020-09-01', ''],
  ['t-both', 'Dmitri Volkov', 'BIO', 'tutor', '2020-09-01', ''],
  ['t-both', 'Dmitri Volkov', 'LAW', 'tutor', '2022-09-01', ''],
  ['t-moved', 'Eilidh Fraser', 'BIO', 'tutor', '2018-09-01', yesterday],
  ['t-moved', 'Eilidh Fraser', 'LAW', 'tutor', today, ''],
  ['s-bio', 'Farah Rahimi', 'BIO', 'senior_tutor', '2021-01-01', ''],
  ['s-law', 'Gareth Jones', 'LAW', 'senior_tutor', '2021-01-01', ''],
  ['s-former', 'Hana Sato', 'BIO', 'senior_tutor', '2019-01-01', yesterday],
  ['h-bio', 'Ines Costa', 'BIO', 'head_of_school', '2020-01-01', ''],
  ['dean', 'Jun Li', '', 'dean', '2022-01-01', ''],
  ['lead', 'Kofi Mensah', '', 'training_lead', '2022-01-01', ''],
  ['adm', 'Lena Novak', '', 'administrator', '2022-01-01', ''],
];
export const staffHeader = 'staff_id,name,email,school,school_name,role,system,start_date,end_date';
const schoolNames = { BIO: 'School of Biological Sciences', LAW: 'School of Law', '': '' };
export const staffCsv = (rows) => [staffHeader, ...rows.map(([id, name, school, role, start, end, system = '']) =>
  `${id},${name},${id}@middlemarch.example,${school},${schoolNames[school] ?? school},${role},${system},${start},${end}`)].join('\n') + '\n';

export class Server {
  constructor(folder, { questionsDir = questions } = {}) {
    this.folder = folder;
    this.db = join(folder, 'university.db');
    this.questions = questionsDir;
    this.stderr = '';
  }

  // A database with the people above; not yet served.
  static async make({ rows = staff, ...options } = {}) {
    const server = new Server(mkdtempSync(join(tmpdir(), 'signpost-')), options);
    server.initOut = await must(['init', '--db', server.db, '--name', 'University of Middlemarch']);
    writeFileSync(join(server.folder, 'staff.csv'), staffCsv(rows));
    await must(['staff', 'import', join(server.folder, 'staff.csv'), '--db', server.db]);
    return server;
  }

  static async started(options) {
    const server = await Server.make(options);
    await server.start();
    return server;
  }

  start(args = []) {
    return new Promise((done, failed) => {
      this.child = spawn(program, ['serve', '--db', this.db, '--listen', '127.0.0.1:0', '--questions', this.questions, ...args],
        { stdio: ['ignore', 'pipe', 'pipe'] });
      let out = '';
      this.exited = new Promise((left) => this.child.on('exit', (code, signal) => {
        left({ code, signal });
        failed(new Error(`the server left with ${code ?? signal}: ${this.stderr}`));
      }));
      this.child.stderr.on('data', (text) => { this.stderr += text; });
      this.child.stdout.on('data', (text) => {
        out += text;
        const found = /listening on (http:\/\/\S+)/.exec(out);
        if (found) { this.url = found[1]; done(this); }
      });
    });
  }

  async stop(signal = 'SIGTERM') {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode) return this.exited;
    this.child.kill(signal);
    return this.exited;
  }

  async end() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async token(staffId) {
    return (await must(['token', '--staff-id', staffId, '--db', this.db])).trim();
  }

  async script(staffId) { return new Script(this, await this.token(staffId)); }
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 128 });

// One exchange: {status, headers, text, json}.
export function exchange(base, method, path, { headers = {}, body, agent: own = agent } = {}) {
  return new Promise((done, failed) => {
    const url = new URL(path, base);
    const bytes = body === undefined ? undefined : Buffer.from(body);
    const request = http.request(url, { method, agent: own, headers: { ...(bytes ? { 'Content-Length': bytes.length } : {}), ...headers } }, (reply) => {
      const parts = [];
      reply.on('data', (part) => parts.push(part));
      reply.on('error', failed);
      reply.on('end', () => {
        const text = Buffer.concat(parts).toString();
        let json;
        if (/json/.test(reply.headers['content-type'] ?? '')) try { json = JSON.parse(text); } catch { /* asserted by tests */ }
        done({ status: reply.statusCode, headers: reply.headers, text, json });
      });
    });
    request.on('error', failed);
    request.end(bytes);
  });
}

// As a script: bearer token, JSON.
export class Script {
  constructor(server, token) { this.server = server; this.token = token; }
  send(method, path, body, headers = {}) {
    return exchange(this.server.url, method, path, {
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: { Accept: 'application/json', Authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    });
  }
  get(path, headers) { return this.send('GET', path, undefined, headers); }
  post(path, body = {}, headers) { return this.send('POST', path, body, headers); }
  put(path, body, headers) { return this.send('PUT', path, body, headers); }

  async startQuiz(quiz = 'personal-tutoring') {
    const reply = await this.post(`/quizzes/${quiz}/attempts`, { acknowledged: true });
    if (![200, 201].includes(reply.status)) throw new Error(`start: ${reply.status} ${reply.text}`);
    return (await this.get(reply.headers.location)).json;
  }
}

// As a browser without JavaScript: cookies, forms, HTML.
export class Browser {
  constructor(server) { this.server = server; this.cookies = new Map(); }
  async send(method, path, { form, headers = {} } = {}) {
    const body = form === undefined ? undefined : new URLSearchParams(form).toString();
    const reply = await exchange(this.server.url, method, path, {
      body, headers: { Accept: 'text/html,application/xhtml+xml', ...(this.cookies.size
        ? { Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
      ...(body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded', Origin: this.server.url }), ...headers },
    });
    for (const cookie of reply.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      if (value) this.cookies.set(name, value); else this.cookies.delete(name);
    }
    this.last = reply;
    this.csrf = /name="csrf" value="([0-9a-f]+)"/.exec(reply.text)?.[1] ?? this.csrf;
    return reply;
  }
  async get(path) {
    let reply = await this.send('GET', path);
    for (let hops = 0; reply.status === 303 && hops < 5; hops++) reply = await this.send('GET', this.path = reply.headers.location);
    return reply;
  }
  // FORM: an object, or pairs where a field repeats.
  post(path, form = {}) {
    const pairs = Array.isArray(form) ? form : Object.entries(form);
    return this.send('POST', path, { form: pairs.some(([name]) => name === 'csrf') ? pairs : [['csrf', this.csrf ?? ''], ...pairs] });
  }
  async follow(path, form) {
    const reply = await this.post(path, form);
    return reply.status === 303 ? this.get(this.path = reply.headers.location) : reply;
  }
  async signIn(staffId) {
    const link = (await must(['sign-in-link', '--staff-id', staffId, '--db', this.server.db])).trim();
    return this.get(new URL(link).pathname + new URL(link).search);
  }
}

// An answer of the right shape for any question as it is shown; not necessarily a right one.
export function anyResponse(question) {
  switch (question.type) {
    case 'single': return question.choices[0].id;
    case 'multiple': return [question.choices[0].id];
    case 'true_false': return true;
    case 'matching': return Object.fromEntries(question.left.map((left) => [left.id, question.right[0].id]));
    case 'ordering': return question.choices.map((choice) => choice.id);
    case 'numeric': return '3';
    case 'short': return 'Senior Tutor';
    case 'situation': return question.parts.map(anyResponse);
    default: throw new Error(`no response known for ${question.type}`);
  }
}

export async function answerAll(script, attempt) {
  for (const question of attempt.questions) {
    const reply = await script.put(`/attempts/${attempt.id}/answers/${question.number}`, { response: anyResponse(question), version: question.version });
    if (reply.status !== 200) throw new Error(`answer ${question.number}: ${reply.status} ${reply.text}`);
  }
}
