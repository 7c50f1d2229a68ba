// SPDX-License-Identifier: Apache-2.0
// A real SMS gateway: Debian's Kannel with its fake operator. A handset starts the survey, chooses Bengali, answers every
// question in Bengali after reading it, and the operator gets each reply in order. In a network namespace of its own where
// the kernel permits it (the fake operator's port listens on every address), else on loopback, and the output says which.
import {spawn, spawnSync} from 'node:child_process';
import assert from 'node:assert/strict';
import test from 'node:test';
import {fileURLToPath} from 'node:url';

test('a handset answers the survey in Bengali through Kannel', {timeout: 180_000}, async () => {
  const inner = fileURLToPath(new URL('./kannel_run.mjs', import.meta.url));
  const isolated = spawnSync('unshare', ['-n', 'ip', 'link', 'set', 'lo', 'up']).status === 0;
  console.log(isolated ? 'e2e: kannel in a network namespace of its own' : 'e2e: unshare -n is refused here: on loopback, with connect-allow-ip');
  const [program, args] = isolated ?
    ['unshare', ['-n', 'sh', '-c', 'ip link set lo up && exec "$0" "$1"', process.execPath, inner]] : [process.execPath, [inner]];
  const child = spawn(program, args, {stdio: ['ignore', 'inherit', 'inherit']});
  const code = await new Promise((resolve) => child.once('exit', resolve));
  assert.equal(code, 0);
});
