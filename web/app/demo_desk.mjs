// SPDX-License-Identifier: Apache-2.0
// node demo_desk.mjs URL TOKENS earlier|later: what two officers of the demo did in the weeks before, by the API, while simulated workers
// write and answer. TOKENS: a file with the API tokens of an officer and a supervisor, one a line. "earlier": questions to workers, a
// case that is brought as far as the employer's correction, one that nobody got on with. "later": that employer has paid, another
// visit is planned, what was left over is decided, more questions. Run against a service whose clock stands where these days were (script/demo.sh).
import { readFile } from 'node:fs/promises';

const [base, tokenFile, part] = process.argv.slice(2);
const [officer, supervisor] = (await readFile(tokenFile, 'utf8')).split('\n').filter(Boolean).map((token) => ({ token, versions: new Map() }));
const patience = 20_000; // ms; then the demo goes on with what there is
const type = 'industrial_relations';

async function call(who, method, path, body) {
  const headers = { Authorization: `Bearer ${who.token}`, 'Content-Type': 'application/json' };
  const at = path.match(/^\/api\/v1\/cases\/[^/]+/)?.[0];
  if (at && who.versions.has(at)) headers['If-Match'] = who.versions.get(at);
  const response = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  const answer = response.status === 204 ? null : await response.json();
  const own = answer?.reference && `/api/v1/cases/${answer.id}`;
  if (own) for (const one of [officer, supervisor]) one.versions.set(own, `"${answer.version}"`);
  return answer;
}
const get = (path) => call(officer, 'GET', path);
const tickets = async (query = '') => (await get(`/api/v1/tickets?limit=200${query}`)).tickets;

// Asks again until `enough`, for as long as the others need at most.
async function until(look, enough) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (enough(found) || Date.now() > end) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
}

// The day there, of the moment at which the service stands; `later` days on.
let today;
function day(later = 0) {
  const at = new Date(`${today}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + later);
  return at.toISOString().slice(0, 10);
}

async function ask(list, phrases) {
  const asked = list.filter((one) => one.may_ask).slice(0, phrases.length);
  await Promise.all(asked.map((ticket, at) => call(officer, 'POST', `/api/v1/tickets/${ticket.id}/thread`, { phrase: phrases[at] })));
  return asked.length;
}

// A case goes from step to step as an officer takes it there: [what, body].
async function work(of, who, steps) {
  for (const [path, body, method = 'POST'] of steps) of = await call(who, method, `/api/v1/cases/${of.id}${path}`, body);
  return of;
}
const entryOf = (of, kind) => of.timeline.find((entry) => entry.kind === kind).id;
const open = (who, ticket, title) => call(who, 'POST', '/api/v1/cases', { type, tickets: [ticket.id], whole_signal: true, title });
const take = (name) => ['', { assignee: name }, 'PATCH'];
const move = (transition, more = {}) => ['/transitions', { transition, ...more }];
const nameOf = async (who) => (await call(who, 'GET', '/api/v1/me')).name;

const ordinary = (one) => ['P2', 'P3'].includes(one.severity) && one.state === 'new';
const settled = (one) => ordinary(one) && one.site;
const wages = (one) => settled(one) && one.topic.id === 'wages';

async function earlier() {
  const found = await until(tickets, (list) => list.filter((one) => one.may_ask).length >= 3 && list.some(wages) && list.filter(settled).length >= 3);
  const asked = await ask(found, ['ask_since', 'ask_visit_ok', 'ask_how_many', 'ask_still']);
  today = (await open(supervisor, found.find((one) => settled(one) && !wages(one)) ?? found[0], '')).opened_on;
  const first = found.find(wages);
  if (first) {
    let of = await open(officer, first, 'Wages of last month');
    of = await work(of, officer, [
      take(await nameOf(officer)),
      move('assess'),
      ['/entries', { kind: 'visit', status: 'planned', on: day(), mode: 'on_site' }],
      move('plan_visit'),
    ]);
    of = await work(of, officer, [
      [`/entries/${entryOf(of, 'visit')}`, { status: 'done', on: day(), mode: 'on_site', text: 'The pay roll of three months was shown.' }, 'PATCH'],
      ['/entries', { kind: 'finding', status: 'violation', code: 'compensation.payment_method', band: 'few', text: 'Wages of last month are paid in part only.' }],
      move('visit_done'),
      ['/entries', { kind: 'action', status: 'open', code: 'improvement_notice', on: day(14), amount: 1850, text: 'Pay what is owed, and show the receipts.' }],
      move('require_correction'),
    ]);
  }
  await until(() => tickets('&answered=yes'), (list) => list.length >= asked);
}

async function later() {
  const cases = (await get('/api/v1/cases?state=correction')).cases;
  if (cases[0]) {
    let of = await get(`/api/v1/cases/${cases[0].id}`);
    const action = of.timeline.find((entry) => entry.kind === 'action');
    of = await work(of, officer, [
      ['/entries', { kind: 'note', text: 'The receipts came by letter; two workers of the shift confirmed by telephone.' }],
      [`/entries/${action.id}`, { status: 'done', code: action.code, on: action.on, amount: action.amount, text: action.text }, 'PATCH'],
      move('corrected', { closing: { outcome: 'remedied', gained: 'few', paid: 1850 } }),
    ]);
  }
  // Somebody has read one of the answers that came then; the others still wait.
  const [read] = await tickets('&answered=yes');
  if (read) {
    const { unseen } = await get(`/api/v1/tickets/${read.id}/thread`);
    await call(officer, 'POST', `/api/v1/tickets/${read.id}/thread/seen`, { number: unseen });
  }
  // What was left over is decided, but for one.
  const left = (await tickets('&state=new')).filter((one) => !one.may_ask);
  for (const [at, one] of left.slice(1).entries()) await call(officer, 'POST', `/api/v1/tickets/${one.id}/close`, { outcome: ['acted', 'passed', 'no_action'][at % 3] });
  const week = left[0]?.week;
  const before = (await tickets('&answered=yes')).length;
  const fresh = async () => (await tickets('&state=new')).filter((one) => one.week !== week);
  const found = await until(fresh, (list) => list.filter((one) => one.may_ask).length >= 3 && list.filter(settled).length >= 2);
  const asked = await ask(found, ['ask_papers', 'ask_safe_hours']);
  const ticket = found.find(settled) ?? found[0];
  if (ticket) {
    let of = await open(officer, ticket, '');
    today = of.opened_on;
    of = await work(of, officer, [
      take(await nameOf(officer)),
      move('assess'),
      ['/entries', { kind: 'visit', status: 'planned', on: day(10), mode: 'on_site', text: 'Together with the safety engineer.' }],
      move('plan_visit'),
    ]);
  }
  await until(() => tickets('&answered=yes'), (list) => list.length >= before + asked);
}

await { earlier, later }[part]();
