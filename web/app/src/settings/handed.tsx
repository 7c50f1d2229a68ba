// SPDX-License-Identifier: Apache-2.0
// A one-time link, shown once: what it is good for, until when, and what its owner does with it.
import { useEffect, useRef, useState } from 'preact/hooks';
import { useSpoken } from '../shared/language';
import { readsTickets } from './account_form';
import { useAccountText } from './account_strings';

export interface Link {
  name: string;
  role: string;
  token: string;
}
const goodForMs = 72 * 3_600_000;

export function Handed({ link, done }: { link: Link; done: () => void }) {
  const say = useAccountText();
  const { lang } = useSpoken();
  const [copied, setCopied] = useState<'copied' | 'copy_by_hand' | null>(null);
  const head = useRef<HTMLHeadingElement>(null);
  const address = `${location.origin}/setup#${link.token}`;
  const [until] = useState(() => Date.now() + goodForMs);
  const when = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { dateStyle: 'full', timeStyle: 'short' }).format(until);
  const named = { name: link.name };
  useEffect(() => {
    setCopied(null);
    head.current?.focus();
  }, [link.token]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address); // undefined without https
      setCopied('copied');
    } catch {
      setCopied('copy_by_hand');
    }
  };
  return (
    <div class="aside handed">
      <h4 ref={head} tabIndex={-1} dir="auto">
        {say('made', named)}
      </h4>
      <p class="code">{address}</p>
      <p class="actions start">
        <button type="button" class="button small" onClick={() => void copy()}>
          {say('copy')}
        </button>
        <button type="button" class="button plain small" onClick={done}>
          {say('hide')}
        </button>
        <span role="status">{copied && say(copied)}</span>
      </p>
      <p>{say('made_until', { when })}</p>
      <p>{say('made_next', named)}</p>
      {readsTickets(link.role) && <p>{say('made_words', named)}</p>}
    </div>
  );
}
