// SPDX-License-Identifier: Apache-2.0
// `dwbot understand` as a program on one core: answers a second for every language and type of question, from the labelled
// answers of tests/locales, repeated. Reading, normalising, understanding and writing JSON are in it; starting is not (a run with
// one line is taken off). Time is the processor's, as the shell counts it: a busy machine makes it worse, not random.
// Run: node bench/understand.mjs [build/release/dwbot] [language,language...]; a row is printed as soon as it is measured (about two
// minutes in all on a quiet machine, long on a busy one), the slowest at the end; exit 1 below 50,000 a second.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const WANTED = 50_000;
const LINES = 50_000;
const TYPES = ['integer', 'decimal', 'yes_no', 'date', 'select_one', 'select_multiple'];
const dwbot = process.argv[2] ?? new URL('../build/release/dwbot', import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), 'dwbot-bench-'));

const FOLDERS = ['utterances', 'second_set', 'third_set', 'fourth_set', 'short_set', 'fifth_set', 'sixth_set', 'seventh_set', 'eighth_set', 'ninth_set',
  'tenth_set', 'eleventh_set'];
const sets = FOLDERS.flatMap(folder => {
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

const shown = rate => Math.round(rate).toLocaleString('en').padStart(16);
const languages = [...new Set([...work.values()].map(each => each.language))]
  .filter(language => !process.argv[3] || process.argv[3].split(',').includes(language));
if (languages.length === 0) throw new Error(`no set of ${process.argv[3]} in tests/locales`);
console.log(`answers a second on one core\n${'language'.padEnd(8)}${TYPES.map(type => type.padStart(16)).join('')}`);
const rates = [];
for (const language of languages) {
  const row = TYPES.map(type => {
    const each = work.get(`${language} ${type}`);
    if (!each) return 0;
    // The best of three: what else runs on the core can only take time away.
    const rate = Math.max(...[0, 1, 2].map(() => LINES / Math.max(1e-3, seconds(each, LINES) - seconds(each, 1))));
    rates.push({key: `${language} ${type}`, rate});
    return rate;
  });
  console.log(language.padEnd(8) + row.map(shown).join(''));
}
rmSync(scratch, {recursive: true});
rates.sort((x, y) => x.rate - y.rate);
const below = rates.filter(each => each.rate < WANTED);
console.log(`slowest: ${rates[0].key} with ${shown(rates[0].rate).trim()}; wanted ${WANTED.toLocaleString('en')}; below: ${below.length} of ${rates.length}`);
process.exit(below.length === 0 ? 0 : 1);
