// SPDX-License-Identifier: Apache-2.0
// Data that keeps itself fresh: asked for again every five seconds, old data stays while that fails.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Refused } from '../shared/api';

const period = 5000;

export interface Fresh<Data> {
  data: Data | null;
  at: Date | null; // when `data` was last confirmed
  refused: number | null; // status of the last attempt if it failed, 0: not reached
}

const nothing = { data: null, at: null, refused: null };

// `key` names what is asked for: with another key the old data goes at once, unless `keep`.
export function useFresh<Data>(key: string, keep: boolean, ask: () => Promise<Data>): Fresh<Data> {
  const [state, setState] = useState<Fresh<Data>>(nothing);
  const asking = useRef(ask);
  asking.current = ask;
  useEffect(() => {
    let over = false;
    let timer = 0;
    if (!keep) setState(nothing);
    const round = async () => {
      try {
        const data = await asking.current();
        if (!over) setState({ data, at: new Date(), refused: null });
      } catch (error) {
        const refused = error instanceof Refused ? error.status : 0;
        if (!over) setState((old) => ({ ...old, refused }));
      }
      if (!over) timer = window.setTimeout(round, period);
    };
    void round();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [key, keep]);
  return state;
}
