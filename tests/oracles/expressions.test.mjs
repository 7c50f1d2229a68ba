// SPDX-License-Identifier: Apache-2.0
// `dwbot eval` against two engines of others: the cases of tests/dialogs/expressions.json and expressions made by chance.
// Where the three do not say the same, a decision of docs/survey-format.md says why, by name; anything else fails.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {engines, NOW} from './engines.mjs';
import {decisions} from './decisions.mjs';
import {expressions} from './generate.mjs';

const here = name => new URL(name, import.meta.url).pathname;
const survey = JSON.parse(readFileSync(here('survey.json'), 'utf8'));
const answers = JSON.parse(readFileSync(here('answers.json'), 'utf8'));
const GENERATED = 900;

// ---- the same form as XML ----
const row = (question, values) => {
  const {name, type, questions} = question;
  if (type === 'group') return `<${name}>${questions.map(q => row(q, values)).join('')}</${name}>`;
  if (type === 'repeat') return values[name].map(round => `<${name}>${questions.map(q => row(q, round)).join('')}</${name}>`).join('');
  return `<${name}>${[values[name] ?? ''].flat().join(' ')}</${name}>`;
};
const xml = `<data>${survey.questions.map(q => row(q, answers)).join('')}</data>`;
const lists = Object.fromEntries(Object.entries(survey.choices).map(([name, choices]) => [name,
  `<instance><root>${choices.map(c => `<item><name>${c.value}</name><label>${c.label.en}</label>` +
    Object.entries(c.attributes ?? {}).map(([k, v]) => `<${k}>${v}</${k}>`).join('') + '</item>').join('')}</root></instance>`]));

// ---- ${name} as a path, curly quotes as straight ones: what a converter does before these engines see an expression ----
const paths = {};
const collect = (questions, above) => questions.forEach(q => {
  paths[q.name] = `${above}/${q.name}`;
  if (q.questions) collect(q.questions, paths[q.name]);
});
collect(survey.questions, '/data');
const asPaths = e => e.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\u00a0/g, ' ')
  .replace(/\$\{\s*(\w+)\s*\}/g, (_, name) => ` ${paths[name] ?? `/data/${name}`} `);

const ours = list => {
  const run = spawnSync(process.env.DWBOT, ['eval', here('survey.json'), '--answers', here('answers.json'), '--now', NOW, '--', '-'],
    {input: list.join('\n') + '\n', encoding: 'utf8', maxBuffer: 1 << 26});
  assert.equal(run.stderr, '');
  const lines = run.stdout.split('\n').slice(0, -1);
  assert.equal(lines.length, list.length);
  return lines;
};

const sameNumber = (a, b) => a !== '' && b !== '' && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
const same = (mine, theirs) => mine === theirs || sameNumber(mine, theirs);

function compare(list) {
  const {enketo, odk} = engines(xml, lists);
  const values = ours(list);
  const used = new Map();
  const unexplained = [];
  let agreed = 0;
  list.forEach((expression, i) => {
    const mine = values[i].startsWith('error: ') ? {error: values[i].slice(7)} : values[i];
    for (const [engine, evaluate] of [['enketo', enketo], ['odk', odk]]) {
      const theirs = evaluate(asPaths(expression));
      if (mine.error && theirs.error) { ++agreed; continue; }
      if (!mine.error && !theirs.error && same(mine, theirs)) { ++agreed; continue; }
      const decision = decisions.find(d => (!d.engine || d.engine === engine) && d.holds(expression, mine, theirs));
      if (decision) used.set(decision.name, (used.get(decision.name) ?? 0) + 1);
      else unexplained.push(`${expression}\n    we: ${JSON.stringify(mine)}  ${engine}: ${JSON.stringify(theirs)}`);
    }
  });
  return {agreed, used, unexplained};
}

function report(t, {agreed, used, unexplained}, all) {
  t.diagnostic(`${all} expressions, ${agreed} of ${2 * all} comparisons agree`);
  for (const [name, count] of used) t.diagnostic(`${count} x ${name}`);
  assert.equal(unexplained.length, 0, `${unexplained.length} differences that no decision explains:\n${unexplained.slice(0, 40).join('\n')}`);
}

test('the cases of our own', t => {
  const table = JSON.parse(readFileSync(here('../dialogs/expressions.json'), 'utf8'));
  // Those that need what the oracle's form has not: words, notes, a round, a list that is filtered, refusals.
  const fits = row => row.is !== undefined && row.in_round === undefined && !row.filter && !/\$\{(words|memo|un\w+)\}|\.\.|jr:|\/world/.test(row.e);
  const list = table.filter(fits).map(row => row.e);
  assert.ok(list.length >= 300, `${list.length} cases`);
  const result = compare(list);
  report(t, result, list.length);
});

const written = () => readFileSync(here('cases.txt'), 'utf8').split('\n').filter(Boolean);

test('the cases of somebody who had not seen ours', t => {
  const list = [...new Set(written())];
  assert.ok(list.length > 250);
  report(t, compare(list), list.length);
});

test('expressions made by chance', t => {
  const list = [...new Set(expressions(GENERATED))];
  assert.ok(list.length > 500);
  report(t, compare(list), list.length);
});

test('every decision is used', t => {
  const table = JSON.parse(readFileSync(here('../dialogs/expressions.json'), 'utf8'));
  const list = table.filter(row => row.is !== undefined && row.in_round === undefined && !row.filter && !/\$\{(words|memo|un\w+)\}|\.\.|jr:|\/world/.test(row.e)).map(row => row.e);
  const used = compare([...list, ...written(), ...expressions(GENERATED)]).used;
  assert.deepEqual(decisions.filter(d => !used.has(d.name)).map(d => d.name), []);
});
