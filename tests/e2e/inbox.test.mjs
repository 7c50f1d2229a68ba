// SPDX-License-Identifier: Apache-2.0
// The inbox in a real browser on the real service: search in sealed words that the service learns nothing of, several tickets at
// once with a summary of each, and keys instead of a mouse. axe-core on what is new.
import assert from 'node:assert/strict';
import test from 'node:test';
import {Desk, PASSWORDS, launch} from './lib/desk.mjs';
import {request, serve, until} from './lib/http.mjs';
import {allChannels, senders} from './lib/senders.mjs';
import {Service} from './lib/service.mjs';

const WORDS = ['The foreman locks the door at night', 'No pagan el sueldo este año', 'তিন মাস বেতন দেয়নি', 'Fa\u02bbamolemole fesoasoani mai',
  'The fire door is LOCKED, and <b>nobody</b> has the key', 'nothing to drink in the heat'];
const PEOPLE = 30;

test('inbox: search in words, several at once, keys', {timeout: 280_000}, async () => {
  const nowhere = await serve((req, body, res) => res.writeHead(503).end());
  const service = await Service.create((config, created) => {
    delete config.keys; // made in the browser
    config.channels = {kannel: allChannels(nowhere.url, created.url).kannel};
    config.languages = {allow_unreviewed: ['en']};
  });
  const browser = await launch();
  const desk = new Desk(service, browser);
  const headers = {authorization: ''};
  const api = async (path, body) => {
    const reply = await request(`${service.url}/api/v1/${path}`, body ? {method: 'POST', headers: {...headers, 'content-type': 'application/json'}, body: JSON.stringify(body)} : {headers});
    return reply.status === 204 ? null : JSON.parse(reply.text);
  };
  try {
    await service.prepare().start();
    headers.authorization = `Bearer ${service.apiToken}`;
    const ana = await desk.tab();
    await desk.setUp(ana, 'ana', desk.link('add', 'ana', '--role', 'supervisor'));
    await desk.signIn(ana, 'ana', await desk.code('ana'));
    await ana.getByRole('button', {name: 'Make the office key'}).click();
    const sheet = await ana.locator('.groups li').allTextContents();
    const group = Number(/Group (\d)/.exec(await ana.locator('label[for=group]').textContent())[1]);
    await ana.locator('#group').fill(sheet[group - 1]);
    await ana.getByRole('button', {name: 'The sheet is safe'}).click();
    await ana.getByText('You can open what workers write').waitFor();
    await service.stop();
    await service.start(); // now with the key
    const {kannel} = senders(service.url);
    for (let i = 0; i < PEOPLE; ++i) {
      for (const text of ['hello', '1', '1', '3', '2', '3', 'skip', '2', '14', WORDS[i % WORDS.length]]) {
        assert.equal((await kannel({from: `+88017123${40000 + i}`, text})).status, 200);
      }
    }
    await until(async () => (await api('tickets?limit=200')).tickets.filter((one) => one.sealed_words > 0).length === PEOPLE, 'tickets with words');

    console.log('e2e: a search without the key asks for the password, then goes on');
    const sent = [];
    ana.on('request', (one) => sent.push(`${one.url()} ${one.postData() ?? ''}`));
    await desk.signIn(ana, 'ana', desk.codes.ana[0]);
    await ana.locator('a.row').first().waitFor();
    await ana.goto(`${service.url}/inbox`); // forgets the keys
    await ana.locator('a.row').first().waitFor();
    await ana.getByLabel('Search in workers’ words').fill('locked DOOR');
    await ana.keyboard.press('Enter');
    await ana.getByText('your password opens the key in this browser').waitFor();
    assert.equal(sent.filter((one) => one.includes('words/searches')).length, 0, 'nothing is asked for without a key');
    await desk.look(ana, 'inbox-search-locked');
    await ana.locator('#unlock-search').fill(PASSWORDS.ana);
    await ana.getByRole('button', {name: 'Open my key'}).click();
    await ana.getByText(`Found in 5 of ${PEOPLE} tickets with words`).waitFor();
    assert.equal(await ana.locator('a.row').count(), 5);
    const snippet = ana.locator('.snippet').first();
    assert.equal(await snippet.textContent(), WORDS[4], 'as text');
    assert.deepEqual(await snippet.locator('mark').allTextContents(), ['door', 'LOCKED']);
    await desk.look(ana, 'inbox-search');

    console.log('e2e: any language; what is looked for is never sent; one audit entry');
    for (const [typed, at] of [['ano SUELDO', 1], ['বেতন', 2], ["fa'amolemole", 3], ['drink', 5]]) {
      await ana.getByLabel('Search in workers’ words').fill(typed);
      await ana.getByRole('button', {name: 'Search', exact: true}).click();
      await until(async () => (await ana.locator('.snippet').first().textContent()) === WORDS[at], typed);
    }
    await ana.getByLabel('Search in workers’ words').fill('zebra');
    await ana.keyboard.press('Enter');
    await ana.getByText(`Found in none of the ${PEOPLE} tickets`).waitFor();
    for (const needle of ['locked', 'sueldo', 'বেতন', 'amolemole', 'drink', 'zebra', encodeURIComponent('বেতন')]) {
      assert.deepEqual(sent.filter((one) => one.toLowerCase().includes(needle.toLowerCase())), [], needle);
    }
    const opened = (await api('tickets?limit=200')).tickets[0];
    assert.deepEqual((await api(`tickets/${opened.id}`)).words.map((one) => one.opened), [false], 'no person has read it');
    await ana.getByRole('button', {name: 'Show all tickets again'}).click();
    await until(async () => (await ana.locator('a.row').count()) === PEOPLE, 'all are shown again');

    console.log('e2e: a stop ends it; another filter is another search');
    let gate = () => {};
    await ana.route('**/words/searches/*from=25', async (route) => {
      await new Promise((open) => { gate = open; });
      await route.continue().catch(() => {});
    });
    await ana.locator('.filter', {hasText: 'All surveys'}).locator('select').selectOption('core-9');
    await ana.getByLabel('Search in workers’ words').fill('door');
    await ana.keyboard.press('Enter');
    await ana.getByText(`25 of ${PEOPLE} tickets`).waitFor();
    await ana.getByRole('button', {name: 'Stop'}).click();
    gate();
    await ana.getByText(`words of 25 of ${PEOPLE} tickets`).waitFor();
    await ana.unroute('**/words/searches/*from=25');
    await ana.getByRole('button', {name: 'Clear filters'}).click();
    await until(async () => (await ana.locator('.snippet').count()) === 0, 'the words go with the filter');

    console.log('e2e: keys');
    const focused = () => ana.evaluate(() => [...document.querySelectorAll('a.row')].indexOf(document.activeElement));
    await ana.locator('h1').click();
    await ana.keyboard.press('/');
    await ana.keyboard.type('jx?/k');
    assert.equal(await ana.getByLabel('Search in workers’ words').inputValue(), 'doorjx?/k', 'while typing they are letters');
    await ana.getByLabel('Search in workers’ words').fill('');
    await ana.locator('h1').click();
    await ana.keyboard.press('j');
    assert.equal(await focused(), 0);
    await ana.keyboard.press('j');
    await ana.keyboard.press('ArrowDown');
    assert.equal(await focused(), 2);
    await ana.keyboard.press('k');
    assert.equal(await focused(), 1);
    await ana.keyboard.press('End');
    assert.equal(await focused(), PEOPLE - 1);
    await ana.keyboard.press('Home');
    await ana.keyboard.press('x');
    await ana.getByText('Selected: 1').waitFor();
    for (let i = 0; i < 3; ++i) await ana.keyboard.press('j');
    await ana.keyboard.press('Shift+KeyX');
    await ana.getByText('Selected: 4').waitFor();
    assert.equal(await ana.locator('[role=row][aria-selected=true]').count(), 4);
    assert.equal(await ana.locator('a.row[tabindex="0"]').count(), 1, 'one stop for Tab');
    await ana.keyboard.press('ArrowLeft');
    await ana.keyboard.press('Space');
    await ana.getByText('Selected: 3').waitFor();
    await ana.keyboard.press('ArrowRight');
    await ana.keyboard.press('Enter');
    await ana.locator('.detail h2').first().waitFor();
    await ana.keyboard.press('?');
    await ana.getByRole('dialog').waitFor();
    await desk.look(ana, 'inbox-keys');
    await ana.evaluate(async () => { // all before the next frame, as on a machine that is busy
      document.getElementById('keys-on').click();
      await new Promise(queueMicrotask);
      document.querySelector('dialog.keys').close();
      document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true}));
    });
    assert.notEqual(await ana.evaluate(() => document.activeElement.id), 'word-search', 'switched off');
    await ana.getByRole('button', {name: 'Keys'}).click();
    await ana.getByLabel('Single keys work here').check();
    await ana.getByRole('dialog').getByRole('button', {name: 'Close'}).click();

    console.log('e2e: several at once, each done or refused by itself');
    await ana.getByRole('button', {name: 'Select none'}).click();
    const ids = await ana.locator('[role=row]').evaluateAll((rows) => rows.map((row) => row.dataset.ticket));
    const bulk = ana.locator('.bulk');
    const box = (at) => ana.locator('[role=row] input').nth(at);
    await box(0).click();
    await box(3).click({modifiers: ['Shift']});
    await ana.getByText('Selected: 4').waitFor();
    await bulk.getByRole('button', {name: 'Close', exact: true}).click();
    await desk.look(ana, 'inbox-bulk-close');
    await ana.getByRole('button', {name: 'Close the selected (4)'}).click();
    await ana.getByText('Choose one first').waitFor();
    await bulk.getByLabel('Passed on to another office').check();
    await api(`tickets/${ids[1]}/close`, {outcome: 'acted'}); // a colleague was quicker
    await ana.getByRole('button', {name: 'Close the selected (4)'}).click();
    await ana.getByText('Done: 3 of 4').waitFor();
    await ana.locator('.bulk li', {hasText: 'closed already'}).waitFor();
    await desk.look(ana, 'inbox-bulk-summary');
    for (const at of [0, 1, 2, 3]) assert.equal((await api(`tickets/${ids[at]}`)).state, 'closed');
    await ana.getByRole('button', {name: 'Hide this'}).click();

    const choose = async (...some) => {
      for (const id of some) await ana.locator(`[role=row][data-ticket="${id}"] input`).click();
    };
    await choose(ids[3], ids[4], ids[5], ids[6]); // closed ones stand at the end now
    await bulk.getByRole('button', {name: 'Open one case', exact: true}).click();
    await bulk.getByLabel('What kind of case').selectOption('industrial_relations');
    await ana.getByRole('button', {name: 'Open one case with them (4)'}).click();
    await ana.getByText('Done: 3 of 4').waitFor();
    await ana.locator('.bulk li', {hasText: 'closed already'}).waitFor();
    await ana.getByRole('button', {name: 'Hide this'}).click();
    await choose(ids[6], ids[7], ids[8]);
    await ana.getByRole('button', {name: 'Add to a case'}).click();
    await ana.getByLabel('Which case').selectOption({index: 1});
    await ana.getByRole('button', {name: 'Add the selected (3)'}).click();
    await ana.getByText('Done: 2 of 3').waitFor();
    await ana.locator('.bulk li', {hasText: 'is in a case already'}).waitFor();
    const cases = (await api('cases')).cases;
    assert.equal(cases.length, 1);
    assert.deepEqual((await api(`cases/${cases[0].id}`)).tickets.map((one) => one.id).sort(), ids.slice(4, 9).sort());
    await ana.getByRole('button', {name: 'Hide this'}).click();
    await ana.getByLabel(`Select all shown (${PEOPLE})`).check();
    await ana.getByText(`Selected: ${PEOPLE}`).waitFor();
    await ana.getByRole('button', {name: 'Select none'}).click();

    console.log('e2e: the audit says who searched, and in how many tickets');
    await ana.getByRole('link', {name: 'Audit'}).click();
    await ana.getByText('The chain is whole').waitFor();
    const entries = await ana.locator('tr', {hasText: 'Searched in words'}).allTextContents();
    assert.equal(entries.length, 2, 'one a search; looking for other words in what is open is none');
    assert.match(entries[1], new RegExp(`number of tickets: ${PEOPLE}`));
    assert.match(entries[0], /survey=core-9/);
    assert.deepEqual(desk.problems, []);
  } finally {
    await browser.close();
    await service.stop();
    service.remove();
    await nowhere.close();
  }
});
