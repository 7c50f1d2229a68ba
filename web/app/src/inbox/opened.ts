// SPDX-License-Identifier: Apache-2.0
// Which of a ticket's words are open on this page, for the parts of the page that look at them. In memory, as long as shown.
import { useEffect, useState } from 'preact/hooks';

const opened = new Map<string, Map<string, string>>(); // ticket -> record -> text
const listeners = new Set<() => void>();

// From where they are shown; null: closed.
export function useTellOpened(ticket: string, record: string, plain: string | null) {
  useEffect(() => {
    if (plain === null) return;
    const of = opened.get(ticket) ?? new Map<string, string>();
    opened.set(ticket, of.set(record, plain));
    listeners.forEach((heard) => heard());
    return () => {
      of.delete(record);
      if (of.size === 0) opened.delete(ticket);
      listeners.forEach((heard) => heard());
    };
  }, [ticket, record, plain]);
}

export function useOpened(ticket: string): string[] {
  const now = () => [...(opened.get(ticket)?.values() ?? [])];
  const [texts, setTexts] = useState(now);
  useEffect(() => {
    const heard = () => setTexts(now);
    heard();
    listeners.add(heard);
    return () => void listeners.delete(heard);
  }, [ticket]);
  return texts;
}
