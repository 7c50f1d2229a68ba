// SPDX-License-Identifier: Apache-2.0
// Which of the pages' languages this browser wants.
export type Lang = 'en' | 'es' | 'fr';
export const languages: Lang[] = ['en', 'es', 'fr'];

const kept = 'dwbot.lang';

export function wishedLanguages(): string[] {
  return [localStorage.getItem(kept) ?? '', ...navigator.languages].map((tag) => tag.split('-')[0] ?? '');
}

export function firstLanguage(): Lang {
  for (const wished of wishedLanguages()) {
    const lang = languages.find((known) => known === wished);
    if (lang) return lang;
  }
  return 'en';
}

export function keepLanguage(lang: Lang): void {
  localStorage.setItem(kept, lang);
}
