// SPDX-License-Identifier: Apache-2.0
// What can come next: each transition of the profile, with what it still needs.
import { useState } from 'preact/hooks';
import { Field, Form } from '../office/form';
import type { Api } from '../shared/api';
import { write } from './data';
import type { Case, Move, Profile } from './data';
import { Area, Pick, Trouble, useOpened, useSaving, wholeMoney } from './inputs';
import { coded, useCaseText } from './strings';
import type { Key } from './strings';

// The button or form of this page that brings what a transition still needs.
const bringers: Record<string, Key> = {
  assignee: 'take',
  site: 'change',
  issue: 'change',
  complaint: 'promote',
  visit_planned: 'add',
  visit_done: 'edit',
  finding: 'add',
  violation: 'add',
  no_violation: 'edit',
  open_action: 'add',
  no_open_action: 'edit',
};

interface Props {
  api: Api;
  of: Case;
  profile: Profile;
  shown: (fresh: Case) => void;
  reload: () => void;
}

function MoveForm({ move, api, of, profile, shown, reload, cancel }: Props & { move: Move; cancel: () => void }) {
  const text = useCaseText();
  const saving = useSaving(shown, reload);
  const opened = useOpened(of, saving);
  const [reason, setReason] = useState('');
  const [outcome, setOutcome] = useState('');
  const [gained, setGained] = useState('');
  const [paid, setPaid] = useState('');
  const [bad, setBad] = useState(false);
  const submit = () => {
    const whole = wholeMoney.test(paid.trim());
    setBad(move.closes && !whole);
    if (move.closes && !whole) return;
    const body = { transition: move.id, reason, ...(move.closes ? { closing: { outcome, gained, paid: Number(paid) } } : {}) };
    saving.save(() => write(api, opened, '/transitions', body), cancel);
  };
  return (
    <Form submit={submit}>
      {move.needs_reason && <Area id="move-reason" label={text('reason')} hint={text('text_hint')} value={reason} change={setReason} />}
      {move.closes && (
        <>
          <p class="hint">{text('close_final')}</p>
          <Pick id="move-outcome" label={text('outcome')} value={outcome} change={setOutcome} options={profile.outcomes} all={text('choose')} />
          <Pick id="move-gained" label={text('gained')} value={gained} change={setGained} options={profile.gained_bands} all={text('choose')} />
          <Field id="move-paid" label={text('paid', { currency: profile.currency })} hint={text('paid_hint')} problem={bad ? text('paid_bad') : null} value={paid} change={setPaid} numeric />
        </>
      )}
      <Trouble saving={saving} profile={profile} />
      <div class="actions start">
        <button type="submit" class="button small" disabled={saving.busy}>
          {move.closes ? text('close_button') : move.title}
        </button>
        <button type="button" class="button plain small" onClick={cancel}>
          {text('cancel')}
        </button>
      </div>
    </Form>
  );
}

export function Moves(props: Props) {
  const { api, of, profile, shown, reload } = props;
  const text = useCaseText();
  const saving = useSaving(shown, reload);
  const [open, setOpen] = useState('');
  const needed = (need: string) => coded(text, 'need', need) + (bringers[need] ? ` → ${text(bringers[need])}` : '');
  const press = (move: Move) => {
    if (move.needs_reason || move.closes) setOpen(move.id);
    else saving.save(() => write(api, of, '/transitions', { transition: move.id }));
  };
  return (
    <>
      <Trouble saving={saving} profile={profile} />
      <ul class="moves">
        {of.transitions.map((move) => (
          <li key={move.id}>
            {open === move.id ? (
              <MoveForm {...props} move={move} cancel={() => setOpen('')} />
            ) : (
              <>
                <button type="button" class="button plain small" disabled={!move.may || move.missing.length > 0 || saving.busy} aria-describedby={`why-${move.id}`} onClick={() => press(move)}>
                  {move.title}
                </button>
                <span class="hint" id={`why-${move.id}`}>
                  {!move.may && text('next_role')} {move.missing.length > 0 && `${text('next_missing')} ${move.missing.map(needed).join(', ')}.`}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
