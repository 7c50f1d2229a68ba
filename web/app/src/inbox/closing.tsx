// SPDX-License-Identifier: Apache-2.0
// Closing a ticket: its outcome is what the worker's receipt code tells from then on.
import { useState } from 'preact/hooks';
import { Form, refusalText } from '../office/form';
import type { Api, Ticket } from '../shared/api';
import { useSpoken } from '../shared/language';

const outcomes = ['acted', 'passed', 'no_action'] as const;

export function Closing({ ticket, api }: { ticket: Ticket; api: Api }) {
  const { text } = useSpoken();
  const [outcome, setOutcome] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [leaves, setLeaves] = useState(false);
  const submit = () => {
    if (!outcome) return setProblem(text('close_choose'));
    setBusy(true);
    setProblem(null);
    api
      .close(ticket.id, outcome, leaves)
      .catch((error: unknown) => setProblem(refusalText(text, error, 'login_ended')))
      .finally(() => setBusy(false));
  };
  if (ticket.state === 'closed') return null;
  return (
    <details class="no-print">
      <summary>{text('close_title')}</summary>
      <Form submit={submit}>
        <fieldset>
          <legend class="hint">{text(ticket.may_ask ? 'close_hint_asked' : 'close_hint')}</legend>
          {problem && (
            <p class="problem" role="alert">
              {problem}
            </p>
          )}
          {outcomes.map((one) => (
            <p key={one} class="check">
              <input id={`outcome-${one}`} type="radio" name="outcome" checked={outcome === one} onChange={() => setOutcome(one)} />
              <label for={`outcome-${one}`}>{text(`close_${one}`)}</label>
            </p>
          ))}
        </fieldset>
        {ticket.state === 'in_case' && (
          <p class="check">
            <input id="leaves" type="checkbox" checked={leaves} onChange={(event) => setLeaves(event.currentTarget.checked)} />
            <label for="leaves">{text('close_leaves')}</label>
          </p>
        )}
        <button type="submit" class="button small" disabled={busy}>
          {text('close_button')}
        </button>
      </Form>
    </details>
  );
}
