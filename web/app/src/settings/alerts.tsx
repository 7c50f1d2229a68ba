// SPDX-License-Identifier: Apache-2.0
// An officer's own addresses for alerts: add one, type in the code that came there, say what to be told and when not.
import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../shared/api';
import { Refused } from '../shared/api';
import { useSpoken } from '../shared/language';
import { Field, Form, refusalText } from '../office/form';
import { useAlertText } from './strings';

type Route = 'email' | 'sms';
interface Address {
  id: string;
  route: Route;
  shown: string;
  confirmed: boolean;
  delivery: '' | 'sent' | 'failed';
  wants: string[];
  quiet_from?: number;
  quiet_to?: number;
}
interface Alerts {
  routes: Route[];
  reached: number;
  of: number;
  addresses: Address[];
}
const wishes = ['urgent', 'ending', 'service'] as const;
const base = '/api/v1/alerts';

type Act = (what: Promise<unknown>) => Promise<boolean>; // true: done

function Add({ api, routes, act }: { api: Api; routes: Route[]; act: Act }) {
  const text = useAlertText();
  const { lang } = useSpoken();
  const [route, setRoute] = useState<Route>(routes[0] ?? 'email');
  const [address, setAddress] = useState('');
  const submit = async () => {
    if (await act(api.change(`${base}/addresses`, { route, address, language: lang }))) setAddress('');
  };
  return (
    <details class="more-ways">
      <summary>{text('add_title')}</summary>
      <Form submit={() => void submit()}>
        {routes.length > 1 && (
          <div class="field">
            <label for="alert-route">{text('route')}</label>
            <select id="alert-route" value={route} onChange={(event) => setRoute(event.currentTarget.value as Route)}>
              {routes.map((one) => (
                <option key={one} value={one}>
                  {text(`route_${one}`)}
                </option>
              ))}
            </select>
          </div>
        )}
        <Field id="alert-address" label={text(`address_${route}`)} hint={text(`address_${route}_hint`)} value={address} change={setAddress} />
        <button type="submit" class="button">
          {text('add')}
        </button>
      </Form>
    </details>
  );
}

function Confirm({ api, address, act }: { api: Api; address: Address; act: Act }) {
  const text = useAlertText();
  const [code, setCode] = useState('');
  const at = `${base}/addresses/${address.id}`;
  const submit = async () => {
    if (!(await act(api.change(`${at}/confirmation`, { code: code.replace(/\s/g, '') })))) setCode('');
  };
  return (
    <Form submit={() => void submit()}>
      <p class={address.delivery === 'failed' ? 'problem' : undefined} role="status">
        {text(address.delivery || 'waiting')}
      </p>
      <Field id={`code-${address.id}`} label={text('code')} hint={text('code_hint')} numeric complete="one-time-code" value={code} change={setCode} />
      <p class="actions start">
        <button type="submit" class="button small">
          {text('confirm')}
        </button>
        <button type="button" class="button plain small" onClick={() => void act(api.change(`${at}/code`))}>
          {text('resend')}
        </button>
      </p>
    </Form>
  );
}

function Hour({ id, label, value, change }: { id: string; label: string; value: string; change: (value: string) => void }) {
  return (
    <span class="hour">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => change(event.currentTarget.value)}>
        <option value="">–</option>
        {Array.from({ length: 24 }, (_, hour) => (
          <option key={hour} value={String(hour)}>
            {`${hour}:00`}
          </option>
        ))}
      </select>
    </span>
  );
}

function Wishes({ api, address, act }: { api: Api; address: Address; act: Act }) {
  const text = useAlertText();
  const [wants, setWants] = useState(address.wants);
  const [from, setFrom] = useState(String(address.quiet_from ?? ''));
  const [to, setTo] = useState(String(address.quiet_to ?? ''));
  const [saved, setSaved] = useState(false);
  const pick = (want: string, on: boolean) => setWants(on ? [...wants, want] : wants.filter((one) => one !== want));
  const submit = async () => {
    setSaved(false);
    const quiet = from !== '' || to !== '' ? { quiet_from: from === '' ? -1 : Number(from), quiet_to: to === '' ? -1 : Number(to) } : {};
    setSaved(await act(api.change(`${base}/addresses/${address.id}`, { wants, ...quiet }, 'PATCH')));
  };
  return (
    <Form submit={() => void submit()}>
      {address.delivery === 'failed' && <p class="problem">{text('failing')}</p>}
      <fieldset class="alert-wishes">
        <legend>{text('wants')}</legend>
        {wishes.map((want) => (
          <p key={want} class="check">
            <input
              id={`${want}-${address.id}`}
              type="checkbox"
              checked={wants.includes(want)}
              onChange={(event) => pick(want, event.currentTarget.checked)}
            />
            <label for={`${want}-${address.id}`}>{text(`want_${want}`)}</label>
          </p>
        ))}
      </fieldset>
      <fieldset class="alert-wishes">
        <legend>{text('quiet')}</legend>
        <p class="hint">{text('quiet_hint')}</p>
        <p class="hours">
          <Hour id={`from-${address.id}`} label={text('quiet_from')} value={from} change={setFrom} />
          <Hour id={`to-${address.id}`} label={text('quiet_to')} value={to} change={setTo} />
        </p>
      </fieldset>
      <p class="actions start">
        <button type="submit" class="button small">
          {text('save')}
        </button>
        <span role="status">{saved && text('saved')}</span>
      </p>
    </Form>
  );
}

export function AlertsPanel({ api }: { api: Api }) {
  const text = useAlertText();
  const { text: common } = useSpoken();
  const [alerts, setAlerts] = useState<Alerts | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const fail = (error: unknown) => setProblem(error instanceof Refused && error.status === 429 ? text('too_often') : refusalText(common, error, 'login_ended'));
  const load = () => api.get<Alerts>(base).then(setAlerts);
  const act: Act = async (what) => {
    setProblem(null);
    try {
      await what;
      await load();
      return true;
    } catch (error) {
      fail(error);
      return false;
    }
  };
  const waits = alerts?.addresses.some((one) => !one.confirmed && one.delivery === '') ?? false;
  useEffect(() => {
    load().catch(fail);
  }, [api]);
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => load().catch(() => undefined), 2000);
    return () => clearInterval(timer);
  }, [api, waits]);
  if (!alerts) return null;
  const on = alerts.routes.length > 0;
  return (
    <section aria-labelledby="alerts-title">
      <h3 id="alerts-title">{text('title')}</h3>
      <p>{text(on ? 'lead' : 'none_here')}</p>
      {on && alerts.reached === 0 ? <p class="notice">{text('nobody')}</p> : on && <p>{text('reached', { n: alerts.reached, of: alerts.of })}</p>}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <ul class="alert-addresses">
        {alerts.addresses.map((address) => (
          <li key={address.id}>
            <p class="alert-head">
              <b>{address.shown}</b> <span class="hint">{text(address.confirmed ? 'confirmed' : 'unconfirmed')}</span>
              <button
                type="button"
                class="button plain small"
                aria-label={text('remove_who', { shown: address.shown })}
                onClick={() => void act(api.change(`${base}/addresses/${address.id}`, undefined, 'DELETE'))}
              >
                {text('remove')}
              </button>
            </p>
            {address.confirmed ? <Wishes api={api} address={address} act={act} /> : <Confirm api={api} address={address} act={act} />}
          </li>
        ))}
      </ul>
      {on && alerts.addresses.length < 3 && <Add api={api} routes={alerts.routes} act={act} />}
    </section>
  );
}
