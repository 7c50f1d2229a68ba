// SPDX-License-Identifier: Apache-2.0
// The conversation with the worker of a ticket, whom nobody here knows: what was asked, what came back, and asking.
import { useEffect, useState } from 'preact/hooks';
import { Form, refusalText } from '../office/form';
import type { ThreadEntry, ThreadPhrase, ThreadView } from '../shared/api';
import { useSpoken } from '../shared/language';
import { useRepeatKey } from '../shared/repeat';
import * as strings from '../shared/thread_strings';
import { codeText, learn } from '../shared/strings';
import type { Text } from '../shared/strings';
import { languageName, weekText } from './format';
import { useFresh } from './use_tickets';
import { Record } from './words';
import type { Reading } from './words';

learn(strings);

const talk = ['tickets', 'threads'] as const;
const own = 'own'; // in the list of phrases: free words

function saidText(text: Text, entry: ThreadEntry): string {
  if (entry.phrase === 'closing') return text('thread_closing');
  return entry.text;
}

// "(refused)" and its like stand for an answer that was no value.
function codeOf(text: Text, code: string): string {
  return codeText(text, 'answer', code.replace(/[()]/g, ''));
}

function Said({ entry, ticket, reading }: { entry: ThreadEntry; ticket: string; reading: Reading }) {
  const { lang, text } = useSpoken();
  const asked = entry.from === 'office';
  const words = entry.words && { ...entry.words, question: 'thread', question_text: '' };
  return (
    <li class={asked ? 'said out' : 'said in'}>
      <p class="hint">
        {asked ? entry.author : text('thread_worker')} · {weekText(entry.week, lang)}
      </p>
      {!asked && entry.phrase && <p class="hint">{text('thread_answer_to', { question: saidText(text, entry) })}</p>}
      {asked && !words && <p dir="auto">{saidText(text, entry)}</p>}
      {!asked && entry.code && (
        <p>
          <strong>{codeOf(text, entry.code)}</strong>
        </p>
      )}
      {words && words.fields.length > 0 && <Record ticket={ticket} words={words} reading={reading} />}
      {words && words.fields.length === 0 && <p>{text('words_gone')}</p>}
      {asked && <p class={`delivery ${entry.state}`}>{codeText(text, 'thread_state', entry.state)}</p>}
    </li>
  );
}

function Preview({ phrase, language }: { phrase: ThreadPhrase; language: string }) {
  const { lang, text } = useSpoken();
  return (
    <div class="preview">
      <p class="hint">{text('thread_preview', { language: languageName(language, lang) })}</p>
      <blockquote class="own-words" dir="auto" lang={language}>
        {phrase.preview}
      </blockquote>
    </div>
  );
}

interface AskProps {
  view: ThreadView;
  reading: Reading;
  sent: () => void;
}

function Ask({ view, reading, sent }: AskProps) {
  const { lang, text } = useSpoken();
  const [chosen, setChosen] = useState('');
  const [words, setWords] = useState('');
  const [ticked, setTicked] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const repeat = useRepeatKey();
  const phrase = view.phrases.find((one) => one.code === chosen);
  const language = languageName(view.language, lang);
  const group = (label: 'thread_questions' | 'thread_messages', message: boolean) => (
    <optgroup label={text(label)}>
      {view.phrases
        .filter((one) => (one.expects === 'nothing') === message)
        .map((one) => (
          <option key={one.code} value={one.code}>
            {one.text}
          </option>
        ))}
    </optgroup>
  );
  const submit = () => {
    if (!chosen) return setProblem(text('thread_choose_first'));
    if (chosen === own && !words.trim()) return setProblem(text('thread_write_first'));
    if (chosen === own && !ticked) return setProblem(text('thread_tick_first', { language }));
    const question = chosen === own ? { words: words.trim(), worker_reads_it: true } : { phrase: chosen };
    setBusy(true);
    setProblem(null);
    reading.api
      .ask(view.ticket, repeat.keyed(question))
      .then(() => {
        repeat.done();
        setChosen('');
        setWords('');
        setTicked(false);
        sent();
      })
      .catch((error: unknown) => setProblem(refusalText(text, error, 'login_ended')))
      .finally(() => setBusy(false));
  };
  return (
    <Form submit={submit}>
      <div class="field">
        <label for="thread-phrase">{text('thread_ask_label')}</label>
        <p id="thread-phrase-hint" class="hint">
          {text('thread_ask_hint')}
        </p>
        {problem && (
          <p id="thread-phrase-problem" class="problem" role="alert">
            {problem}
          </p>
        )}
        <select id="thread-phrase" aria-describedby="thread-phrase-hint" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
          <option value="">{text('thread_choose')}</option>
          {group('thread_questions', false)}
          {group('thread_messages', true)}
          <option value={own}>{text('thread_own')}</option>
        </select>
      </div>
      {phrase && <Preview phrase={phrase} language={view.language} />}
      {chosen === own && (
        <div class="field">
          <label for="thread-words">{text('thread_words_label', { language })}</label>
          <textarea id="thread-words" rows={3} maxLength={600} dir="auto" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
          <p class="check">
            <input id="thread-tick" type="checkbox" checked={ticked} onChange={(event) => setTicked(event.currentTarget.checked)} />
            <label for="thread-tick">{text('thread_tick', { language })}</label>
          </p>
        </div>
      )}
      <button type="submit" class="button small" disabled={busy}>
        {text('thread_send')}
      </button>
    </Form>
  );
}

export function Thread({ ticket, reading }: { ticket: string; reading: Reading }) {
  const { lang, text } = useSpoken();
  const [round, setRound] = useState(0);
  const { data, refused } = useFresh<ThreadView>(`${lang} ${ticket} ${round}`, true, () => reading.api.thread(ticket), talk);
  const view = data && data.ticket === ticket ? data : null;
  const unseen = view?.unseen ?? 0;
  // A tab in the background is before nobody yet.
  useEffect(() => {
    if (unseen === 0) return;
    const see = () => {
      if (!document.hidden) void reading.api.seen(ticket, unseen).catch(() => undefined); // the mark stays, the next look tells
    };
    see();
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, [ticket, unseen]);
  if (!view) return <p class="quiet">{text(refused === null ? 'loading' : 'trouble')}</p>;
  const waits = view.entries.some((entry) => entry.state === 'awaits_worker');
  return (
    <div class="thread">
      {view.entries.length > 0 && (
        <ol>
          {view.entries.map((entry) => (
            <Said key={entry.id} entry={entry} ticket={ticket} reading={reading} />
          ))}
        </ol>
      )}
      {waits && <p class="notice">{text('thread_window')}</p>}
      {view.may_ask ? (
        <div class="no-print">
          <Ask view={view} reading={reading} sent={() => setRound(round + 1)} />
        </div>
      ) : (
        <p>{text(view.why_not === 'ended' ? 'thread_ended' : 'may_ask_no')}</p>
      )}
    </div>
  );
}
