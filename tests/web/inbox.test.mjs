// SPDX-License-Identifier: Apache-2.0
// web/app/src/inbox: finding words in any language, opening them page by page, and several tickets at once, without a browser.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto; // Node 18
globalThis.navigator ??= { languages: [] };
const app = fileURLToPath(new URL('../../web/app/', import.meta.url));
let folder, inbox;

before(async () => {
  const { build } = createRequire(join(app, 'package.json'))('esbuild');
  folder = await mkdtemp(join(tmpdir(), 'inbox-'));
  const outfile = join(folder, 'inbox.mjs');
  const contents = ['inbox/find', 'inbox/format', 'inbox/open_words', 'inbox/bulk_run', 'keys', 'shared/api'].map((one) => `export * from './src/${one}';`).join('\n');
  await build({ stdin: { contents, resolveDir: app }, outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' });
  inbox = await import(pathToFileURL(outfile).href);
});
after(() => rm(folder, { recursive: true }));

const find = (typed, ...texts) => inbox.findIn(texts.map((text) => ({ later: false, text })), inbox.wordsOf(typed));
const marked = (hit) => hit.pieces.filter((piece) => piece.found).map((piece) => piece.text);

test('case, accents and apostrophes do not count, in many languages', () => {
  for (const [typed, text, found] of [
    ['FOREMAN', 'The foreman locks the door', 'foreman'],
    ['sueldo año', 'No pagan el SUELDO este ano', ['SUELDO', 'ano']],
    ['ano', 'Este año no pagaron', 'año'],
    ['ano', 'Este an\u0303o no pagaron', 'año'],
    ['blesse', 'Il s’est blessé', 'blessé'],
    ['strasse', 'In der Straße', 'Straße'],
    ['faamolemole', 'Fa’amolemole fesoasoani', 'Fa’amolemole'],
    ["fa'amolemole", 'Fa\u02bbamolemole fesoasoani', 'Fa\u02bbamolemole'],
    ['isik', 'Işık yok', 'Işık'],
    ['বেতন', 'তিন মাস বেতন দেয়নি', 'বেতন'],
    ['काम', 'हम यहाँ काम करते हैं', 'काम'],
    ['سلامه', 'لا توجد سَلامَه هنا', 'سَلامَه'],
    ['工资', '三个月没有发工资了', '工资'],
    ['ค่าจ้าง', 'เขาไม่จ่ายค่าจ้าง', 'ค่าจ้าง'],
    ['ΆΝΘΡΩΠΟΣ', 'ένας ανθρωπος', 'ανθρωπος'],
  ]) {
    const hit = find(typed, text);
    assert.ok(hit, `${typed} in ${text}`);
    assert.deepEqual(marked(hit), [found].flat(), `${typed} in ${text}`);
  }
  assert.equal(find('কাম', 'काम'), null, 'other scripts are other words');
  assert.equal(find('किताब', 'कताब'), null, 'vowel signs are letters');
});

test('every word must be there, in any order and in any of the texts of a ticket', () => {
  assert.ok(find('door locked', 'It is locked, the door'));
  assert.ok(find('door night', 'The door', 'at night'));
  assert.equal(find('door money', 'The door', 'at night'), null);
  assert.equal(find('', 'The door'), null);
  assert.equal(find(' ’ ', 'The door'), null);
  assert.deepEqual(marked(find('aa', 'aaaaa')), ['aaaa']);
  assert.deepEqual(marked(find('lock ocke', 'we are locked')), ['locke']);
});

test('a snippet is short, whole around what was found, and never cuts a character', () => {
  const long = `${'word '.repeat(200)}the 🔥 burnt here ${'tail '.repeat(200)}`;
  const hit = find('burnt', long);
  const text = hit.pieces.map((piece) => piece.text).join('');
  assert.ok(text.length < 200, text);
  assert.match(text, /^… word .*the 🔥 burnt here .* …$/);
  for (let pad = 30; pad < 60; pad += 1) {
    const cut = find('burnt', `${'🔥'.repeat(pad)}burnt${'🔥'.repeat(100)}`).pieces.map((piece) => piece.text).join('');
    assert.doesNotMatch(cut, /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
  }
  assert.equal(inbox.findIn([{ later: false, text: 'x' }, { later: true, text: 'burnt' }], ['burnt']).later, true);
});

// The service's part: `said` is sealed to `office`, ticket by ticket, two on a page.
function service(said, office, { fail = () => null } = {}) {
  const asked = [];
  const pages = [];
  said.forEach((text, at) => {
    if (at % 2 === 0) pages.push([]);
    const record = `record${at}`;
    const envelope = inbox.toBase64(inbox.sealEnvelope(office.publicKey, { organisation: 'office', record, field: 'scrubbed' }, text));
    pages.at(-1).push({ ticket: `ticket${at}`, record, later: false, envelope });
  });
  const api = {
    change: async (path) => {
      asked.push(`POST ${path}`);
      return { search: '7', tickets: said.length, looked_at: said.length, in_filter: said.length };
    },
    get: async (path) => {
      asked.push(`GET ${path}`);
      const from = Number(new URL(path, 'http://x').searchParams.get('from'));
      const error = fail(from);
      if (error) throw error;
      const next = from + 2;
      return { organisation: 'office', words: pages[from / 2], next: next < said.length ? next : null };
    },
  };
  return { api, asked };
}

test('words are opened page by page; what is looked for is in no request', async () => {
  const office = inbox.newKeyPair();
  const { api, asked } = service(['one', 'two', 'three'], office);
  const steps = [];
  const keys = { me: office, offices: new Map([[inbox.keyId(office.publicKey), office]]) };
  const opened = await inbox.openWords(api, keys, new URLSearchParams('state=new'), () => false, ({ done }) => steps.push(done));
  assert.deepEqual(asked, ['POST /api/v1/words/searches?state=new', 'GET /api/v1/words/searches/7?from=0', 'GET /api/v1/words/searches/7?from=2']);
  assert.deepEqual(steps, [0, 2]);
  assert.equal(opened.done, 3);
  assert.equal(opened.closed, 0);
  assert.deepEqual([...opened.said].map(([ticket, [{ text }]]) => `${ticket} ${text}`), ['ticket0 one', 'ticket1 two', 'ticket2 three']);
});

test('a stop keeps what was opened; a foreign key and a broken line are told', async () => {
  const office = inbox.newKeyPair();
  const keys = { me: office, offices: new Map([[inbox.keyId(office.publicKey), office]]) };
  const none = new URLSearchParams();
  let stop = false;
  const one = service(['one', 'two', 'three', 'four'], office);
  const stopped = await inbox.openWords(one.api, keys, none, () => stop, ({ done }) => { stop = done === 2; });
  assert.equal(stopped.trouble, null);
  assert.ok(stopped.done < 4 && stopped.said.size < 4);

  const other = service(['one', 'two'], inbox.newKeyPair());
  const closed = await inbox.openWords(other.api, keys, none, () => false, () => {});
  assert.equal(closed.closed, 2);
  assert.equal(closed.said.size, 0);

  const broken = service(['one', 'two', 'three'], office, { fail: (from) => (from === 2 ? new inbox.Refused(0) : null) });
  const part = await inbox.openWords(broken.api, keys, none, () => false, () => {});
  assert.ok(part.trouble instanceof inbox.Refused);
  assert.equal(part.said.size, 2);
  const ended = service(['one', 'two', 'three'], office, { fail: (from) => (from === 2 ? new inbox.Refused(401) : null) });
  await assert.rejects(inbox.openWords(ended.api, keys, none, () => false, () => {}), { status: 401 });
});

const tickets = (count) => Array.from({ length: count }, (_, at) => ({ id: `t${at}`, state: at === 1 ? 'in_case' : 'new' }));
const quiet = { step: () => {}, stopped: () => false };
const ids = (list) => list.map((one) => one.id ?? one.ticket.id).sort();

test('closing many: each is done or refused by itself, with why', async () => {
  const calls = [];
  let now = 0;
  let most = 0;
  const api = {
    close: async (id, outcome, leaves) => {
      calls.push(`${id} ${outcome} ${leaves}`);
      most = Math.max(most, (now += 1));
      await new Promise((done) => setTimeout(done, 2));
      now -= 1;
      if (id === 't0') throw new inbox.Refused(409, 'this ticket is closed already');
      if (id === 't1') throw new inbox.Refused(409, 'this ticket belongs to an open case: close the case, or say that the ticket leaves it (leave_case)');
      if (id === 't2') throw new inbox.Refused(404, 'there is no such ticket');
    },
  };
  const summary = await inbox.closeAll(api, tickets(9), 'acted', false, quiet);
  assert.ok(most > 1 && most <= 4, `${most} at once`);
  assert.deepEqual(ids(summary.done), ['t3', 't4', 't5', 't6', 't7', 't8']);
  assert.deepEqual(summary.refused.map(({ ticket, why }) => `${ticket.id} ${why}`).sort(), ['t0 closed', 't1 in_case', 't2 gone']);
  assert.deepEqual(summary.untouched, []);
  calls.length = 0;
  await inbox.closeAll(api, tickets(2), 'acted', true, quiet);
  assert.deepEqual(calls.sort(), ['t0 acted false', 't1 acted true'], 'only one that is in a case can leave it');
});

test('a stop, the end of the session or a dropped line leaves the rest untouched, and says so', async () => {
  const ending = (status, from) => ({ close: async (id) => { if (Number(id.slice(1)) >= from) throw new inbox.Refused(status); } });
  const over = await inbox.closeAll(ending(401, 3), tickets(20), 'acted', false, quiet);
  assert.equal(over.refused.length, 0);
  assert.equal(over.done.length + over.untouched.length, 20);
  assert.ok(over.untouched.length >= 13, 'no attempt after the end but those under way');
  const offline = await inbox.closeAll(ending(0, 3), tickets(20), 'acted', false, quiet);
  assert.ok(offline.refused.every(({ why }) => why === 'unknown'), 'perhaps it was done');
  assert.equal(offline.done.length + offline.refused.length + offline.untouched.length, 20);
  let done = 0;
  const stopped = await inbox.closeAll(ending(0, 99), tickets(20), 'acted', false, { step: () => (done += 1), stopped: () => done >= 5 });
  assert.ok(stopped.untouched.length > 10);
  assert.equal(stopped.refused.length, 0);
});

test('into one case: in order, the first that can be begins it, a colleague’s change in between loses nothing', async () => {
  const calls = [];
  let version = 1;
  const api = {
    change: async (path, body, method, of) => {
      calls.push(`${body.ticket} on ${of}`);
      if (body.ticket === 't3' && of === 2) {
        version = 5; // somebody else wrote
        throw new inbox.Refused(409, 'somebody else has changed the case meanwhile', { version });
      }
      if (body.ticket === 't4') throw new inbox.Refused(409, 'the ticket is taken');
      assert.equal(of, version);
      return { id: 'case', version: (version += 1) };
    },
  };
  const begin = async (ticket) => {
    calls.push(`begin ${ticket}`);
    if (ticket === 't0') throw new inbox.Refused(400, 'tickets: one of them is closed');
    return { id: 'case', version };
  };
  const summary = await inbox.intoCase(api, tickets(6), begin, quiet);
  assert.deepEqual(calls, ['begin t0', 'begin t1', 't2 on 1', 't3 on 2', 't3 on 5', 't4 on 6', 't5 on 6']);
  assert.deepEqual(ids(summary.done), ['t1', 't2', 't3', 't5']);
  assert.deepEqual(summary.refused.map(({ ticket, why }) => `${ticket.id} ${why}`), ['t0 closed', 't4 other_case']);
  assert.deepEqual(summary.into, { id: 'case' });
  const nothing = await inbox.intoCase(api, tickets(1), begin, quiet);
  assert.equal(nothing.into, null);
});

test('a day is the same day wherever the browser stands', () => {
  const { TZ } = process.env;
  try {
    for (const zone of ['Pacific/Apia', 'UTC', 'Pacific/Pago_Pago']) {
      process.env.TZ = zone;
      assert.equal(inbox.dayOnly('2026-12-01', 'en'), '1 December 2026', zone);
      assert.match(inbox.weekText('2020-W10', 'en'), /^2\s?–\s?8 Mar 2020$/, zone);
    }
  } finally {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  }
});

test('a week is told by its days, in the language of the page', () => {
  const plain = (...asked) => inbox.weekText(...asked).replace(/\s/g, ' ');
  const now = new Date().getFullYear();
  assert.match(plain('2020-W53', 'en'), /^28 Dec 2020 [–-] 3 Jan 2021$/);
  assert.match(plain('2021-W01', 'en'), /^4 ?[–-] ?10 Jan 2021$/);
  assert.match(plain('2019-W01', 'fr'), /^31 déc\. 2018 [–-] 6 janv\. 2019$/);
  assert.match(plain('2020-W10', 'es'), /^2 ?[–-] ?8 mar 2020$/);
  assert.doesNotMatch(plain(`${now}-W20`, 'en'), /\d{4}/, 'this year needs no number');
  assert.equal(inbox.weekText('soon', 'en'), 'soon');
});

test('of one class and week the soonest due comes first, what is decided after what waits', () => {
  const ticket = (id, severity, week, state, due) => ({ id, severity, week, state, clock: due ? { filed_on: '', due_at: due } : null });
  const order = inbox
    .soonestFirst([
      ticket('a', 'P0', 'W47', 'new', '2026-11-28T12:00:00Z'),
      ticket('b', 'P0', 'W47', 'in_case', '2026-11-28T01:00:00Z'),
      ticket('c', 'P0', 'W47', 'new', '2026-11-28T09:00:00Z'),
      ticket('d', 'P0', 'W48', 'new', '2026-11-28T02:00:00Z'),
      ticket('e', 'P1', 'W46', 'new', '2026-11-28T00:00:00Z'),
      ticket('f', 'P0', 'W40', 'closed', null),
    ])
    .map(({ id }) => id);
  assert.deepEqual(order, ['c', 'a', 'b', 'd', 'e', 'f']);
});
