// SPDX-License-Identifier: Apache-2.0
// Accounts in a real browser on the real service: an administrator adds people, a partner's survey author among them, who sees
// the own organisation's surveys and nothing else; roles change, a leaver goes, the last administrator stays; and somebody who
// is signed in links a new telephone and prints new recovery codes. axe-core on each page, in three languages.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {Desk, PASSWORDS, SHOTS, launch} from './lib/desk.mjs';
import {until} from './lib/http.mjs';
import {SOURCE_DIR, Service} from './lib/service.mjs';

Object.assign(PASSWORDS, {nia: 'two red kites over reeds', noa: 'slow rain on seven roofs'});
const UNION = "Cleaners' Union";

// Pulse-4 under another id, as a partner would send it.
function ownSurvey(service, id) {
  const survey = JSON.parse(fs.readFileSync(path.join(SOURCE_DIR, 'dialogs/surveys/pulse-4.json'), 'utf8'));
  const json = path.join(service.folder, `${id}.json`), xlsx = path.join(service.folder, `${id}.xlsx`);
  fs.writeFileSync(json, JSON.stringify({...survey, id}));
  service.run('convert', json, xlsx);
  return xlsx;
}

async function send(page, file, publishes) {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('heading', {name: `What was found in ${path.basename(file)}`}).waitFor();
  if (!publishes) return;
  const button = page.getByRole('button', {name: 'Publish this version'});
  await button.waitFor();
  const accept = page.getByLabel('I have read the warnings');
  if (await accept.count()) await accept.check();
  await button.click();
  await page.getByText('Published. The list below').waitFor();
}

// As Add a person is filled in; returns the one-time link's path.
async function add(page, name, role, organisation) {
  const form = page.locator('details', {hasText: 'Add a person'});
  if ((await form.getAttribute('open')) === null) await form.locator('summary').click();
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('What this person does').selectOption(role);
  if (organisation) await form.getByLabel('Organisation').fill(organisation);
  await form.getByRole('button', {name: 'Make the account and its link'}).click();
}
async function linkOf(page, name) {
  await page.getByRole('heading', {name: `One-time link for ${name}`}).waitFor();
  return /\/setup#\S+/.exec(await page.locator('.handed .code').textContent())[0];
}
const row = (page, name) => page.locator('li.account', {has: page.locator('b', {hasText: new RegExp(`^${name}$`)})});
const status = async (page, service, target) => (await page.request.get(service.url + target)).status();

test('accounts: people are added, change and leave on the page', {timeout: 400_000}, async () => {
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
  let ana, nia, ben, links;
  try {
    const mine = ownSurvey(service, 'union-pulse'), taken = ownSurvey(service, 'pulse-4');
    await service.prepare().start();
    ana = await desk.tab();
    await ana.context().grantPermissions(['clipboard-read', 'clipboard-write'], {origin: service.url});

    await step('an administrator adds people; each link is shown once', async () => {
      await desk.setUp(ana, 'ana', desk.link('add', 'ana', '--role', 'administrator'));
      await desk.signIn(ana, 'ana', await desk.code('ana'));
      await ana.getByRole('link', {name: 'Settings'}).click();
      await ana.getByText('Add a person').click();
      await desk.look(ana, 'accounts-add');
      await add(ana, 'nia', 'author', UNION);
      links = {nia: await linkOf(ana, 'nia')};
      await ana.getByText('It works until').waitFor();
      await ana.getByRole('button', {name: 'Copy the link'}).click();
      await ana.getByText('Copied.').waitFor();
      assert.equal(await ana.evaluate(() => navigator.clipboard.readText()), service.url + links.nia);
      await desk.look(ana, 'accounts-link');
      await add(ana, 'noa', 'author');
      links.noa = await linkOf(ana, 'noa');
      await add(ana, 'ben', 'officer');
      links.ben = await linkOf(ana, 'ben');
      await ana.getByText('press “Let in”').waitFor();
      await ana.getByRole('button', {name: 'I have handed it over'}).click();
      assert.ok(!(await ana.content()).includes(links.ben), 'the link is gone from the page');
      await row(ana, 'nia').getByText(`survey author of ${UNION}`).waitFor();
      await row(ana, 'ben').getByText('Has not used the link yet').waitFor();
      for (const [name, says] of [['ben', 'already'], ['BEN', 'too much like'], ['', '1 to 64 letters']]) {
        await add(ana, name, 'officer');
        await ana.getByRole('alert').filter({hasText: says}).waitFor();
      }
    });

    await step('a partner’s author sees the own organisation and nothing else', async () => {
      nia = await desk.tab();
      await desk.setUp(nia, 'nia', links.nia);
      await desk.signIn(nia, 'nia', await desk.code('nia'));
      await nia.getByText('No survey yet.').waitFor();
      const {surveys} = await (await ana.request.get(`${service.url}/api/v1/surveys`)).json();
      const ours = surveys.find((one) => one.id === 'pulse-4').versions[0].hash;
      assert.equal(await status(nia, service, `/api/v1/surveys/versions/${ours}`), 404);
      assert.equal(await status(nia, service, `/api/v1/surveys/versions/${ours}/survey.xlsx`), 404);
      assert.equal(await status(nia, service, '/api/v1/tickets'), 403);
      const {accounts} = await (await nia.request.get(`${service.url}/api/v1/accounts`)).json();
      assert.deepEqual(accounts.map((one) => one.name), ['nia']);
      await send(nia, taken, false);
      await nia.getByText('is taken in this installation').waitFor();
      await desk.look(nia, 'accounts-id-taken');
      await send(nia, mine, true);
      await nia.getByText('union-pulse').first().waitFor();
      await nia.getByText(`Survey of ${UNION}`).waitFor();
      await desk.look(nia, 'accounts-partner-surveys');
    });

    await step('the inspectorate’s author does not see it, its administrator does and gives it away', async () => {
      const noa = await desk.tab();
      await desk.setUp(noa, 'noa', links.noa);
      await desk.signIn(noa, 'noa', desk.codes.noa[0]);
      await noa.getByText('Begins on web').waitFor();
      assert.equal(await noa.getByText('union-pulse').count(), 0);
      await ana.getByRole('link', {name: 'Surveys'}).click();
      const article = ana.locator('article', {hasText: 'union-pulse'});
      await article.getByText(`Survey of ${UNION}`).waitFor();
      await article.getByText('Whose is it?').click();
      await desk.look(ana, 'accounts-survey-owner');
      await article.getByLabel('union-pulse belongs to').selectOption('');
      await article.getByRole('button', {name: 'Give it'}).click();
      await until(async () => (await ana.getByText(`Survey of ${UNION}`).count()) === 0, 'it is the inspectorate’s');
      await noa.reload();
      await noa.getByText('union-pulse').first().waitFor();
      await nia.reload();
      await nia.getByText('No survey yet.').waitFor();
      await noa.context().close();
    });

    await step('a role changes at once; a leaver goes and comes back', async () => {
      ben = await desk.tab();
      await desk.setUp(ben, 'ben', links.ben);
      await desk.signIn(ben, 'ben', desk.codes.ben[0]);
      await ben.getByText('Supervisors and administrators add people here.').waitFor();
      await ana.getByRole('link', {name: 'Settings'}).click();
      await row(ana, 'ben').getByText('Cannot open words yet').waitFor();
      await row(ana, 'ben').getByRole('button', {name: 'Change role or organisation of ben'}).click();
      await row(ana, 'ben').getByLabel('What this person does').selectOption('auditor');
      await desk.look(ana, 'accounts-change');
      await row(ana, 'ben').getByRole('button', {name: 'Save the change'}).click();
      await row(ana, 'ben').locator('span[dir] .hint', {hasText: 'auditor'}).waitFor();
      assert.equal(await status(ben, service, '/api/v1/tickets'), 401, 'signed out');
      await desk.signIn(ben, 'ben', desk.codes.ben[1]);
      await ben.getByRole('link', {name: 'Audit'}).waitFor();
      assert.equal(await status(ben, service, '/api/v1/tickets'), 403);
      await row(ana, 'ben').getByRole('button', {name: 'Disable ben'}).click();
      await row(ana, 'ben').getByText('Disabled').waitFor();
      assert.equal(await status(ben, service, '/api/v1/audit'), 401);
      await row(ana, 'ben').getByRole('button', {name: 'Enable ben'}).click();
      await row(ana, 'ben').getByRole('button', {name: 'Make a new one-time link for ben'}).click();
      PASSWORDS.ben = 'nine lamps along a quay';
      await desk.setUp(ben, 'ben', await linkOf(ana, 'ben'));
    });

    await step('the last administrator stays', async () => {
      await row(ana, 'ana').getByRole('button', {name: 'Change role or organisation of ana'}).click();
      await row(ana, 'ana').getByLabel('What this person does').selectOption('officer');
      await row(ana, 'ana').getByRole('button', {name: 'Save the change'}).click();
      await ana.getByText('This is the only administrator who can sign in').waitFor();
      assert.equal(await row(ana, 'ana').getByRole('button', {name: /Disable/}).count(), 0);
      await row(ana, 'ana').getByRole('button', {name: 'Cancel'}).click();
    });

    await step('a new telephone: the old one stops', async () => {
      await ana.getByRole('button', {name: 'A new telephone'}).click();
      const secret = (await ana.locator('#totp-secret').textContent()).replace(/\s/g, '');
      await desk.look(ana, 'accounts-new-telephone');
      const old = desk.secrets.ana;
      const fill = async (password, code) => {
        await ana.locator('#phone-password').fill(password);
        await ana.locator('#phone-old').fill(code);
        desk.secrets.fresh = secret;
        desk.used.fresh = 0;
        await ana.locator('#phone-new').fill(await desk.code('fresh'));
        await ana.getByRole('button', {name: 'Use the new telephone'}).click();
      };
      await fill('not my password at all', desk.codes.ana[0]);
      await ana.getByText('Password or code do not fit.').waitFor();
      await fill(PASSWORDS.ana, desk.codes.ana[0]);
      await ana.getByText('The new telephone works.').waitFor();
      await ana.getByRole('button', {name: 'Sign out'}).click();
      desk.used.ana = 0;
      await desk.signIn(ana, 'ana', await desk.code('ana'));
      await ana.getByText('do not fit').waitFor();
      assert.equal(desk.secrets.ana, old);
      Object.assign(desk.secrets, {ana: secret});
      desk.used.ana = desk.used.fresh;
      await desk.signIn(ana, 'ana', await desk.code('ana'));
      await ana.getByRole('link', {name: 'Settings'}).click();
    });

    await step('new recovery codes: those before stop', async () => {
      const before = desk.codes.ana;
      await ana.getByRole('button', {name: 'Ten new recovery codes'}).click();
      desk.codes.ana = await ana.locator('.groups li').allTextContents();
      assert.equal(new Set([...before, ...desk.codes.ana]).size, 20);
      await desk.look(ana, 'accounts-new-codes');
      await ana.getByRole('button', {name: 'I have them on paper'}).click();
      await ana.locator('#codes-password').fill(PASSWORDS.ana);
      await ana.locator('#codes-old').fill(before[1]);
      await ana.getByRole('button', {name: 'Use the new codes'}).click();
      await ana.getByText('The new recovery codes work').waitFor();
      await desk.look(ana, 'accounts-ways-in');
      await ana.getByRole('button', {name: 'Sign out'}).click();
      await desk.signIn(ana, 'ana', before[2]);
      await ana.getByText('do not fit').waitFor();
      await desk.signIn(ana, 'ana', desk.codes.ana[2]);
      await ana.getByRole('link', {name: 'Audit'}).click();
      for (const what of ['Linked another telephone', 'Made new recovery codes', 'Added an account', 'Changed role or organisation', 'Said whose a survey is'])
        await ana.getByText(what).first().waitFor();
    });

    await step('in Spanish and French too', async () => {
      for (const [lang, people] of [['es', 'Añadir una persona'], ['fr', 'Ajouter une personne']]) {
        await ana.goto(`${service.url}/settings`);
        await ana.locator('.language select').selectOption(lang);
        await ana.getByText(people).click();
        await desk.look(ana, `accounts-${lang}`);
      }
    });
    assert.deepEqual(desk.problems, [], 'no script error, no dialog, no report against the content policy');
  } catch (error) {
    for (const [name, page] of Object.entries({ana, nia, ben})) {
      if (SHOTS && page) await page.screenshot({path: path.join(SHOTS, `failed-${name}.png`), fullPage: true}).catch(() => {});
    }
    throw error;
  } finally {
    await browser.close();
    await service.stop();
    service.remove();
  }
});
