// SPDX-License-Identifier: Apache-2.0
// Finding words in what workers wrote, whatever the language: case, accents and apostrophes do not count, and every word that was
// typed must be there, in any order, whole or as a part. Pure.

interface Folded {
  text: string;
  at: number[]; // by character of `text`: where in the original its character begins
}

// Marks above and below letters of Latin, Greek, Cyrillic, Hebrew and Arabic, which many leave out; the vowel signs of Indic and
// south-east Asian scripts are letters of their own and stay. The apostrophes are the glottal stop of Polynesian languages.
const left = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u02bb\u02bc\u2018\u2019'`]/g;
const letters: Record<string, string> = { ß: 'ss', ı: 'i', ł: 'l', đ: 'd', ø: 'o', æ: 'ae', œ: 'oe', ς: 'σ' };

const foldOne = (character: string): string => {
  const low = character.normalize('NFD').toLowerCase().replace(left, '');
  return letters[low] ?? low;
};

function fold(original: string): Folded {
  let text = '';
  const at: number[] = [];
  let place = 0;
  for (const character of original) {
    const folded = foldOne(character);
    for (let i = 0; i < folded.length; i += 1) at.push(place);
    text += folded;
    place += character.length;
  }
  return { text, at };
}

export function wordsOf(typed: string): string[] {
  const folded = fold(typed.normalize('NFC')).text;
  return [...new Set(folded.split(/[\s,;]+/u).filter(Boolean))];
}

export interface Piece {
  text: string;
  found: boolean;
}

export interface Said {
  later: boolean; // in the conversation on the ticket
  text: string;
}

export interface Hit {
  later: boolean;
  pieces: Piece[]; // around the first word, all of them marked
}

const before = 40;
const after = 120;

// The beginning and end of each word in `folded`, by characters of the original; overlapping ones are one.
function spansIn(folded: Folded, words: string[], length: number): [number, number][] {
  const spans: [number, number][] = [];
  for (const word of words) {
    for (let from = folded.text.indexOf(word); from >= 0; from = folded.text.indexOf(word, from + word.length)) {
      const end = folded.at.slice(from + word.length).find((place) => place > (folded.at[from + word.length - 1] ?? 0)) ?? length;
      spans.push([folded.at[from] ?? 0, end]);
    }
  }
  spans.sort((a, b) => a[0] - b[0]);
  const whole: [number, number][] = [];
  for (const [begin, end] of spans) {
    const last = whole[whole.length - 1];
    if (last && begin <= last[1]) last[1] = Math.max(last[1], end);
    else whole.push([begin, end]);
  }
  return whole;
}

// To the next gap between words, so that a snippet seldom begins in one; never in the middle of a character.
function snippetOf(original: string, spans: [number, number][]): Piece[] {
  const first = spans[0]?.[0] ?? 0;
  let from = Math.max(0, first - before);
  if (from > 0) {
    const gap = original.slice(from, first).search(/\s/);
    if (gap >= 0) from += gap + 1;
    else if (/[\udc00-\udfff]/.test(original[from] ?? '')) from += 1;
  }
  let to = Math.min(original.length, Math.max(first + after, spans[0]?.[1] ?? 0));
  if (/[\udc00-\udfff]/.test(original[to] ?? '')) to += 1;
  const pieces: Piece[] = [];
  const put = (begin: number, end: number, found: boolean) => {
    if (end > begin) pieces.push({ text: original.slice(begin, end), found });
  };
  if (from > 0) pieces.push({ text: '… ', found: false });
  let at = from;
  for (const [begin, end] of spans) {
    if (begin >= to) break;
    put(at, begin, false);
    put(begin, Math.min(end, to), true);
    at = Math.min(end, to);
  }
  put(at, to, false);
  if (to < original.length) pieces.push({ text: ' …', found: false });
  return pieces;
}

// null: not every word is in one of the texts. The snippet comes from the text that holds most of them.
export function findIn(said: Said[], words: string[]): Hit | null {
  if (words.length === 0) return null;
  const folded = said.map(({ text }) => {
    const original = text.normalize('NFC').replace(/\s+/g, ' ');
    return { original, folded: fold(original) };
  });
  if (!words.every((word) => folded.some((one) => one.folded.text.includes(word)))) return null;
  let best = 0;
  let most = -1;
  folded.forEach((one, at) => {
    const count = words.filter((word) => one.folded.text.includes(word)).length;
    if (count > most) [best, most] = [at, count];
  });
  const chosen = folded[best];
  if (!chosen) return null;
  const spans = spansIn(chosen.folded, words, chosen.original.length);
  return { later: said[best]?.later ?? false, pieces: snippetOf(chosen.original, spans) };
}
