// SPDX-License-Identifier: Apache-2.0
// A survey through the XForm export against ODK Web Forms' engine: random answers, then which rows are asked and what is
// calculated must be the same here (`dwbot eval`) and there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openForm } from './lib/xforms_engine.mjs';

process.env.TZ = 'UTC';
const dwbot = process.env.DWBOT ?? 'build/dev/dwbot';
const root = new URL('../../', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'dwbot-xform-'));
after(() => rmSync(folder, { recursive: true }));
const rounds = Number(process.env.XFORM_ROUNDS ?? 6);

// A small generator with a seed: a failure can be repeated (mulberry32).
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// Rows outside repeats, each with all conditions that must hold.
function* rowsOf(questions, conditions = []) {
  for (const row of questions) {
    const all = row.relevant ? [...conditions, row.relevant] : conditions;
    if (row.type === 'repeat') continue;
    if (row.questions) yield* rowsOf(row.questions, all);
    else yield { row, conditions: all };
  }
}

// Names of which the two may rightly differ, or of which we cannot ask: repeats and what stands in them (they are not answered
// here), chance and clocks, paths from a row (`dwbot eval` stands at the top), an answer alone as a condition (docs/survey-format.md),
// and whatever reads one of these.
function unlike(questions) {
  const names = new Set();
  const inside = (rows) => {
    for (const row of rows) {
      names.add(row.name);
      inside(row.questions ?? []);
    }
  };
  const repeats = (rows) => {
    for (const row of rows) row.type === 'repeat' ? inside([row]) : repeats(row.questions ?? []);
  };
  repeats(questions);
  const reads = (text) => /\b(random|uuid|now)\(|\.\.\//.test(text) || [...names].some((name) => text.includes(`\${${name}}`));
  const alone = (text) => /^\s*\$\{[^}]+\}\s*$/.test(text);
  for (const { row, conditions } of rowsOf(questions)) {
    if ([row.calculation ?? '', row.choice_filter ?? '', ...conditions].some(reads) || conditions.some(alone)) names.add(row.name);
  }
  return names;
}

function nodesByName(node, found = new Map()) {
  for (const child of node.currentState.children ?? []) {
    if (child.nodeType.startsWith('repeat-range')) continue;
    found.set(child.currentState.reference.split('/').at(-1), child);
    nodesByName(child, found);
  }
  return found;
}

// Answers one question there; what `dwbot eval` is told here. undefined: left unanswered.
function answer(row, node, next) {
  if (next() < 0.15) return undefined;
  if (row.type.startsWith('select_')) {
    const values = node.currentState.valueOptions.map((o) => o.value);
    if (values.length === 0) return undefined;
    const chosen = row.type === 'select_one' ? [values[Math.floor(next() * values.length)]] : values.filter(() => next() < 0.4);
    if (row.type === 'select_one') node.selectValue(chosen[0]);
    else node.selectValues(chosen);
    return chosen.length === 0 ? undefined : row.type === 'select_one' ? chosen[0] : chosen;
  }
  if (row.type === 'integer') {
    const value = Math.floor(next() * 60);
    node.setValue(String(value));
    return value;
  }
  if (row.type === 'decimal') {
    const value = Math.floor(next() * 400) / 4;
    node.setValue(String(value));
    return value;
  }
  if (row.type === 'text' && !row.coded) {
    node.setValue('some words');
    return 'some words';
  }
  return undefined;
}

function evaluate(survey, answers, expressions) {
  const file = join(folder, 'answers.json');
  writeFileSync(file, JSON.stringify(answers));
  const now = new Date().toISOString().replace(/\.\d+/, '');
  const out = execFileSync(dwbot, ['eval', survey, '--answers', file, '--now', now, '--lang', 'en', '-'],
    { input: expressions.join('\n') + '\n', encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
  return out.split('\n').slice(0, expressions.length);
}

async function compare(survey, json, xml, differ = new Set()) {
  let compared = 0;
  for (let seed = 1; seed <= rounds; ++seed) {
    const next = random(seed);
    const nodes = nodesByName(await openForm(xml));
    const answers = {};
    const rows = [...rowsOf(json.questions)].filter(({ row }) => !differ.has(row.name));
    for (const { row } of rows) {
      const node = nodes.get(row.name);
      assert.ok(node, `${row.name} is not in the form`);
      if (!node.currentState.relevant) continue;
      const value = answer(row, node, next);
      if (value !== undefined) answers[row.name] = value;
    }
    // What was answered and is no longer relevant reads as empty on both sides.
    const expressions = rows.map(({ row, conditions }) =>
      row.calculation ? `string(\${${row.name}})` : `boolean(${conditions.map((c) => `(${c})`).join(' and ') || 'true()'})`);
    const ours = evaluate(survey, answers, expressions);
    rows.forEach(({ row }, i) => {
      const state = nodes.get(row.name).currentState;
      // Their engine writes a whole decimal "62.0" where it passes through if(): the same number, in other letters.
      const theirs = (row.calculation ? String(state.instanceValue ?? state.value ?? '') : String(state.relevant)).replace(/^(-?\d+)\.0$/, '$1');
      assert.equal(ours[i], theirs, `seed ${seed}, ${row.name}: ${expressions[i]} with ${JSON.stringify(answers)}`);
      ++compared;
    });
  }
  return compared;
}

function convert(from, to) {
  execFileSync(dwbot, ['convert', from, to], { stdio: ['ignore', 'pipe', 'pipe'] });
  return readFileSync(to, 'utf8');
}

const surveys = readdirSync(join(root, 'dialogs/surveys')).filter((f) => f.endsWith('.json')).map((f) => join(root, 'dialogs/surveys', f));
surveys.push(join(root, 'tests/authoring/everything.json'));
for (const survey of surveys) {
  test(`ODK's engine asks and calculates the same: ${survey.split('/').at(-1)}`, async () => {
    const xml = convert(survey, join(folder, 'form.xml'));
    const compared = await compare(survey, JSON.parse(readFileSync(survey, 'utf8')), xml);
    assert.ok(compared > 0);
  });
}

// Workbooks as organisations write them, those of which no error is told.
function* written() {
  for (const part of readFileSync(join(root, 'tests/authoring/forms.md'), 'utf8').split(/^# /m).slice(1)) {
    const [title, ...lines] = part.split('\n');
    if (lines.some((line) => /^>.*\| E-/.test(line))) continue;
    const sheets = lines.filter((line) => !line.startsWith('>')).join('\n');
    yield [title, /^## settings/im.test(sheets) ? sheets : `${sheets}\n## settings\n| form_id | form_title |\n| test | Test |\n`];
  }
}
let like = 0;
for (const [title, sheets] of written()) {
  ++like;
  test(`ODK's engine asks and calculates the same: ${title}`, async () => {
    const file = join(folder, 'form.md');
    writeFileSync(file, sheets);
    const json = join(folder, 'form.json');
    convert(file, json);
    const xml = convert(json, join(folder, 'form.xml'));
    const survey = JSON.parse(readFileSync(json, 'utf8'));
    assert.ok((await compare(json, survey, xml, unlike(survey.questions))) > 0);
  });
}
test('there are workbooks to compare', () => assert.ok(like >= 10, `${like} of tests/authoring/forms.md`));

const forms = process.env.DWBOT_FORMS;
if (!forms) console.log('DWBOT_FORMS is not set: workbooks of other people are not compared');
for (const file of forms ? readdirSync(forms).filter((f) => f.endsWith('.xlsx')) : []) {
  test(`ODK's engine asks and calculates the same: ${file}`, async (t) => {
    const json = join(folder, 'form.json');
    try {
      convert(join(forms, file), json);
    } catch {
      t.skip('it has errors that dwbot check names');
      return;
    }
    const xml = convert(json, join(folder, 'form.xml'));
    const survey = JSON.parse(readFileSync(json, 'utf8'));
    assert.ok((await compare(json, survey, xml, unlike(survey.questions))) > 0);
  });
}
