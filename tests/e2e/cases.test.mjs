// SPDX-License-Identifier: Apache-2.0
// Cases in a real browser on the real service: two workers of one workplace, one case, its states by Samoa's profile, two
// officers at once, closure; the notice to the employer; a case by hand. axe-core on each page, at both widths.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {Desk, SHOTS, chat, launch} from './lib/desk.mjs';
import {request, until} from './lib/http.mjs';
import {Service} from './lib/service.mjs';

const SECRET = 'The cook told us about the pay';

// Samoa's, 13 hours ahead the whole year: how a locale writes a day differs between builds of Node.
function today() {
  return new Date(Date.now() + 13 * 3_600_000).toISOString().slice(0, 10);
}

// The workplace of the register, and its code.
function importSite(service) {
  const file = path.join(service.folder, 'sites.csv');
  fs.writeFileSync(file, 'key,name,district,workers\n1,Blue Reef Cannery,Apia,80\n');
  return /[0-9A-Z]{3,}-[0-9A-Z]+|[0-9A-Z]{5,}/.exec(service.run('site', 'import', file, '--config', service.configFile))[0];
}

async function api(service, method, target, body, headers = {}) {
  const reply = await request(`${service.url}/api/v1${target}`, {method, headers: {authorization: `Bearer ${service.apiToken}`, 'content-type': 'application/json', ...headers}, body: body && JSON.stringify(body)});
  return {status: reply.status, json: reply.text ? JSON.parse(reply.text) : null, headers: reply.headers};
}

async function add(page, kind, fields) {
  await page.locator('#new-kind').selectOption(kind);
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`#new-${name}`);
    if (['code', 'status', 'band', 'mode'].includes(name)) await field.selectOption(value);
    else await field.fill(value);
  }
  await page.locator('section', {has: page.locator('#new-kind')}).getByRole('button', {name: 'Save'}).click();
}

const move = (page, name) => page.locator('.moves').getByRole('button', {name, exact: true});

test('cases: from two tickets to closure', {timeout: 280_000}, async () => {
  const service = await Service.create((config) => {
    config.country = 'WS';
    config.channels = {web: {type: 'webchat', survey: 'core-9'}};
    config.office = {name: 'Ministry of Labour'};
  });
  const browser = await launch();
  const desk = new Desk(service, browser);
  let ana, address;
  const step = async (name, run) => {
    console.log(`e2e: ${name}`);
    await run();
  };
  try {
    service.prepare();
    const code = importSite(service);
    await service.start();
    ana = await desk.tab();
    await desk.setUp(ana, 'ana', desk.link('add', 'ana', '--role', 'supervisor'));
    await desk.signIn(ana, 'ana', await desk.code('ana'));

    await step('two workers of one workplace are not paid: offered as one signal, in a band', async () => {
      for (let worker = 0; worker < 2; worker += 1) {
        const phone = await desk.tab();
        await chat(phone, service, {site: code, wages_paid: 'no', one_thing: SECRET});
        await phone.context().close();
      }
      await ana.goto(`${service.url}/inbox?topic=wages`);
      await ana.locator('a.row').nth(1).waitFor();
      await ana.locator('a.row').first().click();
      await ana.getByText('2 to 4').waitFor();
      await desk.look(ana, 'ticket-case');
      await ana.getByLabel('What kind of case').selectOption('industrial_relations');
      await ana.getByRole('button', {name: 'Open a case'}).click();
      await ana.waitForURL(/\/cases\/[0-9a-z]{26}$/);
      address = ana.url();
      await ana.getByText('Blue Reef Cannery').first().waitFor();
      assert.equal(await ana.locator('.linked li').count(), 2);
      await desk.look(ana, 'case-opened');
    });

    await step('a button that cannot be pressed yet says what is missing', async () => {
      const assess = move(ana, 'Begin the assessment');
      assert.ok(await assess.isDisabled());
      await ana.getByText('Still needed: somebody has the case → I take it.').waitFor();
      await ana.getByRole('button', {name: 'I take it'}).click();
      await until(() => assess.isEnabled(), 'the case is taken');
      await assess.click();
      await ana.locator('.state-line', {hasText: 'In assessment'}).waitFor();
    });

    await step('visit, finding and measure lead to the state of correction', async () => {
      await add(ana, 'visit', {on: today(), text: 'With a colleague.'});
      await move(ana, 'Plan a visit').click();
      await ana.locator('.state-line', {hasText: 'Visit planned'}).waitFor();
      await ana.getByRole('button', {name: 'Edit: Visit'}).click();
      const form = ana.locator('.timeline form');
      await form.getByLabel('State').selectOption('done');
      await desk.look(ana, 'case-edit');
      await form.getByRole('button', {name: 'Save'}).click();
      await form.waitFor({state: 'detached'});
      await ana.getByText('Edited; before it was:').waitFor();
      await add(ana, 'finding', {code: 'compensation.payment_method', status: 'violation', band: 'tens', text: 'Wages of May were not paid.'});
      await move(ana, 'Visit carried out').click();
      await ana.locator('.state-line', {hasText: 'Visited'}).waitFor();
      assert.ok(await move(ana, 'Found in order: close').isDisabled(), 'a violation was found');
      await ana.getByText('Still needed: no violation among the findings (this time) → Edit.').waitFor();
      await add(ana, 'action', {code: 'payment', on: today(), amount: '4200', text: 'Pay the wages of May.'});
      await move(ana, 'Require correction').click();
      await ana.locator('.state-line', {hasText: 'Employer has to correct'}).waitFor();
      await desk.look(ana, 'case-correction');
    });

    await step('what is wrong with an entry is said, and what was typed stays', async () => {
      await add(ana, 'deadline', {text: 'Call the union'});
      await ana.getByText('Choose the day.').waitFor();
      assert.equal(await ana.locator('#new-text').inputValue(), 'Call the union');
      await ana.locator('#new-on').fill(today());
      await ana.locator('section', {has: ana.locator('#new-kind')}).getByRole('button', {name: 'Save'}).click();
      await ana.locator('.timeline', {hasText: 'Call the union'}).waitFor();
    });

    await step('the notice has findings and measures, and nothing that tells who spoke', async () => {
      await ana.getByRole('link', {name: 'Notice to print'}).click();
      const notice = ana.locator('#notice');
      await notice.getByText('Wages of May were not paid.').waitFor();
      await desk.look(ana, 'case-notice');
      const shown = await notice.innerText();
      for (const secret of ['Signal', 'Ticket', 'answers', 'colleague', 'union', SECRET]) assert.ok(!shown.includes(secret), `the notice says "${secret}"`);
      await ana.getByRole('link', {name: 'Back to the case'}).click();
    });

    await step('two officers at once: a clear conflict, nothing lost, then closed', async () => {
      await ana.getByRole('button', {name: 'Edit: What the employer has to do'}).click();
      await ana.locator('.timeline form').getByLabel('State').selectOption('done');
      await ana.locator('.timeline form').getByRole('button', {name: 'Save'}).click();
      await until(() => move(ana, 'Corrected: close').isEnabled(), 'the measure is done');
      await move(ana, 'Corrected: close').click();
      await ana.getByLabel('How it ended').selectOption('remedied');
      await ana.getByLabel('Workers who gained').selectOption('tens');
      await ana.getByLabel('Money paid to workers').fill('4200');
      // This page hears of nothing new while the colleague writes.
      const reads = '**/api/v1/cases/*';
      await ana.route(reads, (route) => (route.request().method() === 'GET' ? route.abort() : route.continue()));
      const id = address.split('/').pop();
      const noted = await api(service, 'POST', `/cases/${id}/entries`, {kind: 'note', text: 'The cannery called.'});
      assert.equal(noted.status, 201);
      await ana.getByRole('button', {name: 'Close the case'}).click();
      await ana.getByText('Somebody else changed this case').waitFor();
      await ana.locator('.notice.strong', {hasText: 'officer'}).waitFor();
      await ana.unroute(reads);
      await ana.locator('.timeline', {hasText: 'The cannery called.'}).waitFor({timeout: 20_000});
      await desk.look(ana, 'case-conflict');
      assert.equal(await ana.getByLabel('Money paid to workers').inputValue(), '4200');
      await ana.getByRole('button', {name: 'Close the case'}).click();
      await ana.locator('.state-line', {hasText: 'Closed'}).waitFor();
      assert.equal(await ana.locator('.clocks li:not(.met)').count(), 0, 'no deadline runs');
      await desk.look(ana, 'case-closed');
      const stale = await api(service, 'PATCH', `/cases/${id}`, {title: 'x'}, {'if-match': '"1"'});
      assert.equal(stale.status, 409);
      assert.ok(stale.json.changes.length > 5);
      const page = await api(service, 'GET', '/tickets?topic=wages');
      for (const ticket of page.json.tickets) {
        assert.equal(ticket.state, 'closed');
        assert.equal(ticket.clock, null);
      }
    });

    await step('a case by hand, in the list, filters in the address, three languages', async () => {
      await ana.goto(`${service.url}/cases`);
      await ana.getByText('No cases here').waitFor();
      await ana.getByRole('button', {name: 'Open a case by hand'}).click();
      await ana.getByLabel('What kind of case').selectOption('safety_and_health');
      await ana.getByLabel('Where it comes from').selectOption('accident_notice');
      await desk.look(ana, 'case-new');
      await ana.getByRole('button', {name: 'Open a case'}).click();
      await ana.getByText('Choose the class.').waitFor();
      await ana.getByLabel('Class').selectOption('P1');
      await ana.getByLabel('Or where it is').fill('The bakery behind the market');
      await ana.getByLabel('In a few words').fill('Burnt hand at the oven');
      await ana.getByRole('button', {name: 'Open a case'}).click();
      await ana.waitForURL(/\/cases\/[0-9a-z]{26}$/);
      await ana.getByRole('link', {name: 'Cases', exact: true}).click();
      await ana.locator('a.row', {hasText: 'Burnt hand'}).waitFor();
      await desk.look(ana, 'cases');
      await ana.getByLabel('Which').selectOption('yes');
      await ana.locator('a.row', {hasText: 'Blue Reef Cannery'}).waitFor();
      assert.match(ana.url(), /closed=yes/);
      await ana.getByRole('link', {name: 'What was put right'}).click();
      await ana.getByRole('row', {name: 'Put right 1–4'}).waitFor(); // a single case is told as a band
      await ana.getByText('not told: too few cases').waitFor();
      await desk.look(ana, 'cases-totals');
      const coming = ana.waitForEvent('download');
      await ana.getByRole('link', {name: 'CSV'}).click();
      assert.match(fs.readFileSync(await (await coming).path(), 'utf8'), /,outcome,remedied,Put right,1–4,/);
      await ana.getByRole('link', {name: 'Back to the cases'}).click();
      for (const [language, title] of [['es', 'Casos'], ['fr', 'Dossiers']]) {
        await ana.locator('.language select').selectOption(language);
        await ana.getByRole('heading', {name: title}).waitFor();
      }
      await desk.look(ana, 'cases-fr');
      await ana.locator('.language select').selectOption('en');
      await ana.getByRole('link', {name: 'Audit'}).click();
      await ana.getByText('The chain is whole').waitFor();
      await desk.look(ana, 'audit-cases');
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
