// SPDX-License-Identifier: Apache-2.0
// Messages and choices. All texts are set as text nodes; `dir="auto"` gives each its own direction.
import { useState } from 'preact/hooks';
import { pieces } from './breaks';
import type { Choice, Entry, Line } from './line';
import { useWords } from './words';

type In = Entry & { kind: 'in' };
type Out = Entry & { kind: 'out' };

function Readable({ text }: { text: string }) {
  return (
    <>
      {pieces(text).map((piece) => (piece.whole ? <span class="whole">{piece.text}</span> : piece.text))}
    </>
  );
}

function OneOf({ entry, line }: { entry: In; line: Line }) {
  return (
    <ul class="choices">
      {entry.message.choices.map((choice) => (
        <li key={choice.token}>
          <button type="button" dir="auto" onClick={() => line.choose(entry, [choice])}>
            <Readable text={choice.label} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function SomeOf({ entry, line }: { entry: In; line: Line }) {
  const { text } = useWords();
  const [marked, setMarked] = useState<string[]>([]);
  const { choices, words } = entry.message;
  const chosen = choices.filter((choice) => marked.includes(choice.token));
  const toggle = ({ token }: Choice) =>
    setMarked(marked.includes(token) ? marked.filter((other) => other !== token) : [...marked, token]);
  return (
    <ul class="choices">
      {choices.map((choice) => (
        <li key={choice.token}>
          <label dir="auto">
            <input type="checkbox" checked={marked.includes(choice.token)} onChange={() => toggle(choice)} />
            <span>
              <Readable text={choice.label} />
            </span>
          </label>
        </li>
      ))}
      <li>
        <button type="button" class="done" dir="auto" disabled={chosen.length === 0} onClick={() => line.choose(entry, chosen)}>
          {words?.done || text('chat_done')}
        </button>
      </li>
    </ul>
  );
}

function Received({ entry, open, line }: { entry: In; open: boolean; line: Line }) {
  const { message } = entry;
  const offered = message.choices.length > 0;
  return (
    <div class="row in" lang={message.language}>
      <p class="bubble" dir="auto">
        <Readable text={offered ? message.body : message.text} />
      </p>
      {offered && open && (message.multiple ? <SomeOf entry={entry} line={line} /> : <OneOf entry={entry} line={line} />)}
    </div>
  );
}

function Written({ entry, line }: { entry: Out; line: Line }) {
  const { text } = useWords();
  return (
    <div class="row out">
      <p class={`bubble ${entry.state}`} dir="auto">
        {entry.message.label}
      </p>
      {entry.state === 'waiting' && <p class="state">{text('chat_waiting')}</p>}
      {entry.state === 'failed' && (
        <p class="state">
          {text('chat_failed')}{' '}
          <button type="button" class="again" onClick={() => line.retry(entry.key)}>
            {text('chat_retry')}
          </button>
        </p>
      )}
    </div>
  );
}

export function Bubbles({ line }: { line: Line }) {
  const { text } = useWords();
  const { entries } = line;
  const lastOffer = entries.reduce(
    (last, entry, index) =>
      entry.kind === 'renewed' ? -1 : entry.kind === 'in' && entry.message.choices.length > 0 ? index : last,
    -1,
  );
  return (
    <>
      {entries.map((entry, index) => {
        if (entry.kind === 'renewed') {
          return (
            <p key={entry.key} class="between">
              {text('chat_renewed')}
            </p>
          );
        }
        if (entry.kind === 'out') return <Written key={entry.key} entry={entry} line={line} />;
        const open = index === lastOffer && !entry.chosen;
        return <Received key={entry.key} entry={entry} open={open} line={line} />;
      })}
    </>
  );
}
