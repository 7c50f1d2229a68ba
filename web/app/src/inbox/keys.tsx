// SPDX-License-Identifier: Apache-2.0
// The inbox without a mouse: single keys that move, open, select and search, and the list of them. They can be switched off
// (WCAG 2.1.4), and are silent while somebody types.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { searchField } from './search';
import { useInboxText } from './strings';

const kept = 'dwbot.keys';
const column = (row: HTMLElement, box: boolean) => row.querySelector<HTMLElement>(box ? 'input[type=checkbox]' : 'a.row');
const rowsOf = () => [...document.querySelectorAll<HTMLElement>('.tickets [role=row]')];

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'));

// Where the focus is in the list, or else the row that may be reached with Tab.
function current(rows: HTMLElement[]): number {
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  return at >= 0 ? at : rows.findIndex((row) => row.querySelector('a.row[tabindex="0"]'));
}

function focusRow(rows: HTMLElement[], at: number, box: boolean): void {
  const row = rows[Math.max(0, Math.min(rows.length - 1, at))];
  if (row) column(row, box)?.focus();
}

// Arrows, Home and End, while the focus is in the list; of these no screen reader needs to be asked, for the list is a grid.
export function moveInGrid(event: KeyboardEvent): void {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  const rows = rowsOf();
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const inBox = document.activeElement instanceof HTMLInputElement;
  const step = steps[event.key];
  if (step !== undefined) focusRow(rows, at + step, inBox);
  else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') focusRow(rows, at, !inBox);
  else return;
  event.preventDefault();
}

interface Does {
  select: (id: string, range: boolean) => void;
  help: () => void;
}

function press(event: KeyboardEvent, { select, help }: Does): boolean {
  const rows = rowsOf();
  const inside = rows.some((row) => row.contains(document.activeElement));
  const at = current(rows);
  switch (event.key) {
    case 'j':
    case 'k':
      // From the row that has the focus, or whose ticket is open; else the list is entered where it was left.
      focusRow(rows, inside || rows[at]?.querySelector('[aria-current]') ? at + (event.key === 'j' ? 1 : -1) : at, false);
      return rows.length > 0;
    case 'x':
    case 'X': {
      const id = inside ? rows[at]?.dataset['ticket'] : undefined;
      if (id) select(id, event.shiftKey);
      return id !== undefined;
    }
    case '/':
      document.getElementById(searchField)?.focus();
      return true;
    case '?':
      help();
      return true;
    default:
      return false;
  }
}

function List({ on, turn, close }: { on: boolean; turn: (on: boolean) => void; close: () => void }) {
  const text = useInboxText();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const keys: [string[], string][] = [
    [['j', '↓'], text('keys_down')],
    [['k', '↑'], text('keys_up')],
    [['Home', 'End'], text('keys_ends')],
    [['←', '→'], text('keys_side')],
    [['Enter'], text('keys_enter')],
    [['x'], text('keys_x')],
    [['/'], text('keys_search')],
    [['?'], text('keys_this')],
  ];
  return (
    <dialog ref={dialog} class="keys" aria-labelledby="keys-title" onClose={close}>
      <h2 id="keys-title">{text('keys_title')}</h2>
      <dl>
        {keys.map(([names, does]) => (
          <div key={does}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="check">
        <input id="keys-on" type="checkbox" checked={on} onChange={(event) => turn(event.currentTarget.checked)} />
        <label for="keys-on">{text('keys_off')}</label>
      </p>
      <button type="button" class="button small" onClick={() => dialog.current?.close()}>
        {text('keys_close')}
      </button>
    </dialog>
  );
}

// The button that shows the list of keys; listens while it is there.
export function Keys({ select }: { select: (id: string, range: boolean) => void }) {
  const text = useInboxText();
  const [on, setOn] = useState(() => localStorage.getItem(kept) !== 'off');
  const [shown, setShown] = useState(false);
  const doing = useRef<Does>({ select, help: () => setShown(true) });
  doing.current.select = select;
  useLayoutEffect(() => { // with the render, not a frame later: the next key may be pressed before that
    if (!on) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      if (press(event, doing.current)) event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [on]);
  const turn = (next: boolean) => {
    localStorage.setItem(kept, next ? 'on' : 'off');
    setOn(next);
  };
  return (
    <>
      <button type="button" class="button plain small" aria-keyshortcuts={on ? '?' : undefined} aria-haspopup="dialog" onClick={() => setShown(true)}>
        {text('keys')}
      </button>
      {shown && <List on={on} turn={turn} close={() => setShown(false)} />}
    </>
  );
}
