// SPDX-License-Identifier: Apache-2.0
// Form pieces of the cases' pages, beside those of office/form.tsx.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { refusalText } from '../office/form';
import { Refused } from '../shared/api';
import type { Titled } from '../shared/api';
import { useSpoken } from '../shared/language';
import { conflictOf } from './data';
import type { Case, Entry, Profile } from './data';
import { inWords } from './refusals';
import { useCaseText } from './strings';
import { Line } from './timeline';

// In whole units. What cannot be read as that is told, never taken for 0.
export const wholeMoney = /^\d{1,12}$/;

interface Labelled {
  id: string;
  label: string;
  hint?: string;
  value: string;
  change: (value: string) => void;
}

export function Pick({ id, label, hint, value, change, options, all }: Labelled & { options: Titled[]; all?: string }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <select id={id} value={value} aria-describedby={hint ? `${id}-hint` : undefined} onChange={(event) => change(event.currentTarget.value)}>
        {all !== undefined && <option value="">{all}</option>}
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.title}
          </option>
        ))}
      </select>
    </div>
  );
}

// The issues of the profile, by cluster.
export function PickIssue({ id, label, value, change, profile }: Labelled & { profile: Profile }) {
  const text = useCaseText();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => change(event.currentTarget.value)}>
        <option value="">{text('choose')}</option>
        {profile.taxonomy.map((cluster) => (
          <optgroup key={cluster.id} label={cluster.title}>
            {cluster.points.map((point) => (
              <option key={point.id} value={`${cluster.id}.${point.id}`}>
                {point.title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

export function Day({ id, label, value, change }: Labelled) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} type="date" value={value} onInput={(event) => change(event.currentTarget.value)} />
    </div>
  );
}

export function Area({ id, label, hint, value, change }: Labelled) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <textarea id={id} rows={3} maxLength={4000} value={value} aria-describedby={hint ? `${id}-hint` : undefined} onInput={(event) => change(event.currentTarget.value)} />
    </div>
  );
}

export function Tick({ id, label, value, change }: { id: string; label: string; value: boolean; change: (value: boolean) => void }) {
  return (
    <div class="field tick">
      <input id={id} type="checkbox" checked={value} onChange={(event) => change(event.currentTarget.checked)} />
      <label for={id}>{label}</label>
    </div>
  );
}

export interface Saving {
  busy: boolean;
  problem: string | null;
  changes: Entry[] | null; // what somebody else did meanwhile
  told: number; // the version of the case with these changes; 0: none were told
  save: (work: () => Promise<Case>, done?: () => void) => void;
}

// Saves and shows the case as it is then. What was typed stays where it is until it is stored.
export function useSaving(shown: (fresh: Case) => void, reload: () => void): Saving {
  const { text } = useSpoken();
  const words = useCaseText();
  const [state, setState] = useState<State>(quiet);
  const save: Saving['save'] = (work, done) => {
    setState({ ...quiet, busy: true });
    work().then(
      (fresh) => {
        setState(quiet);
        done?.();
        shown(fresh);
      },
      (error: unknown) => {
        const conflict = conflictOf(error);
        const detail = error instanceof Refused && error.status === 403 ? error.detail : inWords(words, refusalText(text, error, 'login_ended'));
        setState({ busy: false, problem: conflict ? null : detail, changes: conflict?.changes ?? null, told: conflict?.version ?? 0 });
        if (conflict) reload();
      },
    );
  };
  return { ...state, save };
}
type State = Omit<Saving, 'save'>;
const quiet: State = { busy: false, problem: null, changes: null, told: 0 };

// The case as it was when a form was opened: what the officer saves was decided on that, however fresh the page around it is.
// Once the officer was told what has changed: as it was then.
export function useOpened(of: Case, saving: Saving): Case {
  const [opened, setOpened] = useState(of);
  useEffect(() => {
    if (saving.told > opened.version && of.version >= saving.told) setOpened({ ...of, version: saving.told });
  }, [saving.told, of.version]);
  return opened;
}

export function Trouble({ saving, profile }: { saving: Saving; profile: Profile }) {
  const text = useCaseText();
  return (
    <div role="alert">
      {saving.problem && <p class="problem pre">{saving.problem}</p>}
      {saving.changes && (
        <div class="notice strong">
          <p>{text('conflict')}</p>
          <ul class="reasons">
            {saving.changes.map((entry) => (
              <li key={entry.id}>
                <Line entry={entry} profile={profile} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
