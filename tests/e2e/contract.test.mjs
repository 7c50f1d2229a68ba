// SPDX-License-Identifier: Apache-2.0
// The description of the API against the running program: every documented request and many undocumented ones, by nobody, by a
// stranger and by every role. Nothing may end in a 5xx or in an answer that web/openapi.json does not have.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import test from 'node:test';
import {spawn} from 'node:child_process';
import {Description} from './lib/contract/description.mjs';
import {METHODS, requestsOf} from './lib/contract/requests.mjs';
import {DWBOT, SOURCE_DIR, Service} from './lib/service.mjs';

const ROLES = ['officer', 'supervisor', 'author', 'administrator', 'auditor', 'feed'];
const agent = new http.Agent({keepAlive: true, maxSockets: 4});

function ask(url, {method, headers = {}, body}) {
  return new Promise((resolve) => {
    const req = http.request(url, {method, headers: {...headers, ...(body === undefined ? {} : {'content-length': Buffer.byteLength(body)})}, agent, timeout: 20_000}, (res) => {
      const parts = [];
      res.on('data', (part) => parts.push(part));
      res.on('error', () => resolve({status: 0, headers: {}, text: '', bytes: 0}));
      res.on('end', () => {
        const whole = Buffer.concat(parts);
        resolve({status: res.statusCode, headers: res.headers, text: whole.toString('utf8'), bytes: whole.length});
      });
    });
    req.on('timeout', () => req.destroy());
    req.on('error', () => resolve({status: 0, headers: {}, text: '', bytes: 0}));
    req.end(body);
  });
}

const run = (args) => new Promise((resolve) => spawn(DWBOT, args, {stdio: 'ignore'}).once('exit', resolve));

// An installation with a token of every role, a few tickets and a case: {tokens, ids}.
async function office(service, call) {
  const tokens = {nobody: 'x'.repeat(43)};
  for (const role of ROLES) {
    const out = service.run('user', 'add', `the-${role}`, '--role', role, '--api-token', '--config', service.configFile);
    tokens[role] = /API token:\s*(\S+)/.exec(out)[1];
  }
  service.run('user', 'add', 'victim', '--role', 'officer', '--config', service.configFile);
  await service.start();
  assert.equal(await run(['simulate', '--config', service.configFile, '--workers', '6', '--rate', '20', '--seed', '3', '--until-done', '--canaries', path.join(service.folder, 'c.json')]), 0);
  const get = async (target, as = 'supervisor') => JSON.parse((await call({method: 'GET', target, as})).text);
  const {tickets} = await get('/api/v1/tickets');
  assert.ok(tickets.length > 0, 'the simulated workers filed tickets');
  const worded = await get(`/api/v1/tickets/${tickets.find((one) => one.sealed_words > 0)?.id ?? tickets[0].id}`);
  const post = (target, value) => call({method: 'POST', target, as: 'supervisor', body: JSON.stringify(value), headers: {'content-type': 'application/json'}});
  const opened = await post('/api/v1/cases', {type: 'safety_and_health', tickets: [tickets.at(-1).id]});
  const known = JSON.parse(opened.text).id ?? JSON.parse(opened.text).case?.id;
  assert.ok(known, `a case opens: ${opened.status} ${opened.text}`);
  await post(`/api/v1/cases/${known}/entries`, {kind: 'note', text: 'Looked at.'});
  const whole = await get(`/api/v1/cases/${known}`);
  const {accounts} = await get('/api/v1/accounts');
  return {
    tokens,
    ids: {id: worded.id, record: worded.words[0]?.record, case: known, entry: whole.timeline.find((one) => one.kind === 'note')?.id, ticket: tickets.at(-1).id,
      account: accounts.find((one) => one.name === 'victim').id, hash: worded.survey_hash, survey: 'core-9', event: tickets[0].id},
  };
}

test('the API answers as it is described, whatever is asked', {timeout: 280_000}, async () => {
  const service = await Service.create((config) => {
    config.channels = {web: {type: 'webchat', survey: 'core-9'}};
    config.languages.allow_unreviewed = JSON.parse(fs.readFileSync(path.join(SOURCE_DIR, 'dialogs/surveys/core-9.json'), 'utf8')).languages;
  });
  let tokens = {};
  const call = ({target, as, headers = {}, ...more}) =>
    ask(service.url + target, {...more, headers: {...(as && tokens[as] ? {authorization: `Bearer ${tokens[as]}`} : {}), ...headers}});
  try {
    service.prepare();
    const supervisor = service.run('user', 'add', 'boss', '--role', 'supervisor', '--api-token', '--config', service.configFile);
    tokens = {supervisor: /API token:\s*(\S+)/.exec(supervisor)[1]};
    const made = await office(service, call);
    tokens = made.tokens;
    const served = JSON.parse((await call({method: 'GET', target: '/api/openapi.json'})).text);
    assert.deepEqual(served, JSON.parse(fs.readFileSync(path.join(SOURCE_DIR, 'web/openapi.json'), 'utf8')), 'the program serves the file');
    const description = await Description.of(served);

    const wrong = new Map();
    const seen = new Map();
    let count = 0;
    const note = (what, name) => { if (!wrong.has(what)) wrong.set(what, name); };
    const one = async (operation, request) => {
      const reply = await call(request);
      count += 1;
      seen.set(reply.status, (seen.get(reply.status) ?? 0) + 1);
      const where = `${operation.method} ${operation.pattern}`;
      if (reply.status >= 500) note(`${where}: ${reply.status}`, request.name);
      if (request.method === 'HEAD' && reply.bytes > 0) note(`${where}: HEAD has a body`, request.name);
      if (request.method === 'HEAD') return;
      for (const problem of description.problems(operation, reply)) note(`${where}: ${problem}`, `${request.name} as ${request.as}`);
      if (!/no-store/.test(reply.headers['cache-control'] ?? '') && reply.status !== 0) note(`${where}: ${reply.status} may be cached`, request.name);
    };
    // What ends things comes last: an ended session, a disabled account, a closed ticket.
    const last = (o) => (/close$|^\/api\/v1\/accounts\/|withdraw|promotion/.test(o.pattern) || o.method === 'DELETE' ? 1 : 0);
    const operations = [...description.operations].sort((a, b) => last(a) - last(b));
    for (const operation of operations) {
      // A change names the version that it was made on: the newest, so that more than the first check is reached.
      const version = JSON.parse((await call({method: 'GET', target: `/api/v1/cases/${made.ids.case}`, as: 'supervisor'})).text).version;
      const waiting = [...requestsOf(operation, {...made.ids, version}, ROLES)];
      for (let i = 0; i < waiting.length; i += 4) await Promise.all(waiting.slice(i, i + 4).map((request) => one(operation, request)));
    }
    // Methods that an address does not take.
    for (const pattern of Object.keys(description.api.paths)) {
      const taken = description.operations.filter((o) => o.pattern === pattern);
      for (const method of METHODS.filter((m) => !taken.some((o) => o.method === m))) {
        await one(taken[0], {name: `${method} is not taken`, method, target: pattern.replace(/\{(\w+)\}/g, (_, name) => made.ids[name] ?? 'x'), as: 'administrator'});
      }
    }
    // Addresses that are not there.
    for (const target of ['/api', '/api/', '/api/v1', '/api/v1/', '/api/v2/tickets', '/api/v1/tickets/', '/api/v1/TICKETS', '/api/v1//tickets', '/api/v1/tickets/a/b/c', '/api/%00', `/api/${'a/'.repeat(500)}`]) {
      const reply = await call({method: 'GET', target, as: 'officer'});
      assert.ok([400, 404, 405, 414].includes(reply.status), `${target.slice(0, 40)}: ${reply.status}`);
    }
    assert.equal((await call({method: 'GET', target: '/api/v1/me', as: 'officer'})).status, 200, 'the service is still there');
    console.log(`e2e: ${count} requests to ${operations.length} operations; statuses ${[...seen].sort((a, b) => a[0] - b[0]).map(([s, n]) => `${s}: ${n}`).join(', ')}`);
    assert.deepEqual([...wrong].map(([what, name]) => `${what} (${name})`), [], service.logTail(5));
    assert.ok(count > 3000, 'enough was asked');
  } finally {
    agent.destroy();
    const outcome = await service.stop();
    if (outcome) assert.equal(outcome.code, 0, service.logTail());
    service.remove();
  }
});
