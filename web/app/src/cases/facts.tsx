// SPDX-License-Identifier: Apache-2.0
// What a case is about, who has it, and its way from signal to complaint.
import { useEffect, useState } from 'preact/hooks';
import { dayOnly } from '../inbox/format';
import { Field, Form } from '../office/form';
import { severities } from '../shared/api';
import type { Account, Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import { titleOf, write } from './data';
import type { Band, Case, Profile } from './data';
import { Day, Pick, PickIssue, Trouble, useOpened, useSaving } from './inputs';
import { SiteCode, siteCode } from './site_code';
import { useCaseText } from './strings';

interface Props {
  api: Api;
  me: string;
  of: Case;
  profile: Profile;
  shown: (fresh: Case) => void;
  reload: () => void;
}

export function useBand(): (band: Band) => string {
  const text = useCaseText();
  return (band) => {
    if (!band) return text('band_hidden');
    if (band.to === null) return text('band_up', { from: band.from });
    return band.from === band.to ? String(band.from) : text('band_to', { from: band.from, to: band.to });
  };
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  );
}

const names = ['title', 'type', 'site', 'place', 'issue', 'severity'] as const;
type Draft = Record<(typeof names)[number], string>;

function draftOf(of: Case): Draft {
  return { title: of.title, type: of.type.id, site: of.site, place: of.site ? '' : of.site_name, issue: of.issues[0]?.id ?? '', severity: of.severity };
}

function FactsForm({ api, of, profile, shown, reload, done }: Props & { done: () => void }) {
  const text = useCaseText();
  const saving = useSaving(shown, reload);
  const opened = useOpened(of, saving);
  const [first, setFirst] = useState(() => draftOf(opened));
  const [draft, setDraft] = useState(first);
  useEffect(() => {
    // What was not touched follows what the officer was told of.
    const fresh = draftOf(opened);
    setDraft((old) => Object.fromEntries(names.map((name) => [name, old[name] === first[name] ? fresh[name] : old[name]])) as Draft);
    setFirst(fresh);
  }, [opened]);
  const set = (name: keyof Draft) => (value: string) => setDraft({ ...draft, [name]: value });
  const submit = () => {
    const { issue, ...rest } = { ...draft, site: siteCode(draft.site) };
    // Only what was touched: what somebody else changed beside it stays.
    const changed = Object.fromEntries(Object.entries(rest).filter(([name, value]) => value !== first[name as keyof Draft]));
    const others = opened.issues.slice(1).map((one) => one.id);
    const body = issue === first.issue ? changed : { ...changed, issues: issue ? [issue, ...others] : others };
    saving.save(() => write(api, opened, '', body, 'PATCH'), done);
  };
  return (
    <Form submit={submit}>
      <Field id="f-title" label={text('summary')} hint={text('summary_hint')} value={draft.title} change={set('title')} />
      <Pick id="f-type" label={text('type')} value={draft.type} change={set('type')} options={profile.case_types} />
      <SiteCode id="f-site" api={api} value={draft.site} change={set('site')} />
      <Field id="f-place" label={text('place')} value={draft.place} change={set('place')} />
      <PickIssue id="f-issue" label={text('issue')} value={draft.issue} change={set('issue')} profile={profile} />
      <PickClass value={draft.severity} change={set('severity')} />
      <Trouble saving={saving} profile={profile} />
      <div class="actions start">
        <button type="submit" class="button small" disabled={saving.busy}>
          {text('save')}
        </button>
        <button type="button" class="button plain small" onClick={done}>
          {text('cancel')}
        </button>
      </div>
    </Form>
  );
}

export function PickClass({ value, change }: { value: string; change: (value: string) => void }) {
  const { text: plain } = useSpoken();
  const text = useCaseText();
  const options = severities.map((id) => ({ id, title: `${id} ${plain(`class_${id}`)}` }));
  return <Pick id="f-severity" label={text('severity')} value={value} change={change} options={options} {...(value ? {} : { all: text('choose') })} />;
}

function Assignment({ api, me, of, profile, shown, reload }: Props) {
  const text = useCaseText();
  const saving = useSaving(shown, reload);
  const [people, setPeople] = useState<Account[] | null>(null);
  const [name, setName] = useState('');
  const give = (assignee: string) => saving.save(() => write(api, of, '', { assignee }, 'PATCH'), () => setPeople(null));
  const ask = () => void api.accounts().then((found) => setPeople(found.accounts.filter((one) => !one.disabled && ['officer', 'supervisor', 'administrator'].includes(one.role))));
  return (
    <>
      <div class="actions start no-print">
        {of.may_take && of.assignee !== me && (
          <button type="button" class="button small" disabled={saving.busy} onClick={() => give(me)}>
            {text('take')}
          </button>
        )}
        {of.may_take && of.assignee === me && (
          <button type="button" class="button plain small" disabled={saving.busy} onClick={() => give('')}>
            {text('put_down')}
          </button>
        )}
        {of.may_give && !people && (
          <button type="button" class="button plain small" onClick={ask}>
            {text('give')}…
          </button>
        )}
      </div>
      {people && (
        <Form submit={() => name && give(name)}>
          <Pick id="give-to" label={text('give')} value={name} change={setName} options={people.map((one) => ({ id: one.name, title: one.name }))} all={text('choose')} />
          <button type="submit" class="button small">
            {text('give_button')}
          </button>
        </Form>
      )}
      <Trouble saving={saving} profile={profile} />
    </>
  );
}

function Promotion({ api, of, profile, shown, reload }: Props) {
  const text = useCaseText();
  const saving = useSaving(shown, reload);
  const [open, setOpen] = useState(false);
  const [how, setHow] = useState('');
  const [on, setOn] = useState('');
  if (!open)
    return (
      <button type="button" class="button plain small no-print" onClick={() => setOpen(true)}>
        {text('promote')}
      </button>
    );
  return (
    <Form submit={() => saving.save(() => write(api, of, '/promotion', { how, on }), () => setOpen(false))}>
      <p>{text('promote_text')}</p>
      <Pick id="consent-how" label={text('consent')} value={how} change={setHow} options={profile.consents} all={text('choose')} />
      <Day id="consent-on" label={text('on_visit')} value={on} change={setOn} />
      <Trouble saving={saving} profile={profile} />
      <button type="submit" class="button small" disabled={saving.busy}>
        {text('promote')}
      </button>
    </Form>
  );
}

export function Facts(props: Props) {
  const { lang, text: plain } = useSpoken();
  const text = useCaseText();
  const bandText = useBand();
  const [editing, setEditing] = useState(false);
  const { of, profile } = props;
  if (editing) return <FactsForm {...props} done={() => setEditing(false)} />;
  return (
    <>
      <dl class="facts">
        <Fact name={text('f_state')} value={of.state.title} />
        <Fact name={text('who')} value={of.assignee || text('nobody')} />
        <Fact name={text('type')} value={of.type.title} />
        <Fact name={plain('site')} value={[of.site_name, of.district, of.site].filter(Boolean).join(', ') || '–'} />
        <Fact name={text('issue')} value={of.issues.map((one) => one.title).join(', ') || '–'} />
        {(of.tickets.length > 0 || of.corroboration) && <Fact name={text('voices')} value={bandText(of.corroboration)} />}
        <div>
          <dt>{text('origin')}</dt>
          <dd dir="auto">
            {of.origin.title} <span class="hint">{text('origin_secret')}</span>
          </dd>
        </div>
        {of.consent && <Fact name={text('consent')} value={`${titleOf(profile.consents, of.consent.how)}, ${dayOnly(of.consent.on, lang)}`} />}
        <Fact name={text('opened_on')} value={dayOnly(of.opened_on, lang)} />
        {of.closing && <Fact name={text('outcome')} value={titleOf(profile.outcomes, of.closing.outcome)} />}
        {of.closing && <Fact name={text('gained')} value={titleOf(profile.gained_bands, of.closing.gained)} />}
        {of.closing && <Fact name={text('paid', { currency: profile.currency })} value={of.closing.paid.toLocaleString(lang)} />}
      </dl>
      {!of.closed && (
        <>
          <Assignment {...props} />
          <div class="actions start no-print below">
            <button type="button" class="button plain small" onClick={() => setEditing(true)}>
              {text('change')}
            </button>
            {of.may_promote && <Promotion {...props} />}
          </div>
        </>
      )}
    </>
  );
}
