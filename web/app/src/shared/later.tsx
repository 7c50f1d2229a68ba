// SPDX-License-Identifier: Apache-2.0
// A part of the application that is fetched when somebody opens it, or a little before; while the line is down it tries again.
import { useEffect, useState } from 'preact/hooks';
import type { FunctionComponent } from 'preact';
import { useSpoken } from './language';

const pause = 3000;

export function later<Props extends object>(fetchPart: () => Promise<FunctionComponent<Props>>) {
  let part: FunctionComponent<Props> | null = null;
  const load = async () => {
    part ??= await fetchPart();
  };
  function Later(props: Props) {
    const { text } = useSpoken();
    const [, setThere] = useState(part !== null);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      let timer = 0;
      let over = false;
      const attempt = () =>
        void load().then(
          () => !over && setThere(true),
          () => {
            if (over) return;
            setFailed(true);
            timer = window.setTimeout(attempt, pause);
          },
        );
      if (!part) attempt();
      return () => {
        over = true;
        clearTimeout(timer);
      };
    }, []);
    const Part = part;
    if (Part) return <Part {...props} />;
    return <p class={failed ? 'notice' : 'quiet'}>{text(failed ? 'offline' : 'loading')}</p>;
  }
  // Fetches it before it is shown; if that fails, showing it tries again.
  Later.load = () => void load().catch(() => undefined);
  return Later;
}
