// SPDX-License-Identifier: Apache-2.0
// Is the service reached? Told by every request that ends, and by the browser when it loses its network; while it is not, a small
// request finds out when it is again.
import { useEffect, useState } from 'preact/hooks';

const pause = 3000;
let reached = true;
const watchers = new Set<(reached: boolean) => void>();

export function reachIs(now: boolean): void {
  if (now === reached) return;
  reached = now;
  if (!now) setTimeout(probe, pause);
  for (const watcher of watchers) watcher(now);
}

function probe(): void {
  if (reached) return;
  const again = () => setTimeout(probe, pause);
  fetch('/api/v1/session', { method: 'HEAD', cache: 'no-store', credentials: 'same-origin' }).then(() => reachIs(true), again);
}

// `back`: called when it is reached again.
export function useReach(back: () => void): boolean {
  const [now, setNow] = useState(reached);
  useEffect(() => {
    const lost = () => reachIs(false);
    const told = (is: boolean) => {
      setNow(is);
      if (is) back();
    };
    watchers.add(told);
    window.addEventListener('offline', lost);
    setNow(reached);
    return () => {
      watchers.delete(told);
      window.removeEventListener('offline', lost);
    };
  }, []);
  return now;
}
