// SPDX-License-Identifier: Apache-2.0
// The positive control of the canary test: real leaks in the real program (leaky.cpp), one at a time; the search must find
// each, and nothing in the same program without one. And what forbids dumps, seen from outside on the running service.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {until} from './lib/http.mjs';
import {DWBOT, SECRET, Service, telegramChannel} from './lib/service.mjs';
import {Needles} from './lib/needles.mjs';
import {TelegramProvider, textUpdate} from './lib/telegram_client.mjs';
import {TelegramStandin} from './lib/telegram_standin.mjs';

const LEAKY = process.env.LEAKY;
const CHAT = 6_851_904_881;
const WORDS = 'Kanarienschrei im Lagerhaus';

// One worker says something to `program` with this leak planted. What the search finds afterwards, and who owns /proc/PID.
async function run(program, leak, as) {
  const standin = await new TelegramStandin().start();
  const service = await Service.create((config) => { config.channels = {bot: telegramChannel(standin.url)}; });
  const temporary = path.join(service.folder, 'tmp');
  fs.mkdirSync(temporary);
  // Where that user can reach it, wherever the sources are.
  const copy = as && fs.mkdtempSync('/tmp/dwbot-program-');
  if (copy) fs.chmodSync(copy, 0o755);
  service.program = copy ? path.join(copy, 'dwbot') : program;
  if (copy) fs.copyFileSync(program, service.program);
  service.environment = {TMPDIR: temporary, DWBOT_PLANTED_LEAK: leak, DWBOT_PLANTED_DB: path.join(service.dataDir, 'core.db')};
  service.prepare();
  if (leak === 'core') service.wrapper = ['bash', '-c', 'ulimit -S -c hard; exec "$0" "$@"'];
  if (as) {
    spawnSync('chown', ['-R', `${as}:${as}`, service.folder]);
    service.wrapper = ['setpriv', `--reuid=${as}`, `--regid=${as}`, '--clear-groups', ...(service.wrapper ?? [])];
  }
  const provider = new TelegramProvider(`${service.url}/hooks/bot`, SECRET);
  try {
    await service.start();
    const owner = fs.statSync(`/proc/${service.child.pid}/status`).uid;
    const limits = fs.readFileSync(`/proc/${service.child.pid}/limits`, 'utf8');
    for (const text of ['/start', '1', '1', '3', '2', '1', WORDS]) {
      const before = standin.messages.length;
      assert.ok(await provider.deliver(textUpdate(CHAT, text, 'en')));
      await until(() => standin.messages.length > before, `no answer to ${text}`);
    }
    service.child.kill('SIGSEGV');
    await service.exit;
    const needles = new Needles();
    needles.number(String(CHAT));
    needles.text(WORDS);
    return {...needles.inFolder(service.folder), owner, cores: /Max core file size\s+0\s+0/.test(limits) ? 'none' : 'some',
      files: fs.readdirSync(service.folder)};
  } finally {
    provider.close();
    await service.stop();
    await standin.stop();
    service.remove();
    if (copy) fs.rmSync(copy, {recursive: true});
  }
}

const strings = (program) => fs.readFileSync(program).includes('DWBOT_PLANTED_LEAK');

test('the program that ships has no leak in it, and no switch for one', () => {
  assert.ok(strings(LEAKY), 'the leaking build is one');
  assert.ok(!strings(DWBOT));
});

test('the same program without a leak leaves nothing', {timeout: 60_000}, async () => {
  const {found, cores} = await run(LEAKY, 'none');
  assert.deepEqual(found, []);
  assert.equal(cores, 'none');
});

for (const [leak, where] of [['log', 'dwbot.log'], ['temp', 'tmp/'], ['index', 'data/core.db']]) {
  test(`a ${leak} leak is found`, {timeout: 60_000}, async () => {
    const {found} = await run(LEAKY, leak);
    assert.ok(found.some((hit) => hit.startsWith(where)), `the search is blind to it: ${found}`);
  });
}

test('a core file is found, where the machine writes one', {timeout: 60_000}, async (t) => {
  const pattern = fs.readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim();
  const hard = /Max core file size\s+\S+\s+(\S+)/.exec(fs.readFileSync('/proc/self/limits', 'utf8'))[1];
  if (!/^core/.test(pattern) || hard === '0') return t.skip(`core files go to "${pattern}", limit ${hard}`);
  const {found, cores} = await run(LEAKY, 'core');
  assert.equal(cores, 'some');
  assert.ok(found.some((hit) => hit.startsWith('core')), `the search is blind to it: ${found}`);
});

// The kernel gives /proc/PID of a process that may not be dumped to root; a debugger of the same user is refused then.
test('the running service may not be dumped nor read by its own user', {timeout: 60_000}, async () => {
  const me = process.getuid();
  const as = me === 0 ? 65534 : undefined;
  const shipped = await run(DWBOT, 'core', as);
  assert.equal(shipped.cores, 'none', 'RLIMIT_CORE is 0');
  assert.equal(shipped.owner, 0, 'PR_SET_DUMPABLE is 0');
  assert.deepEqual(shipped.found, []);
  assert.equal((await run(LEAKY, 'core', as)).owner, as ?? me, 'a process that may be dumped looks different');
});
