// bank_schema.mjs: every file of questions/ against its published JSON Schema, by ajv (independent of our own checks).
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';

const root = new URL('../../questions/', import.meta.url).pathname;
const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strict: false });
ajv.addSchema(read('schema/bank.schema.json'), 'bank.schema.json'); // others refer to its parts
const folder = (name) => readdirSync(join(root, name)).filter((f) => f.endsWith('.json')).map((f) => `${name}/${f}`);
const kinds = {
  bank: folder('bank'), quiz: folder('quizzes'), module: folder('modules'),
  institution: ['institution.json'], requirements: ['requirements.json'], school: existsSync(join(root, 'schools')) ? folder('schools') : [],
};
let files = 0, wrong = 0;
for (const [kind, paths] of Object.entries(kinds)) {
  const validate = ajv.compile(read(`schema/${kind}.schema.json`));
  for (const path of paths) {
    files++;
    if (validate(read(path))) continue;
    wrong++;
    for (const error of validate.errors) console.error(`questions/${path}${error.instancePath}: ${error.message}`);
  }
}
console.log(`bank: ${files - wrong} passed, ${wrong} failed`);
process.exit(wrong || files < 10 ? 1 : 0);
