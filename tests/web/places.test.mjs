// SPDX-License-Identifier: Apache-2.0
// web/app/src/sites/names.ts and inbox/weeks.ts: what leaves the browser of a name that a worker wrote, which workplaces are like
// it, and the weeks that can be chosen.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';

const app = fileURLToPath(new URL('../../web/app/', import.meta.url));
let folder, names, weeks;

before(async () => {
  const { build } = createRequire(join(app, 'package.json'))('esbuild');
  folder = await mkdtemp(join(tmpdir(), 'places-'));
  await build({ entryPoints: [join(app, 'src/sites/names.ts'), join(app, 'src/inbox/weeks.ts')], outdir: folder, outExtension: { '.js': '.mjs' }, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' });
  names = await import(pathToFileURL(join(folder, 'sites/names.mjs')).href);
  weeks = await import(pathToFileURL(join(folder, 'inbox/weeks.mjs')).href);
});
after(() => rm(folder, { recursive: true }));

const site = (code, name, district = 'Apia') => ({ code, name, district });
const register = [
  site('A2', 'Blue Reef Cannery'), site('B2', 'Red House Garments', 'Vaitele'), site('C2', 'Sunrise Fishing Ltd'), site('D2', 'Sunrise Fishing Ltd', 'Asau'),
  site('E2', 'Marine Foods Ltd'), site('F2', 'Café Ōlaga', ''), site('G2', 'দর্জি ঘর', 'ঢাকা'), site('H2', 'Plant 1'), site('I2', 'Plant 2'), site('J2', 'Harbour Store Ltd'),
];
const suggested = (text) => names.suggest(register, text, 5).map((one) => one.code);

test('what is sent of a name has no case, mark or sign, and is the same every time', async () => {
  const known = JSON.parse(await readFile(new URL('place_names.json', import.meta.url), 'utf8')); // ecms_tests folds both sides
  for (const [written, sent] of known) {
    assert.equal(names.plainName(written), sent.normalize('NFKC'), JSON.stringify(written));
    assert.equal(names.plainName(sent), sent.normalize('NFKC'), `again: ${JSON.stringify(written)}`);
  }
});

test('workplaces like what a worker wrote, the likeliest first', () => {
  assert.deepEqual(suggested('I work at the blu reef canery by the market'), ['A2']);
  assert.deepEqual(suggested('REDHOUSE garmnets'), ['B2']);
  assert.deepEqual(suggested('sunrise fishing').sort(), ['C2', 'D2']);
  assert.deepEqual(suggested('cafe olaga'), ['F2']);
  assert.deepEqual(suggested('আমি দর্জি ঘর এ কাজ করি'), ['G2']);
  assert.deepEqual(suggested('marine foods'), ['E2']);
  assert.deepEqual(suggested('plant 2'), ['I2', 'H2']);
  for (const nothing of ['', '[name] and [phone]', 'they do not pay', 'Ltd', '!!!']) assert.deepEqual(suggested(nothing), [], nothing);
});

test('a suggestion says which part of the text is like the name', () => {
  const [one] = names.suggest(register, 'Come to Blu  Reef-Cannery, they lock the doors', 5);
  assert.equal(one.written, 'blu reef cannery');
  assert.equal(names.suggest(register, 'reef is far from here and the old wooden town cannery', 5)[0].written, '', 'all over the text');
});

test('a search holds every word, without case and accents', () => {
  const found = (typed) => names.findNames(register, typed, 9).map((one) => one.code);
  assert.deepEqual(found('SUNRISE asau'), ['D2']);
  assert.deepEqual(found('olaga'), ['F2']);
  assert.deepEqual(found(' a2 '), ['A2']);
  assert.deepEqual(found(''), []);
  assert.deepEqual(found('nothing like it'), []);
  assert.equal(names.findNames(register, 'a', 3).length, 3);
});

test('5,000 workplaces are looked through in well under a second', () => {
  const many = Array.from({ length: 5000 }, (_, i) => site(`X${i}`, `Workplace ${i.toString(36)} ${'abcdefghij'[i % 10].repeat(5)} trading`));
  const begin = performance.now();
  names.suggest([...many, ...register], 'I work at the blu reef canery by the market, for a year now, and nobody has paid the night shift', 5);
  const took = performance.now() - begin;
  console.log(`suggest over 5,010: ${took.toFixed(0)} ms`);
  assert.ok(took < 3000, `${took} ms`);
});

test('ISO weeks', () => {
  for (const [day, week] of [['2026-11-28', '2026-W48'], ['2027-01-03', '2026-W53'], ['2027-01-04', '2027-W01'], ['2024-12-30', '2025-W01'], ['2025-12-28', '2025-W52']])
    assert.equal(weeks.isoWeek(new Date(`${day}T12:00:00Z`)), week);
});
