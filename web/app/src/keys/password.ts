// SPDX-License-Identifier: Apache-2.0
// What the browser makes of a password. The server never sees it, so length and common ones are checked here
// (OWASP ASVS 5, 6.2: no composition rules, a minimum length, a list of common passwords and of words of the context).
import { argon2id } from 'hash-wasm';
import { common } from './common';

export const minLength = 12;
const maxLength = 128;
export type PasswordProblem = 'short' | 'long' | 'common' | 'name' | 'repeats';

export interface Secrets {
  login: Uint8Array; // sent to sign in; the server keeps its hash
  opening: Uint8Array; // opens the private key; never leaves the browser
}

// Argon2id, one lane, 64 bytes; takes about half a second and `memoryKib` of memory.
export async function derive(password: string, salt: Uint8Array, memoryKib: number, passes: number): Promise<Secrets> {
  const out = await argon2id({
    password: password.normalize('NFC'),
    salt,
    parallelism: 1,
    iterations: passes,
    memorySize: memoryKib,
    hashLength: 64,
    outputType: 'binary',
  });
  return { login: out.slice(0, 32), opening: out.slice(32) };
}

// null: good enough. `context`: the account's name, the office, the country.
export function passwordProblem(password: string, context: string[]): PasswordProblem | null {
  const letters = [...password.normalize('NFC')];
  if (letters.length < minLength) return 'short';
  if (letters.length > maxLength) return 'long';
  if (new Set(letters).size < 5) return 'repeats';
  const bare = bareOf(password);
  for (const word of context.map(bareOf)) {
    if (word.length >= 3 && bare.split(word).join('').length < 8 && bare.includes(word)) return 'name';
  }
  // A common word with digits and signs around it, or said over and over, is as easy.
  const core = bare.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const once = /^(.+?)\1+$/u.exec(bare)?.[1] ?? bare;
  if ([bare, core, once, core.replace(/[^\p{L}]/gu, '')].some((form) => common.has(form)) || isRun(bare)) return 'common';
  return null;
}

function bareOf(text: string): string {
  const plain: Record<string, string> = { '@': 'a', '0': 'o', '1': 'l', '3': 'e', $: 's', '5': 's' };
  const letters = [...text.normalize('NFC').toLowerCase().replace(/\s/g, '')];
  const isLetter = (letter: string | undefined) => letter !== undefined && /\p{L}/u.test(letter);
  // "p4ssw0rd": a digit or sign between letters stands for the letter that it looks like.
  return letters.map((c, at) => (isLetter(letters[at - 1]) && isLetter(letters[at + 1]) ? (plain[c] ?? c) : c)).join('');
}

// "abcdefghijkl", "123456789012", "qwertyuiopas".
function isRun(text: string): boolean {
  const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm', 'azertyuiopqsdfghjklmwxcvbn'];
  return rows.some((row) => row.includes(text) || [...row].reverse().join('').includes(text));
}
