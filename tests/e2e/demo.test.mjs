// SPDX-License-Identifier: Apache-2.0
// What script/demo shows when it says that it runs: an inbox like a Monday's. Tickets of several weeks, classes, languages and workplaces, answers
// that nobody has seen, cases in different states, one overdue, one closed with what it brought. And that nothing of it stands in the demo's way.
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
    const tried = await Promise.all([1, 2].map((more) => request(`http://127.0.0.1:${port + more}/`).then((answer) => answer.status === 0)));
    if (port < 65533 && tried.every(Boolean)) return port;
  }
}

class Demo {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dwbot-demo-'));
  data = path.join(this.folder, 'data');
  async start(workers = '8') {
    this.port = await freePorts();
    this.said = '';
    const env = {...process.env, DWBOT, port: String(this.port), data: this.data, workers};
    this.program = spawn('bash', ['-c', 'source script/lib.sh; source script/demo.sh; run_demo'], {cwd: SOURCE_DIR, env});
    for (const stream of [this.program.stdout, this.program.stderr]) stream.on('data', (bytes) => (this.said += bytes));
    this.began = Date.now();
  }
  async says(pattern) {
    const found = await until(() => pattern.exec(this.said) ?? (assert.equal(this.program.exitCode, null, this.said), null), `the demo says ${pattern}`, 120_000);
    return found[1];
  }
  async runs() {
    this.token = await this.says(/API token: (\S+)/);
    console.log(`e2e: the demo runs after ${Date.now() - this.began} ms`);
  }
  async get(what) {
    return JSON.parse((await request(`http://127.0.0.1:${this.port}/api/v1/${what}`, {headers: {authorization: `Bearer ${this.token}`}})).text);
  }
  async stop() {
    const {program} = this;
    program.kill('SIGTERM');
    if (program.exitCode === null) await new Promise((done) => program.once('exit', done));
    assert.match(this.said, /Stopped\. The data stays/);
  }
  remove() {
    this.program.kill('SIGTERM');
    fs.rmSync(this.folder, {recursive: true, force: true, maxRetries: 20, retryDelay: 200});
  }
}

test('the demo begins with an inbox like a Monday’s, and goes on with it', {timeout: 170_000}, async () => {
  const demo = new Demo();
  try {
    await demo.start();
    await demo.runs();
    const {tickets} = await demo.get('tickets?limit=200'); // at once: what the first look at the page shows
    const kinds = (name) => new Set(tickets.map((one) => (typeof one[name] === 'object' ? one[name].id : one[name])).filter(Boolean));
    for (const [name, least] of [['week', 2], ['severity', 3], ['language', 3], ['topic', 3], ['site_name', 2], ['state', 3]])
      assert.ok(kinds(name).size >= least, `${name}: ${[...kinds(name)].join(', ')}\n${demo.said}`);
    assert.ok(tickets.some((one) => one.answered), 'an answer waits');
    const {cases} = await demo.get('cases');
    const states = new Set(cases.map((one) => one.state.id));
    assert.ok(cases.length >= 3 && states.size >= 3, [...states].join(', '));
    assert.ok(cases.some((one) => one.due_at && Date.parse(one.due_at) < Date.now()), 'one is overdue');
    assert.ok(cases.some((one) => one.due_at && Date.parse(one.due_at) > Date.now()), 'one is not');
    const closed = await demo.get('cases?closed=yes');
    assert.equal(closed.total, 1);
    assert.deepEqual((await demo.get(`cases/${closed.cases[0].id}`)).closing, {outcome: 'remedied', gained: 'few', paid: 1850});
    assert.doesNotMatch(demo.said, /not whole/);
    await until(async () => (await demo.get('tickets?limit=200')).total > tickets.length, 'today’s workers write too', 30_000, 200);
    await demo.stop();
    await demo.start('0');
    await demo.runs();
    assert.doesNotMatch(demo.said, /history/i);
    assert.equal((await demo.get('cases')).total, cases.length, 'no second history');
  } finally {
    demo.remove();
  }
});

test('Ctrl-C in the middle of the history, then another start', {timeout: 120_000}, async () => {
  const demo = new Demo();
  try {
    await demo.start();
    await demo.says(/(history)/);
    await until(() => fs.existsSync(path.join(demo.data, 'history.log')), 'the colleagues work', 30_000);
    await demo.stop();
    await demo.start('2');
    await demo.runs();
    assert.ok((await demo.get('tickets')).total >= 0);
    await demo.stop();
  } finally {
    demo.remove();
  }
});

test('a history that cannot be made is told, and the demo runs', {timeout: 120_000}, async () => {
  const demo = new Demo();
  try {
    fs.mkdirSync(demo.data);
    fs.writeFileSync(path.join(demo.data, 'colleagues.txt'), 'not-a-token\nnor-this\n');
    await demo.start('2');
    await demo.runs();
    assert.match(demo.said, /The history is not whole; .*history\.log says why/);
    assert.match(fs.readFileSync(path.join(demo.data, 'history.log'), 'utf8'), /401/);
    await demo.stop();
  } finally {
    demo.remove();
  }
});
