// SPDX-License-Identifier: Apache-2.0
// A workplace that was not matched, in a real browser on the real service: an officer reads the worker's words, says which one it
// is and releases how the worker writes it, without the words leaving the browser; the next worker is matched. Then the inbox by
// workplace, district, language and week.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {Desk, SHOTS, chat, launch} from './lib/desk.mjs';
import {request, until} from './lib/http.mjs';
import {Service} from './lib/service.mjs';

const WRITTEN = 'Fale o le Tuna!';
const REGISTER = 'key,name,district,sector,workers\n1,Blue Reef Cannery,Apia,fishing,80\n2,Tuna Fale Stores,Asau,retail,30\n3,Harbour Laundry,Apia,services,12\n';

test('workplaces that officers name', {timeout: 260_000}, async () => {
  const service = await Service.create((config) => {
    delete config.keys; // made in the browser
    config.country = 'WS';
    config.channels = {web: {type: 'webchat', survey: 'core-9'}};
  });
  const browser = await launch();
  const desk = new Desk(service, browser);
  let ana;
  const step = async (name, run) => {
    console.log(`e2e: ${name}`);
    await run();
  };
  const headers = {authorization: ''};
  const api = async (address) => JSON.parse((await request(`${service.url}/api/v1/${address}`, {headers})).text);
  const ask = async (site) => {
    const phone = await desk.tab();
    await chat(phone, service, {site, wages_paid: 'no', one_thing: 'Pay the nights'});
    await phone.context().close();
  };
  try {
    service.prepare();
    const file = path.join(service.folder, 'sites.csv');
    fs.writeFileSync(file, REGISTER);
    service.run('site', 'import', file, '--config', service.configFile);
    await service.start();
    headers.authorization = `Bearer ${service.apiToken}`;
    const {sites} = await api('sites');
    const reef = sites.find((site) => site.key === '1').code;
    ana = await desk.tab();
    const sent = [];
    ana.on('request', (one) => sent.push(`${one.method()} ${decodeURIComponent(one.url())} ${one.postData() ?? ''}`));
    await desk.setUp(ana, 'ana', desk.link('add', 'ana', '--role', 'supervisor'));
    await desk.signIn(ana, 'ana', await desk.code('ana'));
    await desk.makeOfficeKey(ana);
    await ask(WRITTEN);
    const [ticket] = (await api('tickets')).tickets;
    assert.equal(ticket.site, '', 'the register has no such name: else this test sees nothing');

    await step('an officer opens the words and sees which workplaces are like them', async () => {
      await ana.getByRole('link', {name: 'Inbox'}).click();
      await ana.locator('a.row').first().click();
      await ana.getByText('The worker named no workplace of the register.').waitFor();
      await ana.getByRole('button', {name: 'Say which workplace it is'}).click();
      await ana.getByText('Open the worker’s words above').waitFor();
      const records = ana.locator('.record');
      for (let i = 0; i < (await records.count()); i += 1) await records.nth(i).getByRole('button', {name: 'Read', exact: true}).click();
      await ana.getByText(WRITTEN).waitFor();
      await ana.getByLabel(/Tuna Fale Stores, Asau/).waitFor();
      await desk.look(ana, 'place-suggestions');
    });

    await step('the register is searched in the browser; the placing and the spelling are one act', async () => {
      await ana.getByLabel('Search in the register').fill('reef APIA');
      await ana.getByLabel(/Blue Reef Cannery, Apia/).check();
      await ana.getByLabel('Workers who write the name like this').check();
      await ana.getByLabel('How the worker writes the name').fill('5551234 Sefo');
      await ana.getByRole('button', {name: 'Save'}).click();
      await ana.getByText('at most four digits').waitFor();
      await ana.getByLabel('How the worker writes the name').fill(WRITTEN);
      await ana.getByText('Kept as: fale o le tuna').waitFor();
      await desk.look(ana, 'place-spelling');
      await ana.getByRole('button', {name: 'Save'}).click();
      await ana.getByText('An officer said so.').waitFor();
      await ana.locator('.placing', {hasText: 'Blue Reef Cannery'}).waitFor();
      await desk.look(ana, 'placed');
      const placed = await api(`tickets/${ticket.id}`);
      assert.deepEqual([placed.site, placed.placed, placed.named_site], [reef, true, '']);
      const secret = sent.filter((line) => /reef APIA|Fale o le Tuna|Pay the nights/.test(line));
      assert.deepEqual(secret, [], 'neither what was typed nor a word as it was written leaves the browser');
      assert.equal(sent.filter((line) => line.includes('"spelling":"fale o le tuna"')).length, 1, 'the released name does, once');
    });

    await step('the next worker who writes it is matched', async () => {
      await ask('FALE O LE TUNA');
      const matched = (await api('tickets')).tickets.filter((one) => one.id !== ticket.id);
      assert.deepEqual(matched.map((one) => one.site), [reef]);
      assert.deepEqual((await api(`tickets/${matched[0].id}`)).placed, false);
      await ask('Somewhere else');
    });

    await step('an import of the register leaves it alone', async () => {
      fs.writeFileSync(file, REGISTER.replace('Blue Reef Cannery', 'Blue Reef Foods'));
      service.run('site', 'import', file, '--config', service.configFile);
      assert.deepEqual((await api(`sites/${reef}`)).spellings, ['fale o le tuna']);
    });

    await step('the inbox by workplace, district, language and week, in the address', async () => {
      await ana.goto(`${service.url}/inbox`);
      const rows = ana.locator('a.row');
      await until(async () => (await rows.count()) === 3, 'all three');
      await ana.getByRole('button', {name: 'More filters'}).click();
      await ana.getByLabel('District').selectOption('Apia');
      await until(async () => (await rows.count()) === 2, 'of the district');
      await ana.getByLabel('Workplace (open tickets)').selectOption({label: 'Harbour Laundry'});
      await until(async () => (await rows.count()) === 0, 'none there');
      await ana.getByLabel('Workplace (open tickets)').selectOption(reef);
      await until(async () => (await rows.count()) === 2, 'of the workplace');
      const week = ticket.week;
      await ana.getByLabel('Week').selectOption(week);
      await ana.getByLabel('Worker’s language').selectOption('en');
      await desk.look(ana, 'inbox-more-filters');
      assert.equal(new URL(ana.url()).search, `?site=${reef}&district=Apia&language=en&week=${week}`);
      await ana.reload();
      await until(async () => (await rows.count()) === 2, 'the address keeps them');
      await ana.getByLabel('District').waitFor();
      await ana.getByRole('button', {name: 'Clear filters'}).click();
      await until(async () => (await rows.count()) === 3, 'all again');
    });

    await step('the spelling can be removed, and the placing taken back', async () => {
      await ana.goto(`${service.url}/sites/${reef}`);
      await ana.getByText('How workers write its name').waitFor();
      await desk.look(ana, 'site-spellings');
      await ana.getByRole('button', {name: 'Remove: fale o le tuna'}).click();
      await until(async () => (await ana.getByText('fale o le tuna').count()) === 0, 'gone from the page');
      await ana.getByRole('link', {name: 'Open tickets about it in the inbox'}).click();
      await until(async () => (await ana.locator('a.row').count()) === 2, 'the two that are there');
      await ana.goto(`${service.url}/inbox?ticket=${ticket.id}`);
      await ana.getByRole('button', {name: 'Take it back'}).click();
      await ana.getByText('The worker named no workplace of the register.').waitFor();
      await ask('fale o le tuna');
      const {tickets} = await api('tickets');
      assert.deepEqual(tickets.map((one) => one.site).sort(), ['', '', '', reef], 'nobody is matched by it any more');
      const {entries} = await ana.evaluate(async () => (await fetch('/api/v1/audit?limit=100')).json());
      const actions = entries.map((entry) => entry.action).filter((action) => /^(ticket|site)\./.test(action));
      assert.deepEqual(actions, ['ticket.unplace', 'site.forget', 'site.import', 'site.remember', 'ticket.place', 'site.import']);
      assert.ok(!JSON.stringify(entries).includes('tuna'), 'the audit stays; a name must be able to go');
      await ana.goto(`${service.url}/audit`);
      await ana.getByText('Released how workers write the name of a workplace').waitFor();
    });
    assert.deepEqual(desk.problems, [], 'no script error, no dialog, no report against the content policy');
  } catch (error) {
    if (SHOTS && ana) await ana.screenshot({path: path.join(SHOTS, 'failed.png'), fullPage: true}).catch(() => {});
    throw error;
  } finally {
    await browser.close();
    await service.stop();
    service.remove();
  }
});
