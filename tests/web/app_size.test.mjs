// SPDX-License-Identifier: Apache-2.0
// The whole browser application, compressed, stays under what a slow line carries in a few seconds.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../../web/app/dist/', import.meta.url));

test('all scripts and styles together are under 200 KB', () => {
  let total = 0;
  for (const name of readdirSync(dist).filter((file) => /\.(js|css)$/.test(file))) {
    const size = gzipSync(readFileSync(join(dist, name)), { level: 9 }).length;
    console.log(`${name}: ${size}`);
    total += size;
  }
  console.log(`all: ${total} bytes, gzip -9`);
  assert.ok(total > 0 && total < 200 * 1000, `${total} bytes`);
});
