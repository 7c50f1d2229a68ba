// SPDX-License-Identifier: Apache-2.0
// locales/posters.json: every language of the catalogs, short, nothing to fill in, and not reviewed until somebody says who did.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const locales = new URL('../../locales/', import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, locales), 'utf8'));
const posters = read('posters.json');
const languages = readdirSync(new URL('messages/', locales)).map((name) => name.replace('.json', '')).sort();

test('posters speak every language that the bot speaks', () => {
  assert.deepEqual(Object.keys(posters).sort(), languages);
});

test('a poster says little and promises nothing', () => {
  for (const language of languages) {
    const { reviewed, title, send, ...more } = posters[language];
    assert.deepEqual(more, {}, language);
    for (const text of [title, send]) {
      assert.ok(text.length > 0 && text.length <= 40, `${language}: "${text}" has 1 to 40 characters`);
      assert.ok(!/[{}<>]/.test(text), `${language}: nothing is filled in here`);
    }
    assert.ok(reviewed === false || (reviewed.name && reviewed.date), `${language}: reviewed by whom, and when`);
    const { real } = read(`messages/${language}.json`).messages;
    for (const needed of ['{office}', '{check}', 'STOP']) assert.ok(real.includes(needed), `${language}: the poster's last line needs ${needed}`);
  }
});
