// SPDX-License-Identifier: Apache-2.0
// Burmese, Khmer and Thai have no spaces between words, and browsers end lines where readers stumble: between "not" and its verb
// ("please do | write names"), before the ending of a verb or a question. Word joiners hold together what a Burmese text has between
// two spaces, unless that is long; of the others "not" and what belongs to it. On the screen only: nothing that is sent or kept has them.

const joiner = '\u2060';
const burmese = /[\u1000-\u109f]+/g;
const longest = 30; // letters and signs: half a line of a small phone
const syllable = /[\u1000-\u102a\u103f](?!\u1037?[\u1039\u103a])/g; // a letter that nothing closes, and not stacked below another
const bareMa = /\u1019(?=[\u1000-\u1021](?!\u1037?[\u1039\u103a]))/g; // "not": no vowel

const whole = (phrase: string): string =>
  phrase.length > longest
    ? phrase.replace(bareMa, `$&${joiner}`)
    : phrase.replace(syllable, (letter, at: number) => (at === 0 || phrase[at - 1] === '\u1039' ? letter : joiner + letter));

export const readable = (text: string): string =>
  text
    .replace(burmese, whole)
    .replace(/(?:កុំ|មិន|គ្មាន)(?=[\u1780-\u17b3])/g, `$&${joiner}`)
    .replace(/[\u1780-\u17d3](?=(?:ទេ(?![\u1780-\u17d3])|ប័ណ្ណ))/g, `$&${joiner}`) // the second half of "not"; "card" of "identity card"
    .replace(/(?:ไม่|อย่า)(?=[\u0e01-\u0e4e])/g, `$&${joiner}`);
