// SPDX-License-Identifier: Apache-2.0
// Data that keeps itself fresh: asked for again when the service says that something changed, and now and then in any case. Old
// data stays while that fails. A hidden tab asks for nothing after its first time.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Refused } from '../shared/api';
import { theLive } from '../shared/live';
import type { Kind } from '../shared/live';

const period = 5000; // while nobody tells
const calm = 60000; // while somebody does: for what is no change but a matter of time

export interface Fresh<Data> {
  data: Data | null;
  at: Date | null; // when `data` was last confirmed
  refused: number | null; // status of the last attempt if it failed, 0: not reached
}

const nothing = { data: null, at: null, refused: null };
const anything: readonly Kind[] = ['tickets', 'threads', 'cases'];

// `key` names what is asked for: with another key the old data goes at once, unless `keep`. `kinds`: whose changes matter.
export function useFresh<Data>(key: string, keep: boolean, ask: () => Promise<Data>, kinds: readonly Kind[] = anything): Fresh<Data> {
  const [state, setState] = useState<Fresh<Data>>(nothing);
  const asking = useRef(ask);
  asking.current = ask;
  useEffect(() => {
    let over = false;
    let busy = false;
    let again = false; // something changed while an answer was under way
    let timer = 0;
    const live = theLive();
    setState((old) => (keep ? { ...old, refused: null } : nothing));
    let failed = false;
    const later = () => {
      clearTimeout(timer);
      timer = window.setTimeout(seen, (live.healthy && !failed ? calm : period) * (0.8 + Math.random() * 0.4));
    };
    const round = async () => {
      if (busy) {
        again = true;
        return;
      }
      busy = true;
      again = false;
      try {
        const data = await asking.current();
        failed = false;
        if (!over) setState({ data, at: new Date(), refused: null });
      } catch (error) {
        const refused = error instanceof Refused ? error.status : 0;
        failed = refused === 0 || refused >= 500;
        if (!over) setState((old) => ({ ...old, refused }));
      }
      busy = false;
      if (over) return;
      if (again) void round();
      else later();
    };
    const seen = () => {
      if (!document.hidden) void round();
    };
    const deaf = live.listen(kinds, seen);
    document.addEventListener('visibilitychange', seen);
    void round();
    return () => {
      over = true;
      clearTimeout(timer);
      deaf();
      document.removeEventListener('visibilitychange', seen);
    };
  }, [key, keep]);
  return state;
}
