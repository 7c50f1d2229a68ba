// SPDX-License-Identifier: Apache-2.0
// On a ticket's page: its case, or what it could become part of.
import { useEffect, useState } from 'preact/hooks';
import { Form } from '../office/form';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import { useRepeatKey } from '../shared/repeat';
import { caseAddress, write } from './data';
import type { Case, Profile, TicketCase } from './data';
import { useBand } from './facts';
import { Pick, Tick, Trouble, useSaving } from './inputs';
import { useCaseText } from './strings';

export function CaseOfTicket({ api, ticket, go }: { api: Api; ticket: string; go: (path: string) => void }) {
  const { text: plain } = useSpoken();
  const text = useCaseText();
  const bandText = useBand();
  const [about, setAbout] = useState<TicketCase | null>(null);
  const [profile, setProfile] = useState<Profile | null>(null);
  const [type, setType] = useState('');
  const [whole, setWhole] = useState(true);
  const repeat = useRepeatKey();
  const saving = useSaving(
    (fresh) => go(caseAddress(fresh.id)),
    () => undefined,
  );
  useEffect(() => {
    let over = false;
    const path = `/api/v1/tickets/${encodeURIComponent(ticket)}/case`;
    Promise.all([api.get<TicketCase>(path), api.get<Profile>('/api/v1/profile')]).then(
      ([found, words]) => {
        if (over) return;
        setAbout(found);
        setProfile(words);
        setType((old) => old || (words.case_types.length === 1 ? (words.case_types[0]?.id ?? '') : ''));
      },
      () => undefined, // the ticket itself stands; the next look brings this too
    );
    return () => {
      over = true;
    };
  }, [api, ticket]);
  if (!about || !profile) return <p class="quiet">{plain('loading')}</p>;
  if (about.case)
    return (
      <p>
        {text('in_case')}{' '}
        <a class="button plain small" href={caseAddress(about.case)}>
          {text('show')}
        </a>
      </p>
    );
  const open = () => saving.save(() => api.change<Case>('/api/v1/cases', repeat.keyed({ type, tickets: [ticket], whole_signal: about.others && whole })), repeat.done);
  return (
    <>
      <p>
        {text('voices')}: <b>{bandText(about.corroboration)}</b>
      </p>
      {about.near.length > 0 && <p>{text('near')}</p>}
      <ul class="linked">
        {about.near.map((one) => (
          <li key={one.id}>
            <a href={caseAddress(one.id)}>{one.title || one.reference}</a>
            <button type="button" class="button plain small" disabled={saving.busy} onClick={() => saving.save(() => write(api, one, '/tickets', { ticket }))}>
              {text('join')}
            </button>
          </li>
        ))}
      </ul>
      <Form submit={open}>
        <Pick id="t-type" label={text('type')} value={type} change={setType} options={profile.case_types} all={text('choose')} />
        {about.others && <Tick id="t-whole" label={text('whole')} value={whole} change={setWhole} />}
        <Trouble saving={saving} profile={profile} />
        <button type="submit" class="button small" disabled={saving.busy}>
          {text('new')}
        </button>
      </Form>
    </>
  );
}
