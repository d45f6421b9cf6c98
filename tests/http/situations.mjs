// situations.mjs: the shipped bank with a Quiz of situations alone, one of each subject but e.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './folder.mjs';
import { questions as shipped } from './support.mjs';

const files = { a: 'a-code-of-practice', b: 'b-regulations', c: 'c-programmes', d: 'd-student-responsibilities' };
export function situationsOnly() {
  const dir = join(folder, 'questions');
  cpSync(shipped, dir, { recursive: true });
  for (const name of Object.values(files)) {
    const path = join(dir, 'bank', `${name}.json`);
    const bank = JSON.parse(readFileSync(path, 'utf8'));
    bank.questions = bank.questions.filter((question) => question.type === 'situation' || question.pool === 'practice');
    writeFileSync(path, JSON.stringify(bank));
  }
  const path = join(dir, 'quizzes', 'personal-tutoring.json');
  const quiz = JSON.parse(readFileSync(path, 'utf8'));
  quiz.draw = Object.keys(files).map((subject) => ({ subject, count: 1 }));
  writeFileSync(path, JSON.stringify(quiz));
  return dir;
}
