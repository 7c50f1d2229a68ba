// SPDX-License-Identifier: Apache-2.0
// A poster for one workplace: one sheet of A4, black on white. All it needs is loaded with it: it prints without a line.
import { useEffect, useState } from 'preact/hooks';
import languages from 'dwbot:posters';
import type { PosterText } from 'dwbot:posters';
import { Pick } from '../cases/inputs';
import type { Go } from '../cases/inside';
import { Inside } from '../cases/inside';
import { refusalText } from '../office/form';
import { Qr } from '../setup/qr';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import { contactOf, linkOf, nameOf } from './links';
import type { Door } from './links';
import { useSiteText } from './strings';

interface Poster {
  office: string;
  check: string;
  doors: Door[];
}

function Sheet({ poster, words, lang, code }: { poster: Poster; words: PosterText; lang: string; code: string }) {
  const text = useSiteText();
  const real = words.real.replace('{office}', poster.office).replace('{check}', poster.check);
  return (
    <article class="poster" id="poster" lang={lang} dir={words.direction}>
      <h2>{words.title}</h2>
      <p class="poster-send">{words.send}</p>
      <p class="poster-code" dir="ltr">
        {code}
      </p>
      <ul class="poster-doors">
        {poster.doors.map((door) => (
          <li key={door.kind + door.contact}>
            <Qr text={linkOf(door, code)} label={text('qr', { name: nameOf(door) })} />
            <b>{nameOf(door)}</b>
            <span dir="ltr">{contactOf(door)}</span>
          </li>
        ))}
      </ul>
      <p class="poster-real">{real}</p>
    </article>
  );
}

export function PosterPage({ api, code, office, go }: { api: Api; code: string; office: string; go: Go }) {
  const { lang: own, text: plain } = useSpoken();
  const text = useSiteText();
  const [poster, setPoster] = useState<Poster | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [lang, setLang] = useState<string>(own);
  useEffect(() => {
    document.title = `${text('poster_title')} ${code}`;
    api.get<Poster>('/api/v1/poster').then(setPoster, (error: unknown) => setProblem(refusalText(plain, error, 'login_ended')));
  }, [api, code]);
  if (problem) return <p class="problem">{problem}</p>;
  if (!poster) return <p class="quiet">{plain('loading')}</p>;
  const words = languages[lang] ?? languages.en!;
  const named = { ...poster, office: poster.office || office };
  return (
    <>
      <div class="no-print">
        <p>
          <Inside to={`/sites/${encodeURIComponent(code)}`} go={go}>
            {text('poster_back')}
          </Inside>
        </p>
        <Pick id="poster-language" label={text('language')} value={lang} change={setLang} options={Object.entries(languages).map(([id, one]) => ({ id, title: one.own_name }))} />
        {!words.reviewed && <p class="notice">{text('unreviewed')}</p>}
        {poster.doors.length === 0 && <p class="notice strong">{text('no_doors')}</p>}
        {!poster.check && <p class="notice strong">{text('no_check')}</p>}
        <p>{text('hang')}</p>
        <p>
          <button type="button" class="button" disabled={poster.doors.length === 0 || !poster.check} onClick={() => window.print()}>
            {text('print')}
          </button>
        </p>
      </div>
      <Sheet poster={named} words={words} lang={lang} code={code} />
    </>
  );
}
