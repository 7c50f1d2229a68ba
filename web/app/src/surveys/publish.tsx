// SPDX-License-Identifier: Apache-2.0
// What would change, then publishing it.
import { useEffect, useState } from 'preact/hooks';
import { refusalText } from '../office/form';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import { differences, publish, shiftOfClasses } from './api';
import type { Checked, Differences, Draft, Shift } from './api';
import { Shifted } from './shifted';
import { useSay } from './texts';

interface Props {
  api: Api;
  checked: Checked;
  draft: Draft;
  readsTickets: boolean;
  done: (waits: boolean) => void;
}

const makesTickets = (draft: Draft) => 'triage' in (JSON.parse(draft.json) as object);

export function Publish({ api, checked, draft, readsTickets, done }: Props) {
  const say = useSay();
  const { text } = useSpoken();
  const [found, setFound] = useState<Differences | null>(null);
  const [shift, setShift] = useState<Shift | null>(null);
  const [accepted, setAccepted] = useState(false);
  const [seen, setSeen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const fail = (error: unknown) => setProblem(refusalText(text, error, 'login_ended'));
  useEffect(() => {
    differences(api, draft.json).then((next) => {
      setFound(next);
      if (readsTickets) shiftOfClasses(api, draft.json).then(setShift, fail);
    }, fail);
  }, [api, draft]);
  const same = found?.replaces === draft.hash;
  const go = () => {
    if (!found) return;
    setBusy(true);
    setProblem('');
    publish(api, draft.json, found.replaces, seen)
      .then(({ state }) => done(state === 'waiting'), fail)
      .finally(() => setBusy(false));
  };
  return (
    <section aria-labelledby="publish-title">
      <h3 id="publish-title">{say('publish_title')}</h3>
      {found && !found.replaces && <p>{say('no_current', { id: draft.id })}</p>}
      {!makesTickets(draft) && <p class="notice">{say('no_triage')}</p>}
      {same && <p>{say('no_changes')}</p>}
      {found && found.changes.length > 0 && (
        <>
          <h4>{say('changes')}</h4>
          <ul class="changes" lang="en">
            {found.changes.map((change, i) => (
              <li key={i} class={change.careful ? 'careful' : ''} dir="auto">
                {change.careful && (
                  <b>
                    {say('careful')} <span class="visually-hidden">({say('careful_text')})</span>{' '}
                  </b>
                )}
                {change.says}
              </li>
            ))}
          </ul>
        </>
      )}
      {shift && shift.tickets !== '0' && <Shifted shift={shift} />}
      {found && !same && (
        <>
          {found.replaces && <p>{say('live')}</p>}
          {checked.warnings > 0 && (
            <label class="tick">
              <input type="checkbox" checked={accepted} onChange={(event) => setAccepted(event.currentTarget.checked)} />
              {say('accept')}
            </label>
          )}
          {shift?.changes && (
            <label class="tick">
              <input type="checkbox" checked={seen} onChange={(event) => setSeen(event.currentTarget.checked)} />
              {say('shift_seen')}
            </label>
          )}
          {!readsTickets && found.replaces && <p class="hint">{say('may_wait')}</p>}
          <button type="button" class="button" disabled={busy || (checked.warnings > 0 && !accepted) || (shift?.changes && !seen)} onClick={go}>
            {say('publish')}
          </button>
        </>
      )}
      {problem && (
        <p class="problem lines" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
