// SPDX-License-Identifier: Apache-2.0
// Texts of the cases' pages; only the officers' bundle carries them. Words of the country come from its profile.
import { useSpoken } from '../shared/language';
import { en } from './strings_en';
import type { Key } from './strings_en';
import { es } from './strings_es';
import { fr } from './strings_fr';

export type { Key };

const tables = { en, es, fr };
export type CaseText = (key: Key, values?: Record<string, string | number>) => string;

export function useCaseText(): CaseText {
  const { lang } = useSpoken();
  return (key, values = {}) => tables[lang][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

// A text whose key is made from a code; the code itself where nobody wrote a text for it.
export const coded = (text: CaseText, prefix: string, code: string, values: Record<string, string> = {}): string => {
  const key = `${prefix}_${code}`;
  return key in en ? text(key as Key, values) : code;
};
