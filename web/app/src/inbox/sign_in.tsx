// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'preact/hooks';
import { LanguagePicker, useSpoken } from '../shared/language';
import type { Key } from '../shared/strings';
import { Api, Refused } from './api';
import type { Me } from './api';

interface Props {
  token: string; // one to try at once, or ""
  signedIn: (token: string, me: Me) => void;
  forget: () => void; // the token at hand is not valid
}

function problemOf(error: unknown): Key {
  if (error instanceof Refused && error.status === 401) return 'sign_in_wrong';
  if (error instanceof Refused && error.status >= 500) return 'trouble';
  return 'offline';
}

export function SignIn({ token, signedIn, forget }: Props) {
  const { lang, text } = useSpoken();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<Key | null>(null);
  const [busy, setBusy] = useState(token !== '');
  const [round, setRound] = useState(0);
  const field = useRef<HTMLInputElement>(null);

  const tryToken = async (candidate: string) => {
    setBusy(true);
    try {
      signedIn(candidate, await new Api(candidate, lang).me());
    } catch (error) {
      const found = problemOf(error);
      setProblem(found);
      setBusy(false);
      if (found === 'sign_in_wrong') {
        if (candidate === token) forget();
        field.current?.focus();
      } else if (candidate === token) {
        setTimeout(() => setRound((count) => count + 1), 5000);
      }
    }
  };
  useEffect(() => {
    if (token) void tryToken(token);
  }, [token, round]);

  const submit = (event: Event) => {
    event.preventDefault();
    const candidate = typed.trim();
    if (candidate) void tryToken(candidate);
    else setProblem('sign_in_empty');
  };
  return (
    <>
      <header class="bar">
        <h1>{text('inbox_title')}</h1>
        <LanguagePicker />
      </header>
      <main class="sign-in">
        <h2>{text('sign_in_title')}</h2>
        <form onSubmit={submit}>
          <label for="token">{text('sign_in_token')}</label>
          <p id="token-hint" class="hint">
            {text('sign_in_hint')}
          </p>
          {problem && (
            <p id="token-problem" class="problem" role="alert">
              {text(problem)}
            </p>
          )}
          <input
            id="token"
            ref={field}
            type="password"
            autocomplete="off"
            spellcheck={false}
            aria-describedby={problem ? 'token-problem token-hint' : 'token-hint'}
            aria-invalid={problem === 'sign_in_wrong' || problem === 'sign_in_empty'}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <button type="submit" class="button" disabled={busy}>
            {text('sign_in_button')}
          </button>
        </form>
      </main>
    </>
  );
}
