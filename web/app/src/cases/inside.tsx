// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

export type Go = (path: string) => void;

// A link within the application; a new tab is the officer's wish.
export function Inside({ to, go, children }: { to: string; go: Go; children: ComponentChildren }) {
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={to} onClick={follow}>
      {children}
    </a>
  );
}
