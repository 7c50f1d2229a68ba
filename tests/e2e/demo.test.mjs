// SPDX-License-Identifier: Apache-2.0
// What script/demo shows when it says that it runs: an inbox like a Monday's. Tickets of several weeks, classes, languages and workplaces, answers
// that nobody has seen, cases in different states, one overdue, one closed with what it brought.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import {freePort, request, until} from './lib/http.mjs';
import {DWBOT, SOURCE_DIR} from './lib/service.mjs';

// Three in a row: the service, its health, the stand-ins.
async function freePorts() {
  for (;;) {
    const port = await freePort();
    const tried = await Promise.all([1, 2].map((more) => request(`http://127.0.0.1:${port + more}/`).then(() => false, () => true)));
    if (port < 65533 && tried.every(Boolean)) return port;
  }
}

test('the demo begins with an inbox like a Monday’s', {timeout: 170_000}, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dwbot-demo-'));
  const port = await freePorts();
  const script = 'source script/lib.sh; source script/demo.sh; run_demo';
  const demo = spawn('bash', ['-c', script], {cwd: SOURCE_DIR, env: {...process.env, DWBOT, port: String(port), data: path.join(folder, 'data'), workers: '8'}});
  let said = '';
  for (const stream of [demo.stdout, demo.stderr]) stream.on('data', (bytes) => (said += bytes));
  try {
    const began = Date.now();
    const token = await until(() => /API token: (\S+)/.exec(said)?.[1] ?? (assert.equal(demo.exitCode, null, said), null), 'the demo runs', 120_000);
    console.log(`e2e: the demo runs after ${Date.now() - began} ms`);
    const get = async (what) => JSON.parse((await request(`http://127.0.0.1:${port}/api/v1/${what}`, {headers: {authorization: `Bearer ${token}`}})).text);
    const {tickets} = await get('tickets?limit=200'); // at once: what the first look at the page shows
    const kinds = (name) => new Set(tickets.map((one) => (typeof one[name] === 'object' ? one[name].id : one[name])).filter(Boolean));
    for (const [name, least] of [['week', 2], ['severity', 3], ['language', 3], ['topic', 3], ['site_name', 2], ['state', 3]])
      assert.ok(kinds(name).size >= least, `${name}: ${[...kinds(name)].join(', ')}\n${said}`);
    assert.ok(tickets.some((one) => one.answered), 'an answer waits');
    const {cases} = await get('cases');
    const states = new Set(cases.map((one) => one.state.id));
    assert.ok(cases.length >= 2 && states.size >= 2, [...states].join(', '));
    assert.ok(cases.some((one) => one.due_at && Date.parse(one.due_at) < Date.now()), 'one is overdue');
    assert.ok(cases.some((one) => one.due_at && Date.parse(one.due_at) > Date.now()), 'one is not');
    const closed = await get('cases?closed=yes');
    assert.equal(closed.total, 1);
    assert.deepEqual((await get(`cases/${closed.cases[0].id}`)).closing, {outcome: 'remedied', gained: 'few', paid: 1850});
    assert.doesNotMatch(said, /not whole/);
    const count = tickets.length;
    await until(async () => (await get('tickets?limit=200')).total > count, 'today’s workers write too', 30_000, 200);
  } finally {
    demo.kill('SIGTERM');
    await new Promise((done) => (demo.exitCode === null ? demo.once('exit', done) : done()));
    fs.rmSync(folder, {recursive: true, force: true});
  }
});
