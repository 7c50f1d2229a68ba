// SPDX-License-Identifier: Apache-2.0
// Workplaces in a real browser on the real service: what the office knows of one, its poster (the QR codes are read by another
// library), and a ticket on paper, which tells nothing of where it came from.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {createRequire} from 'node:module';
import {Desk, SHOTS, chat, launch} from './lib/desk.mjs';
import {SOURCE_DIR, Service, telegramChannel} from './lib/service.mjs';
import {TelegramStandin} from './lib/telegram_standin.mjs';

const JSQR = createRequire(path.join(SOURCE_DIR, 'tests/package.json')).resolve('jsqr');
const SECRET = 'The cook told us about the pay';

function importSites(service) {
  const file = path.join(service.folder, 'sites.csv');
  fs.writeFileSync(file, 'key,name,district,sector,address,workers\n1,Blue Reef Cannery,Apia,fishing,1 Beach Road,80\n2,Tiny Shop,Apia,retail,,3\n');
  service.run('site', 'import', file, '--out', path.join(service.folder, 'codes.csv'), '--config', service.configFile);
  return fs.readFileSync(path.join(service.folder, 'codes.csv'), 'utf8').match(/[0-9A-Z]{3,}-[0-9A-Z]+/g);
}

// What a picture's QR code says, by jsQR in a page of its own.
async function decode(browser, png) {
  const page = await browser.newPage();
  await page.addScriptTag({path: JSQR});
  const text = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
    canvas.drawImage(image, 0, 0);
    const pixels = canvas.getImageData(0, 0, image.width, image.height);
    return globalThis.jsQR(pixels.data, pixels.width, pixels.height)?.data ?? null;
  }, png.toString('base64'));
  await page.close();
  return text;
}

const pagesOf = (pdf) => pdf.toString('latin1').match(/\/Type\s*\/Page(?!s)/g)?.length ?? 0;

test('workplaces: page, poster, and a ticket on paper', {timeout: 200_000}, async () => {
  const standin = await new TelegramStandin().start();
  const service = await Service.create((config) => {
    config.country = 'WS';
    config.channels = {
      web: {type: 'webchat', survey: 'core-9', contact: 'https://labour.example/chat/web'},
      telegram: telegramChannel(standin.url, {contact: 'labour_ws_bot'}),
      sms: {type: 'kannel', survey: 'core-9', contact: '8000', sendsms_url: 'http://127.0.0.1:9/cgi-bin/sendsms', username: 'u', password: 'p', from: '8000', secret: 'e2e-secret-0123456789'},
    };
    config.office = {name: 'Ministry of Labour', check: 'labour.example/chat, or the window of the Ministry'};
  });
  const browser = await launch();
  const desk = new Desk(service, browser);
  let ana, code, tiny;
  const step = async (name, run) => {
    console.log(`e2e: ${name}`);
    await run();
  };
  try {
    service.prepare();
    [code, tiny] = importSites(service);
    await service.start();
    ana = await desk.tab();
    await desk.setUp(ana, 'ana', desk.link('add', 'ana', '--role', 'supervisor'));
    await desk.signIn(ana, 'ana', await desk.code('ana'));
    for (const site of [code, tiny]) {
      const phone = await desk.tab();
      await chat(phone, service, {site, wages_paid: 'no', one_thing: SECRET});
      await phone.context().close();
    }

    await step('a workplace: register, signals in bands, cases', async () => {
      await ana.getByRole('link', {name: 'Workplaces'}).click();
      await ana.getByText('Workplaces: 2').waitFor();
      await desk.look(ana, 'sites');
      await ana.getByLabel('Name, district or code').fill('reef');
      await ana.getByRole('button', {name: 'Search'}).click();
      await ana.getByText('Workplaces: 1').waitFor();
      await ana.getByRole('link', {name: 'Blue Reef Cannery'}).click();
      await ana.getByText('1 Beach Road').waitFor();
      await ana.getByText('fewer than 5').waitFor();
      await desk.look(ana, 'site');
      await ana.goto(`${service.url}/sites/${tiny}`);
      await ana.getByText('So few people work here').waitFor();
      await ana.goto(`${service.url}/sites/${code}`);
    });

    await step('the poster: one sheet of A4, its codes lead to the channels, in every language', async () => {
      await ana.getByRole('link', {name: 'Poster to print'}).click();
      await ana.locator('#poster').waitFor();
      await ana.getByText('No native reader has checked').waitFor();
      await desk.look(ana, 'poster');
      const links = [];
      for (const qr of await ana.locator('#poster .qr').all()) links.push(await decode(browser, await qr.screenshot()));
      const bare = code.replace('-', '');
      assert.deepEqual(links.sort(), [`https://labour.example/chat/web`, `https://t.me/labour_ws_bot?start=${bare}`, `sms:8000?body=${code}`]);
      const languages = await ana.locator('#poster-language option').evaluateAll((all) => all.map((one) => one.value));
      assert.equal(languages.length, 24);
      await ana.context().setOffline(true); // loaded once, it needs no line
      for (const language of languages) {
        await ana.locator('#poster-language').selectOption(language);
        const shown = await ana.locator('#poster').innerText();
        for (const needed of [code, '8000', '@labour_ws_bot', 'Ministry of Labour', 'labour.example']) assert.ok(shown.includes(needed), `${language}: ${needed}`);
        assert.ok(!/[{}]/.test(shown), language);
        const pdf = await ana.pdf({preferCSSPageSize: true, ...(SHOTS ? {path: path.join(SHOTS, `poster-${language}.pdf`)} : {})});
        assert.equal(pagesOf(pdf), 1, `${language}: one page`);
      }
      await ana.context().setOffline(false);
      await ana.locator('#poster-language').selectOption('ar');
      if (SHOTS) {
        await ana.emulateMedia({media: 'print'});
        await ana.setViewportSize({width: 794, height: 1123});
        await ana.screenshot({path: path.join(SHOTS, 'poster-print-ar.png')});
        await ana.emulateMedia({media: null});
      }
      await desk.look(ana, 'poster-ar');
      for (const language of ['es', 'fr']) {
        await ana.locator('.language select').selectOption(language);
        await ana.getByText(language === 'es' ? 'Idioma del cartel' : 'Langue de l’affiche').waitFor();
        await desk.look(ana, `poster-page-${language}`);
      }
      await ana.locator('.language select').selectOption('en');
    });

    await step('a ticket on paper names no workplace, channel, language, day or word', async () => {
      await ana.goto(`${service.url}/inbox?topic=wages`);
      const row = ana.locator('a.row', {hasText: 'Blue Reef Cannery'}).first();
      await row.click();
      await ana.locator('.detail').getByRole('button', {name: 'Print', exact: true}).waitFor();
      const screen = await ana.locator('.detail').innerText();
      for (const origin of ['Blue Reef Cannery', code, 'English', 'Web chat']) assert.ok(screen.includes(origin), `the screen has "${origin}": else this test sees nothing`);
      await desk.look(ana, 'ticket-print-button');
      await ana.emulateMedia({media: 'print'});
      const paper = await ana.evaluate(() => document.body.innerText);
      if (SHOTS) await ana.screenshot({path: path.join(SHOTS, 'ticket-paper.png')});
      await ana.emulateMedia({media: null});
      assert.match(paper, /\d{4}-W\d\d · Apia/);
      assert.match(paper, /P\d/);
      for (const origin of ['Blue Reef', code, 'Beach Road', 'English', 'Web chat', 'Language', 'Channel', SECRET, 'cook', new Date().toISOString().slice(0, 4) + '-1', 'Tiny'])
        assert.ok(!paper.includes(origin), `the paper says "${origin}"`);
      assert.ok(!/\d{1,2}:\d\d|\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December)/.test(paper), 'no day, no hour');
    });

    await step('a ticket of an open case is closed alone only if it leaves', async () => {
      await ana.getByLabel('What kind of case').selectOption('industrial_relations');
      await ana.getByRole('button', {name: 'Open a case'}).click();
      await ana.waitForURL(/\/cases\/[0-9a-z]{26}$/);
      await ana.locator('.linked a').first().click();
      await ana.getByText('This ticket belongs to a case.').waitFor();
      await ana.getByText('Close this ticket').click();
      await ana.locator('#outcome-passed').check();
      await ana.getByRole('button', {name: 'Close the ticket'}).click();
      await ana.getByText('this ticket belongs to an open case').first().waitFor();
      await desk.look(ana, 'ticket-in-case-close');
      await ana.getByLabel(/it leaves the case/).check();
      await ana.getByRole('button', {name: 'Close the ticket'}).click();
      await ana.locator('.detail', {hasText: 'Closed'}).waitFor();
    });
    assert.deepEqual(desk.problems, [], 'no script error, no dialog, no report against the content policy');
  } catch (error) {
    if (SHOTS && ana) await ana.screenshot({path: path.join(SHOTS, 'failed.png'), fullPage: true}).catch(() => {});
    throw error;
  } finally {
    await browser.close();
    await service.stop();
    await standin.stop();
    service.remove();
  }
});
