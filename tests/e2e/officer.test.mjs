// SPDX-License-Identifier: Apache-2.0
// The officers' pages in a real browser (Debian's Chromium) on the real service: first login by link, office key and recovery
// sheet, a worker's words from web chat to the officer's screen, a colleague let in, the recovery drill. axe-core on each page.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import {Desk, PASSWORDS, SHOTS, chat, launch} from './lib/desk.mjs';
import {request, serve, until} from './lib/http.mjs';
import {Service, telegramChannel} from './lib/service.mjs';

const WORDS = 'The foreman <img src=x onerror=alert(1)> keeps our pay. Call me on +685 7212345, my name is Sina.\nمرحبا';

test('officers: from the first link to the worker’s words', {timeout: 280_000}, async () => {
  // One step after another: what comes after a failed one tells nothing.
  const t = {test: async (name, run) => {
    console.log(`e2e: ${name}`);
    await run();
  }};
  const registered = []; // webhooks, at Telegram
  const telegram = await serve((req, body, res) => {
    if (req.url.endsWith('/setWebhook')) registered.push(req.url);
    res.writeHead(200, {'content-type': 'application/json'}).end('{"ok":true,"result":true}');
  });
  const service = await Service.create((config) => {
    delete config.keys; // nobody has made an office key yet
    config.country = 'WS';
    config.channels = {web: {type: 'webchat', survey: 'core-9'}, telegram: telegramChannel(telegram.url)};
    config.office = {name: 'Ministry of Labour'};
  });
  const browser = await launch();
  const desk = new Desk(service, browser);
  let ana, ben, sheet, first;
  try {
    await service.prepare().start();
    ana = await desk.tab();

    await t.test('without an office key the channels are shut, and it is said who opens them', async () => {
      assert.match((await request(`${service.internalUrl}/readyz`)).text, /shut until there is an office key .*: web/);
      const refused = await request(`${service.url}/chat/web/token`, {method: 'POST', headers: {origin: service.url}});
      assert.equal(refused.status, 503);
      assert.match(refused.text, /office has no key yet/);
      assert.equal(registered.length, 0, 'Telegram is told of the webhook when the channel opens');
    });

    await t.test('the first officer sets up by the link', async () => {
      const link = desk.link('add', 'ana', '--role', 'supervisor');
      await desk.setUp(ana, 'ana', link, true);
      const again = await desk.tab();
      await again.goto(service.url + link);
      await again.getByText('This link was used').waitFor();
      await desk.look(again, 'setup-used');
      await again.context().close();
    });

    await t.test('a wrong password is refused, and often wrong costs a wait', async () => {
      const page = await desk.tab();
      await page.goto(`${service.url}/login`);
      await desk.look(page, 'login');
      for (let attempt = 0; ; attempt += 1) {
        await desk.signIn(page, 'nobody', '000000', 'not the right words');
        const said = await page.getByRole('alert').textContent();
        if (/Too many attempts/.test(said)) break;
        assert.match(said, /do not fit/);
        assert.ok(attempt < 8, 'a wait comes in time');
      }
      await desk.look(page, 'login-wait');
      await page.context().close();
    });

    await t.test('the first officer makes the office key and prints the sheet', async () => {
      await desk.signIn(ana, 'ana', await desk.code('ana'));
      await ana.getByRole('button', {name: 'Make the office key'}).waitFor();
      await desk.look(ana, 'settings-no-key');
      sheet = await desk.makeOfficeKey(ana, true);
      await desk.look(ana, 'settings-key-made');
    });

    await t.test('from that moment the channels are open: a worker chats, and the ticket comes', async () => {
      await until(() => registered.length > 0, 'the webhook is registered');
      assert.doesNotMatch((await request(`${service.internalUrl}/readyz`)).text, /shut/);
      await ana.getByRole('link', {name: 'Inbox'}).click();
      await ana.getByText('No tickets yet').waitFor();
      await desk.look(ana, 'inbox-empty');
      const phone = await desk.tab();
      await chat(phone, service, {one_thing: WORDS});
      await desk.look(phone, 'chat');
      await phone.context().close();
      await ana.locator('a.row').first().waitFor({timeout: 10_000}); // by itself
    });

    await t.test('the words open in the browser, the original with a reason, and only as text', async () => {
      await ana.locator('a.row').first().click();
      await desk.look(ana, 'ticket');
      const record = ana.locator('.record').filter({has: ana.locator('.button', {hasText: 'Read'})});
      for (let left = await record.count(); left > 0; left -= 1) {
        await record.first().getByRole('button', {name: 'Read'}).click();
        await until(async () => (await record.count()) < left, 'the words are shown');
      }
      const own = ana.locator('.record').filter({has: ana.locator('.own-words', {hasText: 'foreman'})});
      const scrubbed = await own.locator('.own-words').textContent();
      assert.ok(scrubbed.includes('<img src=x onerror=alert(1)>'), 'HTML is only text');
      assert.ok(!scrubbed.includes('7212345'), 'the number is replaced');
      await own.getByRole('button', {name: 'Show the original'}).click();
      await own.getByRole('button', {name: 'Show the original'}).click();
      await own.getByText('Say in a few words why').waitFor();
      await own.getByLabel('Why do you need').fill('to call back as the worker asks');
      await desk.look(ana, 'ticket-reason');
      await own.getByRole('button', {name: 'Show the original'}).click();
      await own.getByText('The original, as it was written').waitFor();
      assert.equal(await own.locator('.own-words').textContent(), WORDS);
      assert.equal(await ana.locator('.own-words img').count(), 0);
      await desk.look(ana, 'ticket-words');
    });

    await t.test('the audit shows it', async () => {
      await ana.getByRole('link', {name: 'Audit'}).click();
      await ana.getByText('The chain is whole').waitFor();
      await ana.getByText('to call back as the worker asks').waitFor();
      await desk.look(ana, 'audit');
    });

    await t.test('killed at that point: the key that was registered is the one in use', async () => {
      await service.kill9();
      await service.start();
      assert.doesNotMatch((await request(`${service.internalUrl}/readyz`)).text, /shut/);
      await desk.signIn(ana, 'ana', desk.codes.ana[0].toLowerCase()); // a printed code: it works once
      await ana.locator('a.row').first().waitFor();
    });

    await t.test('a reload forgets the key; the password opens it again', async () => {
      await ana.goto(`${service.url}/inbox`);
      await ana.locator('a.row').first().click();
      await ana.getByText('holds no key').waitFor();
      await desk.look(ana, 'ticket-locked');
      await ana.locator('#unlock').fill('not my password at all');
      await ana.getByRole('button', {name: 'Open my key'}).click();
      await ana.getByText('does not open your key').waitFor();
      await ana.locator('#unlock').fill(PASSWORDS.ana);
      await ana.getByRole('button', {name: 'Open my key'}).click();
      await ana.getByRole('button', {name: 'Read'}).first().waitFor();
    });

    await t.test('a second officer has no key, is let in, and reads', async () => {
      ben = await desk.tab();
      await desk.setUp(ben, 'ben', desk.link('add', 'ben', '--role', 'officer'));
      await desk.signIn(ben, 'ben', await desk.code('ben'));
      await ben.getByText('You cannot open words yet').waitFor();
      await desk.look(ben, 'settings-not-cleared');
      await ben.getByRole('link', {name: 'Inbox'}).click();
      await ben.locator('a.row').first().click();
      await ben.getByText('you were not let in yet').waitFor();
      await ben.getByText('Who can let you in: ana.').waitFor();
      await desk.look(ben, 'ticket-not-cleared');

      await ana.getByRole('link', {name: 'Settings'}).click();
      await ana.getByRole('button', {name: 'Let in ben: may open words'}).click();
      await until(async () => (await ana.getByText('Fewer than two people').count()) === 0, 'the warning goes');
      await desk.look(ana, 'settings-two');

      await ben.goto(`${service.url}/inbox`);
      await ben.locator('a.row').first().click();
      await ben.locator('#unlock').fill(PASSWORDS.ben);
      await ben.keyboard.press('Enter');
      await ben.getByRole('button', {name: 'Read'}).last().click();
      await ben.locator('.own-words').first().waitFor();
    });

    await t.test('another office key, as after somebody left: what comes next is sealed to it, on pages that stay open too', async () => {
      first = sheet;
      await ana.getByText('Make a new office key').click();
      sheet = await desk.makeOfficeKey(ana);
      assert.notDeepEqual(sheet, first);
      await desk.look(ana, 'settings-key-replaced');
      const phone = await desk.tab();
      await chat(phone, service, {one_thing: 'The second shift gets no break at all.'});
      await phone.context().close();
      const open = ben.url();
      await until(async () => (await ben.locator('a.row').count()) === 2, 'the ticket comes by itself', 15_000);
      const other = await ben.locator('a.row').evaluateAll((rows, now) => rows.map((row) => row.href).find((href) => href !== now), open);
      await ben.locator(`a.row[href="${other.replace(service.url, '')}"]`).click();
      await until(async () => ben.url() === other && (await ben.locator('.own-words').count()) === 0, 'the new ticket is shown');
      await ben.getByRole('button', {name: 'Read'}).last().click();
      await ben.getByText('sealed to another office key').waitFor();
      await desk.look(ben, 'ticket-other-key');
      await ana.getByRole('button', {name: 'Let in ben: may open words'}).click();
      await until(async () => {
        await ben.getByRole('button', {name: 'Read'}).last().click();
        return (await ben.locator('.own-words', {hasText: 'no break at all'}).count()) === 1;
      }, 'opens without a reload once ben was let in', 15_000, 500);
      await ben.context().close();
    });

    await t.test('recovery drill: passwords lost, the sheet brings the words back', async () => {
      const page = await desk.tab();
      PASSWORDS.ana = 'five slow kites over hills';
      await desk.setUp(page, 'ana', desk.link('passwd', 'ana'));
      await desk.signIn(page, 'ana', await desk.code('ana'));
      await page.getByText('Nobody can let me in').click();
      const wrong = [...sheet];
      wrong[2] = wrong[2].slice(0, 4) + (wrong[2][4] === 'Z' ? 'Y' : 'Z');
      await page.getByLabel('Recovery key').fill(wrong.join(' '));
      await page.getByRole('button', {name: 'Open with the recovery key'}).click();
      await page.getByText('Group 3 has a slip').waitFor();
      await desk.look(page, 'settings-recovery');
      // The sheet of the first key opens what was sealed to that one, the new sheet what came since.
      await page.getByLabel('Recovery key').fill(first.join(' ').toLowerCase());
      await page.getByRole('button', {name: 'Open with the recovery key'}).click();
      await page.getByText('the sheet of an earlier office key').waitFor();
      await page.getByLabel('Recovery key').fill(sheet.join(' ').toLowerCase());
      await page.getByRole('button', {name: 'Open with the recovery key'}).click();
      await page.getByText('You can open what workers write').waitFor();
      await page.getByRole('link', {name: 'Inbox'}).click();
      await page.locator('a.row').first().click();
      await page.getByRole('button', {name: 'Read'}).last().click();
      await page.locator('.own-words').first().waitFor();
      await page.getByRole('button', {name: 'Sign out'}).click();
      await page.getByLabel('Password').waitFor();
      assert.equal((await page.request.get(`${service.url}/api/v1/session`)).status(), 401);
    });
    assert.deepEqual(desk.problems, [], 'no script error, no dialog, no report against the content policy');
  } catch (error) {
    if (SHOTS && ana) await ana.screenshot({path: path.join(SHOTS, 'failed.png'), fullPage: true}).catch(() => {});
    throw error;
  } finally {
    await browser.close();
    await service.stop();
    await telegram.close();
    service.remove();
  }
});
