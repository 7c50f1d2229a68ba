// SPDX-License-Identifier: Apache-2.0
// docs/costs.md holds what `dwbot costs` prints for the surveys that ship: a text or a question that changes, changes the table.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import test from 'node:test';

const dwbot = process.env.DWBOT ?? new URL('../../build/release/dwbot', import.meta.url).pathname;
const costs = (...args) => spawnSync(dwbot, ['costs', ...args], {encoding: 'utf8'});

test('the guide holds the table of the program', () => {
  const run = costs();
  assert.equal(run.status, 0, run.stderr);
  assert.ok(run.stdout.split('\n').length > 50, 'a row for each survey and language');
  const guide = readFileSync(new URL('../../docs/costs.md', import.meta.url), 'utf8');
  assert.ok(guide.includes(run.stdout), 'put the output of `dwbot costs` into docs/costs.md');
});

test('a price is multiplied by the parts, and a survey that is not there is named', () => {
  const [, , row] = costs('pulse-4', '--price', '2').stdout.split('\n');
  const [, , , parts, , price] = row.split('|').map(cell => cell.trim());
  assert.equal(Number(price), 2 * parseInt(parts, 10));
  const wrong = costs('no-such-survey');
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /no-such-survey/);
});
