// SPDX-License-Identifier: Apache-2.0
// Which tickets of those shown are selected. What is not shown any more is not selected any more.
import { useRef, useState } from 'preact/hooks';

export interface Selection {
  has: (id: string) => boolean;
  count: number;
  all: boolean;
  toggle: (id: string, range: boolean) => void; // `range`: everything from the last one on
  every: (on: boolean) => void;
}

export function useSelection(shown: string[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const chosen = new Set(shown.filter((id) => ids.has(id)));
  const toggle = (id: string, range: boolean) => {
    const next = new Set(chosen);
    const on = !next.has(id);
    const from = range && last.current !== null ? shown.indexOf(last.current) : -1;
    const to = shown.indexOf(id);
    const some = from < 0 ? [id] : shown.slice(Math.min(from, to), Math.max(from, to) + 1);
    for (const one of some) {
      if (on) next.add(one);
      else next.delete(one);
    }
    last.current = id;
    setIds(next);
  };
  return {
    has: (id) => chosen.has(id),
    count: chosen.size,
    all: shown.length > 0 && chosen.size === shown.length,
    toggle,
    every: (on) => setIds(new Set(on ? shown : [])),
  };
}
