// SPDX-License-Identifier: Apache-2.0
// Alerts on the real service with a mail server of others: an officer confirms an address on the page, an urgent ticket brings
// a mail that says how many and nothing else, a server that is down is tried again, and the address lies nowhere in clear.
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {Desk, chat, launch} from './lib/desk.mjs';
import {postJson, request, serve, sleep, until} from './lib/http.mjs';
import {MailServer} from './lib/mail_server.mjs';
import {DWBOT, SECRET, Service} from './lib/service.mjs';

const ADDRESS = 'canary.officer+alerts@example.org';
const DANGER = {danger: 'yes', safe_now: 'yes', site: 'Canary Garments by the canary bridge', one_thing: 'canary-words about the foreman'};
// What a mail may not hold: of the ticket, the worker, the channel, the survey, the server.
const NEEDLES = /canary-words|garment|bridge|foreman|danger|webchat|core-9|survey|wage|worker|complaint|labour|inspect|decentwork/i;

function files(folder) {
  return fs.readdirSync(folder, {withFileTypes: true}).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    return entry.isDirectory() ? files(name) : entry.isFile() ? [name] : [];
  });
}

test('alerts: a confirmed address is told that something urgent came in, and nothing else', {timeout: 560_000}, async () => {
  let mail;
  const texts = []; // what the SMS gateway was asked to send
  const gateway = await serve((req, body, res) => {
    const query = new URL(req.url, 'http://x').searchParams;
    texts.push({to: query.get('to'), text: query.get('text')});
    res.writeHead(202).end('0: Accepted for delivery');
  });
  const service = await Service.create((config, made) => {
    mail = new MailServer(made.folder);
    config.country = 'WS';
    config.channels = {web: {type: 'webchat', survey: 'core-9'},
      sms: {type: 'kannel', survey: 'core-9', sendsms_url: `${gateway.url}/cgi-bin/sendsms`, username: 'u', password: 'p', from: '8000', secret: SECRET}};
    config.alerts = {sms_channel: 'sms', smtp: {url: 'smtp://127.0.0.1:0', user: mail.user, password: '${MAIL_PASSWORD}', from: 'alerts@office.example', ca_file: 'ca.pem'}, at_most_every_minutes: 1};
    made.environment = {MAIL_PASSWORD: mail.password};
  });
  const rewrite = (change) => {
    const config = JSON.parse(fs.readFileSync(service.configFile, 'utf8'));
    change(config);
    fs.writeFileSync(service.configFile, JSON.stringify(config, null, 2));
  };
  const readyz = async () => (await request(`${service.internalUrl}/readyz`)).text;
  const step = async (name, run) => { console.log(`e2e: ${name}`); await run(); };
  const testMail = (to) => spawnSync(DWBOT, ['alert', 'test', '--config', service.configFile, '--to', to], {encoding: 'utf8', env: service.env()});
  const news = () => mail.mails.filter(({subject}) => !/code|código/i.test(subject));
  const browser = await launch();
  const desk = new Desk(service, browser);
  try {
    await mail.start();
    rewrite((config) => { config.alerts.smtp.url = `smtp://127.0.0.1:${mail.port}`; });
    await service.prepare().start();
    const page = await desk.tab();
    const worker = await desk.tab();

    await step('dwbot alert test says what the mail server answered', async () => {
      const good = testMail('somebody@example.org');
      assert.equal(good.status, 0, good.stderr);
      assert.match(good.stdout, /took the mail: 250/);
      assert.match(testMail('refused@example.org').stderr, /refused the mail.*550 5\.1\.1 there is no such mailbox/);
      assert.match(testMail('nobody').stderr, /--to: an e-mail address has one @/);
      rewrite((config) => { delete config.alerts.smtp.ca_file; });
      assert.match(testMail('somebody@example.org').stderr, /certificate of the mail server is not to be trusted/);
      rewrite((config) => { config.alerts.smtp.ca_file = 'ca.pem'; });
      service.environment.MAIL_PASSWORD = 'wrong';
      assert.match(testMail('somebody@example.org').stderr, /refused user or password/);
      service.environment.MAIL_PASSWORD = mail.password;
      await until(() => mail.mails.length > 0, 'the first arrives');
      assert.equal(mail.mails.length, 1, 'nothing but the first arrived');
      assert.equal(mail.mails[0].tls, true);
      assert.equal(mail.mails[0].user, true);
      assert.equal(mail.mails[0].helo, 'office.example', 'not the name of this machine');
      mail.mails.length = 0;
    });

    await step('an officer adds an address and types in the code that comes there', async () => {
      assert.match(await readyz(), /alerts: nobody would be reached/);
      await desk.setUp(page, 'ana', desk.link('add', 'ana', '--role', 'supervisor'));
      await desk.signIn(page, 'ana', await desk.code('ana'));
      await page.getByRole('heading', {name: 'Inbox'}).first().waitFor().catch(() => {});
      await page.goto(`${service.url}/settings`);
      await page.getByText('Nobody would be told').waitFor();
      await page.getByText('Add an address').click();
      await page.getByLabel('Your e-mail address').fill('not an address');
      await page.getByRole('button', {name: 'Send a code there'}).click();
      await page.getByText('an e-mail address has one @').waitFor();
      await desk.look(page, 'alerts-add');
      await page.getByLabel('Your e-mail address').fill(ADDRESS);
      await page.getByRole('button', {name: 'Send a code there'}).click();
      await until(() => mail.mails.length === 1, 'no code came');
      const code = /Code: (\d{6})/.exec(mail.mails[0].subject)[1];
      assert.deepEqual(mail.mails[0].to, [ADDRESS]);
      await page.getByText('A code was sent.').waitFor();
      await page.getByText('c…@example.org').waitFor();
      await desk.look(page, 'alerts-code');
      await page.getByLabel('Code from the message').fill(code === '000000' ? '000001' : '000000');
      await page.getByRole('button', {name: 'Confirm', exact: true}).click();
      await page.getByText('it is not the one that was sent').waitFor();
      await page.getByLabel('Code from the message').fill(`${code.slice(0, 3)} ${code.slice(3)}`);
      await page.getByRole('button', {name: 'Confirm', exact: true}).click();
      await page.getByText('Confirmed', {exact: true}).waitFor();
      await page.getByText('1 of 2 people').waitFor();
      await page.getByLabel('Quiet from').selectOption('3');
      await page.getByLabel('until').selectOption('3');
      await page.getByRole('button', {name: 'Save'}).click();
      await page.getByText('two different hours').waitFor();
      await page.getByLabel('Quiet from').selectOption('');
      await page.getByLabel('until').selectOption('');
      await page.getByLabel('trouble of the service').uncheck();
      await page.getByRole('button', {name: 'Save'}).click();
      await page.getByText('Saved.').waitFor();
      await desk.look(page, 'alerts-confirmed');
      await until(async () => !/alerts:/.test(await readyz()), '/readyz is content', 40_000, 500);
    });

    await step('another officer takes text messages', async () => {
      const options = {headers: {authorization: `Bearer ${service.apiToken}`}};
      const added = await postJson(`${service.url}/api/v1/alerts/addresses`, {route: 'sms', address: '+685 72-12345', language: 'fr'}, options);
      assert.equal(added.status, 201, added.text);
      await until(() => texts.length === 1, 'no code came by SMS');
      assert.equal(texts[0].to, '+6857212345');
      const code = /^Code : (\d{6})$/.exec(texts[0].text)[1];
      const at = `${service.url}/api/v1/alerts/addresses/${JSON.parse(added.text).id}`;
      assert.equal((await postJson(`${at}/confirmation`, {code}, options)).status, 204);
      const view = JSON.parse((await request(`${service.url}/api/v1/alerts`, options)).text);
      assert.equal(view.reached, 2);
      assert.equal(view.addresses.length, 1);
      assert.equal(view.addresses[0].shown, '+6…45');
    });

    await step('an urgent ticket brings one mail, and its bytes tell nothing', async () => {
      await chat(worker, service, DANGER);
      const {tickets} = await service.tickets();
      assert.match(tickets[0].severity, /^P[01]$/, JSON.stringify(tickets[0]));
      await until(() => news().length === 1, 'no mail came', 120_000, 100)  /* clocks begin with a full minute */;
      const [told] = news();
      assert.equal(told.subject, '1 new urgent item. Please log in.');
      assert.match(told.text, new RegExp(`^1 new urgent item. Please log in.\r\n\r\n${service.url}/inbox\r\n`));
      assert.deepEqual(told.to, [ADDRESS]);
      assert.equal(told.headers.from, '<alerts@office.example>');
      assert.match(told.headers.date, /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
      assert.equal(told.headers['auto-submitted'], 'auto-generated');
      assert.doesNotMatch(told.raw, NEEDLES);
      assert.ok(!told.raw.includes(tickets[0].id));
      await until(() => texts.length === 2, 'no text message came');
      assert.equal(texts[1].to, '+6857212345');
      assert.match(texts[1].text, /^1 nouvel élément urgent. Veuillez vous connecter. http/);
    });

    await step('kill -9 tells nothing twice', async () => {
      await sleep(1000); // the mail is here before the service has heard that it was taken
      await service.kill9();
      await service.start();
      await sleep(20_000); // more than one round
      assert.equal(news().length, 1);
    });

    await step('what comes while the mail server is down is told when it is up again', async () => {
      await mail.stop();
      await chat(await desk.tab(), service, DANGER);
      await until(async () => /could not be reached \(connect\)/.test(await readyz()), 'no failed try', 120_000, 500);
      await chat(await desk.tab(), service, DANGER);
      await mail.start();
      const told = () => news().slice(1).reduce((sum, {subject}) => sum + Number(/^(\d+) new urgent items?\. Please log in\.$/.exec(subject)[1]), 0);
      await until(() => told() === 2, 'it was not tried again', 240_000, 200);
    });

    await step('address and code lie nowhere in clear', async () => {
      const seen = files(service.folder).filter((name) => !/\.pem$/.test(name));
      assert.ok(seen.some((name) => name.endsWith('vault.db')) && seen.some((name) => name.endsWith('core.db')) && seen.some((name) => name.endsWith('dwbot.log')));
      const code = /Code: (\d{6})/.exec(mail.mails[0].subject)[1];
      for (const name of seen) {
        const bytes = fs.readFileSync(name, 'latin1');
        for (const piece of ['canary.officer', 'officer+alerts', '6857212345', '857212345', `Code: ${code}`, mail.password]) assert.ok(!bytes.includes(piece), `${piece} in ${path.basename(name)}`);
      }
      const audit = (await request(`${service.url}/api/v1/audit`, {headers: {authorization: `Bearer ${/API token:\s*(\S+)/i.exec(service.run('user', 'add', 'aud', '--role', 'auditor', '--api-token', '--config', service.configFile))[1]}`}})).text;
      for (const action of ['alerts.add', 'alerts.confirm', 'alerts.change']) assert.match(audit, new RegExp(action));
      assert.doesNotMatch(audit, /canary|example\.org/);
    });

    await step('whoever leaves is told nothing more', async () => {
      const rowsLeft = () => Number(execFileSync('/usr/bin/python3', ['-c', 'import sqlite3,sys; print(sqlite3.connect(sys.argv[1]).execute("select count(*) from staff_addresses").fetchone()[0])', path.join(service.dataDir, 'vault.db')], {encoding: 'utf8'}));
      assert.equal(rowsLeft(), 2);
      service.run('user', 'disable', 'ana', '--config', service.configFile);
      await until(() => rowsLeft() === 1, 'the address stays', 60_000, 500);
      assert.match((await request(`${service.url}/api/v1/alerts`, {headers: {authorization: `Bearer ${service.apiToken}`}})).text, /"reached":1,"of":1/);
    });
    assert.deepEqual(desk.problems, []);
  } finally {
    await browser.close();
    const outcome = await service.stop();
    await mail.stop();
    await gateway.close();
    service.remove();
    if (outcome) assert.equal(outcome.code, 0, 'dwbot ends cleanly');
  }
});
