// SPDX-License-Identifier: Apache-2.0
// A search in words: what it opened, what it found, how far it is. All of it goes with another filter, and with the page.
import { useEffect, useRef, useState } from 'preact/hooks';
import { findIn, wordsOf } from './find';
import type { Hit } from './find';
import type { Opened } from './open_words';
import type { Reading } from './words';

const goodFor = 5 * 60 * 1000; // what was opened is searched again without being fetched again

export type Phase =
  | { is: 'idle' }
  | { is: 'no_key'; typed: string }
  | { is: 'opening'; done: number; total: number }
  | { is: 'failed'; error: unknown }
  | { is: 'shown'; hits: Map<string, Hit>; opened: Opened };

export interface WordSearch {
  phase: Phase;
  begin: (typed: string) => void;
  stop: () => void;
  end: () => void;
}

function hitsIn(opened: Opened, words: string[]): Map<string, Hit> {
  const hits = new Map<string, Hit>();
  for (const [ticket, said] of opened.said) {
    const hit = findIn(said, words);
    if (hit) hits.set(ticket, hit);
  }
  return hits;
}

// `filter`: the list's, as the address has it.
export function useWordSearch({ api, officer }: Reading, filter: string): WordSearch {
  const [phase, setPhase] = useState<Phase>({ is: 'idle' });
  const kept = useRef<Opened | null>(null);
  const run = useRef({ stopped: false, over: false });
  const { keys } = officer;

  const end = () => {
    run.current = { stopped: true, over: true }; // whatever is under way belongs to an older run
    kept.current = null;
    setPhase({ is: 'idle' });
  };
  const begin = (typed: string) => {
    const words = wordsOf(typed);
    if (words.length === 0) return end();
    if (!keys || keys.offices.size === 0) return setPhase({ is: 'no_key', typed });
    const show = (opened: Opened) => setPhase({ is: 'shown', hits: hitsIn(opened, words), opened });
    const old = kept.current;
    if (old && Date.now() - old.at < goodFor) return show(old);
    run.current.over = true;
    const mine = { stopped: false, over: false };
    run.current = mine;
    setPhase({ is: 'opening', done: 0, total: 0 });
    const report = ({ done, tickets }: { done: number; tickets: number }) => {
      if (!mine.over) setPhase({ is: 'opening', done, total: tickets });
    };
    const stopped = () => mine.stopped || mine.over;
    import('./open_words').then(({ openWords }) => openWords(api, keys, new URLSearchParams(filter), stopped, report)).then(
      (opened) => {
        if (mine.over) return;
        if (opened.done === opened.tickets && !opened.trouble) kept.current = opened;
        show(opened);
      },
      (error: unknown) => {
        if (!mine.over) setPhase({ is: 'failed', error });
      },
    );
  };
  useEffect(() => {
    end();
    return () => {
      run.current.over = true;
    };
  }, [filter]);
  // The password was typed: what was asked for goes on.
  useEffect(() => {
    if (phase.is === 'no_key' && keys && keys.offices.size > 0) begin(phase.typed);
  }, [keys]);
  const stop = () => {
    run.current.stopped = true;
  };
  return { phase, begin, end, stop };
}
