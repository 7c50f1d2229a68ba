// SPDX-License-Identifier: Apache-2.0
// web/app/src/chat/breaks.ts: no line ends between the Burmese "not" and its verb, in any text of the catalog.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { transform } = createRequire(join(root, 'web/app/package.json'))('esbuild');
const { code } = await transform(await readFile(join(root, 'web/app/src/chat/breaks.ts'), 'utf8'), { loader: 'ts', format: 'esm' });
const { readable } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
const joined = (text) => readable(text).replaceAll('\u2060', '+');

test('"not" is held to its verb', () => {
  assert.equal(joined('နာမည်တွေ မရေးပါနဲ့'), 'နာမည်တွေ မ+ရေးပါနဲ့');
  assert.equal(joined('ဘာမှမမြင်ရပါ'), 'ဘာမှမ+မြင်ရပါ');
});

test('a syllable that only begins with the letter is not', () => {
  for (const text of ['မြန်မာ', 'မေးခွန်း', 'မင်္ဂလာပါ', 'မန္တလေး', 'မတ်လ', 'Hello', '']) assert.equal(readable(text), text);
});

test('no negation of the catalog can end a line', async () => {
  const { messages } = JSON.parse(await readFile(join(root, 'locales/messages/my.json'), 'utf8'));
  const words = new Intl.Segmenter('my', { granularity: 'word' });
  for (const [key, text] of Object.entries(messages)) {
    const pieces = [...words.segment(readable(text))].map(({ segment }) => segment);
    pieces.forEach((piece, at) => {
      const verb = /^[\u1000-\u1021](?!\u1037?[\u1039\u103a])/.test(pieces[at + 1] ?? '');
      assert.ok(piece !== 'မ' || !verb, `${key}: a line may end behind မ`);
    });
  }
});
