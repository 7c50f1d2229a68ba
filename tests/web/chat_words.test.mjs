// SPDX-License-Identifier: Apache-2.0
// locales/chat.json: what the phone page says itself, in every language that the bot speaks and the pages do not.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const root = new URL('../../', import.meta.url);
const read = (name) => readFileSync(new URL(name, root), 'utf8');
const chat = JSON.parse(read('locales/chat.json'));
const catalog = (language) => JSON.parse(read(`locales/messages/${language}.json`));
const ofPages = ['en', 'es', 'fr'];
const languages = readdirSync(new URL('locales/messages/', root)).map((name) => name.replace('.json', ''));
const plain = (word) => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

test('the phone speaks every language that the bot speaks', () => {
  assert.deepEqual([...Object.keys(chat), ...ofPages].sort(), languages.sort());
});

test('each language has what English has, short, with nothing to fill in', () => {
  const english = new Set(read('web/app/src/shared/public_strings.ts').match(/\bchat_\w+/g));
  english.delete('chat_done'); // from the catalog
  english.delete('chat_see_inbox'); // of the demo, for who tries it
  for (const [language, { reviewed, ...texts }] of Object.entries(chat)) {
    assert.deepEqual(Object.keys(texts).sort(), [...english].sort(), language);
    for (const [key, text] of Object.entries(texts)) {
      const most = /_(hello|offline|busy|renewed|clear_ask)$/.test(key) ? 80 : 32;
      assert.ok(text && text.length <= most && !/[{}<>]/.test(text), `${language} ${key}: "${text}"`);
    }
    assert.ok(reviewed === false || (reviewed.name && reviewed.date), `${language}: reviewed by whom, and when`);
  }
});

test('the word that begins a chat is a greeting and nothing else', () => {
  for (const [language, { chat_begin: begin }] of Object.entries(chat)) {
    const { greetings, ...others } = catalog(language).words;
    assert.ok(greetings.map(plain).includes(plain(begin)), `${language}: ${begin}`);
    const { stop, help, language: menu, real, start } = others;
    assert.ok(![stop, help, menu, real, start].flat().map(plain).includes(plain(begin)), `${language}: ${begin}`);
  }
});

test('a language is one small file, made by the build', () => {
  const dist = new URL('web/app/dist/', root);
  for (const language of Object.keys(chat)) {
    const [name, ...more] = readdirSync(dist).filter((file) => file.startsWith(`words.${language}.`) && file.endsWith('.json'));
    assert.deepEqual(more, [], language);
    const file = readFileSync(new URL(name, dist));
    assert.equal(JSON.parse(file).direction, catalog(language).direction);
    assert.ok(gzipSync(file, { level: 9 }).length < 1000, language);
  }
});
