// SPDX-License-Identifier: Apache-2.0
// Who works here and for whom, who can open words; adding, changing and disabling people, and their one-time links.
import { useEffect, useState } from 'preact/hooks';
import type { Account } from '../shared/api';
import { useSpoken } from '../shared/language';
import { theLive } from '../shared/live';
import { codeText } from '../shared/strings';
import { mayReplace, sharesFor } from '../office/office_key';
import type { DeskProps } from '../office/office_key';
import { AccountForm, accountRefusal, readsTickets } from './account_form';
import type { Facts } from './account_form';
import { useAccountText } from './account_strings';
import { Handed } from './handed';
import type { Link } from './handed';
import './settings.css';

type Act = (what: () => Promise<void>, after?: string) => Promise<void>; // throws what was refused

const waits = (account: Account) => readsTickets(account.role) && account.set_up && !account.disabled && !account.cleared;

interface RowProps {
  account: Account;
  desk: DeskProps;
  partners: string[];
  act: Act; // its refusal is told above the list
  run: Act;
  hand: (link: Link) => void;
}

function Row({ account, desk, partners, act, run, hand }: RowProps) {
  const { text } = useSpoken();
  const say = useAccountText();
  const [changing, setChanging] = useState(false);
  const { api, officer } = desk;
  const { keys } = officer;
  const path = `/api/v1/accounts/${account.id}`;
  const letIn = async () => {
    if (!keys) return;
    for (const share of sharesFor(account.public_key, account.id, keys)) await api.change('/api/v1/office-keys/shares', share);
  };
  const renew = async () => {
    const { link } = await api.change<{ link: string }>(`${path}/link`);
    hand({ name: account.name, role: account.role, token: link });
  };
  const save = async ({ role, organisation }: Facts) => {
    await run(() => api.change(path, { role, organisation }, 'PATCH'), account.cleared && !readsTickets(role) ? say('change_words', { name: account.name }) : '');
    setChanging(false);
  };
  const role = codeText(text, 'role', account.role);
  const state = account.disabled ? 'account_disabled' : !account.set_up ? 'account_waiting' : account.cleared ? 'account_cleared' : 'account_ready';
  const named = { name: account.name };
  const self = account.id === officer.session.account;
  return (
    <li class="account">
      <span dir="auto">
        <b>{account.name}</b> <span class="hint">{account.organisation ? say('of', { role, organisation: account.organisation }) : role}</span>
      </span>
      <span>{text(readsTickets(account.role) || state !== 'account_ready' ? state : 'account_no_words')}</span>
      <span class="actions">
        {waits(account) && keys && keys.offices.size > 0 && (
          <button type="button" class="button small" aria-label={text('let_in_who', named)} onClick={() => void act(letIn)}>
            {text('let_in')}
          </button>
        )}
        {account.may_manage && account.role !== 'feed' && (
          <button type="button" class="button plain small" aria-label={say('change_who', named)} aria-expanded={changing} onClick={() => setChanging(!changing)}>
            {say('change')}
          </button>
        )}
        {account.may_manage && !self && !account.disabled && account.role !== 'feed' && (
          <button type="button" class="button plain small" aria-label={text('new_link_who', named)} onClick={() => void act(renew)}>
            {text('new_link')}
          </button>
        )}
        {account.may_manage && !self && (
          <button
            type="button"
            class="button plain small"
            aria-label={text(account.disabled ? 'enable_who' : 'disable_who', named)}
            onClick={() => void act(() => api.change(path, { disabled: !account.disabled }, 'PATCH'), !account.disabled && account.cleared ? text('disabled_next', named) : '')}
          >
            {text(account.disabled ? 'enable' : 'disable')}
          </button>
        )}
      </span>
      {changing && (
        <div class="account-change">
          <AccountForm id={`change-${account.id}`} session={officer.session} partners={partners} before={account} save={save} cancel={() => setChanging(false)} />
        </div>
      )}
    </li>
  );
}

export function Accounts(desk: DeskProps) {
  const { text } = useSpoken();
  const say = useAccountText();
  const [accounts, setAccounts] = useState<Account[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [link, setLink] = useState<Link | null>(null);
  const [next, setNext] = useState(''); // what is to be done after what was just done
  const { keys, session } = desk.officer;
  const load = async () => setAccounts((await desk.api.accounts()).accounts);
  const fail = (error: unknown) => setProblem(accountRefusal(say, text, error));
  useEffect(() => {
    load().catch(fail);
    // Somebody who used the link a moment ago can be let in at once.
    return theLive().listen(['office'], () => void load().catch(() => undefined));
  }, [session]);
  const run: Act = async (what, after = '') => {
    setProblem(null);
    setLink(null);
    setNext('');
    await what();
    setNext(after);
    await load();
    await desk.changed();
  };
  const act: Act = (what, after) => run(what, after).catch(fail);
  const add = (facts: Facts) =>
    run(async () => {
      const { link: token } = await desk.api.change<{ link: string }>('/api/v1/accounts', facts);
      setLink({ name: facts.name, role: facts.role, token });
    });
  const partners = [...new Set(accounts.map((account) => account.organisation).filter(Boolean))];
  return (
    <section aria-labelledby="accounts-title">
      <h3 id="accounts-title">{text('accounts_title')}</h3>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {link && <Handed link={link} done={() => setLink(null)} />}
      {next && (
        <p class="notice strong" role="status">
          {next}
        </p>
      )}
      {accounts.some(waits) && accounts.some((one) => one.id === session.account && one.cleared) && !keys?.offices.size && <p class="notice">{text('let_in_locked')}</p>}
      <ul class="accounts">
        {accounts.map((account) => (
          <Row key={account.id} account={account} desk={desk} partners={partners} act={act} run={run} hand={setLink} />
        ))}
      </ul>
      {mayReplace(session) ? (
        <>
          <p class="hint below">{text('new_link_hint')}</p>
          <details class="more-ways">
            <summary>{say('add')}</summary>
            <AccountForm id="new-account" session={session} partners={partners} save={add} />
          </details>
        </>
      ) : (
        <p class="hint below">{say('add_who')}</p>
      )}
    </section>
  );
}
