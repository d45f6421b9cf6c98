// bank.mjs: the answers, read from the files of questions/ as an author reads them, never from the program: what is right, for a
// question as it is shown (its ids are remapped by place, so choices are found by their words).
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { questions as folder } from './support.mjs';

const read = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'));
const services = read('institution.json').directory;
const known = new Map(
  readdirSync(join(folder, 'bank'))
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => read(`bank/${name}`).questions)
    .map((question) => [question.id, question]),
);

const all = [...known.values()];
const made = services.flatMap((service) => service.situations.map((situation) => ({ service, words: situation.text })));

// The author's question, found by its words (an open paper gives ids of its own): from the bank, or made from a service's situation.
export function authored({ stem }) {
  const found = all.find((question) => question.stem === stem);
  if (found) return found;
  const { service } = made.find(({ words }) => stem.includes(words));
  return { type: 'single', pool: 'quiz', choices: services.map((one) => ({ id: one.id, text: one.name })), key: service.id };
}

const text = (options, id) => options.find((option) => option.id === id).text;
const shown = (options, words) => options.find((option) => option.text === words).id;

export function rightResponse(question, author = authored(question)) {
  switch (question.type) {
    case 'single':
      return shown(question.choices, text(author.choices, author.key));
    case 'multiple':
      return author.key.map((id) => shown(question.choices, text(author.choices, id))).sort();
    case 'true_false':
      return author.key;
    case 'matching':
      return Object.fromEntries(
        Object.entries(author.key).map(([left, right]) => [
          shown(question.left, text(author.left, left)),
          shown(question.right, text(author.right, right)),
        ]),
      );
    case 'ordering':
      return author.key.map((id) => shown(question.choices, text(author.items, id)));
    case 'numeric':
      return author.key;
    case 'short':
      return author.key[0];
    case 'situation':
      return question.parts.map((part, index) => rightResponse(part, author.parts[index]));
    default:
      throw new Error(`no answer known for ${question.type}`);
  }
}

// Certainly wrong: no part of it is right.
export function wrongResponse(question, author = authored(question)) {
  const right = rightResponse(question, author);
  switch (question.type) {
    case 'single':
      return question.choices.find((choice) => choice.id !== right).id;
    case 'multiple':
      return [question.choices.find((choice) => !right.includes(choice.id)).id];
    case 'true_false':
      return !author.key;
    case 'matching':
      return Object.fromEntries(question.left.map(({ id }) => [id, question.right.find((one) => one.id !== right[id]).id]));
    case 'ordering':
      return [...right.slice(1), right[0]];
    case 'numeric':
      return '987654';
    case 'short':
      return 'no such office';
    case 'situation':
      return question.parts.map((part, index) => wrongResponse(part, author.parts[index]));
    default:
      throw new Error(`no answer known for ${question.type}`);
  }
}

// A response as the fields of the question page's form.
export function fieldsOf(question, response) {
  if (response === 'dont_know') return [['dont_know', 'yes']];
  if (response === null) return [];
  switch (question.type) {
    case 'multiple':
      return response.map((id) => ['response', id]);
    case 'matching':
      return Object.entries(response).map(([left, right]) => [`response.${left}`, right]);
    case 'ordering':
      return response.map((id, place) => [`response.${place + 1}`, id]);
    case 'situation':
      return response.flatMap((one, index) =>
        fieldsOf(question.parts[index], one).map(([name, value]) => [`part.${index + 1}.${name}`, value]),
      );
    default:
      return [['response', String(response)]];
  }
}
