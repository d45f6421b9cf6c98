// folder.mjs: a folder for one test file's databases and inputs, gone afterwards, and running the program in it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { run } from './support.mjs';

export const folder = mkdtempSync(join(tmpdir(), 'signpost-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));

// A file of it with this text.
export const file = (name, text) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

// Runs the program and expects this exit code, and these words on stderr.
export const exits = async (code, args, words, options) => {
  const result = await run(args, options);
  assert.equal(result.code, code, `signpost ${args.join(' ')}: ${result.out}${result.err}`);
  if (words) assert.match(result.err, words);
  if (code) assert.ok(result.err.startsWith('signpost: ') || result.err.includes('\nsignpost: ') || /:\d*:? /.test(result.err), result.err);
  return result;
};
