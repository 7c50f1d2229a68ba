// SPDX-License-Identifier: Apache-2.0
// What the worker wrote: opened here, in the browser, and only ever shown as text. Each opening is an entry of the audit.
import '../shared/base';
import { useEffect, useRef, useState } from 'preact/hooks';
import { fromBase64, keyOf, openEnvelope } from '../keys';
import type { Field as Sealed } from '../keys';
import { Field, Form, refusalText } from '../office/form';
import type { Keys, Officer } from '../office/officer';
import { Unlock } from '../office/unlock';
import { Refused } from '../shared/api';
import type { Api, Ticket, WordsHere } from '../shared/api';
import { useSpoken } from '../shared/language';
import { learn } from '../shared/strings';
import * as strings from '../shared/ticket_strings';
import { useTellOpened } from './opened';

learn(strings);

export interface Reading {
  api: Api;
  officer: Officer;
  unlocked: (keys: Keys) => void;
}

class NoKey extends Error {}

async function open({ api, officer }: Reading, ticket: string, record: string, field: Sealed, reason: string): Promise<string> {
  const got = await api.openWords(ticket, record, field, reason);
  const envelope = fromBase64(got.envelope);
  const id = envelope && keyOf(envelope);
  if (!envelope || !id) throw new Refused(422);
  const office = officer.keys?.offices.get(id);
  if (!office) throw new NoKey();
  const plain = openEnvelope(office, { organisation: got.organisation, record, field }, envelope);
  if (plain === null) throw new Refused(422);
  return plain;
}

function Original({ ask, problem, busy }: { ask: (reason: string) => void; problem: string | null; busy: boolean }) {
  const { text } = useSpoken();
  const [reason, setReason] = useState('');
  const [short, setShort] = useState(false);
  const id = useRef(`reason-${Math.random().toString(36).slice(2)}`).current;
  const submit = () => {
    setShort(reason.trim().length < 3);
    if (reason.trim().length >= 3) ask(reason.trim().slice(0, 200));
  };
  return (
    <Form submit={submit}>
      <Field id={id} label={text('original_reason')} hint={text('original_hint')} problem={short ? text('original_short') : problem} value={reason} change={setReason} />
      <button type="submit" class="button small" disabled={busy}>
        {text('original_button')}
      </button>
    </Form>
  );
}

export function Record({ ticket, words, reading }: { ticket: string; words: WordsHere; reading: Reading }) {
  const { text } = useSpoken();
  const [shown, setShown] = useState<{ field: Sealed; plain: string } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const keys = reading.officer.keys;
  useTellOpened(ticket, words.record, shown && shown.plain);
  useEffect(() => {
    if (!keys) setShown(null); // the session has ended: what was opened is closed
  }, [keys]);
  const scrubbed = words.fields.includes('scrubbed');
  const original = words.fields.includes('words');
  const read = (field: Sealed, reason: string) => {
    setBusy(true);
    setProblem(null);
    open(reading, ticket, words.record, field, reason)
      .then((plain) => {
        setShown({ field, plain });
        setAsking(false);
      })
      .catch((error: unknown) => {
        if (error instanceof NoKey) setProblem(text('words_no_key'));
        else if (error instanceof Refused && error.status === 422) setProblem(text('words_damaged'));
        else setProblem(refusalText(text, error, 'login_ended'));
      })
      .finally(() => setBusy(false));
  };
  return (
    <div class="record">
      {words.question_text && <h4 dir="auto">{words.question_text}</h4>}
      {shown && (
        <blockquote class="own-words" dir="auto">
          {shown.plain}
        </blockquote>
      )}
      {shown && !words.original_removed && (
        <p class="hint">{text(shown.field === 'words' ? 'words_are_original' : original ? 'words_are_scrubbed' : 'words_are_whole')}</p>
      )}
      {words.original_removed && <p class="hint">{text('original_removed')}</p>}
      {problem && !asking && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <p class="actions start no-print">
        {!shown && scrubbed && (
          <button type="button" class="button small" disabled={busy} onClick={() => read('scrubbed', '')}>
            {text('words_open')}
          </button>
        )}
        {!asking && original && shown?.field !== 'words' && (shown || !scrubbed) && (
          <button type="button" class="button plain small" onClick={() => setAsking(true)}>
            {text('original_show')}
          </button>
        )}
      </p>
      {asking && <Original ask={(reason) => read('words', reason)} problem={problem} busy={busy} />}
      {!shown && words.opened && <p class="hint">{text('words_opened_before')}</p>}
    </div>
  );
}

// Names of the colleagues who could let this officer in.
export function AskColleague({ api }: { api: Api }) {
  const { text } = useSpoken();
  const [names, setNames] = useState('');
  useEffect(() => {
    const cleared = ({ accounts }: Awaited<ReturnType<Api['accounts']>>) =>
      accounts.filter((one) => one.cleared && !one.disabled).map((one) => one.name);
    api.accounts().then((all) => setNames(cleared(all).join(', ')), () => setNames(''));
  }, []);
  return (
    <>
      <p class="notice">{text('words_not_cleared')}</p>
      {names && <p>{text('words_ask_whom', { names })}</p>}
      <p>
        <a href="/settings">{text('settings_title')}</a>
      </p>
    </>
  );
}

export function Words({ ticket, reading }: { ticket: Ticket; reading: Reading }) {
  const { text } = useSpoken();
  const { keys, session } = reading.officer;
  if (ticket.words.length === 0) return <p>{text(ticket.sealed_words > 0 ? 'words_gone' : 'words_none')}</p>;
  if (keys?.offices.size === 0) return <AskColleague api={reading.api} />;
  return (
    <>
      {!keys && <Unlock session={session} opened={reading.unlocked} why={text('words_locked')} />}
      <div hidden={!keys}>
        {ticket.words.map((words) => (
          <Record key={words.record} ticket={ticket.id} words={words} reading={reading} />
        ))}
      </div>
    </>
  );
}
