// SPDX-License-Identifier: Apache-2.0
// web/app/src/chat/breaks.ts: no line ends between "not" and its verb in Burmese, Khmer or Thai, in any text of the catalogs and surveys.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { transform } = createRequire(join(root, 'web/app/package.json'))('esbuild');
const { code } = await transform(await readFile(join(root, 'web/app/src/chat/breaks.ts'), 'utf8'), { loader: 'ts', format: 'esm' });
const { pieces } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
const shown = (text) => pieces(text).map((piece) => (piece.whole ? `[${piece.text}]` : piece.text)).join('').replaceAll('\u2060', '+');

test('a short Burmese phrase stays on one line', () => {
  assert.equal(shown('နာမည်တွေ မရေးပါနဲ့။'), '[နာမည်တွေ] [မရေးပါနဲ့။]');
  assert.equal(shown('ဖုန်းကုမ္ပဏီက STOP'), '[ဖုန်းကုမ္ပဏီက] STOP');
});

test('of a long one "not" is held to its verb', () => {
  const long = 'သင်ရေးတာကိုအရာရှိတစ်ယောက်ကြည့်ပြီးဘာမှ';
  assert.equal(shown(`${long}မမြင်ရပါ`), `${long}မ+မြင်ရပါ`);
  assert.equal(shown(`${long}မေးခွန်းမန္တလေး`), `${long}မေးခွန်းမန္တလေး`);
});

test('Khmer and Thai "not" is held to its verb', () => {
  assert.equal(shown('សូមកុំសរសេរឈ្មោះ។'), 'សូមកុំ+សរសេរឈ្មោះ។');
  assert.equal(shown('ថៅកែមិនឃើញអ្វីទេ។'), 'ថៅកែមិន+ឃើញអ្វី+ទេ។');
  assert.equal(shown('អត្តសញ្ញាណប័ណ្ណ ឬ'), '[អត្តសញ្ញាណប័ណ្ណ] ឬ');
  assert.equal(shown('อย่าเขียนชื่อ ยังไม่ถึง'), 'อย่า+เขียนชื่อ ยังไม่+ถึง');
});

test('a word that is to be sent stays on one line', () => {
  assert.equal(shown('សូមផ្ញើ «ចាប់ផ្តើម»។'), 'សូមផ្ញើ [«ចាប់ផ្តើម»]។');
  assert.equal(shown('«من أنتم» = من يدير هذا'), '[«من أنتم»] = من يدير هذا');
  assert.equal(shown('(သို့မဟုတ် “ကျော်” ပို့ပါ)'), '([သို့မဟုတ်] [“ကျော်”] [ပို့ပါ])');
});

test('other texts stay as they are', () => {
  for (const text of ['Please write no names.', 'من فضلك لا تكتب أسماء.', 'বলতে চাই না', 'ទេ', '']) assert.equal(shown(text), text);
});

// Every text of a language, from its catalog and from the shipped surveys.
async function textsOf(language) {
  const texts = Object.values(JSON.parse(await readFile(join(root, `locales/messages/${language}.json`), 'utf8')).messages);
  const collect = (value) => {
    if (typeof value[language] === 'string') texts.push(value[language]);
    for (const inner of Object.values(value)) if (inner && typeof inner === 'object') collect(inner);
  };
  const surveys = join(root, 'dialogs/surveys');
  for (const file of (await readdir(surveys)).filter((name) => name.endsWith('.json'))) collect(JSON.parse(await readFile(join(surveys, file), 'utf8')));
  return texts;
}

test('no line of a catalog or a survey ends behind "not"', async () => {
  const nots = { my: /^မ$/, km: /(?:កុំ|មិន|គ្មាន)$/, th: /(?:ไม่|อย่า)$/ };
  const verbs = { my: /^[\u1000-\u1021](?!\u1037?[\u1039\u103a])/, km: /^[\u1780-\u17b3]/, th: /^[\u0e01-\u0e4e]/ };
  for (const language of Object.keys(nots)) {
    const words = new Intl.Segmenter(language, { granularity: 'word' });
    for (const text of await textsOf(language)) {
      assert.equal(pieces(text).map((piece) => piece.text).join('').replaceAll('\u2060', ''), text);
      for (const piece of pieces(text).filter(({ whole }) => !whole)) {
        const parts = [...words.segment(piece.text)].map(({ segment }) => segment);
        parts.forEach((part, at) => assert.ok(!nots[language].test(part) || !verbs[language].test(parts[at + 1] ?? ''), text));
      }
    }
  }
});
