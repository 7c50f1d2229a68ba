// SPDX-License-Identifier: Apache-2.0
// Live pages on the real service: a ticket and a colleague's change appear without a reload and long before a page would ask by
// itself; a held request ends with its session, with its time, and at once when the service stops.
import assert from 'node:assert/strict';
import test from 'node:test';
import {Desk, PASSWORDS, chat, launch} from './lib/desk.mjs';
import {request, until} from './lib/http.mjs';
import {Service} from './lib/service.mjs';

const SOON = 6000; // two hearings and a fetch; alone a page asks once a minute

test('live: held requests', {timeout: 100_000}, async () => {
  const service = await Service.create((config) => { config.channels = {web: {type: 'webchat', survey: 'core-9'}}; });
  try {
    await service.prepare().start();
    const headers = {authorization: `Bearer ${service.apiToken}`};
    const changes = (query = '', more = headers) => request(`${service.url}/api/v1/changes${query}`, {headers: more});
    const first = await changes();
    assert.equal(first.status, 200);
    const {version, kinds} = JSON.parse(first.text);
    assert.deepEqual(Object.keys(kinds).sort(), ['cases', 'office', 'threads', 'tickets']);
    assert.equal((await changes(`?since=${version}`)).status, 204, 'nothing new, not waited for');
    assert.equal((await changes('?since=other.1&wait=20')).status, 200, 'a version of another start');
    const began = Date.now();
    assert.equal((await changes(`?since=${version}&wait=2`)).status, 204);
    assert.ok(Date.now() - began > 1500, 'it waited');

    const waiting = changes(`?since=${version}&wait=25`);
    const at = Date.now();
    service.run('user', 'add', 'elsewhere', '--role', 'officer', '--config', service.configFile); // another program: not seen
    const opened = await request(`${service.url}/api/v1/cases`, {method: 'POST', headers: {...headers, 'content-type': 'application/json'}, body: JSON.stringify({type: 'safety_and_health', origin: 'own_plan', severity: 'P3'})});
    assert.equal(opened.status, 201, opened.text);
    const told = await waiting;
    assert.equal(told.status, 200);
    assert.ok(Date.now() - at < 5000, 'at once');
    const now = JSON.parse(told.text);
    assert.ok(now.kinds.cases > kinds.cases && now.kinds.tickets === kinds.tickets, told.text);
    assert.ok(!/[0-9a-z]{26}/.test(told.text.replace(now.version, '')), 'no id in it');

    // Fifty held requests of different callers do not keep the inbox waiting.
    const held = Array.from({length: 40}, (_, i) => changes(`?since=${now.version}&wait=25`, {...headers, cookie: `x=${i}`}));
    const asked = Date.now();
    assert.equal((await request(`${service.url}/api/v1/tickets`, {headers})).status, 200);
    assert.ok(Date.now() - asked < 2000, 'the office thread is free');
    const stopping = Date.now();
    const outcome = await service.stop();
    assert.equal(outcome.code, 0, service.logTail());
    assert.ok(Date.now() - stopping < 5000, `the stop took ${Date.now() - stopping} ms`);
    assert.deepEqual([...new Set((await Promise.all(held)).map((one) => one.status))], [204]);
  } finally {
    await service.stop();
    service.remove();
  }
});

test('live: two officers and a worker', {timeout: 180_000}, async () => {
  const service = await Service.create((config) => {
    config.channels = {web: {type: 'webchat', survey: 'core-9'}};
    config.country = 'WS';
  });
  const browser = await launch();
  const desk = new Desk(service, browser);
  try {
    await service.prepare().start();
    const [ana, ben] = [await desk.tab(), await desk.tab()];
    const lists = {ana: 0, ben: 0};
    for (const [name, page] of [['ana', ana], ['ben', ben]]) {
      page.on('request', (one) => { if (/\/api\/v1\/tickets\?/.test(one.url())) lists[name] += 1; });
      await desk.setUp(page, name, desk.link('add', name, '--role', 'supervisor'));
      await desk.signIn(page, name, await desk.code(name), PASSWORDS[name]);
      await page.getByRole('link', {name: 'Inbox'}).waitFor();
      await page.goto(`${service.url}/inbox`);
      await page.getByText('No tickets yet').waitFor();
    }
    const before = {...lists};
    const phone = await desk.tab();
    await chat(phone, service, {one_thing: 'shade'});
    for (const page of [ana, ben]) await page.locator('a.row').first().waitFor({timeout: SOON});
    assert.ok(lists.ben - before.ben <= 6, `the list was asked for ${lists.ben - before.ben} times while one worker wrote`);
    for (const page of [ana, ben]) {
      await page.locator('a.row').first().click();
      await page.locator('.detail h2').first().waitFor();
    }
    await ana.getByLabel('What kind of case').selectOption('industrial_relations');
    await ana.getByRole('button', {name: 'Open a case'}).click();
    await ana.waitForURL(/\/cases\//);
    await ben.locator('.facts').getByText('In a case').waitFor({timeout: SOON});
    await ana.getByRole('button', {name: 'Sign out'}).click();
    await ana.getByLabel('Password').waitFor();
    assert.equal((await ana.request.get(`${service.url}/api/v1/changes`)).status(), 401);
    await until(() => ben.getByText('Updated').isVisible(), 'ben stays');
    assert.deepEqual(desk.problems, []);
  } finally {
    await browser.close();
    await service.stop();
    service.remove();
  }
});
