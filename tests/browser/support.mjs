// support.mjs: a real browser, and a demonstration University to look at with it.
import { spawn } from 'node:child_process';
import { chromium } from 'playwright-core';
import { program, questions } from '../http/support.mjs';

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

// The roles by the names that `demo` prints.
const roles = [
  ['tutor', /^Personal Tutor\s/],
  ['senior', /^Senior Tutor\s/],
  ['head', /^Head of School\s/],
  ['dean', /^Dean/],
  ['lead', /^Training lead\s/],
  ['admin', /^Administrator\s/],
];

export class Demo {
  static start({ people = 60, schools = 4, years = 4, args = [], questionsDir = questions } = {}) {
    const demo = new Demo();
    return new Promise((done, failed) => {
      demo.child = spawn(
        program,
        ['demo', '--people', String(people), '--schools', String(schools), '--years', String(years), '--listen', '127.0.0.1:0', ...args],
        { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, SIGNPOST_QUESTIONS: questionsDir } },
      );
      demo.stderr = '';
      let out = '';
      demo.exited = new Promise((left) =>
        demo.child.on('exit', (code) => {
          left(code);
          failed(new Error(`demo left with ${code}: ${demo.stderr}`));
        }),
      );
      demo.child.stderr.on('data', (text) => {
        demo.stderr += text;
      });
      demo.child.stdout.on('data', (text) => {
        out += text;
        if (!/^Stop with/m.test(out)) return;
        demo.url = /listening on (\S+)/.exec(out)[1];
        demo.links = Object.fromEntries(
          roles.map(([role, words]) => [
            role,
            out
              .split('\n')
              .find((line) => words.test(line))
              ?.match(/http\S+/)[0],
          ]),
        );
        done(demo);
      });
    });
  }
  async end() {
    this.child.kill('SIGTERM');
    return this.exited;
  }
}

// Notes everything that a page complains about: scripts' errors, the console's, and breaches of the content security policy.
export function listen(page, complaints) {
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (
      message.type() === 'error' &&
      !/Failed to load resource: the server responded with a status of (401|403|404|409|422)/.test(message.text())
    )
      complaints.push(`console: ${message.text()}`);
  });
}

// Answers the question page that is open with the mouse or without a script: whatever comes first.
export async function answer(page, { dontKnow = false } = {}) {
  const form = page.locator('form.question');
  if (dontKnow) return form.locator('input[id$="-dont-know"]').last().check(); // in a situation that of the whole
  const parts = await form.locator('fieldset.part').all();
  for (const fields of parts.length ? parts : [form]) await answerFields(fields);
}

async function answerFields(form) {
  const choice = form.locator('.choice.boxed input[name$="response"]:not([value="dont_know"])');
  if (await choice.count()) return choice.first().check();
  const selects = form.locator('select');
  for (let i = 0, count = await selects.count(); i < count; i++) {
    const values = await selects
      .nth(i)
      .locator('option')
      .evaluateAll((options) => options.map((option) => option.value).filter(Boolean));
    const ordering = /response\.\d+$/.test(await selects.nth(i).getAttribute('name')) && values.length === count;
    await selects.nth(i).selectOption(ordering ? values[i] : values[0]);
  }
  const text = form.locator('input[type="text"][name$="response"]');
  if (await text.count()) await text.fill('3');
}
