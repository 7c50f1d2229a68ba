// SPDX-License-Identifier: Apache-2.0
// /sites, /sites/{code}, /sites/{code}/poster: the register of workplaces. Fetched when somebody opens it.
import '../shared/base';
import { useEffect, useState } from 'preact/hooks';
import type { CaseSummary } from '../cases/data';
import { caseAddress } from '../cases/data';
import type { Go } from '../cases/inside';
import { Inside } from '../cases/inside';
import { Badge } from '../inbox/parts';
import { useFresh } from '../inbox/use_tickets';
import { Field, Form, refusalText } from '../office/form';
import type { Api, Titled } from '../shared/api';
import { useSpoken } from '../shared/language';
import { later } from '../shared/later';
import { PosterPage } from './poster';
import { useSiteText } from './strings';

interface Summary {
  code: string;
  key: string;
  name: string;
  district: string;
  sector: string;
}
interface Site extends Summary {
  owner: string;
  address: string;
  workers: number;
  few: boolean;
  all_fine: { from: number; to: number | null } | null;
  signals: { topic: Titled; from: number; to: number | null }[];
  spellings: string[];
  cases: CaseSummary[];
}

interface Props {
  api: Api;
  office: string;
  path: string;
  go: Go;
  denied: () => void;
}

const Import = later(() => import('./import').then((part) => part.Import)); // a few people, now and then

const none = [] as const; // the register changes by imports, which nobody tells of
const there = ['tickets', 'cases'] as const;

const addressOf = (code: string) => `/sites/${encodeURIComponent(code)}`;

function List({ api, go, denied }: Props) {
  const { text: plain } = useSpoken();
  const text = useSiteText();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const { data, refused } = useFresh<{ sites: Summary[]; total: number; may_import: boolean }>(`sites ${asked}`, true, () => api.get(`/api/v1/sites?text=${encodeURIComponent(asked)}`), none);
  useEffect(() => {
    document.title = text('title');
    if (refused === 401) denied();
  }, [refused]);
  return (
    <>
      <h2>{text('title')}</h2>
      {data?.may_import && (
        <p>
          <Inside to="/sites/import" go={go}>
            {text('import')}
          </Inside>
        </p>
      )}
      <Form submit={() => setAsked(typed.trim().slice(0, 100))}>
        <Field id="site-search" label={text('search')} value={typed} change={setTyped} />
        <button type="submit" class="button plain">
          {text('search_button')}
        </button>
      </Form>
      {!data && <p class="quiet">{plain('loading')}</p>}
      {data && (
        <p class="count" role="status">
          {text('found', { n: data.total })}
        </p>
      )}
      {data && data.total === 0 && <p>{text('none')}</p>}
      <ul class="site-list">
        {data?.sites.map((site) => (
          <li key={site.code}>
            <Inside to={addressOf(site.code)} go={go}>
              {site.name}
            </Inside>
            <span class="hint">
              {[site.district, site.sector].filter(Boolean).join(' · ')} · <span class="code">{site.code}</span>
            </span>
          </li>
        ))}
      </ul>
      {data && data.total > data.sites.length && <p>{text('more', { n: data.sites.length })}</p>}
    </>
  );
}

function Facts({ site }: { site: Site }) {
  const { lang } = useSpoken();
  const text = useSiteText();
  const facts: [string, string][] = [
    [text('code'), site.code],
    [text('key'), site.key],
    [text('district'), site.district],
    [text('sector'), site.sector],
    [text('owner'), site.owner],
    [text('address'), site.address],
    [text('workers'), site.workers > 0 ? site.workers.toLocaleString(lang) : text('unknown')],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{value || text('unknown')}</dd>
        </div>
      ))}
    </dl>
  );
}

function Signals({ site }: { site: Site }) {
  const text = useSiteText();
  if (site.few) return <p>{text('signals_few')}</p>;
  return (
    <>
      {site.all_fine && (
        <p class="notice">
          {text('all_fine', { band: site.all_fine.to ? text('band_to', { n: site.all_fine.to + 1 }) : text('band_up', { from: site.all_fine.from }) })}
        </p>
      )}
      {site.signals.length === 0 ? <p>{text('signals_none')}</p> : <Topics site={site} />}
    </>
  );
}

function Topics({ site }: { site: Site }) {
  const text = useSiteText();
  return (
    <>
      <p class="hint">{text('signals_hint')}</p>
      <ul class="reasons">
        {site.signals.map(({ topic, from, to }) => (
          <li key={topic.id}>
            {topic.title}: <b>{to ? text('band_to', { n: to + 1 }) : text('band_up', { from })}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

// How workers write its name, as officers released it.
function Spellings({ site, api }: { site: Site; api: Api }) {
  const { text: plain } = useSpoken();
  const text = useSiteText();
  const [problem, setProblem] = useState<string | null>(null);
  const forget = (spelling: string) => {
    setProblem(null);
    api.change(`/api/v1${addressOf(site.code)}/spellings/remove`, { spelling }).catch((error: unknown) => setProblem(refusalText(plain, error, 'login_ended')));
  };
  if (site.spellings.length === 0 && !problem) return null;
  return (
    <section>
      <h3>{text('spellings')}</h3>
      <p class="hint">{text('spellings_hint')}</p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <ul class="site-list">
        {site.spellings.map((spelling) => (
          <li key={spelling}>
            <span dir="auto">{spelling}</span>{' '}
            <button type="button" class="button plain small" aria-label={`${text('spelling_remove')}: ${spelling}`} onClick={() => forget(spelling)}>
              {text('spelling_remove')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ api, code, go, denied }: Props & { code: string }) {
  const { lang, text: plain } = useSpoken();
  const text = useSiteText();
  const { data: site, refused } = useFresh<Site>(`${lang} ${code}`, false, () => api.get(`/api/v1${addressOf(code)}`), there);
  useEffect(() => {
    document.title = site?.name ?? text('title');
    if (refused === 401) denied();
  }, [refused, site?.name]);
  if (refused === 404) return <p class="notice">{text('gone')}</p>;
  if (!site) return <p class="quiet">{plain('loading')}</p>;
  return (
    <article>
      <p>
        <Inside to="/sites" go={go}>
          {text('back')}
        </Inside>
      </p>
      <h2 dir="auto">{site.name}</h2>
      <section>
        <h3>{text('register')}</h3>
        <Facts site={site} />
      </section>
      <section>
        <h3>{text('signals')}</h3>
        <Signals site={site} />
        <Inside to={`/inbox?site=${encodeURIComponent(site.code)}`} go={go}>
          {text('signals_inbox')}
        </Inside>
      </section>
      <Spellings site={site} api={api} />
      <section>
        <h3>{text('cases')}</h3>
        {site.cases.length === 0 && <p>{text('cases_none')}</p>}
        <ul class="site-list">
          {site.cases.map((one) => (
            <li key={one.id}>
              <Badge severity={one.severity} />{' '}
              <Inside to={caseAddress(one.id)} go={go}>
                {one.title || one.reference}
              </Inside>{' '}
              <span class="hint">{one.closed ? text('closed') : one.state.title}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{text('poster')}</h3>
        <Inside to={`${addressOf(code)}/poster`} go={go}>
          {text('poster_open')}
        </Inside>
      </section>
    </article>
  );
}

export default function Sites(props: Props) {
  const [, , raw, part] = props.path.split('/');
  const code = raw ? decodeURIComponent(raw) : '';
  return (
    <main class="sheet wide sites">
      {!code && <List {...props} />}
      {code === 'import' && <Import api={props.api} go={props.go} />}
      {code && code !== 'import' && part !== 'poster' && <One key={code} {...props} code={code} />}
      {code && part === 'poster' && <PosterPage api={props.api} code={code} office={props.office} go={props.go} />}
    </main>
  );
}
