// SPDX-License-Identifier: Apache-2.0
// `dwbot understand` as a program on one core: answers a second for every language and type of question, from the labelled
// answers of tests/locales, repeated. Reading, normalising, understanding and writing JSON are in it; starting is not.
// Run: node bench/understand.mjs [build/release/dwbot]; exit 1 below 50,000 a second.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const WANTED = 50_000;
const LINES = 50_000;
const dwbot = process.argv[2] ?? new URL('../build/release/dwbot', import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), 'dwbot-bench-'));

const sets = ['utterances', 'second_set'].flatMap(folder => {
  const path = new URL(`../tests/locales/${folder}/`, import.meta.url).pathname;
  return readdirSync(path).map(name => JSON.parse(readFileSync(path + name, 'utf8')));
});
// language -> type -> {texts, options}
const work = new Map();
for (const {language, country, today, options, utterances} of sets) {
  for (const {type, text, options: list} of utterances) {
    if (type === 'text' || type === 'time' || text.includes('\n')) continue;
    const key = `${language} ${type}`;
    if (!work.has(key)) work.set(key, {language, country, today, type, list: list && options[list], texts: []});
    work.get(key).texts.push(text);
  }
}

function seconds({language, country, today, type, list, texts}, count) {
  const options = join(scratch, 'options.json');
  const more = list ? (writeFileSync(options, JSON.stringify(list)), ['--options', options]) : [];
  const input = Array.from({length: count}, (_, i) => texts[i % texts.length]).join('\n') + '\n';
  const begin = process.hrtime.bigint();
  const run = spawnSync('taskset', ['-c', '0', dwbot, 'understand', '--lang', language, '--type', type, '--country', country,
    '--today', today, ...more], {input, maxBuffer: 1 << 28});
  if (run.status !== 0) throw new Error(run.stderr.toString());
  return Number(process.hrtime.bigint() - begin) / 1e9;
}

const rates = [];
for (const [key, each] of work) {
  const rate = LINES / Math.max(1e-9, seconds(each, LINES) - seconds(each, 1));
  rates.push({key, rate});
}
rmSync(scratch, {recursive: true});
rates.sort((a, b) => a.rate - b.rate);
const line = ({key, rate}) => `${key.padEnd(24)} ${Math.round(rate).toLocaleString('en').padStart(10)} answers/s`;
console.log(`slowest:\n${rates.slice(0, 8).map(line).join('\n')}\nmiddle:\n${line(rates[rates.length >> 1])}`);
process.exit(rates[0].rate >= WANTED ? 0 : 1);
