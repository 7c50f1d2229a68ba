// SPDX-License-Identifier: Apache-2.0
// `dwbot understand` as a program on one core: answers a second for every language and type of question, from the labelled
// answers of tests/locales, repeated. Reading, normalising, understanding and writing JSON are in it; starting is not (a run with
// one line is taken off). Time is the processor's, as the shell counts it: a busy machine makes it worse, not random.
// Run: node bench/understand.mjs [build/release/dwbot]; prints a table, slowest first; exit 1 below 50,000 a second.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const WANTED = 50_000;
const LINES = 50_000;
const TYPES = ['integer', 'decimal', 'yes_no', 'date', 'select_one', 'select_multiple'];
const dwbot = process.argv[2] ?? new URL('../build/release/dwbot', import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), 'dwbot-bench-'));

const sets = ['utterances', 'second_set', 'third_set', 'fourth_set', 'short_set'].flatMap(folder => {
  const path = new URL(`../tests/locales/${folder}/`, import.meta.url).pathname;
  return readdirSync(path).map(name => JSON.parse(readFileSync(path + name, 'utf8')));
});
// language -> type -> {texts, options}
const work = new Map();
for (const {language, country, today, options, utterances} of sets) {
  for (const {type, text, options: list} of utterances) {
    if (!TYPES.includes(type) || text.includes('\n')) continue;
    const key = `${language} ${type}`;
    if (!work.has(key)) work.set(key, {language, country, today, type, list: list && options[list], texts: []});
    work.get(key).texts.push(text);
  }
}

// User and system time of one run, in seconds.
function seconds({language, country, today, type, list, texts}, count) {
  const options = join(scratch, 'options.json');
  const more = list ? (writeFileSync(options, JSON.stringify(list)), ['--options', options]) : [];
  const input = Array.from({length: count}, (_, i) => texts[i % texts.length]).join('\n') + '\n';
  const timed = 'TIMEFORMAT="%U %S"; time "$@" > /dev/null';
  const run = spawnSync('taskset', ['-c', '0', 'bash', '-c', timed, 'timed', dwbot, 'understand', '--lang', language,
    '--type', type, '--country', country, '--today', today, ...more], {input});
  if (run.status !== 0) throw new Error(run.stderr.toString());
  return run.stderr.toString().trim().split(/\s+/).slice(-2).reduce((sum, each) => sum + Number(each), 0);
}

const rates = [];
for (const [key, each] of work) {
  // The better of two: what else runs on the core can only take time away.
  const [a, b] = [0, 1].map(() => LINES / Math.max(1e-3, seconds(each, LINES) - seconds(each, 1)));
  rates.push({key, language: each.language, type: each.type, rate: Math.max(a, b)});
}
rmSync(scratch, {recursive: true});

const shown = rate => Math.round(rate).toLocaleString('en').padStart(16);
const languages = [...new Set(rates.map(each => each.language))]
  .map(language => ({language, of: rates.filter(each => each.language === language)}))
  .sort((a, b) => Math.min(...a.of.map(each => each.rate)) - Math.min(...b.of.map(each => each.rate)));
console.log(`answers a second on one core, slowest language first\n${'language'.padEnd(8)}${TYPES.map(type => type.padStart(16)).join('')}`);
for (const {language, of} of languages)
  console.log(language.padEnd(8) + TYPES.map(type => shown(of.find(each => each.type === type)?.rate ?? 0)).join(''));
rates.sort((a, b) => a.rate - b.rate);
const below = rates.filter(each => each.rate < WANTED);
console.log(`slowest: ${rates[0].key} with ${shown(rates[0].rate).trim()}; wanted ${WANTED.toLocaleString('en')}; below: ${below.length} of ${rates.length}`);
process.exit(below.length === 0 ? 0 : 1);
