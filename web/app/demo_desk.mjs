// SPDX-License-Identifier: Apache-2.0
// node demo_desk.mjs URL TOKENS WEEKS: what two colleagues of the demo's officer did WEEKS (2 or 1) weeks ago, by the API, while
// simulated workers wrote and answered. TOKENS: a file with the API tokens of an officer and a supervisor, one a line. The service's
// clock stands where that day was (script/demo.sh).
import { readFile } from 'node:fs/promises';

const [base, tokenFile, weeks] = process.argv.slice(2);
const [officer, supervisor] = (await readFile(tokenFile, 'utf8')).split('\n').filter(Boolean);
const patience = 25_000; // ms, for workers on a slow machine; then the work goes on with what there is
const still = 3_000; // ms without another ticket: everybody has written
const type = 'industrial_relations';

const etags = new Map(); // of cases, as they were seen last
async function call(who, method, path, body) {
  const headers = { Authorization: `Bearer ${who}`, 'Content-Type': 'application/json' };
  const known = etags.get(path.split('/').slice(0, 5).join('/'));
  if (known) headers['If-Match'] = known;
  const response = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  const answer = text ? JSON.parse(text) : null;
  if (answer?.reference) etags.set(`/api/v1/cases/${answer.id}`, `"${answer.version}"`);
  return answer;
}
const get = (path) => call(officer, 'GET', path);
const tickets = async (query = '') => (await get(`/api/v1/tickets?limit=200${query}`)).tickets;
const nameOf = async (who) => (await call(who, 'GET', '/api/v1/me')).name;

// Looks again until `enough`, for as long as the workers need at most.
async function until(look, enough) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (enough(found) || Date.now() > end) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
}
async function whenAllWrote() {
  const before = (await tickets()).length;
  let count = -1;
  let since = Date.now();
  return until(tickets, (list) => {
    if (list.length !== count) [count, since] = [list.length, Date.now()];
    return count > before && Date.now() - since > still;
  });
}
const answered = () => tickets('&answered=yes');

// Where the service's clock stands: the day there on which a case was opened, `later` days on.
function dayOf(of, later = 0) {
  return new Date(Date.parse(of.opened_on) + later * 86_400_000).toISOString().slice(0, 10);
}

async function ask(list, phrases) {
  const asked = list.filter((one) => one.may_ask).slice(0, phrases.length);
  for (const [at, ticket] of asked.entries()) await call(officer, 'POST', `/api/v1/tickets/${ticket.id}/thread`, { phrase: phrases[at] });
  return asked.length;
}

const add = (of, entry) => call(officer, 'POST', `/api/v1/cases/${of.id}/entries`, entry);
const edit = (of, entry, more) => {
  const { code, on, mode, amount, text } = entry;
  return call(officer, 'PATCH', `/api/v1/cases/${of.id}/entries/${entry.id}`, { code, on, mode, amount, text, ...more });
};
const move = (of, transition, more) => call(officer, 'POST', `/api/v1/cases/${of.id}/transitions`, { transition, ...more });
const entryOf = (of, kind) => of.timeline.find((entry) => entry.kind === kind);

// A case of the officer's, as far as a planned visit. It needs a workplace.
async function planVisit(ticket, title, later, text) {
  let of = await call(officer, 'POST', '/api/v1/cases', { type, tickets: [ticket.id], whole_signal: true, title });
  if (!of.site) of = await call(officer, 'PATCH', `/api/v1/cases/${of.id}`, { place: 'The joinery behind the bus station' });
  await call(officer, 'PATCH', `/api/v1/cases/${of.id}`, { assignee: await nameOf(officer) });
  await move(of, 'assess');
  await add(of, { kind: 'visit', status: 'planned', on: dayOf(of, later), mode: 'on_site', text });
  return move(of, 'plan_visit');
}
async function visit(of, seen, finding, action) {
  await edit(of, entryOf(of, 'visit'), { status: 'done', text: seen });
  await add(of, { kind: 'finding', status: 'violation', band: 'few', ...finding });
  await move(of, 'visit_done');
  await add(of, { kind: 'action', status: 'open', ...action });
  return move(of, 'require_correction');
}

const ofClass = (...classes) => (one) => one.state === 'new' && classes.includes(one.severity);
const grave = ofClass('P0', 'P1');
const ordinary = ofClass('P2', 'P3');

// The gravest is seen on the same day; of the others somebody else was told.
async function graveOnes(list) {
  const [first, ...others] = list.filter(grave).sort((a, b) => (a.site ? 0 : 1) - (b.site ? 0 : 1));
  if (first) {
    const of = await planVisit(first, '', 0, '');
    await visit(
      of,
      'Two officers, not announced.',
      { code: 'safety.protection', text: 'The guard of the press is missing.' },
      { code: 'stoppage', on: dayOf(of, 28), amount: 0, text: 'The press stands still until it has a guard.' },
    );
  }
  for (const one of others) await close(one, 'passed');
}
const close = (ticket, outcome) => call(officer, 'POST', `/api/v1/tickets/${ticket.id}/close`, { outcome });

async function twoWeeksAgo() {
  const found = await whenAllWrote();
  const asked = await ask(found, ['ask_since', 'ask_visit_ok', 'ask_how_many', 'ask_still']);
  await graveOnes(found);
  const wages = found.filter((one) => ordinary(one) && one.topic.id === 'wages');
  const unpaid = wages.find((one) => one.site) ?? wages[0];
  if (unpaid) {
    const of = await planVisit(unpaid, 'Wages of last month', 0, '');
    await visit(
      of,
      'The pay roll of three months was shown.',
      { code: 'compensation.payment_method', text: 'Wages of last month are paid in part only.' },
      { code: 'improvement_notice', on: dayOf(of, 14), amount: 1850, text: 'Pay what is owed, and show the receipts.' },
    );
  }
  const next = (await tickets('&state=new')).find((one) => ordinary(one) && one.site);
  if (next) await call(supervisor, 'POST', '/api/v1/cases', { type, tickets: [next.id], whole_signal: true }); // and nobody took it
  await until(answered, (list) => list.length >= asked);
}

async function lastWeek() {
  const found = await whenAllWrote();
  const now = found.map((one) => one.week).sort().at(-1);
  await graveOnes(found.filter((one) => one.week === now));
  for (const { id } of (await get('/api/v1/cases?state=correction')).cases) {
    const of = await get(`/api/v1/cases/${id}`);
    const action = entryOf(of, 'action');
    if (action.code !== 'improvement_notice') continue;
    await add(of, { kind: 'note', text: 'The receipts came by letter; two workers of the shift confirmed by telephone.' });
    await edit(of, action, { status: 'done' });
    await move(of, 'corrected', { closing: { outcome: 'remedied', gained: 'few', paid: action.amount } });
  }
  // Somebody has read one of the answers that came; what nobody was asked about is decided.
  const [read] = await answered();
  if (read) {
    const { unseen } = await get(`/api/v1/tickets/${read.id}/thread`);
    await call(officer, 'POST', `/api/v1/tickets/${read.id}/thread/seen`, { number: unseen });
  }
  const left = (await tickets('&state=new')).filter((one) => one.week !== now && !one.answered);
  for (const [at, one] of left.entries()) await close(one, ['acted', 'passed', 'no_action'][at % 3]);
  const before = (await answered()).length;
  const fresh = (await tickets('&state=new')).filter((one) => one.week === now);
  const asked = await ask(fresh, ['ask_papers', 'ask_safe_hours']);
  const next = fresh.find((one) => ordinary(one) && one.site) ?? fresh.find(ordinary);
  if (next) await planVisit(next, '', 17, 'Together with the safety engineer.');
  await until(answered, (list) => list.length >= before + asked);
}

await { 2: twoWeeksAgo, 1: lastWeek }[weeks]();
