// SPDX-License-Identifier: Apache-2.0
// /cases, /cases/new, /cases/{id}, /cases/{id}/notice.
import './cases.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Reading } from '../inbox/words';
import { refusalText } from '../office/form';
import { Refused } from '../shared/api';
import { useSpoken } from '../shared/language';
import type { Profile } from './data';
import { CaseList } from './list';
import { NewCase } from './new_case';
import { NoticePage } from './notice';
import { OneCase } from './one';
import { useCaseText } from './strings';

export type Go = (path: string) => void;

// A link within the application; a new tab is the officer's wish.
export function Inside({ to, go, children }: { to: string; go: Go; children: ComponentChildren }) {
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={to} onClick={follow}>
      {children}
    </a>
  );
}

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
    api.get<Profile>('/api/v1/profile').then(setProfile, (error: unknown) => {
      if (error instanceof Refused && error.status === 401) denied();
      else setProblem(refusalText(plain, error, 'login_ended'));
    });
  }, [api]);
  const [, , id, part] = path.split('/');
  if (problem) return <p class="notice">{problem}</p>;
  if (!profile) return <p class="quiet">{plain('loading')}</p>;
  return (
    <main class="sheet cases">
      {!id && <h2>{text('title')}</h2>}
      {!profile.reviewed && part !== 'notice' && <p class="notice slim no-print">{text('unreviewed', { name: profile.name })}</p>}
      {!id && <CaseList {...{ api, profile, go, denied }} />}
      {id === 'new' && <NewCase {...{ api, profile, go }} />}
      {id && id !== 'new' && part === 'notice' && <NoticePage {...{ api, id, office, go }} />}
      {id && id !== 'new' && part !== 'notice' && <OneCase key={id} {...{ reading, me, id, profile, go, denied }} />}
    </main>
  );
}
