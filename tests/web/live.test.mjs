// SPDX-License-Identifier: Apache-2.0
// web/app/src/shared/live.ts: who is told of what, when it waits and when it does nothing. No clock: `sleep` is a gate.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';

const app = fileURLToPath(new URL('../../web/app/', import.meta.url));
let folder, Live;

before(async () => {
  const { build } = createRequire(join(app, 'package.json'))('esbuild');
  folder = await mkdtemp(join(tmpdir(), 'live-'));
  const outfile = join(folder, 'live.mjs');
  await build({ entryPoints: [join(app, 'src/shared/live.ts')], outfile, bundle: true, format: 'esm', logLevel: 'error' });
  ({ Live } = await import(pathToFileURL(outfile).href));
});
after(() => rm(folder, { recursive: true }));

// The service says what `answers` holds, in order; then nothing more comes.
function scene(answers, { hidden = () => false } = {}) {
  const asked = [];
  const slept = [];
  const live = new Live({
    fetch: async (path) => {
      asked.push(path);
      const next = answers.shift();
      if (next === undefined) return new Promise(() => {});
      if (next === 'broken') throw new Error('no line');
      if (typeof next === 'number') return { status: next, ok: false };
      return { status: 200, ok: true, json: async () => next };
    },
    sleep: async (ms) => { slept.push(ms); },
    hidden,
    random: () => 0.5,
  });
  return { live, asked, slept };
}
const state = (version, kinds = {}) => ({ version: `run.${version}`, kinds: { tickets: 0, threads: 0, cases: 0, office: 0, ...kinds } });
const settle = async () => { for (let i = 0; i < 50; ++i) await new Promise((done) => setImmediate(done)); };

test('tells only whom a change concerns', async () => {
  const { live, asked } = scene([state(1), state(2, { cases: 2 }), state(3, { cases: 2, tickets: 3 })]);
  const told = [];
  live.listen(['tickets'], () => told.push('tickets'));
  live.listen(['cases', 'threads'], () => told.push('cases'));
  await settle();
  assert.deepEqual(told, ['cases', 'tickets']);
  assert.equal(asked[0], '/api/v1/changes');
  assert.equal(asked[1], '/api/v1/changes?since=run.1&wait=25');
  assert.ok(live.healthy);
});

test('after a restart of the service everybody looks again', async () => {
  const { live } = scene([state(7), { version: 'other.0', kinds: { tickets: 0, threads: 0, cases: 0, office: 0 } }]);
  let told = 0;
  live.listen(['tickets'], () => { told += 1; });
  await settle();
  assert.equal(told, 1);
});

test('nothing new tells nobody, and many changes are one', async () => {
  const { live, slept } = scene([state(1), 204, 204]);
  let told = 0;
  live.listen(['tickets'], () => { told += 1; });
  await settle();
  assert.equal(told, 0);
  assert.ok(slept.every((ms) => ms >= 2000 && ms <= 3000), String(slept));
});

test('a bad line is asked less and less often, and says that it is bad', async () => {
  const { live, slept } = scene([state(1), 'broken', 503, 'broken', 'broken', 'broken', 'broken', 'broken', 'broken']);
  live.listen(['tickets'], () => {});
  await settle();
  const waits = slept.slice(1);
  assert.deepEqual(waits.slice(0, 3), [4000, 8000, 16000]);
  assert.ok(Math.max(...waits) <= 60000);
  assert.ok(!live.healthy);
});

test('an ended session is not asked again', async () => {
  const { live, asked } = scene([state(1), 401, state(2)]);
  live.listen(['tickets'], () => {});
  await settle();
  assert.equal(asked.length, 2);
  assert.ok(!live.healthy);
});

test('a hidden tab does nothing until it is seen', async () => {
  let hidden = true;
  const { live, asked } = scene([state(1)], { hidden: () => hidden });
  live.listen(['tickets'], () => {});
  await settle();
  assert.equal(asked.length, 0);
  hidden = false;
  live.wake();
  await settle();
  assert.ok(asked.length >= 1);
});

test('nobody listens: nothing is asked', async () => {
  const { live, asked } = scene([state(1), 204, 204, 204]);
  const stop = live.listen(['tickets'], () => {});
  stop();
  live.wake();
  await settle();
  assert.ok(asked.length <= 1);
});
