// SPDX-License-Identifier: Apache-2.0
// What an officer writes into the timeline: a new entry, or an edited one.
import { useRef, useState } from 'preact/hooks';
import { Field, Form } from '../office/form';
import type { Api } from '../shared/api';
import { useRepeatKey } from '../shared/repeat';
import { write } from './data';
import type { Case, Entry, Profile, Written } from './data';
import { Area, Day, Pick, PickIssue, Tick, Trouble, useOpened, useSaving, wholeMoney } from './inputs';
import { coded, useCaseText } from './strings';

const statuses: Record<string, string[]> = {
  visit: ['planned', 'done', 'cancelled'],
  finding: ['violation', 'in_order', 'not_checked'],
  action: ['open', 'done', 'not_done'],
  deadline: ['open', 'done', 'not_done'],
};
const kinds = ['note', 'visit', 'finding', 'action', 'deadline'];

function blank(kind: string, profile: Profile): Written {
  const entry: Written = { kind, text: '' };
  if (kind !== 'note') entry.status = statuses[kind]?.[0] ?? '';
  if (kind === 'visit') Object.assign(entry, { on: '', mode: 'on_site', announced: false });
  if (kind === 'finding') Object.assign(entry, { code: '', band: '' });
  if (kind === 'action') Object.assign(entry, { code: profile.measures[0]?.id ?? '', on: '', amount: 0 });
  if (kind === 'deadline') entry.on = '';
  return entry;
}

// Of an entry that is there: the fields that its kind has.
function fieldsOf(entry: Entry, profile: Profile): Written {
  const { kind, ...fields } = blank(entry.kind, profile);
  for (const name of Object.keys(fields)) Object.assign(fields, { [name]: entry[name as keyof Entry] });
  return fields;
}

interface Props {
  api: Api;
  of: Case;
  profile: Profile;
  entry?: Entry; // to edit
  shown: (fresh: Case) => void;
  reload: () => void;
  done?: () => void;
}

export function EntryForm({ api, of, profile, entry, shown, reload, done }: Props) {
  const text = useCaseText();
  const saving = useSaving(shown, reload);
  const opened = useOpened(of, saving);
  const repeat = useRepeatKey();
  const day = useRef(''); // a kind without a day does not lose it
  const [bad, setBad] = useState(false);
  const [draft, setDraft] = useState<Written>(() => (entry ? fieldsOf(entry, profile) : blank('note', profile)));
  const kind = entry?.kind ?? draft.kind ?? 'note';
  const id = entry?.id ?? 'new';
  const set = (name: keyof Written) => (value: string | boolean) => setDraft({ ...draft, [name]: value });
  const turnInto = (next: string) => {
    if (draft.on) day.current = draft.on;
    const empty = blank(next, profile);
    setDraft({ ...empty, text: draft.text ?? '', ...(empty.on === undefined ? {} : { on: day.current }) });
  };
  const submit = () => {
    const unread = kind === 'action' && !wholeMoney.test(String(draft.amount).trim());
    setBad(unread);
    if (unread) return;
    const body = kind === 'action' ? { ...draft, amount: Number(draft.amount) } : draft;
    if (entry) saving.save(() => write(api, opened, `/entries/${entry.id}`, body, 'PATCH'), done);
    else saving.save(() => write(api, of, '/entries', repeat.keyed(body)), () => {
      repeat.done();
      day.current = '';
      setDraft(blank(kind, profile));
    });
  };
  const facing = kind === 'finding' || kind === 'action';
  const named = (prefix: string, codes: string[]) => codes.map((code) => ({ id: code, title: coded(text, prefix, code) }));
  return (
    <Form submit={submit}>
      {!entry && <Pick id="new-kind" label={text('entry_kind')} value={kind} options={named('e', of.closed ? ['note'] : kinds)} change={turnInto} />}
      {kind === 'finding' && <PickIssue id={`${id}-code`} label={text('issue')} value={draft.code ?? ''} change={set('code')} profile={profile} />}
      {kind === 'action' && <Pick id={`${id}-code`} label={text('measure')} value={draft.code ?? ''} change={set('code')} options={profile.measures} />}
      {draft.on !== undefined && <Day id={`${id}-on`} label={text(kind === 'visit' ? 'on_visit' : 'on_until')} value={draft.on} change={set('on')} />}
      {kind !== 'note' && <Pick id={`${id}-status`} label={text('status')} value={draft.status ?? ''} change={set('status')} options={named('s', (statuses[kind] ?? []).filter((one) => entry || one !== 'cancelled'))} />}
      {kind === 'visit' && (
        <>
          <Pick id={`${id}-mode`} label={text('mode')} value={draft.mode ?? ''} change={set('mode')} options={named('m', ['on_site', 'remote'])} />
          <Tick id={`${id}-announced`} label={text('announced')} value={draft.announced ?? false} change={set('announced')} />
        </>
      )}
      {kind === 'finding' && <Pick id={`${id}-band`} label={text('workers')} value={draft.band ?? ''} change={set('band')} options={profile.gained_bands} all={text('choose')} />}
      {kind === 'action' && (
        <Field
          id={`${id}-amount`}
          label={text('amount', { currency: profile.currency })}
          hint={text('paid_hint')}
          problem={bad ? text('paid_bad') : null}
          value={String(draft.amount ?? 0)}
          change={(value) => setDraft({ ...draft, amount: value as unknown as number })}
          numeric
        />
      )}
      <Area id={`${id}-text`} label={text('text')} hint={text(facing ? 'text_notice' : 'text_hint')} value={draft.text ?? ''} change={set('text')} />
      <Trouble saving={saving} profile={profile} />
      <div class="actions start">
        <button type="submit" class="button small" disabled={saving.busy}>
          {text('save')}
        </button>
        {done && (
          <button type="button" class="button plain small" onClick={done}>
            {text('cancel')}
          </button>
        )}
      </div>
    </Form>
  );
}
