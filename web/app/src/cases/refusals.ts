// SPDX-License-Identifier: Apache-2.0
// What the service says of a change that it refused, in the officer's language: the API names its fields, a page its questions.
import type { CaseText, Key } from './strings';

const known: [RegExp, Key][] = [
  [/^\S+: holds a /, 'bad_person'],
  [/^on: .*future/, 'bad_future'],
  [/^on: /, 'bad_day'],
  [/^(code|issues): /, 'bad_issue'],
  [/^type: /, 'bad_type'],
  [/^origin: /, 'bad_origin'],
  [/^severity: is missing/, 'bad_class'],
  [/^text: is missing/, 'bad_text'],
  [/^site: /, 'bad_site'],
  [/^closing\.(outcome|gained): /, 'bad_ending'],
  [/^reason: /, 'bad_reason'],
  [/^how: no worker/, 'bad_consent'],
];

// Line by line; a line that nobody has words for stays as it is.
export function inWords(text: CaseText, detail: string): string {
  const lines = detail.split('\n').map((line) => {
    const found = known.find(([shape]) => shape.test(line));
    return found ? text(found[1]) : line;
  });
  return [...new Set(lines)].join('\n');
}
