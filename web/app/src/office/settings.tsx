// SPDX-License-Identifier: Apache-2.0
// Settings: the office key, who works here and who can open words.
import '../shared/base';
import { useEffect, useState } from 'preact/hooks';
import type { Account } from '../shared/api';
import { useSpoken } from '../shared/language';
import { codeText } from '../shared/strings';
import { FeedPanel, Tables } from './feed';
import { refusalText } from './form';
import { mayReplace, OfficeKeyPanel, sharesFor } from './office_key';
import type { DeskProps } from './office_key';
import { AlertsPanel } from '../settings/alerts';

type Act = (what: () => Promise<void>, after?: string) => void;

const opens = (account: Account) => ['officer', 'supervisor', 'administrator'].includes(account.role);
const waits = (account: Account) => opens(account) && account.set_up && !account.disabled && !account.cleared;

function Row({ account, desk, act, link }: { account: Account; desk: DeskProps; act: Act; link: (address: string) => void }) {
  const { text } = useSpoken();
  const { api, officer } = desk;
  const { keys, session } = officer;
  const manages = mayReplace(session) && account.id !== session.account;
  const mayLetIn = waits(account) && keys && keys.offices.size > 0;
  const letIn = async () => {
    if (!keys) return;
    for (const share of sharesFor(account.public_key, account.id, keys)) await api.change('/api/v1/office-keys/shares', share);
  };
  const path = `/api/v1/accounts/${account.id}`;
  const renew = async () => {
    const { link: token } = await api.change<{ link: string }>(`${path}/link`);
    link(`${location.origin}/setup#${token}`);
  };
  const state = account.disabled ? 'account_disabled' : !account.set_up ? 'account_waiting' : account.cleared ? 'account_cleared' : 'account_ready';
  const named = { name: account.name };
  return (
    <li class="account">
      <span>
        <b>{account.name}</b> <span class="hint">{codeText(text, 'role', account.role)}</span>
      </span>
      <span>{text(opens(account) || state !== 'account_ready' ? state : 'account_no_words')}</span>
      <span class="actions">
        {mayLetIn && (
          <button type="button" class="button small" aria-label={text('let_in_who', named)} onClick={() => act(letIn)}>
            {text('let_in')}
          </button>
        )}
        {manages && (
          <button type="button" class="button plain small" aria-label={text('new_link_who', named)} onClick={() => act(renew)}>
            {text('new_link')}
          </button>
        )}
        {manages && (
          <button
            type="button"
            class="button plain small"
            aria-label={text(account.disabled ? 'enable_who' : 'disable_who', named)}
            onClick={() => act(() => api.change(path, { disabled: !account.disabled }, 'PATCH'), !account.disabled && account.cleared ? text('disabled_next', named) : '')}
          >
            {text(account.disabled ? 'enable' : 'disable')}
          </button>
        )}
      </span>
    </li>
  );
}

function Accounts(desk: DeskProps) {
  const { text } = useSpoken();
  const [accounts, setAccounts] = useState<Account[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [link, setLink] = useState('');
  const [next, setNext] = useState(''); // what is to be done after what was just done
  const { keys, session } = desk.officer;
  const load = async () => setAccounts((await desk.api.accounts()).accounts);
  const fail = (error: unknown) => setProblem(refusalText(text, error, 'login_ended'));
  useEffect(() => {
    load().catch(fail);
  }, [desk.officer.session]);
  const act: Act = (what, after = '') => {
    setProblem(null);
    setLink('');
    setNext('');
    what()
      .then(() => setNext(after))
      .then(load)
      .then(() => desk.changed())
      .catch(fail);
  };
  return (
    <section aria-labelledby="accounts-title">
      <h3 id="accounts-title">{text('accounts_title')}</h3>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {link && (
        <div class="aside" role="status">
          <p>{text('link_text')}</p>
          <p class="code">{link}</p>
        </div>
      )}
      {next && (
        <p class="notice strong" role="status">
          {next}
        </p>
      )}
      {accounts.some(waits) && !keys?.offices.size && <p class="notice">{text('let_in_locked')}</p>}
      <ul class="accounts">
        {accounts.map((account) => (
          <Row key={account.id} account={account} desk={desk} act={act} link={setLink} />
        ))}
      </ul>
      {mayReplace(session) && <p class="hint below">{text('new_link_hint')}</p>}
      <p class="hint below">{text('accounts_add')}</p>
    </section>
  );
}

export function Settings(desk: DeskProps) {
  const { text } = useSpoken();
  const { session } = desk.officer;
  useEffect(() => {
    document.title = text('settings_title');
  }, [text]);
  return (
    <main class="sheet wide">
      <h2>{text('settings_title')}</h2>
      <OfficeKeyPanel {...desk} />
      {session.may_read_tickets && <AlertsPanel api={desk.api} />}
      <Accounts {...desk} />
      {['supervisor', 'administrator'].includes(session.role) && <FeedPanel api={desk.api} />}
      {session.may_read_tickets && <Tables />}
      <p class="hint below">{text('settings_me', { name: session.name })}</p>
    </main>
  );
}
