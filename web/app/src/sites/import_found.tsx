// SPDX-License-Identifier: Apache-2.0
// What a spreadsheet of workplaces would change, or what to change in it.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useSpoken } from '../shared/language';
import { useImportText } from './import_strings';
import type { ImportKey } from './import_strings';

interface Some<Item> {
  total: number;
  items: Item[]; // the first of them
}
interface Place {
  key: string;
  name: string;
  district: string;
}
interface Problem {
  kind: string;
  row: number; // 0: the whole file
  cell: string;
  column: string;
  text: string;
  other_row: number;
  what: string; // in English
}
export interface Look {
  sheet: string;
  usable: boolean;
  tag: string; // of the register and the file as they are
  problems: Some<Problem>;
  rows: number;
  as_before: number;
  would_hold: number;
  added: Some<Place>;
  changed: Some<Place & { fields: { column: string; before: string; after: string }[] }>;
  alike: Some<Place & { other: Place; in_file: boolean }>;
  lost: Some<{ typed: string; key: string; then: string }>;
}

const page = 20;

const named = ({ key, name, district }: Place) => `${key} · ${name}, ${district}`;

// A kind of thing that would happen: how often, what to do about it, and the first of them; more when asked.
function Part<Item>({ title, hint, some, open, show }: { title: ImportKey; hint?: ImportKey; some: Some<Item>; open?: boolean; show: (item: Item) => ComponentChildren }) {
  const { text: plain } = useSpoken();
  const text = useImportText();
  const [shown, setShown] = useState(page);
  if (some.total === 0) return null;
  const end = shown >= some.items.length;
  return (
    <details class="more-ways" open={open}>
      <summary>{text(title, { n: some.total })}</summary>
      {hint && <p>{text(hint)}</p>}
      <ul class="changes">
        {some.items.slice(0, shown).map((item, i) => (
          <li key={i} dir="auto">
            {show(item)}
          </li>
        ))}
      </ul>
      {!end && (
        <button type="button" class="button plain small" onClick={() => setShown(shown + 4 * page)}>
          {plain('more')}
        </button>
      )}
      {end && some.total > some.items.length && <p class="hint">{text('first', { n: some.items.length })}</p>}
    </details>
  );
}

function Wrong({ problem }: { problem: Problem }) {
  const text = useImportText();
  const { kind, row, cell, column } = problem;
  const where = row === 0 ? text('whole_file') : [cell || text('row', { row }), column && `(${column})`].filter(Boolean).join(' ');
  return (
    <li class="finding error">
      <h4>{where}</h4>
      {problem.text && (
        <p class="stands">
          <span class="visually-hidden">{text('stands')}: </span>
          <code dir="auto">{problem.text}</code>
        </p>
      )}
      <p>{text(`p_${kind}` as ImportKey, { other: problem.other_row })}</p>
      {kind === 'file' && <p lang="en">{problem.what}</p>}
    </li>
  );
}

function Wrongs({ problems }: { problems: Some<Problem> }) {
  const { text: plain } = useSpoken();
  const text = useImportText();
  const [shown, setShown] = useState(page);
  return (
    <>
      <p class="notice strong">{text('problems_lead')}</p>
      <ul>
        {problems.items.slice(0, shown).map((problem, i) => (
          <Wrong key={i} problem={problem} />
        ))}
      </ul>
      {problems.total > shown && <p class="hint">{text('first', { n: Math.min(shown, problems.items.length) })}</p>}
      {problems.items.length > shown && (
        <button type="button" class="button plain small" onClick={() => setShown(shown + 4 * page)}>
          {plain('more')}
        </button>
      )}
    </>
  );
}

function Would({ look }: { look: Look }) {
  const text = useImportText();
  const or = (value: string) => value || text('nothing');
  return (
    <>
      <p>
        {text('counts', { added: look.added.total, changed: look.changed.total, same: look.as_before, hold: look.would_hold })} {look.sheet && text('sheet', { sheet: look.sheet })}
      </p>
      <Part title="alike" hint="alike_hint" open some={look.alike} show={(one) => `${named(one)} ${text(one.in_file ? 'alike_file' : 'alike_register', { other: named(one.other) })}`} />
      <Part title="lost" hint="lost_hint" open some={look.lost} show={({ typed, key, then }) => text(then ? 'lost_other' : 'lost_none', { typed, key, then })} />
      <Part
        title="changed"
        open
        some={look.changed}
        show={(one) => (
          <>
            {named(one)}
            {one.fields.map(({ column, before, after }) => (
              <div key={column} class="hint">
                {text('becomes', { column, before: or(before), after: or(after) })}
              </div>
            ))}
          </>
        )}
      />
      <Part title="added" some={look.added} show={named} />
    </>
  );
}

export function Found({ name, look, busy, confirm }: { name: string; look: Look; busy: boolean; confirm: () => void }) {
  const text = useImportText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const numbers = { added: look.added.total, changed: look.changed.total };
  return (
    <section class="surveys" aria-labelledby="found-title">
      <h3 id="found-title" tabIndex={-1} ref={heading}>
        {look.usable ? text('would', { file: name }) : text('problems', { file: name, n: look.problems.total })}
      </h3>
      {look.usable ? <Would look={look} /> : <Wrongs problems={look.problems} />}
      {look.usable && numbers.added + numbers.changed === 0 && <p class="notice">{text('unchanged')}</p>}
      {look.usable && numbers.added + numbers.changed > 0 && (
        <button type="button" class="button below" disabled={busy} onClick={confirm}>
          {text('confirm', numbers)}
        </button>
      )}
    </section>
  );
}
