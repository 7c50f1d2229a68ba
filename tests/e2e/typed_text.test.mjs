// SPDX-License-Identifier: Apache-2.0
// What an officer typed stays: over a dropped line, a restart of the service, which ends every session, another language, another
// kind of entry, and a colleague's change that arrives while a form is open.
import assert from 'node:assert/strict';
import test from 'node:test';
import {Desk, PASSWORDS, chat, launch} from './lib/desk.mjs';
import {request, until} from './lib/http.mjs';
import {Service} from './lib/service.mjs';

const NOTE = 'Called the union at nine';
const QUESTION = 'Is the door locked at night?';

async function api(service, method, target, body, headers = {}) {
  const reply = await request(`${service.url}/api/v1${target}`, {method, headers: {authorization: `Bearer ${service.apiToken}`, 'content-type': 'application/json', ...headers}, body: body && JSON.stringify(body)});
  return {status: reply.status, json: reply.text ? JSON.parse(reply.text) : null};
}

async function signInAgain(desk, page) {
  await page.getByText('Your session has ended').waitFor({timeout: 30_000});
  await page.locator('#name').fill('ana');
  await page.locator('#password').fill(PASSWORDS.ana);
  await page.locator('#code').fill(await desk.code('ana'));
  await page.getByRole('button', {name: 'Sign in', exact: true}).click();
  await page.getByText('Your session has ended').waitFor({state: 'detached'});
}

test('typed text: nothing is lost', {timeout: 280_000}, async () => {
  const service = await Service.create((config) => {
    config.country = 'WS';
    config.channels = {web: {type: 'webchat', survey: 'core-9'}};
  });
  const browser = await launch();
  const desk = new Desk(service, browser);
  const step = async (name, run) => {
    console.log(`e2e: ${name}`);
    await run();
  };
  try {
    await service.prepare().start();
    const ana = await desk.tab();
    const cdp = await ana.context().newCDPSession(ana);
    await cdp.send('Network.enable');
    const line = (offline) => cdp.send('Network.emulateNetworkConditions', {offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1});
    const down = ana.getByText('No connection to the service');
    await desk.setUp(ana, 'ana', desk.link('add', 'ana', '--role', 'supervisor'));
    await desk.signIn(ana, 'ana', await desk.code('ana'));
    await ana.getByRole('link', {name: 'Inbox'}).waitFor();
    const opened = await api(service, 'POST', '/cases', {type: 'safety_and_health', origin: 'own_plan', severity: 'P2', title: 'The bakery'});
    assert.equal(opened.status, 201);
    const id = opened.json.id;
    const entries = async (text) => (await api(service, 'GET', `/cases/${id}`)).json.timeline.filter((entry) => entry.text === text).length;
    const note = ana.locator('#new-text');
    const save = ana.locator('section', {has: ana.locator('#new-kind')}).getByRole('button', {name: 'Save'});

    await step('another kind of entry keeps text and day', async () => {
      await ana.goto(`${service.url}/cases/${id}`);
      await ana.locator('#new-kind').selectOption('deadline');
      await note.fill(NOTE);
      await ana.locator('#new-on').fill('2027-03-01');
      await ana.locator('#new-kind').selectOption('note');
      await ana.locator('#new-kind').selectOption('visit');
      assert.equal(await note.inputValue(), NOTE);
      assert.equal(await ana.locator('#new-on').inputValue(), '2027-03-01');
      await ana.locator('#new-kind').selectOption('note');
    });

    await step('the line drops: it is said, the text stays, and goes once when the line is back', async () => {
      await line(true);
      await down.waitFor();
      await save.click();
      await ana.getByText('cannot be reached').waitFor();
      assert.equal(await note.inputValue(), NOTE);
      await desk.look(ana, 'line-down');
      await line(false);
      await down.waitFor({state: 'detached', timeout: 20_000});
      assert.equal(await note.inputValue(), NOTE);
      await save.click();
      await ana.locator('.timeline', {hasText: NOTE}).waitFor();
      assert.equal(await entries(NOTE), 1);
      assert.equal(await note.inputValue(), '');
    });

    await step('another language', async () => {
      await note.fill(NOTE);
      await ana.locator('.language select').selectOption('fr');
      await ana.getByRole('heading', {name: 'Ce qui s’est passé'}).waitFor();
      assert.equal(await note.inputValue(), NOTE);
      await ana.locator('.language select').selectOption('en');
    });

    await step('a restart ends the session: signing in brings the same page back', async () => {
      await note.fill(`${NOTE}!`);
      await service.stop();
      await down.waitFor({timeout: 30_000});
      assert.equal(await note.inputValue(), `${NOTE}!`);
      await service.start();
      await ana.getByText('Your session has ended').waitFor({timeout: 30_000});
      assert.ok(!(await note.isVisible()), 'nothing of the case shows below');
      await desk.look(ana, 'session-ended');
      await signInAgain(desk, ana);
      assert.equal(new URL(ana.url()).pathname, `/cases/${id}`);
      assert.equal(await note.inputValue(), `${NOTE}!`);
      await save.click();
      await ana.locator('.timeline', {hasText: `${NOTE}!`}).waitFor();
      assert.equal(await entries(`${NOTE}!`), 1);
    });

    await step('a question to a worker, over a dropped line, another language and a restart', async () => {
      const phone = await desk.tab();
      await chat(phone, service);
      await ana.getByRole('link', {name: 'Inbox'}).click();
      await ana.locator('a.row').first().click();
      const phrase = ana.locator('#thread-phrase');
      await phrase.waitFor();
      await phrase.selectOption('own');
      await ana.locator('#thread-words').fill(QUESTION);
      await ana.locator('.language select').selectOption('es');
      await ana.getByRole('heading', {name: 'Por qué esta clase'}).waitFor();
      assert.equal(await ana.locator('#thread-words').inputValue(), QUESTION);
      await ana.locator('.language select').selectOption('en');
      await line(true);
      await down.waitFor();
      await line(false);
      await down.waitFor({state: 'detached', timeout: 20_000});
      await service.stop();
      await service.start();
      await signInAgain(desk, ana);
      assert.equal(await ana.locator('#thread-words').inputValue(), QUESTION);
    });

    await step('a colleague raises the class while a form is open: no silent loss', async () => {
      await ana.goto(`${service.url}/cases/${id}`);
      await ana.getByRole('button', {name: 'Change', exact: true}).click();
      await ana.locator('#f-title').fill('The bakery behind the market');
      const {version} = (await api(service, 'GET', `/cases/${id}`)).json;
      assert.equal((await api(service, 'PATCH', `/cases/${id}`, {severity: 'P0'}, {'if-match': `"${version}"`})).status, 200);
      await ana.locator('.case .row-top', {hasText: 'P0'}).waitFor(); // the page is live; the form is not moved
      assert.equal(await ana.locator('#f-title').inputValue(), 'The bakery behind the market');
      const form = ana.locator('form', {has: ana.locator('#f-title')});
      await form.getByRole('button', {name: 'Save'}).click();
      await ana.getByText('Somebody else changed this case').waitFor();
      assert.equal((await api(service, 'GET', `/cases/${id}`)).json.severity, 'P0');
      await until(async () => (await ana.locator('#f-severity').inputValue()) === 'P0', 'the form shows what the colleague chose');
      await form.getByRole('button', {name: 'Save'}).click();
      await ana.getByRole('heading', {name: 'The bakery behind the market'}).waitFor();
      const now = (await api(service, 'GET', `/cases/${id}`)).json;
      assert.equal(now.severity, 'P0');
      assert.equal(now.title, 'The bakery behind the market');
    });

    await step('a colleague edits the same entry: told before it is written over', async () => {
      const made = await api(service, 'POST', `/cases/${id}/entries`, {kind: 'deadline', on: '2027-03-01', status: 'open', text: 'Call back'}, {'if-match': `"${(await api(service, 'GET', `/cases/${id}`)).json.version}"`});
      assert.equal(made.status, 201);
      await ana.getByRole('button', {name: 'Edit: Own deadline'}).click();
      const form = ana.locator('.timeline form');
      await form.locator('textarea').fill('Call back before noon');
      const now = (await api(service, 'GET', `/cases/${id}`)).json;
      const entry = now.timeline.find((one) => one.kind === 'deadline');
      const edited = await api(service, 'PATCH', `/cases/${id}/entries/${entry.id}`, {on: '2027-04-01', status: 'open', text: 'Call back'}, {'if-match': `"${now.version}"`});
      assert.equal(edited.status, 200, JSON.stringify(edited.json));
      await ana.locator('.timeline', {hasText: 'Edited; before it was:'}).waitFor();
      await form.getByRole('button', {name: 'Save'}).click();
      await ana.getByText('Somebody else changed this case').waitFor();
      assert.equal(await form.locator('textarea').inputValue(), 'Call back before noon');
    });
    assert.deepEqual(desk.problems, []);
  } finally {
    await browser.close();
    await service.stop();
    service.remove();
  }
});
