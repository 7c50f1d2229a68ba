// SPDX-License-Identifier: Apache-2.0
import { createContext } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { firstLanguage, keepLanguage, languages, textOf } from './strings';
import type { Lang, Text } from './strings';

interface Spoken {
  lang: Lang;
  text: Text;
  choose: (lang: Lang) => void;
}
const Context = createContext<Spoken | null>(null);

export function Speaking({ children }: { children: ComponentChildren }) {
  const [lang, setLang] = useState<Lang>(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = lang;
  }, [lang]);
  const spoken = useMemo<Spoken>(
    () => ({
      lang,
      text: textOf(lang),
      choose: (chosen) => {
        keepLanguage(chosen);
        setLang(chosen);
      },
    }),
    [lang],
  );
  return <Context.Provider value={spoken}>{children}</Context.Provider>;
}

export function useSpoken(): Spoken {
  const spoken = useContext(Context);
  if (!spoken) throw new Error('used outside of Speaking');
  return spoken;
}

export function LanguagePicker() {
  const { lang, text, choose } = useSpoken();
  return (
    <label class="language">
      <span class="visually-hidden">{text('language')}</span>
      <select value={lang} onChange={(event) => choose(event.currentTarget.value as Lang)}>
        {languages.map((known) => (
          <option key={known} value={known} lang={known}>
            {textOf(known)('language_name')}
          </option>
        ))}
      </select>
    </label>
  );
}
