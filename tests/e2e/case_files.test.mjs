// SPDX-License-Identifier: Apache-2.0
// Files of a case in a real browser on the real service: sealed before they leave, opened and checked on the officer's screen,
// kill -9 in the middle of an upload, nothing of them in clear in the data folder, a drill with the recovery key on a backup.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {Desk, PASSWORDS, SHOTS, launch} from './lib/desk.mjs';
import {request, until} from './lib/http.mjs';
import {DWBOT, Service} from './lib/service.mjs';

const NAME = 'Sina Faleolo pay slip.pdf';
const NEEDLE = 'Sina Faleolo earned 412 tala in May';
const MIB = 1 << 20;

// Looks like a PDF from its first bytes; the needle stands in every piece of it.
function slip(size) {
  const bytes = Buffer.alloc(size, `${NEEDLE}. `);
  bytes.write('%PDF-1.7\n');
  randomBytes(64).copy(bytes, 20);
  return bytes;
}

async function api(service, method, target, body) {
  const reply = await request(`${service.url}/api/v1${target}`, {method, headers: {authorization: `Bearer ${service.apiToken}`, 'content-type': 'application/json'}, body: body && JSON.stringify(body)});
  return {status: reply.status, json: reply.text.startsWith('{') ? JSON.parse(reply.text) : null};
}

// Every file of the data folder, byte by byte.
function holds(folder, needle) {
  return fs.readdirSync(folder, {recursive: true, withFileTypes: true}).some((entry) => entry.isFile() && fs.readFileSync(path.join(entry.path ?? entry.parentPath, entry.name)).includes(needle));
}

async function choose(page, name, buffer, note) {
  if (!(await page.locator('#file-choose').isVisible())) await page.getByText('Add a file').click();
  await page.locator('#file-choose').setInputFiles({name, mimeType: 'application/pdf', buffer});
  await page.locator('#file-note').fill(note);
  await page.getByRole('button', {name: 'Seal and add'}).click();
}

async function saved(page, open) {
  const [download] = await Promise.all([page.waitForEvent('download'), open()]);
  return {name: download.suggestedFilename(), bytes: fs.readFileSync(await download.path())};
}

// Signs in where the page stands: nothing is loaded anew.
async function signInHere(desk, page, name) {
  const code = await desk.code(name);
  await page.getByLabel('Name').fill(name);
  await page.locator('#password').fill(PASSWORDS[name]);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', {name: 'Sign in', exact: true}).click();
}

test('files of a case: sealed, kept whole, opened by whom', {timeout: 280_000}, async () => {
  const service = await Service.create((config) => {
    delete config.keys;
    config.country = 'WS';
    config.channels = {web: {type: 'webchat', survey: 'core-9'}};
    config.office = {name: 'Ministry of Labour'};
    config.limits.case_file_mib = 2;
    config.limits.case_files_mib = 8;
  });
  const browser = await launch();
  const desk = new Desk(service, browser);
  const step = async (name, run) => {
    console.log(`e2e: ${name}`);
    await run();
  };
  const first = slip(700_001);
  const second = slip(1_500_000);
  let ana, sheet, id;
  const files = async () => (await api(service, 'GET', `/cases/${id}/files`)).json.files;
  try {
    await service.prepare().start();
    ana = await desk.tab();
    await desk.setUp(ana, 'ana', desk.link('add', 'ana', '--role', 'supervisor'));
    await desk.signIn(ana, 'ana', await desk.code('ana'));
    const made = await api(service, 'POST', '/cases', {type: 'industrial_relations', origin: 'walk_in', severity: 'P2', place: 'The bakery behind the market'});
    assert.equal(made.status, 201);
    id = made.json.id;
    const home = () => ana.getByRole('link', {name: 'Cases', exact: true}).click();
    const toCase = async () => {
      await home();
      await ana.locator('a.row', {hasText: 'bakery'}).click();
      await ana.getByRole('heading', {name: 'Files'}).waitFor();
    };

    await step('without an office key nothing can be sealed, and it says so', async () => {
      await ana.getByRole('button', {name: 'Make the office key'}).waitFor();
      await toCase();
      await choose(ana, NAME, first, 'Pay slip of May.');
      await ana.getByText('This office has no key yet').waitFor();
      await ana.getByRole('link', {name: 'Settings'}).click();
      sheet = (await desk.makeOfficeKey(ana)).join(' ');
      await toCase();
    });

    await step('what cannot be added is said before anything leaves', async () => {
      await choose(ana, NAME, Buffer.alloc(0), 'Pay slip of May.');
      await ana.getByText('empty (0 bytes)').waitFor();
      await choose(ana, NAME, slip(2 * MIB + 1), 'Pay slip of May.');
      await ana.getByText('at most 2 MB can be added').waitFor();
      await choose(ana, 'slip.pdf', Buffer.from('MZ this is a program'), 'Pay slip of May.');
      await ana.getByText('This is no photo').waitFor();
      await choose(ana, NAME, first, 'x');
      await ana.getByText('3 to 500 characters').waitFor();
      await choose(ana, NAME, first, 'Call 7212345 about it.');
      await ana.getByText('holds a telephone number').waitFor();
      await desk.look(ana, 'case-file-refused');
      assert.deepEqual(await files(), []);
    });

    await step('a file goes in sealed and comes out as it was', async () => {
      await choose(ana, NAME, first, 'Pay slip of May.');
      await ana.locator('.case-files li', {hasText: 'File 1'}).waitFor();
      await ana.locator('.timeline', {hasText: 'File 1 added'}).waitFor();
      await desk.look(ana, 'case-file-added');
      const got = await saved(ana, () => ana.getByRole('button', {name: 'Open and save: File 1'}).click());
      assert.equal(got.name, NAME);
      assert.ok(got.bytes.equals(first), 'byte for byte');
      await ana.getByText('Who opened it (1)').waitFor();
      const [file] = await files();
      assert.equal(file.opened[0].by, 'ana');
      assert.ok(!JSON.stringify(file).includes('Sina'), 'the name is sealed');
    });

    await step('ciphertext leaves only after the opening is written down', async () => {
      const [file] = await files();
      const target = `/cases/${id}/files/${file.id}`;
      assert.equal((await api(service, 'GET', `${target}/parts/1`)).status, 403);
      assert.equal((await api(service, 'POST', `${target}/open`)).status, 200);
      assert.equal((await api(service, 'GET', `${target}/parts/1`)).status, 200);
      assert.deepEqual((await files())[0].opened.map((one) => one.by), ['ana', 'officer']);
    });

    await step('a changed byte on the way is noticed, and nothing is saved', async () => {
      await ana.route('**/parts/3', async (route) => {
        const reply = await route.fetch();
        const body = await reply.body();
        body[5000] ^= 1;
        await route.fulfill({response: reply, body});
      });
      await ana.getByRole('button', {name: 'Open and save: File 1'}).click();
      await ana.getByText('This file does not open').waitFor();
      await ana.unroute('**/parts/3');
      await desk.look(ana, 'case-file-damaged');
    });

    await step('kill -9 in the middle of an upload: nobody sees half a file, and it goes on', async () => {
      let sent = 0;
      await ana.route('**/parts/*', async (route) => {
        if (route.request().method() === 'PUT' && (sent += 1) === 10) await service.kill9();
        await route.continue().catch(() => {});
      });
      await choose(ana, NAME, second, 'The whole book.');
      await ana.getByText('did not arrive whole').waitFor();
      await ana.getByText('The line dropped').waitFor();
      await ana.unroute('**/parts/*');
      await desk.look(ana, 'case-file-stopped');
      await service.start();
      assert.equal((await files()).length, 1);
      await ana.getByLabel('Code').waitFor({timeout: 20_000}); // sessions end with the service
      await signInHere(desk, ana, 'ana');
      await ana.getByRole('heading', {name: 'Files'}).waitFor();
      await ana.getByRole('button', {name: 'Go on'}).click();
      await ana.locator('.case-files li', {hasText: 'File 2'}).waitFor({timeout: 30_000});
      const got = await saved(ana, () => ana.getByRole('button', {name: 'Open and save: File 2'}).click());
      assert.ok(got.bytes.equals(second), 'byte for byte');
    });

    await step('a new version leaves the old one; a removal leaves its line', async () => {
      await ana.getByRole('button', {name: 'New version: File 1'}).click();
      await choose(ana, 'slip.jpeg', Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(1000)]), 'Sharper.');
      await ana.locator('.case-files li', {hasText: 'File 1, version 2'}).waitFor();
      const got = await saved(ana, () => ana.getByRole('button', {name: 'Open and save: File 1, version 1'}).click());
      assert.ok(got.bytes.equals(first));
      await ana.getByRole('button', {name: 'Remove: File 1, version 1'}).click();
      const form = ana.locator('.case-files form');
      await form.getByRole('button', {name: 'Remove'}).click();
      await ana.getByText('reason: 3 to 500 characters').waitFor();
      await form.getByLabel('Why is it removed?').fill('The sharper one says all.');
      await form.getByRole('button', {name: 'Remove'}).click();
      await ana.getByText('The sharper one says all.').first().waitFor();
      await ana.locator('.timeline', {hasText: 'File 1 removed'}).waitFor();
      await desk.look(ana, 'case-files');
      for (const language of ['es', 'fr']) {
        await ana.locator('.language select').selectOption(language);
        await ana.getByRole('heading', {name: language === 'es' ? 'Archivos' : 'Fichiers'}).waitFor();
        await desk.look(ana, `case-files-${language}`);
      }
      await ana.locator('.language select').selectOption('en');
    });

    await step('the recovery key opens every piece on a backup; nothing lies in clear', async () => {
      const backup = path.join(service.folder, 'backup');
      service.run('backup', backup, '--config', service.configFile);
      const said = execFileSync(DWBOT, ['keys', 'recovery', '--config', service.configFile, '--database', path.join(backup, 'core.db')], {input: `${sheet}\n`, encoding: 'utf8'});
      const parts = Math.ceil(second.length / 65535) + 1;
      assert.match(said, new RegExp(`${parts + 2} sealed texts open with it`), 'file 2 and the new version, a head each');
      for (const folder of [service.dataDir, backup])
        for (const needle of [NEEDLE, 'Sina Faleolo', 'slip.jpeg', '%PDF-1.7']) assert.ok(!holds(folder, needle), `"${needle}" lies in clear`);
      assert.ok(!fs.readFileSync(service.logFile).includes('Sina'));
      await service.stop();
      assert.ok(!holds(service.dataDir, NEEDLE));
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
