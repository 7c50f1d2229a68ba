// SPDX-License-Identifier: Apache-2.0
// Referring a ticket to another case management system (docs/feed.md). A worker's words go along only as the officer who
// opened them writes or copies them here.
import { useEffect, useState } from 'preact/hooks';
import { Form, refusalText } from '../office/form';
import type { Api, Ticket } from '../shared/api';
import { useSpoken } from '../shared/language';
import * as strings from '../shared/feed_strings';
import { useRepeatKey } from '../shared/repeat';
import { codeText, learn } from '../shared/strings';

learn(strings);

interface State {
  takes: boolean;
  status: { status: string; reference: string; week: string } | null;
}

function Area({ id, label, hint, value, change }: { id: string; label: string; hint?: string; value: string; change: (value: string) => void }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <textarea id={id} rows={3} maxLength={4000} aria-describedby={hint ? `${id}-hint` : undefined} value={value} onInput={(event) => change(event.currentTarget.value)} />
    </div>
  );
}

export function Refer({ ticket, api }: { ticket: Ticket; api: Api }) {
  const { text } = useSpoken();
  const path = `/api/v1/tickets/${encodeURIComponent(ticket.id)}/referral`;
  const [state, setState] = useState<State | null>(null);
  const [answers, setAnswers] = useState<string[]>([]);
  const [words, setWords] = useState<Record<string, string>>({});
  const [note, setNote] = useState('');
  const [said, setSaid] = useState<{ text: string; wrong: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  const repeat = useRepeatKey();
  useEffect(() => {
    api.get<State>(path).then(setState, () => setState(null));
  }, [path]);
  if (!state?.takes) return null;
  const pick = (question: string, on: boolean) => setAnswers(on ? [...answers, question] : answers.filter((one) => one !== question));
  const submit = () => {
    setBusy(true);
    setSaid(null);
    const released = Object.entries(words).filter(([, released_text]) => released_text.trim());
    api
      .change(path, repeat.keyed({ answers, words: released.map(([record, released_text]) => ({ record, text: released_text.trim() })), note: note.trim() }))
      .then(() => {
        repeat.done();
        setSaid({ text: text('refer_done'), wrong: false });
        setWords({});
        setNote('');
      })
      .catch((error: unknown) => setSaid({ text: refusalText(text, error, 'login_ended'), wrong: true }))
      .finally(() => setBusy(false));
  };
  const { status } = state;
  return (
    <details class="no-print">
      <summary>{text('refer_title')}</summary>
      {status && <p>{text('refer_status', { ...status, status: codeText(text, 'feed_status', status.status) })}</p>}
      <Form submit={submit}>
        <p class="hint">{text('refer_hint')}</p>
        {said && (
          <p class={said.wrong ? 'problem' : 'aside'} role={said.wrong ? 'alert' : 'status'}>
            {said.text}
          </p>
        )}
        {ticket.answers.length > 0 && (
          <fieldset>
            <legend>{text('refer_answers')}</legend>
            {ticket.answers.map(({ question, question_text, value_text }) => (
              <p key={question} class="check">
                <input id={`refer-${question}`} type="checkbox" checked={answers.includes(question)} onChange={(event) => pick(question, event.currentTarget.checked)} />
                <label for={`refer-${question}`} dir="auto">
                  {question_text}: {value_text}
                </label>
              </p>
            ))}
          </fieldset>
        )}
        {ticket.words.map(({ record, question_text, opened }) =>
          opened ? (
            <Area
              key={record}
              id={`refer-${record}`}
              label={text('refer_words', { question: question_text })}
              hint={text('refer_words_hint')}
              value={words[record] ?? ''}
              change={(value) => setWords({ ...words, [record]: value })}
            />
          ) : null,
        )}
        {ticket.words.some((one) => !one.opened) && <p class="hint">{text('refer_unread')}</p>}
        <Area id="refer-note" label={text('refer_note')} value={note} change={setNote} />
        <button type="submit" class="button small" disabled={busy}>
          {text('refer_button')}
        </button>
      </Form>
    </details>
  );
}
