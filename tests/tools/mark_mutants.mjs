// LIBS=… mark_mutants.mjs BUILD: plants one fault after another in the code that marks, and sees that the unit tests of marking
// fail. A fault that no test notices, or that can no longer be planted, is a failure: write the test, or mend the row.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const build = process.argv[2] ?? 'build', here = join(build, 'mark-mutants');
const cc = process.env.CC ?? 'gcc';
const flags = ['-std=c17', '-D_GNU_SOURCE', '-w', '-O0', '-pthread', '-Iinclude', '-Iengine', `-I${build}`];
const libs = process.env.LIBS.split(' ').filter(Boolean); // as the Makefile has them

// [the fault, what stands there once, what is planted instead]
const type = (name) => `engine/bank/type_${name}.c`;
const faults = {
  'engine/bank/mark.c': [
    ['no answer is marked as an answer', 'if (response->state != RESPONSE_GIVEN)', 'if (0)'],
    ['"I don’t know" is marked as an answer', 'if (response->state != RESPONSE_GIVEN)', 'if (response->state == RESPONSE_NONE)'],
    ['"I don’t know" earns the mark', 'return 0;', 'return response->state == RESPONSE_DONT_KNOW ? MARK_UNIT : 0;'],
    ['"I don’t know" costs a mark', 'return 0;', 'return response->state == RESPONSE_DONT_KNOW ? -1 : 0;'],
    ['a stored answer that cannot be read is marked', '*mark = code == FAULT_NONE ? mark_response(item, out) : 0;', '*mark = mark_response(item, out);'],
  ],
  'engine/bank/response.c': [
    ['"dont_know" is an answer like any other', 'made.state = RESPONSE_DONT_KNOW;', 'made.state = RESPONSE_GIVEN;'],
    ['null is "I don’t know"', 'struct response made;\n    memset(&made, 0, sizeof made);', 'struct response made;\n    memset(&made, 0, sizeof made);\n    made.state = cJSON_IsNull(json) ? RESPONSE_DONT_KNOW : 0;'],
    ['what is stored is left aside', 'if (stored)\n', 'if (0)\n'],
  ],
  'engine/bank/choices.c': [
    ['the shuffle of choices is forgotten', '*out = order[place];', '*out = place;'],
  ],
  [type('single')]: [
    ['every choice but the key is right', 'return given->value[0] == question->key[0] ?', 'return given->value[0] != question->key[0] ?'],
    ['choices behind the key are right too', 'return given->value[0] == question->key[0] ?', 'return given->value[0] >= question->key[0] ?'],
    ['choices before the key are right too', 'return given->value[0] == question->key[0] ?', 'return given->value[0] <= question->key[0] ?'],
    ['a right answer lacks the last unit', '? MARK_UNIT : 0;', '? MARK_UNIT - 1 : 0;'],
  ],
  [type('true_false')]: [
    ['true is always right', 'return given->value[0] == question->key[0] ?', 'return given->value[0] >= question->key[0] ?'],
    ['false is always right', 'return given->value[0] == question->key[0] ?', 'return given->value[0] <= question->key[0] ?'],
    ['the answer is read the wrong way round', 'out->value[0] = cJSON_IsTrue(json);', 'out->value[0] = cJSON_IsFalse(json);'],
  ],
  [type('multiple')]: [
    ['a wrong choice costs nothing', ' - chosen_wrong * (MARK_UNIT / wrongs)', ''],
    ['a mark falls below nothing', 'return mark > 0 ? mark : 0;', 'return mark;'],
    ['a negative mark is made positive', 'return mark > 0 ? mark : 0;', 'return mark > 0 ? mark : -mark;'],
    ['there is no partial credit', 'int mark = chosen_right * (MARK_UNIT / rights)', 'int mark = (chosen_right == rights) * MARK_UNIT'],
    ['a wrong choice costs what a right one earns', 'chosen_wrong * (MARK_UNIT / wrongs)', 'chosen_wrong * (MARK_UNIT / rights)'],
    ['a right choice earns a share of all choices', 'chosen_right * (MARK_UNIT / rights)', 'chosen_right * (MARK_UNIT / (rights + wrongs))'],
    ['shares are rounded before they are summed', 'chosen_right * (MARK_UNIT / rights)', 'chosen_right * (MARK_UNIT / rights / 100 * 100)'],
    ['every choice taken is right', 'chosen_right += question->key[i] && given->value[i];', 'chosen_right += given->value[i];'],
    ['what was not chosen counts against', 'chosen_wrong += !question->key[i] && given->value[i];', 'chosen_wrong += question->key[i] != given->value[i];'],
    ['the last choice is not looked at', 'for (int i = 0; i < question->option_count; i++) {\n        rights', 'for (int i = 0; i < question->option_count - 1; i++) {\n        rights'],
    ['nothing chosen is an answer', 'const cJSON *id;\n    if (!cJSON_IsArray(json))', 'const cJSON *id;\n    out->state = RESPONSE_GIVEN;\n    if (!cJSON_IsArray(json))'],
    ['a choice may be taken twice', 'if (out->value[option])', 'if (0)'],
  ],
  [type('matching')]: [
    ['each pair is counted twice', 'pairs += given->value[i] == question->key[i];', 'pairs += 2 * (given->value[i] == question->key[i]);'],
    ['there is no partial credit', 'return pairs * (MARK_UNIT / question->option_count);', 'return pairs == question->option_count ? MARK_UNIT : 0;'],
    ['a pair earns a share of the right side', 'return pairs * (MARK_UNIT / question->option_count);', 'return pairs * (MARK_UNIT / question->target_count);'],
    ['a wrong pair costs one', 'pairs += given->value[i] == question->key[i];', 'pairs += given->value[i] == question->key[i] ? 1 : given->value[i] < 0 ? 0 : -1;'],
    ['an open pair is the first on the right', 'out->value[i] = -1;', 'out->value[i] = 0;'],
    ['the shuffle of the left side is forgotten', 'out->value[item->order[place]] = target;', 'out->value[place] = target;'],
    ['the shuffle of the right side is forgotten', 'read_letter(pair, item->targets,', 'read_letter(pair, item->order,'],
    ['one on the left may be matched twice', 'if (out->value[item->order[place]] >= 0)', 'if (0)'],
    ['the last pair is not looked at', 'int pairs = 0;\n    for (int i = 0; i < question->option_count; i++)', 'int pairs = 0;\n    for (int i = 0; i < question->option_count - 1; i++)'],
  ],
  [type('ordering')]: [
    ['places are off by one', 'placed += given->value[place] == question->key[place];', 'placed += given->value[place] == question->key[(place + 1) % question->option_count];'],
    ['the first place is not looked at', 'int placed = 0;\n    for (int place = 0;', 'int placed = 0;\n    for (int place = 1;'],
    ['there is no partial credit', 'return placed * (MARK_UNIT / question->option_count);', 'return placed == question->option_count ? MARK_UNIT : 0;'],
    ['places after the first wrong one earn nothing', 'placed += given->value[place] == question->key[place];', 'placed += placed == place && given->value[place] == question->key[place];'],
    ['items and places are mistaken for each other', 'out->value[place++] = option;', 'out->value[option] = place++;'],
    ['an order with items left out is taken', 'if (place != 0 && place != count)', 'if (0)'],
    ['an item may stand in two places', 'if (met[option])', 'if (0)'],
  ],
  [type('numeric')]: [
    ['what is just within the tolerance is wrong', 'return off <= tolerance ?', 'return off < tolerance ?'],
    ['the tolerance is doubled', 'return off <= tolerance ?', 'return off <= 2 * tolerance ?'],
    ['a millionth beyond the tolerance is right', 'return off <= tolerance ?', 'return off <= tolerance + 1 ?'],
    ['there is no tolerance', 'return off <= tolerance ?', 'return off == 0 ?'],
    ['everything below the key is right', 'int64_t off = number > key ? number - key : key - number;', 'int64_t off = number - key;'],
    ['everything above the key is right', 'int64_t off = number > key ? number - key : key - number;', 'int64_t off = key - number;'],
    ['any unit will do', '!is_unit(rest, unit, failed)', '0'],
    ['no unit will do', '!is_unit(rest, unit, failed)', '1'],
    ['a part of the unit’s words will do', 'strcmp(longer + shorter, "s") == 0', '1'],
    ['the number is kept as it was typed', 'decimal_text(number, out->text);', 'snprintf(out->text, DECIMAL_TEXT, "%s", text);'],
  ],
  'engine/bank/decimal.c': [
    ['a minus is lost in what is typed', 'if (what == DECIMAL_READ && negative)', 'if (0)'],
    ['a minus is lost in what is stored', '*out = negative ? -*out : *out;', ''],
    ['"1,500" is a thousand and a half', 'if (count == 2 && marks[1] == \',\' && grouped(runs, marks, 1))\n        return DECIMAL_EITHER;', 'if (0)\n        ;'],
    ['fractions are lost', '*out = number * MILLION + scaled(fraction.digits, fraction.count, DIGITS_AFTER);', '*out = number * MILLION;'],
    ['fractions lack their last place', 'scaled(fraction.digits, fraction.count, DIGITS_AFTER)', 'scaled(fraction.digits, fraction.count ? fraction.count - 1 : 0, DIGITS_AFTER)'],
  ],
  [type('short')]: [
    ['only the first accepted answer is', 'for (int i = 0; i < question->accepted_count; i++)\n        out->value', 'for (int i = 0; i < 1; i++)\n        out->value'],
    ['only the last accepted answer is', 'out->value[0] |=', 'out->value[0] ='],
    ['words behind the answer do not matter', 'strcmp(folded, question->folded[i]) == 0', 'strncmp(folded, question->folded[i], strlen(question->folded[i])) == 0'],
    ['the beginning of an answer is enough', 'strcmp(folded, question->folded[i]) == 0', 'strncmp(folded, question->folded[i], strlen(folded)) == 0'],
    ['an answer must be written as the key is', 'strcmp(folded, question->folded[i]) == 0', 'strcmp(typed, question->accepted[i]) == 0'],
    ['any answer is right', 'return given->value[0] ? MARK_UNIT : 0;', 'return MARK_UNIT;'],
  ],
  'engine/bank/typed.c': [
    ['spaces are an answer', 'if (check_is_blank(text))', 'if (!*text)'],
  ],
  'engine/base/text_fold.c': [
    ['capitals matter', 'UTF8PROC_CASEFOLD | ', ''],
    ['accents matter', 'UTF8PROC_STRIPMARK | ', ''],
    ['full-width letters matter', 'UTF8PROC_COMPAT |', ''],
    ['dashes matter', "? ' ' : codepoint;", '? codepoint : codepoint;'],
    ['a full stop at the end matters', 'if (kind == KIND_WORD)\n                end = written;', 'end = written;'],
    ['white space matters', "if (begun && kind == KIND_SPACE) {\n            space = true;", "if (begun && kind == KIND_SPACE) {\n            text[written++] = ' ';"],
    ['spaces between words are lost', "if (space)\n                text[written++] = ' ';", ''],
  ],
  [type('situation')]: [
    ['parts are summed and not shared', 'return sum / question->part_count;', 'return sum;'],
    ['there is no partial credit', 'return sum / question->part_count;', 'return sum == question->part_count * MARK_UNIT ? MARK_UNIT : 0;'],
    ['only the last part counts', 'sum += mark_response(&part, &one);', 'sum = mark_response(&part, &one);'],
    ['the first part counts for all', 'response_part(given, i, &one);', 'response_part(given, 0, &one);'],
    ['the last part is not looked at', 'int sum = 0;\n    for (int i = 0; i < question->part_count; i++)', 'int sum = 0;\n    for (int i = 0; i < question->part_count - 1; i++)'],
    ['a part’s share is rounded to hundredths', 'sum += mark_response(&part, &one);', 'sum += mark_response(&part, &one) / 100 * 100;'],
    ['the last part says whether there is an answer', 'if (given.state > out->state)', ''],
    ['the shuffle of a part is the first one’s', 'item->parts[part].order', 'item->parts[0].order'],
    ['a part’s right side is shown in the file’s order', 'memcpy(out->targets, item->parts[part].targets, sizeof out->targets);', ''],
  ],
  'engine/completion/attempt_complete.c': [
    ['an attempt’s score is its last mark', 'marked.score += mark;', 'marked.score = mark;'],
    ['the maximum grows with the mark', 'marked.max += MARK_UNIT;', 'marked.max += mark;'],
    ['all marks go to the first subject', "item->question->subject - 'a', mark", '0, mark'],
    ['the first answer is marked for all', 'answers[i].response, &response', 'answers[0].response, &response'],
    ['the last question is not marked', 'for (int i = 0; i < paper->count; i++)', 'for (int i = 0; i < paper->count - 1; i++)'],
    ['a School’s own questions enter the score', 'for (int i = 0; i < paper->count; i++)', 'for (int i = 0; i < paper->count + paper->local_count; i++)'],
  ],
};
const tests = ['mark', 'response', 'text']; // the first that fails is enough

const run = async (command, args) => {
  try {
    await exec(command, args, { timeout: 20000, maxBuffer: 1 << 26 });
    return true;
  } catch {
    return false;
  }
};
const compile = (from, to) => exec(cc, [...flags, '-c', from, '-o', to]);
const link = (test, objects, to) => exec(cc, ['-pthread', '-s', '-o', to, join(here, `test_${test}.o`), ...objects, join(build, 'libengine.a'), ...libs]);

const troubles = [];
async function plant({ file, what, from, to }, number) {
  const source = readFileSync(file, 'utf8'), name = join(here, `mutant${number}`);
  if (source.split(from).length !== 2) {
    troubles.push(`${file}: cannot be planted any more (it stands there ${source.split(from).length - 1} times): ${what}`);
    return;
  }
  writeFileSync(`${name}.c`, source.replace(from, () => to));
  try {
    await exec(cc, [...flags, '-iquote', dirname(file), '-c', `${name}.c`, '-o', `${name}.o`]);
  } catch (error) {
    troubles.push(`${file}: does not compile with it: ${what}\n${error.stderr}`);
    return;
  }
  for (const test of tests) {
    await link(test, [`${name}.o`], name);
    if (!(await run(name, []))) return;
  }
  troubles.push(`${file}: no test notices: ${what}`);
}

const planned = Object.entries(faults).flatMap(([file, rows]) => rows.map(([what, from, to]) => ({ file, what, from, to })));
rmSync(here, { recursive: true, force: true });
mkdirSync(here, { recursive: true });
for (const test of tests) {
  await compile(`tests/unit/test_${test}.c`, join(here, `test_${test}.o`));
  await link(test, [], join(here, test));
  if (!(await run(join(here, test), []))) throw new Error(`test_${test} fails with nothing planted`);
}
const queue = planned.map((fault, number) => [fault, number]);
await Promise.all(cpus().map(async () => {
  while (queue.length) await plant(...queue.shift());
}));
rmSync(here, { recursive: true, force: true });
for (const trouble of troubles) console.log(trouble);
console.log(`marking: ${planned.length} faults planted one by one, ${planned.length - troubles.length} of them noticed`);
process.exitCode = troubles.length ? 1 : 0;
