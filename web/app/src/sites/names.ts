// SPDX-License-Identifier: Apache-2.0
// The names of the register, looked through in this browser: what is looked for came out of a worker's sealed words.
import type { Api } from '../shared/api';

export interface SiteName {
  code: string;
  name: string;
  district: string;
}

export async function allNames(api: Api): Promise<SiteName[]> {
  const all: SiteName[] = [];
  let after: string | null = '';
  while (after !== null) {
    const page: { sites: SiteName[]; next: string | null } = await api.get(`/api/v1/sites/names?after=${encodeURIComponent(after)}`);
    all.push(...page.sites);
    after = page.next;
  }
  return all;
}

// Words alone: without case, marks and signs, so that nothing else of how somebody writes leaves the browser. The service folds it
// further (accents, digits of every script), to what it would have made of the text itself: tests/web/place_names.json.
export function plainName(text: string): string {
  return text
    .replace(/[\u00bc-\u00be\u2150-\u215e]/g, ' ')
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/(\p{Nd})['`‘’ʻʼʾʿ]/gu, '$1 ')
    .replace(/['`‘’ʻʼʾʿ]/g, '')
    .replace(/[^\p{L}\p{M}\p{Nd}\p{Nl}]+/gu, ' ')
    .trim();
}

const bare = (text: string) => plainName(text).normalize('NFKD').replace(/\p{Mn}/gu, '');
const wordsOf = (text: string) => bare(text).split(' ').filter(Boolean);

// Whose name, district or code holds every word of `typed`.
export function findNames(sites: SiteName[], typed: string, most: number): SiteName[] {
  const wanted = wordsOf(typed);
  const code = typed.trim().toUpperCase();
  if (wanted.length === 0) return [];
  const holds = (site: SiteName) => {
    if (site.code === code) return true;
    const text = bare(`${site.name} ${site.district}`);
    return wanted.every((word) => text.includes(word));
  };
  return sites.filter(holds).slice(0, most);
}

// Edits between two words, given up above `limit`.
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? limit + 1;
}

function isLike(typed: string, known: string): boolean {
  if (typed === known) return true;
  const length = Math.max(typed.length, known.length);
  if (length < 4 || /\d/.test(typed + known)) return false;
  return distance(typed, known, length < 8 ? 1 : 2) <= (length < 8 ? 1 : 2);
}

export interface Suggestion extends SiteName {
  written: string; // the part of the text that is like the name, '' if it is all over the text
}

const longText = 300; // words looked at
const enough = 0.3; // of the weight of a name

// Those whose names are like a part of the text, the likeliest first. A word that many names share weighs little.
export function suggest(sites: SiteName[], text: string, most: number): Suggestion[] {
  const typed = plainName(text.replace(/\[\w+\]/g, ' ')).split(' ').filter(Boolean).slice(0, longText);
  const bareTyped = typed.map((word) => bare(word));
  const names = sites.map((site) => wordsOf(site.name));
  const uses = new Map<string, number>();
  for (const word of names.flatMap((words) => [...new Set(words)])) uses.set(word, (uses.get(word) ?? 0) + 1);
  const places = new Map<string, number[]>(); // of each known word in the text
  for (const word of uses.keys()) {
    const at = bareTyped.flatMap((one, i) => (isLike(one, word) ? [i] : []));
    if (at.length > 0) places.set(word, at);
  }
  const weight = (word: string) => Math.log(1 + sites.length / (uses.get(word) ?? 1));
  const found: (Suggestion & { score: number })[] = [];
  names.forEach((words, i) => {
    const site = sites[i];
    const met = words.filter((word) => places.has(word));
    if (!site || met.length === 0) return;
    const score = met.reduce((sum, word) => sum + weight(word), 0) / words.reduce((sum, word) => sum + weight(word), 0);
    if (score < enough) return;
    const at = met.map((word) => places.get(word)?.[0] ?? 0);
    const part = typed.slice(Math.min(...at), Math.max(...at) + 1);
    found.push({ ...site, score, written: part.length <= words.length + 2 ? part.join(' ') : '' });
  });
  return found.sort((a, b) => b.score - a.score || a.name.localeCompare(b.name)).slice(0, most);
}
