// SPDX-License-Identifier: Apache-2.0
// /cases, /cases/new, /cases/totals, /cases/{id}, /cases/{id}/notice.
import '../shared/base';
import { useEffect, useState } from 'preact/hooks';
import type { Reading } from '../inbox/words';
import { refusalText } from '../office/form';
import { Refused } from '../shared/api';
import { useSpoken } from '../shared/language';
import type { Profile } from './data';
import type { Go } from './inside';
import { CaseList } from './list';
import { NewCase } from './new_case';
import { NoticePage } from './notice';
import { OneCase } from './one';
import { useCaseText } from './strings';
import { Totals } from './totals';

const pause = 5000; // before the profile is asked for again

interface Props {
  reading: Reading;
  me: string;
  office: string;
  path: string;
  go: Go;
  denied: () => void;
}

export function Cases({ reading, me, office, path, go, denied }: Props) {
  const { api } = reading;
  const { text: plain } = useSpoken();
  const text = useCaseText();
  const [profile, setProfile] = useState<Profile | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let over = false;
    let timer = 0;
    const ask = () =>
      void api.get<Profile>('/api/v1/profile').then(
        (found) => {
          if (over) return;
          setProfile(found);
          setProblem(null);
        },
        (error: unknown) => {
          if (over) return;
          if (error instanceof Refused && error.status === 401) return denied();
          setProblem(refusalText(plain, error, 'login_ended'));
          timer = window.setTimeout(ask, pause);
        },
      );
    ask();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [api]);
  const [, , id, part] = path.split('/');
  const one = id && id !== 'new' && id !== 'totals' ? id : '';
  // A profile that was there stays: what is typed below it must not go.
  if (!profile) return <p class={problem ? 'notice' : 'quiet'}>{problem ?? plain('loading')}</p>;
  return (
    <main class="sheet cases">
      {!id && <h2>{text('title')}</h2>}
      {!profile.reviewed && part !== 'notice' && <p class="notice slim no-print">{text('unreviewed', { name: profile.name })}</p>}
      {!id && <CaseList {...{ api, profile, go, denied }} />}
      {id === 'new' && <NewCase {...{ api, profile, go }} />}
      {id === 'totals' && <Totals {...{ api, go }} />}
      {one && part === 'notice' && <NoticePage {...{ api, office, go }} id={one} />}
      {one && part !== 'notice' && <OneCase key={one} {...{ reading, me, profile, go, denied }} id={one} />}
    </main>
  );
}
