// SPDX-License-Identifier: Apache-2.0
// The officers' pages: /login, /inbox, /cases, /sites, /surveys, /settings, /audit. One application, so that what a password opened is at hand on all.
import '../shared/base.css';
import '../office/officer.css';
import './inbox.css';
import '../sites/sites.css';
import '../surveys/surveys.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Cases } from '../cases/cases';
import { Audit, mayAudit } from '../office/audit';
import { Login } from '../office/login';
import { openOffices } from '../office/officer';
import type { Keys, Officer } from '../office/officer';
import { Settings } from '../office/settings';
import { Api, Refused } from '../shared/api';
import type { Session } from '../shared/api';
import { LanguagePicker, Speaking, useSpoken } from '../shared/language';
import { theLive } from '../shared/live';
import { startPage } from '../shared/page';
import * as audit from '../shared/audit_strings';
import * as feed from '../shared/feed_strings';
import * as office from '../shared/office_strings';
import * as quality from '../shared/quality_strings';
import * as thread from '../shared/thread_strings';
import { codeText, learn } from '../shared/strings';
import type { Key } from '../shared/strings';
import type Sites from '../sites/main';
import type Surveys from '../surveys/main';
import { Tickets } from './tickets';

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

// Fetched when it is opened: few open it.
function SurveysLater(props: { api: Api; csrf: string; readsTickets: boolean; demo: boolean }) {
  const { text } = useSpoken();
  const [page, setPage] = useState<{ show: typeof Surveys } | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    import('../surveys/main').then(
      (loaded) => setPage({ show: loaded.default }),
      () => setFailed(true),
    );
  }, []);
  if (page) return <page.show {...props} />;
  return <p class={failed ? 'notice' : 'quiet'}>{text(failed ? 'unreached' : 'loading')}</p>;
}

// The same, for the register of workplaces.
function SitesLater(props: { api: Api; office: string; path: string; go: (path: string) => void; denied: () => void }) {
  const { text } = useSpoken();
  const [page, setPage] = useState<{ show: typeof Sites } | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    import('../sites/main').then(
      (loaded) => setPage({ show: loaded.default }),
      () => setFailed(true),
    );
  }, []);
  if (page) return <page.show {...props} />;
  return <p class={failed ? 'notice' : 'quiet'}>{text(failed ? 'unreached' : 'loading')}</p>;
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

function Office({ settings }: { settings: PageSettings }) {
  const { lang, text } = useSpoken();
  const [path, go] = usePath();
  const [officer, setOfficer] = useState<Officer | null>(null);
  const [state, setState] = useState<'asking' | 'out' | 'ended' | 'offline'>('asking');
  const api = useMemo(() => new Api(lang, officer?.session.csrf), [lang, officer?.session.csrf]);
  useEffect(() => {
    if (location.hash === '#demo') {
      setState('out');
      return;
    }
    const failed = (error: unknown) => setState(error instanceof Refused && error.status === 401 ? 'out' : 'offline');
    api.session().then((session) => setOfficer({ session, keys: null }), failed);
  }, []);
  // A colleague made another office key, or let this officer in. A reload would forget the password.
  useEffect(() => {
    if (!officer) return;
    const look = (session: Session) =>
      setOfficer((now) => (now && JSON.stringify(now.session) !== JSON.stringify(session) ? { session, keys: now.keys && openOffices(now.keys.me, session) } : now));
    return theLive().listen(['office'], () => void api.session().then(look, () => {}));
  }, [api, officer === null]);
  const end = () => {
    setOfficer(null);
    setState('ended');
  };
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
    setOfficer({ session, keys: me ? openOffices(me, session) : null });
  };
  const entered = (next: Officer) => {
    setOfficer(next);
    const wants = path === '/login' ? homeOf(next) : location.pathname + location.search;
    // The first thing to do: the office key, or being let in.
    const first = next.session.may_read_tickets && next.keys && next.keys.offices.size === 0;
    go(first ? '/settings' : wants, true);
  };
  if (!officer) {
    if (state === 'asking') return <p class="quiet">{text('loading')}</p>;
    if (state === 'offline')
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
    return <Login demo={settings.demo} ended={state === 'ended'} entered={entered} />;
  }
  const desk = { api, officer, officeName: settings.office, changed };
  const unlocked = (keys: Keys) => setOfficer({ ...officer, keys });
  const page = path === '/login' ? homeOf(officer) : path;
  return (
    <div class={page === '/inbox' ? 'whole' : 'whole flow'}>
      <Header officer={officer} office={settings.office} path={page} go={go} leave={leave} />
      <Warnings officer={officer} />
      {page === '/surveys' && <SurveysLater api={api} csrf={officer.session.csrf} readsTickets={officer.session.may_read_tickets} demo={settings.demo} />}
      {page === '/settings' && <Settings {...desk} />}
      {page === '/audit' && (mayAudit(officer.session.role) ? <Audit api={api} /> : <p class="notice">{text('audit_not_allowed')}</p>)}
      {/^\/cases(\/|$)/.test(page) &&
        (officer.session.may_read_tickets ? (
          <Cases reading={{ api, officer, unlocked }} me={officer.session.name} office={settings.office} path={page} go={go} denied={end} />
        ) : (
          <p class="notice">{text('not_allowed')}</p>
        ))}
      {/^\/sites(\/|$)/.test(page) &&
        (officer.session.may_read_tickets ? (
          <SitesLater api={api} office={settings.office} path={page} go={go} denied={end} />
        ) : (
          <p class="notice">{text('not_allowed')}</p>
        ))}
      {page === '/inbox' &&
        (officer.session.may_read_tickets ? (
          <Tickets reading={{ api, officer, unlocked }} go={go} denied={end} />
        ) : (
          <p class="notice">{text('not_allowed')}</p>
        ))}
    </div>
  );
}

learn(audit);
learn(feed);
learn(office);
learn(quality);
learn(thread);
startPage<PageSettings>((settings) => (
  <Speaking>
    <Office settings={settings} />
  </Speaking>
));
