// SPDX-License-Identifier: Apache-2.0
// Who has left the desk: half an hour without a key, a touch or the wheel in any tab of this browser. The service ends a session
// then too, but only the page can close what the password opened.
import { useEffect, useRef } from 'preact/hooks';

const longest = 30 * 60 * 1000;
const every = 30 * 1000;
const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

export function useIdle(on: boolean, left: () => void): void {
  const act = useRef(left);
  act.current = left;
  useEffect(() => {
    if (!on) return;
    let last = Date.now();
    let told = last;
    const others = new BroadcastChannel('dwbot.here');
    const here = () => {
      last = Date.now();
      if (last - told < every) return;
      told = last;
      others.postMessage('');
    };
    const look = () => {
      if (Date.now() - last >= longest) act.current();
    };
    others.onmessage = () => {
      last = Date.now();
    };
    const timer = setInterval(look, every);
    document.addEventListener('visibilitychange', look);
    for (const sign of signs) document.addEventListener(sign, here, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      for (const sign of signs) document.removeEventListener(sign, here, { capture: true });
      others.close();
    };
  }, [on]);
}
