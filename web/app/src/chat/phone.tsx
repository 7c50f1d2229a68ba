// SPDX-License-Identifier: Apache-2.0
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { Bubbles } from './bubbles';
import { Line } from './line';
import { Worded, useWords, useWordsOf } from './words';

export interface Settings {
  demo: boolean;
  door: { channel: string; title: string };
}

// Waits, but not longer than until the browser says that it is online again.
function sleep(ms: number): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      done();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
  });
}

function useLine(channel: string): Line {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const line = useMemo(
    () =>
      new Line({
        channel: encodeURIComponent(channel),
        // Phones are set to English by people who prefer another language: only another setting says something.
        language: navigator.language.startsWith('en') ? '' : navigator.language,
        storage: sessionStorage,
        fetch: window.fetch.bind(window),
        sleep,
        changed: () => redraw(undefined),
      }),
    [channel],
  );
  useEffect(() => line.start(), [line]);
  return line;
}

function Header({ title, line }: { title: string; line: Line }) {
  const { text } = useWords();
  const [asking, setAsking] = useState(false);
  const remove = () => {
    line.clear();
    setAsking(false);
  };
  return (
    <header class="phone-head">
      <h1>
        <bdi>{title || text('chat_title')}</bdi>
      </h1>
      {line.entries.length > 0 && !asking && (
        <button type="button" class="quiet" onClick={() => setAsking(true)}>
          {text('chat_clear')}
        </button>
      )}
      {asking && (
        <div class="ask" role="group" aria-label={text('chat_clear_ask')}>
          <span>{text('chat_clear_ask')}</span>
          <button type="button" class="quiet" onClick={remove}>
            {text('chat_clear_yes')}
          </button>
          <button type="button" class="quiet" onClick={() => setAsking(false)}>
            {text('chat_clear_no')}
          </button>
        </div>
      )}
    </header>
  );
}

function Composer({ line }: { line: Line }) {
  const { text, direction } = useWords();
  const [typed, setTyped] = useState('');
  const send = () => {
    const words = typed.trim();
    if (!words) return;
    line.say(words);
    setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        dir={typed ? 'auto' : direction}
        rows={1}
        maxLength={4000}
        value={typed}
        placeholder={text('chat_placeholder')}
        aria-label={text('chat_placeholder')}
        autocomplete="off"
        enterkeyhint="send"
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="send" aria-label={text('chat_send')} disabled={!typed.trim()}>
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false">
          <path d="M3 20l18-8L3 4v6l11 2-11 2z" fill="currentColor" />
        </svg>
      </button>
    </form>
  );
}

function Empty({ line }: { line: Line }) {
  const { text } = useWords();
  return (
    <div class="hello">
      <p>{text('chat_hello')}</p>
      <button type="button" class="button" onClick={() => line.say(text('chat_begin'))}>
        {text('chat_begin')}
      </button>
    </div>
  );
}

// Scrolls to the newest message when one comes, and stays there while the keyboard or a notice takes room away.
function useNewestInView(count: number): RefObject<HTMLDivElement> {
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const toEnd = () => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
    atEnd.current = true;
  };
  useLayoutEffect(toEnd, [count]);
  useEffect(() => {
    const box = log.current;
    if (!box) return;
    let height = box.clientHeight;
    const scrolled = () => {
      if (box.clientHeight !== height) return; // moved by a change of size, not by the reader
      atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 24;
    };
    const resized = new ResizeObserver(() => {
      height = box.clientHeight;
      if (atEnd.current) toEnd();
    });
    box.addEventListener('scroll', scrolled, { passive: true });
    resized.observe(box);
    return () => {
      box.removeEventListener('scroll', scrolled);
      resized.disconnect();
    };
  }, []);
  return log;
}

export function Phone({ settings }: { settings: Settings }) {
  const line = useLine(settings.door.channel);
  const words = useWordsOf(line);
  const { text, direction } = words;
  const count = line.entries.length;
  const log = useNewestInView(count);
  return (
    <Worded value={words}>
      <div class="desk">
        <main class="phone" dir={direction}>
          <Header title={settings.door.title} line={line} />
          <div class="log" ref={log} role="log" aria-label={text('chat_log')} tabIndex={0}>
            {count === 0 ? <Empty line={line} /> : <Bubbles line={line} />}
          </div>
          {line.trouble !== 'none' && (
            <p class="trouble" role="status">
              {text(line.trouble === 'offline' ? 'chat_offline' : 'chat_busy')}
            </p>
          )}
          <Composer line={line} />
        </main>
        {settings.demo && (
          <nav class="outside">
            <a href="/login#demo" target="_blank" rel="noopener">
              {text('chat_see_inbox')}
            </a>
          </nav>
        )}
      </div>
    </Worded>
  );
}
