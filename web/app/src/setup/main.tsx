// SPDX-License-Identifier: Apache-2.0
// The page of a one-time link: /setup#TOKEN. The token stays in the fragment, which no server or proxy logs.
import '../shared/base';
import './page.css';
import { useEffect, useState } from 'preact/hooks';
import { newKeyPair, newRecoveryCodes, newTotpSecret, random, recoveryCodeHash, saltSize, sealPrivateKey, toBase64 } from '../keys';
import { derive } from '../keys/password';
import { refusalText } from '../office/form';
import { post } from '../shared/api';
import type { SetupLook } from '../shared/api';
import { LanguagePicker, Speaking, useSpoken } from '../shared/language';
import { startPage } from '../shared/page';
import * as desk from '../shared/desk_strings';
import * as office from '../shared/office_strings';
import { codeText, learn } from '../shared/strings';
import { Authenticator, Codes, Password } from './steps';

interface Settings {
  office: string;
  country: string;
}

const opensWords = (look: SetupLook) => ['officer', 'supervisor', 'administrator'].includes(look.role);

function Done({ look }: { look: SetupLook }) {
  const { text } = useSpoken();
  return (
    <>
      <h2>{text('setup_done_title')}</h2>
      <p>{text('setup_done_text')}</p>
      {opensWords(look) && <p>{text(look.office_has_key ? 'setup_done_second' : 'setup_done_first')}</p>}
      <a class="button" href="/login">
        {text('setup_to_login')}
      </a>
    </>
  );
}

function Steps({ look, link, settings }: { look: SetupLook; link: string; settings: Settings }) {
  const { text } = useSpoken();
  const [step, setStep] = useState(1);
  const [password, setPassword] = useState('');
  const [totp] = useState(newTotpSecret);
  const [codes] = useState(newRecoveryCodes);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const complete = async (code: string) => {
    setBusy(true);
    setProblem(null);
    try {
      const salt = random(saltSize);
      const secrets = await derive(password, salt, look.memory_kib, look.passes);
      const pair = newKeyPair();
      await post('/api/v1/setup', {
        link,
        salt: toBase64(salt),
        login_secret: toBase64(secrets.login),
        public_key: toBase64(pair.publicKey),
        sealed_private_key: sealPrivateKey(secrets.opening, pair),
        totp_secret: totp,
        totp_code: code,
        recovery_code_hashes: codes.map(recoveryCodeHash),
      });
      setPassword('');
      setStep(4);
    } catch (error) {
      const known = error instanceof Error && 'detail' in error && String(error.detail).includes('totp_code');
      setProblem(known ? text('setup_code_wrong') : refusalText(text, error, 'setup_link_bad'));
    }
    setBusy(false);
  };
  useEffect(() => {
    document.querySelector<HTMLElement>('h2')?.focus();
    window.scrollTo(0, 0);
  }, [step]);
  const context = [look.name, ...settings.office.split(/\s+/)];
  if (step === 4) return <Done look={look} />;
  return (
    <>
      <p class="steps">{text('setup_step', { n: step })}</p>
      {step === 1 && (
        <Password
          name={look.name}
          role={codeText(text, 'role', look.role)}
          opens={opensWords(look)}
          context={context}
          next={(chosen) => {
            setPassword(chosen);
            setStep(2);
          }}
        />
      )}
      {step === 2 && <Codes codes={codes} name={look.name} office={settings.office} next={() => setStep(3)} />}
      {step === 3 && <Authenticator secret={totp} name={look.name} office={settings.office} busy={busy} problem={problem} next={(code) => void complete(code)} />}
    </>
  );
}

function Setup({ settings }: { settings: Settings }) {
  const { text } = useSpoken();
  const [link] = useState(() => location.hash.slice(1));
  const [look, setLook] = useState<SetupLook | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    document.title = text('setup_title');
  }, [text]);
  useEffect(() => {
    window.addEventListener('hashchange', () => location.reload());
    post<SetupLook>('/api/v1/setup/look', { link }).then(setLook, (error: unknown) => setProblem(refusalText(text, error, 'setup_link_bad')));
  }, []);
  return (
    <>
      <header class="bar">
        <h1>DecentWork Bot</h1>
        <LanguagePicker />
      </header>
      <main class="sheet">
        {problem && (
          <>
            <h2>{text('setup_title')}</h2>
            <p class="problem" role="alert">
              {problem}
            </p>
          </>
        )}
        {!problem && !look && <p>{text('loading')}</p>}
        {look && <Steps look={look} link={link} settings={settings} />}
      </main>
    </>
  );
}

learn(office);
learn(desk);
startPage<Settings>((settings) => (
  <Speaking>
    <Setup settings={settings} />
  </Speaking>
));
