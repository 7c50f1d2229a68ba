// SPDX-License-Identifier: Apache-2.0
// Burmese, Khmer and Thai have no spaces between words, and browsers end lines where readers stumble: between "not" and its verb
// ("please do | write names"), before the ending of a verb or a question. What a Burmese text has between two spaces stays on one
// line, unless that is long; of the others "not" and what belongs to it, by word joiners. On the screen only: nothing is sent so.

export interface Piece {
  text: string;
  whole: boolean; // no line ends in it
}

const joiner = '\u2060';
const together = /([“«][^”»\n]+[”»]|[\u1000-\u109f]+|អត្តសញ្ញាណប័ណ្ណ)/; // a word that is to be sent; "identity card" is one word
const longest = 30; // letters and signs: half a line of a small phone
const bareMa = /\u1019(?=[\u1000-\u1021](?!\u1037?[\u1039\u103a]))/g; // Burmese "not": no vowel, and not closed by what follows

const joined = (text: string): string =>
  text
    .replace(bareMa, `$&${joiner}`)
    .replace(/(?:កុំ|មិន|គ្មាន)(?=[\u1780-\u17b3])/g, `$&${joiner}`)
    .replace(/[\u1780-\u17d3](?=ទេ(?![\u1780-\u17d3]))/g, `$&${joiner}`) // the second half of "not"
    .replace(/(?:ไม่|อย่า)(?=[\u0e01-\u0e4e])/g, `$&${joiner}`);

export function pieces(text: string): Piece[] {
  return text
    .split(together)
    .map((part, at) => (at % 2 === 1 && part.length <= longest ? { text: part, whole: true } : { text: joined(part), whole: false }))
    .filter((piece) => piece.text !== '');
}
