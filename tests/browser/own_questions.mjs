// own_questions.mjs: the shipped bank with a Quiz of one question, and the sample School's file under the codes of others.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from '../http/folder.mjs';
import { questions as shipped } from '../http/support.mjs';

export function ownQuestions(schools) {
  const dir = join(folder, 'own-questions');
  cpSync(shipped, dir, { recursive: true });
  const read = (path) => JSON.parse(readFileSync(join(dir, path), 'utf8'));
  const write = (path, value) => writeFileSync(join(dir, path), JSON.stringify(value));
  const sample = read('schools/GEO.json');
  for (const school of schools)
    write(`schools/${school}.json`, {
      ...sample, school, questions: sample.questions.map((question) => ({ ...question, id: question.id.replace('geo', school.toLowerCase()) })),
    });
  write('quizzes/personal-tutoring.json', { ...read('quizzes/personal-tutoring.json'), draw: [{ subject: 'a', count: 1 }] });
  return dir;
}
