// SPDX-License-Identifier: Apache-2.0
// A case by hand: somebody came, called or wrote; an accident; a check.
import { useEffect, useState } from 'preact/hooks';
import { Field, Form } from '../office/form';
import type { Api } from '../shared/api';
import { useRepeatKey } from '../shared/repeat';
import { caseAddress } from './data';
import type { Case, Profile } from './data';
import type { Go } from './inside';
import { Inside } from './inside';
import { PickClass } from './facts';
import { Pick, PickIssue, Trouble, useSaving } from './inputs';
import { SiteCode, siteCode } from './site_code';
import { useCaseText } from './strings';

export function NewCase({ api, profile, go }: { api: Api; profile: Profile; go: Go }) {
  const text = useCaseText();
  const saving = useSaving(
    (fresh) => go(caseAddress(fresh.id)),
    () => undefined,
  );
  const repeat = useRepeatKey();
  const [draft, setDraft] = useState({ type: '', origin: '', title: '', site: '', place: '', issue: '', severity: '' });
  const set = (name: keyof typeof draft) => (value: string) => setDraft({ ...draft, [name]: value });
  useEffect(() => {
    document.title = text('new_hand');
  }, [text]);
  const origins = profile.origins.filter((one) => !one.tickets && (one.types.length === 0 || one.types.includes(draft.type)));
  const submit = () => {
    const { issue, severity, ...rest } = draft;
    const body = { ...rest, site: siteCode(rest.site), ...(issue ? { issues: [issue] } : {}), ...(severity ? { severity } : {}) };
    saving.save(() => api.change<Case>('/api/v1/cases', repeat.keyed(body)), repeat.done);
  };
  return (
    <>
      <p>
        <Inside to="/cases" go={go}>
          {text('back')}
        </Inside>
      </p>
      <h2>{text('new_hand')}</h2>
      <Form submit={submit}>
        <Pick id="n-type" label={text('type')} value={draft.type} change={set('type')} options={profile.case_types} all={text('choose')} />
        <Pick id="n-origin" label={text('origin')} hint={text('origin_secret')} value={draft.origin} change={set('origin')} options={origins} all={text('choose')} />
        <PickClass value={draft.severity} change={set('severity')} />
        <PickIssue id="n-issue" label={text('issue')} value={draft.issue} change={set('issue')} profile={profile} />
        <SiteCode id="n-site" api={api} value={draft.site} change={set('site')} />
        <Field id="n-place" label={text('place')} value={draft.place} change={set('place')} />
        <Field id="n-title" label={text('summary')} hint={text('summary_hint')} value={draft.title} change={set('title')} />
        <Trouble saving={saving} profile={profile} />
        <button type="submit" class="button" disabled={saving.busy}>
          {text('new')}
        </button>
      </Form>
    </>
  );
}
