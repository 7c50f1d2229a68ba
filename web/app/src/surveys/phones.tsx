// SPDX-License-Identifier: Apache-2.0
// The survey on three phones at once, and a worker's answers to it. Nothing is kept: each step sends all answers so far.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Form, refusalText } from '../office/form';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import { preview } from './api';
import type { Bubble, Draft, Phone, Said } from './api';
import { useSay } from './texts';

function Message({ bubble, last, answer }: { bubble: Bubble; last: boolean; answer: (said: Said) => void }) {
  const say = useSay();
  return (
    <li class={bubble.worker ? 'said' : 'heard'}>
      <span class="visually-hidden">{say(bubble.worker ? 'worker' : 'bot')}: </span>
      <p class="bubble-text" dir="auto">
        {bubble.text}
      </p>
      {bubble.opens && <p class="opens">☰ {bubble.opens}</p>}
      {bubble.options.map((option, i) => (
        <button
          key={i}
          type="button"
          class={`option ${bubble.shown}`}
          dir="auto"
          disabled={!last || option.choice === null}
          onClick={() => option.choice !== null && answer({ choice: option.choice })}
        >
          {option.label}
          {option.description && <small>{option.description}</small>}
        </button>
      ))}
      {bubble.parts > 0 && <p class="parts">{say('parts', { n: bubble.parts, units: bubble.units, encoding: bubble.encoding })}</p>}
    </li>
  );
}

function Handset({ phone, answer }: { phone: Phone; answer: (said: Said) => void }) {
  const say = useSay();
  const log = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [phone]);
  const title = say(`phone_${phone.channel}`);
  const lastAt = phone.bubbles.length - 1;
  return (
    <section class={`handset ${phone.channel}`} aria-label={title}>
      <h4>{title}</h4>
      <ul ref={log} tabIndex={0} aria-label={title}>
        {phone.bubbles.map((bubble, i) => (
          <Message key={i} bubble={bubble} last={i === lastAt && !phone.ended} answer={answer} />
        ))}
        {phone.ended && <li class="over">{say('over')}</li>}
      </ul>
    </section>
  );
}

export function Phones({ api, draft }: { api: Api; draft: Draft }) {
  const say = useSay();
  const { text, lang } = useSpoken();
  const [language, setLanguage] = useState(draft.languages[0] ?? '');
  const [said, setSaid] = useState<Said[]>([]);
  const [phones, setPhones] = useState<Phone[]>([]);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let wanted = true;
    preview(api, draft.json, language, said).then(
      (shown) => {
        if (!wanted) return;
        setPhones(shown.phones);
        setProblem('');
      },
      (error: unknown) => wanted && setProblem(refusalText(text, error, 'login_ended')),
    );
    return () => {
      wanted = false;
    };
  }, [api, draft, language, said]);
  const names = new Intl.DisplayNames([lang], { type: 'language' });
  const ended = phones.length > 0 && phones.every((phone) => phone.ended);
  const send = () => {
    if (typed.trim()) setSaid([...said, { text: typed.trim() }]);
    setTyped('');
  };
  return (
    <section aria-labelledby="phones-title">
      <h3 id="phones-title">{say('phones')}</h3>
      <div class="narrow">
        <label>
          {say('language')}
          <select
            value={language}
            onChange={(event) => {
              setLanguage(event.currentTarget.value);
              setSaid([]);
            }}
          >
            {draft.languages.map((tag) => (
              <option key={tag} value={tag}>
                {names.of(tag)} ({tag})
              </option>
            ))}
          </select>
        </label>
      </div>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="handsets">
        {phones.map((phone) => (
          <Handset key={phone.channel} phone={phone} answer={(one) => setSaid([...said, one])} />
        ))}
      </div>
      <Form submit={send}>
        <div class="walk">
          <label>
            <span class="visually-hidden">{say('answer')}</span>
            <input value={typed} placeholder={say('answer')} autocomplete="off" dir="auto" disabled={ended} onInput={(event) => setTyped(event.currentTarget.value)} />
          </label>
          <button class="button small" disabled={ended}>
            {say('send')}
          </button>
          <button type="button" class="button plain small" disabled={said.length === 0} onClick={() => setSaid(said.slice(0, -1))}>
            {say('undo')}
          </button>
          <button type="button" class="button plain small" disabled={said.length === 0} onClick={() => setSaid([])}>
            {say('again')}
          </button>
        </div>
      </Form>
    </section>
  );
}
