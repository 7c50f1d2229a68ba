// SPDX-License-Identifier: Apache-2.0
// Marks on tickets, through real webhooks: a burst about one workplace, quick hands, one long text from several people. A mark
// says "verify": class and due time are those of the same answers without it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {request, serve, until} from './lib/http.mjs';
import {allChannels, senders} from './lib/senders.mjs';
import {Service} from './lib/service.mjs';

const STORY = 'The foreman locks the door at night and we cannot leave the hall';

test('a burst, a quick hand and a copied text are marked and lower nothing', {timeout: 150_000}, async () => {
  const nowhere = await serve((req, body, res) => res.writeHead(503).end());
  const service = await Service.create((config, created) => {
    const {kannel} = allChannels(nowhere.url, created.url);
    config.channels = {kannel};
    config.languages = {allow_unreviewed: ['en']};
  });
  try {
    service.prepare();
    const sites = path.join(service.folder, 'sites.csv');
    fs.writeFileSync(sites, 'key,name,district,workers\n1,Blue Reef Cannery,Apia,80\n');
    const code = /\b[0-9A-Z]{3}-[0-9A-Z]{3,4}\b/.exec(service.run('site', 'import', sites, '--config', service.configFile))[0];
    await service.start();
    const {kannel} = senders(service.url);
    const report = async (number, site, words) => {
      for (const text of ['hello', '1', '1', '3', '2', '3', site, '2', '14', words]) {
        assert.equal((await kannel({from: `+88017123${40000 + number}`, text})).status, 200);
      }
    };
    const ask = async (query = '') => JSON.parse((await request(`${service.url}/api/v1/tickets?limit=200${query}`, {headers: {authorization: `Bearer ${service.apiToken}`}})).text);
    const at = (list) => list.tickets.filter((ticket) => ticket.site === code);

    for (let i = 0; i < 5; ++i) await report(i, code, 'shade');
    await until(async () => at(await ask()).length === 5, 'five tickets');
    const before = at(await ask());
    assert.ok(before.every((ticket) => !ticket.quality.includes('burst')), 'five are no burst');
    assert.ok(before.every((ticket) => ticket.quality.includes('speed')), 'a script answers at once');
    await report(5, code, 'shade');
    await until(async () => at(await ask('&quality=burst')).length === 6, 'the sixth makes it a burst, the first ones too');
    for (const ticket of at(await ask())) {
      assert.equal(ticket.severity, before[0].severity, 'the class stays');
      assert.equal(ticket.state, 'new');
      assert.ok(Math.abs(Date.parse(ticket.clock.due_at) - Date.parse(before[0].clock.due_at)) < 120_000, 'the due time stays');
    }

    for (let i = 10; i < 12; ++i) await report(i, 'skip', STORY);
    assert.equal((await ask('&quality=copied')).total, 0, 'two people may well write the same');
    await report(12, 'skip', `${STORY.toLowerCase()}!`);
    await until(async () => (await ask('&quality=copied')).total === 1, 'the third is marked');
    assert.equal((await ask('&quality=any')).total, 9);
    assert.equal((await ask('&quality=burst')).total, 6, 'without a workplace nothing is counted');
    assert.equal((await request(`${service.url}/api/v1/tickets?quality=fake`, {headers: {authorization: `Bearer ${service.apiToken}`}})).status, 400);
  } finally {
    await service.stop();
    service.remove();
    await nowhere.close();
  }
});

test('many who say that all is fine, in a burst and alike, mark the workplace’s tickets and lower nothing', {timeout: 150_000}, async () => {
  const nowhere = await serve((req, body, res) => res.writeHead(503).end());
  const service = await Service.create((config, created) => {
    const {kannel} = allChannels(nowhere.url, created.url);
    config.channels = {kannel};
    config.languages = {allow_unreviewed: ['en']};
  });
  try {
    service.prepare();
    const sites = path.join(service.folder, 'sites.csv');
    fs.writeFileSync(sites, 'key,name,district,workers\n1,Blue Reef Cannery,Apia,80\n2,Two Boats,Apia,60\n');
    const said = service.run('site', 'import', sites, '--config', service.configFile);
    const [coached, content] = said.match(/\b[0-9A-Z]{3}-[0-9A-Z]{3,4}\b/g);
    await service.start();
    const {kannel} = senders(service.url);
    let people = 0;
    const answer = async (texts) => {
      const from = `+88017123${50000 + ++people}`;
      for (const text of ['hello', '1', '1', '3', '2', ...texts]) assert.equal((await kannel({from, text})).status, 200);
    };
    const complaint = (site) => answer(['3', site, '2', '14', 'skip']);
    const fine = (site, hours) => answer(['1', site, '1', String(hours), 'skip']);
    const api = async (target) => JSON.parse((await request(`${service.url}/api/v1/${target}`, {headers: {authorization: `Bearer ${service.apiToken}`}})).text);
    const at = async (site) => (await api('tickets?limit=200')).tickets.filter((ticket) => ticket.site === site);

    for (const site of [coached, content]) await complaint(site);
    await until(async () => (await api('tickets')).total === 2, 'two tickets');
    const before = (await at(coached))[0];
    for (let i = 0; i < 5; ++i) await fine(coached, 8);
    for (let i = 0; i < 8; ++i) await fine(content, 6 + (i % 4));
    assert.equal((await api('tickets?quality=all_fine')).total, 0, 'five are few; people who are content differ');
    assert.equal((await api('tickets')).total, 2, 'who has nothing to report makes no ticket');
    await fine(coached, 8);
    await until(async () => (await api('tickets?quality=all_fine')).total === 1, 'the sixth of the same');
    await complaint(coached);
    await until(async () => (await at(coached)).length === 2, 'one more ticket there');
    for (const ticket of await at(coached)) {
      assert.ok(ticket.quality.includes('all_fine'), 'those that come later too');
      assert.equal(ticket.severity, before.severity, 'the class stays');
      assert.ok(Date.parse(ticket.clock.due_at) >= Date.parse(before.clock.due_at), 'the due time stays');
    }
    assert.ok((await at(content)).every((ticket) => !ticket.quality.includes('all_fine')));
    const {all_fine: band} = await api(`sites/${coached}`);
    assert.equal(band.to, null, JSON.stringify(band));
    assert.ok(band.from < 6, 'a band that does not tell how many');
    assert.equal((await api(`sites/${content}`)).all_fine, null);
  } finally {
    await service.stop();
    service.remove();
    await nowhere.close();
  }
});
