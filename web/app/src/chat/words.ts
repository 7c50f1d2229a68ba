// SPDX-License-Identifier: Apache-2.0
// What the page says itself, in the language of the conversation, and before there is one in the browser's. English, Spanish and
// French are here as on every page; of the others (locales/chat.json) the one that is spoken is fetched.
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import files from 'dwbot:words';
import { firstLanguage, languages, textOf, wishedLanguages } from '../shared/strings';
import type { Lang, Text } from '../shared/strings';
import type { Line } from './line';

interface Words {
  text: Text;
  direction: 'ltr' | 'rtl';
}
type Fetched = Record<string, string>;

const here = (tag: string): tag is Lang => (languages as string[]).includes(tag);
const inOwn = (lang: Lang): Words => ({ text: textOf(lang), direction: 'ltr' });
const Context = createContext<Words>(inOwn('en'));
export const Worded = Context.Provider;
export const useWords = (): Words => useContext(Context);

// What is not there yet, or cannot be fetched, stays in a language that is.
export function useWordsOf(line: Line): Words {
  const [fetched, setFetched] = useState<Record<string, Fetched>>({});
  const spokenLast = line.entries.reduce((tag, entry) => (entry.kind === 'in' ? entry.message.language : tag), '');
  const wished = [spokenLast.split('-')[0] ?? '', ...wishedLanguages()];
  const tag = wished.find((one) => here(one) || one in files) ?? 'en';
  const words = fetched[tag];
  useEffect(() => {
    if (here(tag) || words) return;
    fetch(`/assets/${files[tag]}`)
      .then((response) => response.json())
      .then((table: Fetched) => setFetched((others) => ({ ...others, [tag]: table })))
      .catch(() => undefined);
  }, [tag]);
  const spoken = here(tag) ? tag : words ? tag : firstLanguage();
  useEffect(() => {
    document.documentElement.lang = spoken;
  }, [spoken]);
  if (here(spoken)) return inOwn(spoken);
  return { text: (key, values) => words?.[key] ?? textOf('en')(key, values), direction: words?.['direction'] === 'rtl' ? 'rtl' : 'ltr' };
}
