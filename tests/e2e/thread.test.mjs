// SPDX-License-Identifier: Apache-2.0
// The anonymous conversation, in a real browser on the real service: a worker reports by web chat, the officer asks back with a
// fixed text and in own words, reads the answers, the code works from another phone, closing asks three questions. And a kill -9
// between asking and answering.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {request, until} from './lib/http.mjs';
import {SHOTS, chat, launch, look, newPage, say} from './lib/pages.mjs';
import {SOURCE_DIR, Service} from './lib/service.mjs';

const PLAN = {safe_now: 'yes', consent: 'yes', age: 'adult', danger: 'no', documents: 'self', site: 'Garment mill near the harbour',
  wages_paid: 'no', hours: 9, one_thing: 'The foreman keeps our pay.'};

const ASK_MORE = JSON.parse(fs.readFileSync(path.join(SOURCE_DIR, 'locales/messages/en.json'), 'utf8')).messages?.ask_more;

// A zone in which it is noon: questions leave by day only. "Etc/GMT-3" is three hours ahead of UTC.
function zoneOfNoon() {
  const ahead = ((12 - new Date().getUTCHours() + 12 + 24) % 24) - 12;
  return ahead === 0 ? 'Etc/UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

function setUpOfficer(service, office) {
  const link = /\/setup#(\S+)/.exec(service.run('user', 'add', 'demo', '--role', 'supervisor', '--config', service.configFile))[1];
  execFileSync(process.execPath, [path.join(SOURCE_DIR, 'web/app/demo_officer.mjs'), service.url, link, path.join(office, 'office.key')]);
}

test('officer and worker talk without knowing each other', {timeout: 280_000}, async () => {
  let office;
  const service = await Service.create((config, made) => {
    office = path.join(made.folder, 'office');
    made.run('keys', 'office', '--out', office);
    config.keys = {office_public: fs.readFileSync(path.join(office, 'office.pub'), 'utf8').trim()};
    config.demo = true;
    config.time_zone = zoneOfNoon();
    config.channels = {web: {type: 'webchat', survey: 'core-9'}};
    config.office = {name: 'Ministry of Labour'};
  });
  const browser = await launch();
  const problems = [];
  let officer;
  try {
    await service.prepare().start();
    setUpOfficer(service, office);
    const phone = await newPage(browser, problems);
    const code = await chat(phone, service, PLAN);
    assert.match(code, /^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
    const incoming = phone.locator('.row.in .bubble');
    const newest = async (words, ms = 20_000) => until(async () => (await incoming.last().innerText()).includes(words), `the phone shows "${words}"`, ms);

    officer = await newPage(browser, problems);
    const thread = officer.locator('.thread');
    const openTicket = async () => {
      await officer.goto(`${service.url}/login`);
      // A code of the authenticator counts once: the second time takes up to half a minute.
      const button = officer.getByRole('button', {name: 'Sign in as the demo officer'});
      await until(async () => {
        if (await button.isVisible()) await button.click({timeout: 2000}).catch(() => {}); // it may go at that moment: signed in
        return (await officer.locator('a.row').count()) > 0;
      }, 'the demo officer is in', 70_000, 2000);
      await officer.locator('a.row').first().click();
      await thread.getByLabel('Ask the worker').waitFor();
    };
    await openTicket();
    await officer.getByRole('button', {name: 'Read'}).first().click();
    await officer.locator('.own-words').first().waitFor();
    await look(officer, 'thread-empty');

    console.log('e2e: a fixed question, answered by a button');
    await thread.getByRole('button', {name: 'Send'}).click();
    await thread.getByText('Choose a text first').waitFor();
    await thread.getByLabel('Ask the worker').selectOption('ask_still');
    await thread.getByText('As the worker reads it').waitFor();
    await look(officer, 'thread-preview');
    await thread.getByRole('button', {name: 'Send'}).click();
    await newest('Is it still going on?');
    await thread.getByText('Sent', {exact: true}).waitFor();
    await phone.locator('.row.in').last().getByRole('button', {name: 'Yes', exact: true}).click();
    await newest('The person will see it');
    await thread.locator('.said.in strong', {hasText: 'Yes'}).waitFor();
    await thread.getByText('Answered', {exact: true}).waitFor();

    console.log('e2e: own words need the tick; a kill -9 before the answer loses nothing');
    await thread.getByLabel('Ask the worker').selectOption('own');
    await thread.getByLabel('Own words, in English').fill('Which day were you paid <b>last</b>?');
    await thread.getByRole('button', {name: 'Send'}).click();
    await thread.getByText('Tick that the worker reads them').waitFor();
    await look(officer, 'thread-own-words');
    await thread.getByLabel('The worker reads the language').check();
    await thread.getByRole('button', {name: 'Send'}).click();
    await newest('Which day were you paid <b>last</b>?');
    await service.kill9();
    await service.start();
    await openTicket(); // a start ends the sessions of the office
    await say(phone, 'Never on the right day.');
    await say(phone, 'Call me on +685 7212345');
    await newest('You wrote a phone number');
    await look(phone, 'thread-remove');
    await phone.locator('.row.in').last().getByRole('button', {name: 'Yes', exact: true}).click();
    await newest('Removed.');
    const answers = thread.locator('.said.in').filter({has: officer.getByRole('button', {name: 'Read'})});
    await until(async () => (await answers.count()) === 2, 'both lines are on the ticket', 30_000);
    for (let left = 2; left > 0; left -= 1) {
      await answers.first().getByRole('button', {name: 'Read'}).click();
      await until(async () => (await answers.count()) < left, 'the words are shown');
    }
    const read = (await thread.locator('.said.in .own-words').allTextContents()).join('\n');
    assert.ok(read.includes('Never on the right day.'));
    assert.ok(!read.includes('7212345'), 'the number is replaced');
    const removed = thread.locator('.said.in').filter({hasText: 'The worker asked to remove identifying words'});
    assert.equal(await removed.count(), 1);
    assert.equal(await removed.getByRole('button', {name: 'Show the original'}).count(), 0);
    const mine = thread.locator('.said.out').filter({has: officer.getByRole('button', {name: 'Read'})});
    await mine.getByRole('button', {name: 'Read'}).click();
    await thread.locator('.said.out .own-words', {hasText: '<b>last</b>'}).waitFor();
    await look(officer, 'thread-answers');

    console.log('e2e: an answer that nobody has seen is marked, live, until somebody has the conversation before them');
    await thread.getByLabel('Ask the worker').selectOption('ask_more');
    await thread.getByRole('button', {name: 'Send'}).click();
    await newest(ASK_MORE);
    await officer.goto(`${service.url}/inbox`);
    await officer.locator('a.row').first().waitFor();
    assert.equal(await officer.locator('.fresh').count(), 0);
    await say(phone, 'The cook knows it too.');
    await officer.locator('a.row .fresh', {hasText: 'New answer'}).waitFor({timeout: 90_000});  // the bot is quiet for a minute first
    await officer.getByLabel('Conversation').selectOption('yes');
    await look(officer, 'thread-fresh');
    assert.equal(await officer.locator('a.row').count(), 1);
    await officer.getByLabel('Conversation').selectOption('');
    await officer.locator('a.row').first().click();
    await thread.getByLabel('Ask the worker').waitFor();
    await until(async () => (await officer.locator('.fresh').count()) === 0, 'the mark is gone');

    console.log('e2e: STATUS from another phone');
    const other = await newPage(browser, problems);
    await other.goto(`${service.url}/chat/web`);
    await other.getByRole('textbox').fill('STATUS');
    await other.getByRole('button', {name: 'Send'}).click();
    const told = other.locator('.row.in .bubble');
    await until(async () => /send your code/.test(await told.last().innerText()), 'asked for the code');
    await say(other, '22222-22222');
    await until(async () => /no news for this code/.test(await told.last().innerText()), 'a wrong code has no news');
    await say(other, `status ${code.toLowerCase()}`);
    await until(async () => /May a person write to you here/.test(await other.locator('.row.in').last().innerText()), 'news, and a question');
    const whole = (await told.allInnerTexts()).join('\n');
    assert.match(whole, /We have it|A person is working on it/);
    assert.ok(!/Garment|foreman|Ministry/.test(whole), 'nothing about what the code belongs to');
    await other.locator('.row.in').last().getByRole('button', {name: 'No', exact: true}).click();
    await look(other, 'thread-status');
    await other.context().close();

    console.log('e2e: closing');
    await officer.getByText('Close this ticket').click();
    await officer.getByLabel('We did something about it').check();
    await look(officer, 'thread-closing');
    await officer.getByRole('button', {name: 'Close the ticket'}).click();
    await newest('Has something got better', 90_000); // after the worker's last words the bot is quiet for a minute
    for (const [question, answer] of [['Has something got better', 'Yes'], ['make trouble for you', 'No'], ['write to us again', 'Yes']]) {
      await newest(question);
      await phone.locator('.row.in').last().getByRole('button', {name: answer, exact: true}).click();
    }
    await newest('That was all');
    await until(async () => (await thread.locator('.said.in strong').count()) === 4, 'the three codes are on the ticket', 20_000);
    await look(officer, 'thread-closed');
    await look(phone, 'thread-phone');
    await say(phone, `STATUS ${code}`);
    await newest('The office did something about it');

    const audit = await request(`${service.internalUrl}/metrics`);
    assert.ok(!audit.text.includes('foreman'));
    for (const file of fs.readdirSync(service.dataDir).filter((name) => name.includes('.db'))) {
      const bytes = fs.readFileSync(path.join(service.dataDir, file));
      for (const words of ['Never on the right day', 'Which day were you paid', code, code.replace('-', '')])
        assert.ok(!bytes.includes(words), `${file} holds "${words}" in clear`);
    }
    assert.deepEqual(problems, [], 'no script error, no dialog, no report against the content policy');
  } catch (error) {
    if (SHOTS && officer) await officer.screenshot({path: path.join(SHOTS, 'thread-failed.png'), fullPage: true}).catch(() => {});
    throw error;
  } finally {
    await browser.close();
    await service.stop();
    service.remove();
  }
});
