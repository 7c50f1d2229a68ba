// SPDX-License-Identifier: Apache-2.0
// Which of the pages' languages this browser wants.
export type Lang = 'en' | 'es' | 'fr';
export const languages: Lang[] = ['en', 'es', 'fr'];

const kept = 'dwbot.lang';

export function firstLanguage(): Lang {
  const wished = [localStorage.getItem(kept) ?? '', ...navigator.languages];
  for (const tag of wished) {
    const lang = languages.find((known) => known === tag.split('-')[0]);
    if (lang) return lang;
  }
  return 'en';
}

export function keepLanguage(lang: Lang): void {
  localStorage.setItem(kept, lang);
}
