// SPDX-License-Identifier: Apache-2.0
// The officers' pages: /login, /inbox, /cases, /sites, /surveys, /settings, /audit. One application, so that what a password opened is at hand on all.
import './page.css';
import '../shared/base';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useIdle } from '../office/idle';
import { Login } from '../office/login';
import { mayAudit, openOffices } from '../office/officer';
import type { Keys, Officer } from '../office/officer';
import { Api, Refused } from '../shared/api';
import type { Session } from '../shared/api';
import { LanguagePicker, Speaking, useSpoken } from '../shared/language';
import { later } from '../shared/later';
import { theLive } from '../shared/live';
import { startPage } from '../shared/page';
import { useReach } from '../shared/reach';
import * as office from '../shared/office_strings';
import * as quality from '../shared/quality_strings';
import { codeText, learn } from '../shared/strings';
import type { Key } from '../shared/strings';
import { Tickets } from './tickets';

// Fetched when they are opened; web/app/build.mjs has the same list, so that an address brings its own along.
const Audit = later(() => import('../office/audit').then((part) => part.Audit));
const Cases = later(() => import('../cases/cases').then((part) => part.Cases));
const Settings = later(() => import('../office/settings').then((part) => part.Settings));
const Sites = later(() => import('../sites/main').then((part) => part.default));
const Surveys = later(() => import('../surveys/main').then((part) => part.default));

interface PageSettings {
  demo: boolean;
  office: string;
  country: string;
}

// Which page the address names. A step to another page is one that the browser's Back undoes.
function usePath(): [string, (path: string, replace?: boolean) => void] {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const moved = () => setPath(location.pathname);
    window.addEventListener('popstate', moved);
    return () => window.removeEventListener('popstate', moved);
  }, []);
  const go = (next: string, replace = false) => {
    if (replace) history.replaceState(null, '', next);
    else history.pushState(null, '', next);
    setPath(new URL(next, location.href).pathname);
  };
  return [path, go];
}

// Where somebody begins after signing in.
function homeOf({ session }: Officer): string {
  if (session.may_read_tickets) return '/inbox';
  return session.role === 'author' ? '/surveys' : '/settings';
}

interface HeaderProps {
  officer: Officer;
  office: string;
  path: string;
  go: (path: string) => void;
  leave: () => void;
}

function Header({ officer, office, path, go, leave }: HeaderProps) {
  const { text } = useSpoken();
  const { session } = officer;
  const pages: [string, Key][] = [];
  if (session.may_read_tickets) pages.push(['/inbox', 'inbox_title'], ['/cases', 'cases_title'], ['/sites', 'sites_title']);
  if (mayAudit(session.role)) pages.push(['/audit', 'audit_title']);
  pages.push(['/surveys', 'surveys_title']);
  pages.push(['/settings', 'settings_title']);
  const follow = (event: MouseEvent, target: string) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(target);
  };
  return (
    <header class="bar">
      <h1>{office || 'DecentWork Bot'}</h1>
      <nav aria-label={text('pages')}>
        {pages.map(([target, key]) => (
          <a key={target} href={target} aria-current={path === target || path.startsWith(`${target}/`) ? 'page' : undefined} onClick={(event) => follow(event, target)}>
            {text(key)}
          </a>
        ))}
      </nav>
      <span class="me">{text('signed_in_as', { name: session.name, role: codeText(text, 'role', session.role) })}</span>
      <LanguagePicker />
      <button type="button" onClick={leave}>
        {text('sign_out')}
      </button>
    </header>
  );
}

function Warnings({ officer }: { officer: Officer }) {
  const { text } = useSpoken();
  const { session } = officer;
  if (!session.may_read_tickets || session.warnings.length === 0) return null;
  return (
    <div role="region" aria-label={text('warnings')}>
      {session.warnings.map((warning) => (
        <p key={warning} class="notice slim no-print">
          {codeText(text, 'warning', warning)}
        </p>
      ))}
    </div>
  );
}

function LineDown() {
  const { text } = useSpoken();
  const reached = useReach(() => theLive().again());
  return (
    <div role="status" class="no-print">
      {!reached && <p class="notice slim">{text('line_down')}</p>}
    </div>
  );
}

interface PageProps {
  settings: PageSettings;
  api: Api;
  officer: Officer;
  page: string;
  go: (path: string, replace?: boolean) => void;
  changed: (keys?: Keys) => Promise<void>;
  unlocked: (keys: Keys) => void;
  denied: () => void;
}

function Page({ settings, api, officer, page, go, changed, unlocked, denied }: PageProps) {
  const { text } = useSpoken();
  const { session } = officer;
  const reading = { api, officer, unlocked };
  if (page === '/surveys') return <Surveys api={api} csrf={session.csrf} readsTickets={session.may_read_tickets} demo={settings.demo} />;
  if (page === '/settings') return <Settings api={api} officer={officer} officeName={settings.office} changed={changed} />;
  if (page === '/audit') return mayAudit(session.role) ? <Audit api={api} /> : <p class="notice">{text('audit_not_allowed')}</p>;
  if (!session.may_read_tickets) return <p class="notice">{text('not_allowed')}</p>;
  if (/^\/cases(\/|$)/.test(page)) return <Cases reading={reading} me={session.name} office={settings.office} path={page} go={go} denied={denied} />;
  if (/^\/sites(\/|$)/.test(page)) return <Sites api={api} office={settings.office} path={page} go={go} denied={denied} />;
  return <Tickets reading={reading} go={go} denied={denied} />;
}

function Offline() {
  const { text } = useSpoken();
  return (
    <main class="sheet">
      <p class="notice" role="alert">
        {text('unreached')}
      </p>
      <button type="button" class="button plain" onClick={() => location.reload()}>
        {text('again')}
      </button>
    </main>
  );
}

function Office({ settings }: { settings: PageSettings }) {
  const { lang, text } = useSpoken();
  const [path, go] = usePath();
  const [officer, setOfficer] = useState<Officer | null>(null);
  const [state, setState] = useState<'asking' | 'in' | 'out' | 'ended' | 'offline'>('asking');
  const focused = useRef<Element | null>(null); // where somebody was when the session ended
  // The session is over, the page stays below the login with all that was typed. What the password opened is closed.
  const end = () => {
    focused.current ??= document.activeElement;
    setOfficer((old) => old && { ...old, keys: null });
    setState((old) => (old === 'in' ? 'ended' : old));
  };
  const api = useMemo(() => new Api(lang, officer?.session.csrf, end), [lang, officer?.session.csrf]);
  const isIn = (next: Officer) => {
    setOfficer(next);
    setState('in');
  };
  useEffect(() => {
    if (location.hash === '#demo') {
      setState('out');
      return;
    }
    const failed = (error: unknown) => setState(error instanceof Refused && error.status === 401 ? 'out' : 'offline');
    api.session().then((session) => isIn({ session, keys: null }), failed);
  }, []);
  useEffect(() => {
    if (state !== 'in' || !focused.current) return;
    if (focused.current instanceof HTMLElement) focused.current.focus();
    focused.current = null;
    theLive().again();
  }, [state]);
  // A colleague made another office key, or let this officer in. A reload would forget the password.
  useEffect(() => {
    if (!officer || state !== 'in') return;
    const look = async (session: Session) => {
      if (JSON.stringify(officer.session) === JSON.stringify(session)) return;
      const keys = officer.keys && (await openOffices(officer.keys.me, session));
      setOfficer((now) => (now === officer ? { session, keys } : now));
    };
    return theLive().listen(['office'], () => void api.session().then(look).catch(() => undefined), true);
  }, [api, officer, state]);
  useIdle(state === 'in', () => {
    end();
    api.endSession().catch(() => undefined);
  });
  const leave = () => {
    const forget = () => {
      setOfficer(null);
      setState('out');
      go('/login');
    };
    api.endSession().then(forget, forget);
  };
  const changed = async (keys?: Keys) => {
    const me = keys?.me ?? officer?.keys?.me;
    const session = await api.session();
    isIn({ session, keys: me ? await openOffices(me, session) : null });
  };
  const entered = (next: Officer) => {
    const same = officer?.session.account === next.session.account;
    isIn(next);
    if (same) return;
    const wants = path === '/login' || officer ? homeOf(next) : location.pathname + location.search;
    // The first thing to do: the office key, or being let in.
    const first = next.session.may_read_tickets && next.keys && next.keys.offices.size === 0;
    go(first ? '/settings' : wants, true);
  };
  if (state === 'asking') return <p class="quiet">{text('loading')}</p>;
  if (state === 'offline') return <Offline />;
  const login = state !== 'in' && <Login demo={settings.demo} ended={state === 'ended'} entered={entered} />;
  if (!officer) return login || null;
  const page = path === '/login' ? homeOf(officer) : path;
  // Of another account nothing stays.
  return (
    <>
      {login}
      <div key={officer.session.account} hidden={Boolean(login)} class={page === '/inbox' ? 'whole' : 'whole flow'}>
        <Header officer={officer} office={settings.office} path={page} go={go} leave={leave} />
        <LineDown />
        <Warnings officer={officer} />
        <Page {...{ settings, api, officer, page, go, changed }} unlocked={(keys) => isIn({ ...officer, keys })} denied={end} />
      </div>
    </>
  );
}

learn(office);
learn(quality);
startPage<PageSettings>((settings) => (
  <Speaking>
    <Office settings={settings} />
  </Speaking>
));
