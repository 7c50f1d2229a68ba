// SPDX-License-Identifier: Apache-2.0
// A survey author of a partner organisation in a real browser on the real service: a faulty survey told cell by cell, the same as
// a workbook, a mended one tried on three phones in two languages and published. A worker who began before ends on the old
// version, through kill -9; one who comes after gets the new one; a version withdrawn by `dwbot survey` ends politely. A version
// that moves tickets between classes waits until an officer, who may see them, has looked.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {Desk, PASSWORDS, SHOTS, launch} from './lib/desk.mjs';
import {until} from './lib/http.mjs';
import {DWBOT, SOURCE_DIR, Service} from './lib/service.mjs';

PASSWORDS.nia = 'two red kites over reeds';
const OLD = {en: 'This month, did your pay come in full and on time?'};
const TOLD = 'waits for a look: see Surveys';
const NEW = {en: 'Last month, were you paid in full and on time?', es: '¿El mes pasado le pagaron todo y a tiempo?'};

// A worker on the chat page.
class Phone {
  constructor(page) { this.page = page; }
  static async open(desk, service) {
    const phone = new Phone(await desk.tab());
    await phone.page.goto(`${service.url}/chat/web`);
    await phone.page.getByRole('button', {name: 'Hello'}).click();
    await phone.last().waitFor();
    if (await phone.last().getByRole('button', {name: 'English', exact: true}).count()) await phone.tap('English');
    await phone.hears('a few short questions');
    await phone.tap('Yes');
    await phone.hears('We ask about your work');
    await phone.tap('Yes');
    await phone.hears('Where do you work?');
    return phone;
  }
  last() { return this.page.locator('.row.in').last(); }
  async hears(text) {
    await until(async () => ((await this.last().count()) && (await this.last().innerText()).includes(text)), `the phone shows "${text}"`, 15_000, 50);
  }
  tap(label) { return this.last().getByRole('button', {name: label, exact: true}).click(); }
  async say(words) {
    await this.page.getByRole('textbox').fill(words);
    await this.page.getByRole('button', {name: 'Send'}).click();
  }
}

// Pulse-4 with another question for the pay.
function mended() {
  const survey = JSON.parse(fs.readFileSync(path.join(SOURCE_DIR, 'dialogs/surveys/pulse-4.json'), 'utf8'));
  Object.assign(survey.questions.find((question) => question.name === 'pay_on_time').label, NEW);
  return survey;
}

// ... as an author has it: a workbook.
function mendedWorkbook(service) {
  const survey = mended();
  const json = path.join(service.folder, 'pulse.json'), xlsx = path.join(service.folder, 'pulse.xlsx');
  fs.writeFileSync(json, JSON.stringify(survey));
  service.run('convert', json, xlsx);
  return xlsx;
}

// The same with five points enough for P2: a ticket of five moves up from P3.
function shiftedFile(service) {
  const survey = mended();
  survey.triage.points.P2 = 5;
  const file = path.join(service.folder, 'shifted.json');
  fs.writeFileSync(file, JSON.stringify(survey));
  return file;
}

const cells = (page) => page.locator('.finding .where').allInnerTexts();

test('survey authors: from a faulty workbook to a published version', {timeout: 420_000}, async () => {
  const step = async (name, run) => {
    console.log(`e2e: ${name}`);
    await run();
  };
  const service = await Service.create((config) => {
    Object.assign(config, {country: 'WS', demo: true, surveys: ['pulse-4', 'core-9'], office: {name: 'Ministry of Labour'}});
    config.channels = {web: {type: 'webchat', survey: 'pulse-4'}};
  });
  const browser = await launch();
  const desk = new Desk(service, browser);
  let nia, ana, toldAna, before, after;
  try {
    const workbook = mendedWorkbook(service);
    await service.prepare().start();
    nia = await desk.tab();

    await step('an author signs in and sees surveys, never a ticket', async () => {
      await desk.setUp(nia, 'nia', desk.link('add', 'nia', '--role', 'author'));
      await desk.signIn(nia, 'nia', await desk.code('nia'));
      await nia.getByRole('heading', {name: 'Surveys and versions'}).waitFor();
      assert.equal(await nia.getByRole('link', {name: 'Inbox'}).count(), 0);
      assert.equal((await nia.request.get(`${service.url}/api/v1/tickets`)).status(), 403);
      await nia.getByText('Begins on web').waitFor();
      await desk.look(nia, 'surveys');
    });

    await step('a faulty survey is told cell by cell, and again as a workbook', async () => {
      before = await Phone.open(desk, service);
      await nia.getByRole('button', {name: 'Try a faulty sample'}).click();
      await nia.locator('.finding.error').first().waitFor();
      const told = await cells(nia);
      for (const cell of ['survey!F4', 'survey!G3', 'choices!']) assert.ok(told.some((where) => where.startsWith(cell)), `${cell} in ${told}`);
      assert.ok((await nia.locator('.finding').allInnerTexts()).some((text) => text.includes('${agge}') && /Change to: .*\$\{age\}/.test(text)), 'the change is said');
      assert.equal(await nia.getByRole('button', {name: 'Publish this version'}).count(), 0);
      await desk.look(nia, 'surveys-problems');
      const [download] = await Promise.all([nia.waitForEvent('download'), nia.getByRole('button', {name: 'Download problems.xlsx'}).click()]);
      const file = path.join(service.folder, 'problems.xlsx');
      await download.saveAs(file);
      await nia.locator('input[type=file]').setInputFiles(file);
      await nia.getByRole('heading', {name: 'What was found in problems.xlsx'}).waitFor();
      assert.deepEqual((await cells(nia)).filter((where) => where.startsWith('survey!')).sort(), told.filter((where) => where.startsWith('survey!')).sort());
      await nia.getByLabel('Show').selectOption('warning');
      assert.equal(await nia.locator('.finding.error').count(), 0);
    });

    await step('what is no survey is said so', async () => {
      const file = path.join(service.folder, 'letter.xlsx');
      fs.writeFileSync(file, 'Dear Sir or Madam');
      await nia.locator('input[type=file]').setInputFiles(file);
      await nia.getByText('This is not a survey that can be read').waitFor();
      await desk.look(nia, 'surveys-unreadable');
    });

    await step('the mended workbook answers on three phones in two languages', async () => {
      await nia.locator('input[type=file]').setInputFiles(workbook);
      await nia.getByRole('heading', {name: 'What was found in pulse.xlsx'}).waitFor();
      assert.equal(await nia.locator('.finding.error').count(), 0);
      const shown = (text) => until(async () => (await nia.locator('.handset', {hasText: text}).count()) === 3, `three phones show "${text}"`);
      await shown('a few short questions');
      await nia.locator('.handset.telegram').getByRole('button', {name: 'Yes', exact: true}).click();
      await shown('We ask about your work');
      await nia.locator('.handset.whatsapp').getByRole('button', {name: 'Yes', exact: true}).last().click();
      await shown('Where do you work?');
      await nia.getByPlaceholder('Answer as the worker').fill('The mill');
      await nia.keyboard.press('Enter');
      await shown(NEW.en);
      assert.match(await nia.locator('.handset.sms .parts').last().innerText(), /1 SMS, \d+ characters \(GSM-7\)/);
      await desk.look(nia, 'surveys-phones');
      await nia.getByLabel('Language of the worker').selectOption('es');
      for (const asks of ['unas preguntas cortas', 'Preguntamos por su trabajo']) {
        await shown(asks);
        await nia.locator('.handset.whatsapp .option:not([disabled])').first().click();
      }
      await shown('¿Dónde trabaja?');
      await nia.getByPlaceholder('Answer as the worker').fill('La fábrica');
      await nia.keyboard.press('Enter');
      await shown(NEW.es);
    });

    await step('it is published after what changes was shown', async () => {
      await nia.getByText(`becomes "${NEW.en}"`).waitFor();
      const accept = nia.getByLabel('I have read the warnings');
      if (await accept.count()) await accept.check();
      await nia.getByRole('button', {name: 'Publish this version'}).click();
      await nia.getByText('Published. The list below').waitFor();
      assert.equal(await nia.locator('.badge.current').count(), 2);
      await nia.locator('.version', {hasText: 'by nia'}).waitFor();
      await desk.look(nia, 'surveys-published');
    });

    await step('who came before ends on the old version, through kill -9; who comes after gets the new one', async () => {
      const between = await Phone.open(desk, service);
      await between.say('The mill');
      await between.hears(NEW.en);
      await service.kill9();
      await service.start();
      await before.say('The mill');
      await before.hears(OLD.en);
      after = await Phone.open(desk, service);
      await after.say('The mill');
      await after.hears(NEW.en);
      for (const asks of ['as it was promised', 'Is the place safe', 'supervisor treat you']) {
        await before.tap('Yes');
        await before.hears(asks);
      }
      await before.tap('Yes');
      await before.hears('That was all.');
    });

    const send = async () => {
      await nia.locator('input[type=file]').setInputFiles(shiftedFile(service));
      await nia.getByRole('heading', {name: 'What was found in shifted.json'}).waitFor();
      const accept = nia.getByLabel('I have read the warnings');
      await nia.getByRole('button', {name: 'Publish this version'}).waitFor();
      if (await accept.count()) await accept.check();
      assert.equal(await nia.getByText('Classes of the tickets').count(), 0, 'an author sees nothing of tickets');
      await nia.getByRole('button', {name: 'Publish this version'}).click();
      await nia.getByText('waits for a look of an inspector').waitFor();
    };
    const waiting = () => ana.locator('.version', {has: ana.locator('.badge.waiting')});
    const lookAt = async () => {
      await waiting().getByRole('button', {name: 'Look at the classes'}).click();
      await ana.getByText('P3 → P2: 1–4').waitFor();
    };

    await step('a version that moves tickets to another class waits for somebody who may see them', async () => {
      const unhappy = await Phone.open(desk, service);
      await unhappy.say('The mill');
      for (const asks of [NEW.en, 'as it was promised', 'Is the place safe', 'supervisor treat you']) {
        await unhappy.hears(asks);
        await unhappy.tap(asks.startsWith('supervisor') ? 'Yes' : 'No');
      }
      ana = await desk.tab();
      toldAna = ana.getByText(TOLD);
      await desk.setUp(ana, 'ana', desk.link('add', 'ana', '--role', 'officer'));
      await desk.signIn(nia, 'nia', desk.codes.nia[0]); // the restart ended the session
      await nia.getByRole('heading', {name: 'Surveys and versions'}).waitFor();
      await send();
      await nia.locator('.badge.waiting').waitFor();
      assert.equal(await nia.getByRole('button', {name: 'Look at the classes'}).count(), 0);
      assert.equal(await nia.locator('.badge.current').count(), 2, 'the version of before goes on');
      await desk.look(nia, 'surveys-waiting');
      await desk.signIn(ana, 'ana', await desk.code('ana'));
      await toldAna.waitFor(); // on the inbox
      assert.equal(await nia.getByText(TOLD).count(), 0, 'who may not look is not told');
      await ana.getByRole('link', {name: 'Surveys'}).click();
      await lookAt();
      await desk.look(ana, 'surveys-look');
      await waiting().getByRole('button', {name: 'Decline it'}).click();
      await until(async () => (await waiting().count()) === 0, 'it is gone');
      await toldAna.waitFor({state: 'detached'});
      const publish = ['survey', 'publish', shiftedFile(service), '--accept-warnings', '--config', service.configFile];
      const refused = spawnSync(DWBOT, publish, {encoding: 'utf8', env: service.env()});
      assert.notEqual(refused.status, 0, 'nor does the command line without a look');
      assert.match(refused.stdout, /from P3 to P2: 1–4/);
      assert.match(refused.stderr, /--accept-shift/);
    });

    await step('a version withdrawn beside the running service ends politely', async () => {
      const list = service.run('survey', 'list', '--config', service.configFile);
      const hash = /^ {2}(\S+) {2}current .* nia$/m.exec(list)[1];
      const file = path.join(service.folder, 'old.json');
      fs.writeFileSync(file, fs.readFileSync(path.join(SOURCE_DIR, 'dialogs/surveys/pulse-4.json')));
      const changes = spawnSync(DWBOT, ['survey', 'diff', 'pulse-4', file, '--config', service.configFile], {encoding: 'utf8', env: service.env()});
      assert.equal(changes.status, 1, changes.stderr);
      assert.ok(changes.stdout.includes(OLD.en), changes.stdout);
      const taken = () => fs.readFileSync(service.logFile, 'utf8').split('published versions are in use').length;
      const takenBefore = taken();
      service.run('survey', 'withdraw', hash, '--config', service.configFile);
      await nia.reload();
      await nia.locator('.badge.withdrawn').waitFor();
      await until(() => taken() > takenBefore, 'the service takes it over', 15_000, 100);
      await after.tap('Yes');
      await after.hears('These questions have ended.');
    });

    await step('withdrawing on the page asks first', async () => {
      const row = nia.locator('.version', {hasText: 'Earlier'});
      await row.getByRole('button', {name: /Withdraw version/}).click();
      await nia.getByText('End the conversations that are still on it').waitFor();
      await desk.look(nia, 'surveys-withdraw');
      await nia.getByRole('button', {name: 'Yes, withdraw'}).click();
      await until(async () => (await nia.locator('.badge.withdrawn').count()) === 2, 'it is withdrawn');
    });
    await step('what nobody may see but an officer begins when the officer says so', async () => {
      await send();
      await toldAna.waitFor(); // live
      await ana.reload();
      await lookAt();
      await waiting().getByRole('button', {name: 'Begin with it'}).click();
      await ana.locator('.version', {hasText: 'by nia'}).locator('.badge.current').waitFor();
      const last = await Phone.open(desk, service);
      await last.say('The mill');
      await last.hears(NEW.en);
    });
    assert.deepEqual(desk.problems, [], 'no script error, no dialog, no report against the content policy');
  } catch (error) {
    if (SHOTS && nia) await nia.screenshot({path: path.join(SHOTS, 'failed.png'), fullPage: true}).catch(() => {});
    throw error;
  } finally {
    await browser.close();
    await service.stop();
    service.remove();
  }
});
