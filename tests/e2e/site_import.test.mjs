// SPDX-License-Identifier: Apache-2.0
// The register of workplaces from the office's spreadsheet, in a real browser on the real service: what is wrong is told by cell,
// what would change is seen before anything is written, and an import that nobody has seen is refused.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {Desk, SHOTS, chat, launch} from './lib/desk.mjs';
import {until} from './lib/http.mjs';
import {Service} from './lib/service.mjs';

const WRONG = 'key,nmae,district,workers\n1,Blue Reef Cannery,Apia,80\n';
const CELLS = 'key,name,district,workers\n1,Blue Reef Cannery,Apia,about 80\n1,,Apia,\n';
const FIRST = 'key,name,district,sector,workers\n1,Blue Reef Cannery,Apia,fishing,80\n2,Tuna Fale Stores,Asau,retail,30\n';
const SECOND = 'key,name,district,sector,workers\n1,Blue Reef,Apia,fishing,95\n2,Tuna Fale Stores,Asau,retail,30\n7,Tuna Fale Store Ltd,Asau,retail,\n';

test('a spreadsheet of workplaces', {timeout: 260_000}, async () => {
  const service = await Service.create((config) => {
    config.country = 'WS';
    config.channels = {web: {type: 'webchat', survey: 'core-9'}};
  });
  const browser = await launch();
  const desk = new Desk(service, browser);
  let boss, officer, downloaded;
  const step = async (name, run) => {
    console.log(`e2e: ${name}`);
    await run();
  };
  const choose = (content, name = 'register.csv') =>
    boss.locator('input[type=file]').setInputFiles({name, mimeType: 'application/octet-stream', buffer: Buffer.from(content)});
  const found = () => boss.locator('section').innerText();
  const listed = async (page, count) => {
    await page.goto(`${service.url}/sites`);
    await page.getByText(`Workplaces: ${count}`).waitFor();
  };
  try {
    service.prepare();
    await service.start();
    boss = await desk.tab();
    await desk.setUp(boss, 'ana', desk.link('add', 'ana', '--role', 'supervisor'));
    officer = await desk.tab();
    await desk.setUp(officer, 'ben', desk.link('add', 'ben', '--role', 'officer'));
    await desk.signIn(boss, 'ana', await desk.code('ana'));
    await boss.getByRole('link', {name: 'Workplaces'}).waitFor();

    await step('what is no register is said, by cell where there is one', async () => {
      await listed(boss, 0);
      await boss.getByRole('link', {name: 'Import a spreadsheet of workplaces'}).click();
      await boss.getByText('nothing is written before you confirm').waitFor();
      await desk.look(boss, 'import');
      await choose('PK\x03\x04 this is no zip file', 'register.xlsx');
      await boss.getByText('The file cannot be read as a list of workplaces').waitFor();
      await boss.getByText('damaged').waitFor();
      await choose(Buffer.alloc((4 << 20) + 1, 'x'));
      await boss.getByText('The file has more than 4 MiB').waitFor();
      await choose(WRONG);
      await boss.getByText('B1 (nmae)').waitFor();
      await boss.getByText('The first row does not name this column').waitFor();
      await choose(CELLS);
      await boss.getByText('What to change in register.csv: 3').waitFor();
      const said = await found();
      for (const part of ['D2 (workers)', 'about 80', 'Write a whole number', 'B3 (name)', 'Something must stand here', 'A3 (key)', 'Row 2 has this key too']) assert.ok(said.includes(part), `${part}: ${said}`);
      assert.equal(await boss.getByRole('button', {name: /^Import:/}).count(), 0, 'nothing can be confirmed');
      await desk.look(boss, 'import-problems');
      await listed(boss, 0);
    });

    await step('the first spreadsheet, and the register comes back as one', async () => {
      await boss.goto(`${service.url}/sites/import`);
      await choose(FIRST);
      await boss.getByText('New: 2. Changed: 0. As before: 0. The register would hold 2.').waitFor();
      await boss.getByRole('button', {name: 'Import: 2 new, 0 changed'}).click();
      await boss.getByText('Imported: 2 new, 0 changed').waitFor();
      await desk.look(boss, 'import-done');
      const download = boss.waitForEvent('download');
      await boss.getByRole('link', {name: /Download the register/}).click();
      downloaded = fs.readFileSync(await (await download).path());
      assert.equal(downloaded.subarray(0, 2).toString(), 'PK', 'a workbook');
      await choose(downloaded, 'workplaces.xlsx');
      await boss.getByText('As before: 2').waitFor();
      await boss.getByText('Read from the sheet “workplaces”').waitFor();
      await boss.getByText('There is nothing to import').waitFor();
      await boss.getByRole('link', {name: 'Back to the workplaces'}).click();
      await boss.getByText('Workplaces: 2').waitFor();
    });

    await step('a worker’s words lead to the workplace at once', async () => {
      const phone = await desk.tab();
      await chat(phone, service, {site: 'blue reef cannery', wages_paid: 'no', one_thing: 'Pay the nights'});
      await phone.context().close();
      await boss.goto(`${service.url}/inbox`);
      await boss.locator('a.row', {hasText: 'Blue Reef Cannery'}).first().waitFor();
    });

    await step('what would change is seen; what nobody has seen is refused', async () => {
      await boss.goto(`${service.url}/sites/import`);
      await choose(SECOND);
      await boss.getByText('New: 1. Changed: 1. As before: 1. The register would hold 3.').waitFor();
      const said = await found();
      for (const part of ['7 · Tuna Fale Store Ltd, Asau is like 2 · Tuna Fale Stores, Asau (in the file too)', 'name: Blue Reef Cannery → Blue Reef', 'workers: 80 → 95', '“Blue Reef Cannery” means 1 today, and would mean none for sure'])
        assert.ok(said.includes(part), `${part}: ${said}`);
      await desk.look(boss, 'import-preview');
      for (const language of ['es', 'fr']) {
        await boss.locator('.language select').selectOption(language);
        await boss.getByText(language === 'es' ? 'El registro tendría 3' : 'Le registre en aurait 3').waitFor();
        await desk.look(boss, `import-preview-${language}`);
      }
      await boss.locator('.language select').selectOption('en');
      const file = path.join(service.folder, 'beside.csv');
      fs.writeFileSync(file, 'key,name,district\n9,Harbour Laundry,Apia\n');
      service.run('site', 'import', file, '--config', service.configFile);
      await boss.getByRole('button', {name: 'Import: 1 new, 1 changed'}).click();
      await boss.getByText('The register has changed since this preview').waitFor();
      await desk.look(boss, 'import-conflict');
      await boss.getByRole('button', {name: 'Look again'}).click();
      await boss.getByText('The register would hold 4.').waitFor();
      await boss.getByRole('button', {name: 'Import: 1 new, 1 changed'}).click();
      await boss.getByText('Imported: 1 new, 1 changed').waitFor();
      await listed(boss, 4);
      await boss.getByText('Blue Reef', {exact: true}).waitFor();
    });

    await step('the audit says how many, by whom, and names no workplace', async () => {
      await boss.goto(`${service.url}/audit`);
      const rows = boss.locator('table.audit tr', {hasText: 'Imported workplaces'});
      await until(async () => (await rows.count()) === 3, 'three imports');
      const all = await rows.allInnerTexts();
      assert.match(all[0], /ana[\s\S]*in the file, new, changed: 3, 1, 1/);
      assert.match(all[1], /command line[\s\S]*: 1, 1, 0/);
      assert.match(all[2], /ana[\s\S]*: 2, 2, 0/);
      assert.ok(!/Reef|Tuna|Laundry/.test(await boss.locator('table.audit').innerText()));
    });

    await step('an officer may look at workplaces, and not import', async () => {
      await desk.signIn(officer, 'ben', await desk.code('ben'));
      await officer.getByRole('link', {name: 'Workplaces'}).waitFor();
      await listed(officer, 4);
      assert.equal(await officer.getByRole('link', {name: 'Import a spreadsheet'}).count(), 0);
      await officer.goto(`${service.url}/sites/import`);
      await officer.locator('input[type=file]').setInputFiles({name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from(FIRST)});
      await officer.getByText('Supervisors and administrators import workplaces').waitFor();
    });

    assert.deepEqual(desk.problems.filter((one) => !/403/.test(one)), []);
  } finally {
    if (SHOTS) await boss?.screenshot({path: path.join(SHOTS, 'site-import-last.png')}).catch(() => undefined);
    await browser.close();
    const outcome = await service.stop();
    if (outcome) assert.equal(outcome.code, 0, service.logTail());
    service.remove();
  }
});
