// SPDX-License-Identifier: Apache-2.0
// Stored cross-site scripting: what workers write and are called on every channel, names of workplaces, cells of workbooks and
// officers' notes are hostile; a cleared officer opens all of it on every page. No canary runs, nothing is asked of another
// host, the content policy has nothing to report, and exports hold no formula.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {Desk, SHOTS, launch} from './lib/desk.mjs';
import {request, serve, until} from './lib/http.mjs';
import {ALL, FORMULAS, HTML, LONG, messages} from './lib/payloads.mjs';
import {allChannels, senders} from './lib/senders.mjs';
import {SOURCE_DIR, Service} from './lib/service.mjs';

const A_MESSAGE = 11; // payloads in one text: eight channels, each payload in front once

// Runs before any script of the page: whatever the page is made to run or refuses to run is noted.
function watch() {
  globalThis.ran = [];
  for (const name of ['canary', 'alert', 'confirm', 'prompt', 'print']) globalThis[name] = () => globalThis.ran.push(name);
  document.addEventListener('securitypolicyviolation', (event) => globalThis.ran.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
}

// What a page that only shows text never has.
function hostileParts() {
  const found = [...globalThis.ran];
  for (const element of document.querySelectorAll('*:not(link[rel=icon][href="data:,"])')) { // the page's own: no icon
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name)) found.push(`${element.tagName} ${attribute.name}`);
      if (/^(href|src|action|formaction|data|xlink:href)$/i.test(attribute.name) && /^\s*(javascript|data|vbscript):/i.test(attribute.value)) found.push(`${element.tagName} ${attribute.name}`);
    }
  }
  for (const element of document.querySelectorAll('iframe, object, embed, math, foreignObject, base, meta[http-equiv], marquee, script:not([src])')) {
    if (element.type !== 'application/json') found.push(element.tagName);
  }
  return found;
}

async function hostileTab(desk, service) {
  const page = await desk.tab();
  await page.addInitScript(watch);
  page.on('request', (asked) => { if (!asked.url().startsWith(service.url) && !/^(data|blob):/.test(asked.url())) desk.problems.push(`asked another host: ${asked.url().slice(0, 80)}`); });
  // Refused: the page asks for news while the service starts again. What goes to other hosts is caught above.
  page.on('console', (line) => { if (line.type() === 'error' && !/status of (400|401|404)|ERR_CONNECTION_REFUSED/.test(line.text())) desk.problems.push(`console: ${line.text().slice(0, 200)}`); });
  return page;
}

async function unharmed(page, where) {
  assert.deepEqual(await page.evaluate(hostileParts), [], where);
}

// One conversation: everything that takes free words gets the hostile text. Resolves when the last answer is taken. Some texts
// look like an address: then the first "no" behind them keeps them, else it answers the next question and the second is asked back.
async function converse(send, from, name, words) {
  for (const text of ['hello', '1', '1', '3', '2', '3', words, 'no', 'no', '14', words, 'no']) {
    const reply = await send({from, name, text});
    assert.ok(reply.status >= 200 && reply.status < 300, `${from}: ${reply.status} ${reply.text}`);
  }
}

// One line of CSV by RFC 4180.
function cellsOf(csv) {
  const cells = [];
  csv.replace(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g, (_, cell) => { cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell); return ''; });
  return cells;
}

test('what is hostile stays text, on every channel and page', {timeout: 280_000}, async () => {
  const nowhere = await serve((req, body, res) => res.writeHead(503).end());
  const service = await Service.create((config, created) => {
    config.channels = allChannels(nowhere.url, created.url);
    config.surveys = ['core-9', 'pulse-4'];
    config.country = 'WS';
    config.languages = {allow_unreviewed: ['en']};
    config.office = {name: '<b>Ministry</b> & "Labour"'};
    delete config.keys;
  });
  const browser = await launch();
  const desk = new Desk(service, browser);
  let ana;
  const step = async (name, run) => { console.log(`e2e: ${name}`); await run(); };
  try {
    service.prepare();
    const sites = path.join(service.folder, 'sites.csv');
    const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
    const isFormula = (text) => text.trim().startsWith('=');
    const districts = FORMULAS.filter((text) => !isFormula(text));
    const register = (names) => {
      fs.writeFileSync(sites, `key,name,district,workers\n${names.map((text, i) => `${i},${quoted(`${text} ${i}`)},${quoted(districts[i % districts.length])},80`).join('\n')}\n`);
      return service.run('site', 'import', sites, '--config', service.configFile).match(/\b[0-9A-Z]{3}-[0-9A-Z]{3,4}\b/g) ?? [];
    };
    assert.throws(() => register(['x\u0001']), /row 2, column name: holds a line break or another control character/);
    for (const text of FORMULAS.filter(isFormula)) assert.throws(() => register([text.trim()]), /row 2, column name: holds a formula/);
    const codes = register(ALL.filter((text) => !/[\u0000-\u001f]/.test(text) && !isFormula(text)));
    assert.ok(codes.length > 40, 'hostile names of workplaces are names');
    await service.start();

    await step('the officer makes the office key', async () => {
      ana = await hostileTab(desk, service);
      await desk.setUp(ana, 'ana', desk.link('add', 'ana', '--role', 'administrator'));
      await desk.signIn(ana, 'ana', await desk.code('ana'));
      await desk.makeOfficeKey(ana);
    });

    let conversations = 0;
    await step('workers write it on every channel, and are called it', async () => {
      const all = senders(service.url);
      const each = Object.keys(all);
      await Promise.all(each.map(async (channel, place) => {
        const texts = messages(A_MESSAGE, place + 1);
        for (const [i, text] of texts.entries()) {
          await converse(all[channel], `+68572${String(10_000 + place * 100 + i)}`, HTML[(place * 7 + i) % HTML.length], text);
          conversations += 1;
        }
      }));
      // A workplace by its code, so that a hostile name of the register stands on a ticket; 100 KB; words of nothing.
      for (const [i, code] of codes.slice(0, 6).entries()) await converse(all.kannel, `+6857290${100 + i}`, 'x', code);
      assert.ok([200, 413].includes((await all.telegram({from: '+68572999999', name: LONG.slice(0, 200), text: LONG})).status));
      await converse(all.webchat, 'long', 'x', LONG.slice(0, 3900));
      const total = async () => JSON.parse((await request(`${service.url}/api/v1/tickets?limit=1`, {headers: {authorization: `Bearer ${service.apiToken}`}})).text).total;
      await until(async () => (await total()) >= conversations, `a ticket of each of ${conversations}`);
      console.log(`e2e: ${ALL.length} payloads in ${conversations} conversations on ${each.length} channels`);
    });

    await step('the officer opens every ticket and every text', async () => {
      await ana.getByRole('link', {name: 'Inbox'}).click();
      await ana.locator('a.row').first().waitFor();
      let opened = 0;
      const shown = new Set();
      for (;;) {
        const more = ana.getByRole('button', {name: 'Show more'});
        if (await more.count() === 0) break;
        await more.click();
        await until(async () => (await ana.locator('a.row').count()) % 50 !== 0 || (await more.count()) === 0, 'more tickets', 10_000);
      }
      const links = await ana.locator('a.row').evaluateAll((rows) => rows.map((row) => row.getAttribute('href')));
      for (const href of links) {
        await ana.locator(`a.row[href="${href}"]`).click();
        await ana.locator('.detail h2').first().waitFor();
        const read = ana.locator('.record').getByRole('button', {name: 'Read', exact: true});
        await ana.locator('.thread').waitFor();
        for (let left = await read.count(); left > 0; left -= 1) {
          await read.first().click();
          await until(async () => (await read.count()) < left, 'the words are shown');
          opened += 1;
        }
        for (const text of await ana.locator('.own-words').allTextContents()) {
          for (const [i, payload] of HTML.entries()) if (text.includes(payload)) shown.add(i);
        }
        await unharmed(ana, `ticket ${href}`);
      }
      assert.ok(links.length >= conversations, `${links.length} tickets for ${conversations} conversations`);
      // Control characters go at receipt and the scrubber takes addresses; the rest is shown to the letter.
      assert.ok(shown.size > HTML.length * 0.7, `${shown.size} of ${HTML.length} payloads are shown as they were written`);
      console.log(`e2e: ${links.length} tickets, ${opened} sealed texts opened, ${shown.size} payloads shown as text`);
    });

    await step('cases, notes, the notice to the employer, the audit', async () => {
      await ana.getByLabel('What kind of case').selectOption('industrial_relations');
      await ana.getByRole('button', {name: 'Open a case'}).first().click();
      await ana.waitForURL(/\/cases\/[0-9a-z]{26}$/);
      const address = ana.url();
      for (const text of [HTML.slice(0, 36).join(' '), HTML.slice(36).join(' '), FORMULAS.join(' '), LONG.slice(0, 1900)]) {
        await ana.locator('#new-kind').selectOption('note');
        await ana.locator('#new-text').fill(text.replaceAll('\0', '').slice(0, 1900));
        const count = await ana.locator('.timeline li').count();
        await ana.locator('section', {has: ana.locator('#new-kind')}).getByRole('button', {name: 'Save'}).click();
        await until(async () => (await ana.locator('.timeline li').count()) > count, 'the note is there');
      }
      for (const target of ['', '/notice']) {
        await ana.goto(address + target);
        await ana.locator('main').waitFor();
        await unharmed(ana, `case${target}`);
      }
      for (const target of ['/cases', '/audit', '/settings', '/inbox', `/inbox?topic=${encodeURIComponent(HTML[0])}`, `/inbox?ticket=${encodeURIComponent(HTML[9])}`, '/chat/webchat', '/']) {
        await ana.goto(service.url + target);
        await ana.locator('main, body > *').first().waitFor();
        await ana.waitForLoadState('networkidle').catch(() => {});
        await unharmed(ana, target);
        if (SHOTS) await ana.screenshot({path: path.join(SHOTS, `xss-${target.replace(/\W+/g, '_')}.png`)});
      }
    });

    await step('a workbook full of it is told and previewed as text', async () => {
      const survey = JSON.parse(fs.readFileSync(path.join(SOURCE_DIR, 'dialogs/surveys/pulse-4.json'), 'utf8'));
      survey.title.en = HTML[9];
      survey.questions.forEach((question, i) => { if (question.label) question.label.en = `${HTML[(i * 5) % HTML.length].replaceAll('{', '(').replace(/[\u0000-\u001f]/g, '')} ?`; });
      const file = path.join(service.folder, 'hostile.json');
      fs.writeFileSync(file, JSON.stringify(survey));
      service.run('convert', file, path.join(service.folder, 'hostile.xlsx'));
      await ana.goto(`${service.url}/surveys`);
      for (const name of ['hostile.xlsx', `${HTML[9].replaceAll('/', '')}.xlsx`]) {
        const bytes = fs.readFileSync(path.join(service.folder, 'hostile.xlsx'));
        await ana.locator('input[type=file]').setInputFiles({name, mimeType: 'application/octet-stream', buffer: bytes});
        await ana.getByRole('heading', {name: /^What was found in/}).waitFor();
        await unharmed(ana, `survey page with ${name}`);
      }
    });

    await step('exports hold no formula', async () => {
      const reply = await request(`${service.url}/api/v1/tickets/export?format=csv`, {headers: {authorization: `Bearer ${service.apiToken}`}});
      assert.equal(reply.status, 200, reply.text);
      const cells = cellsOf(reply.text.replace(/^\ufeff/, ''));
      assert.ok(cells.some((cell) => cell.includes('cmd|')), 'a hostile district is in it');
      assert.deepEqual(cells.filter((cell) => /^[\s]*[=+\-@\t\r]/.test(cell)), []);
    });
    assert.deepEqual(desk.problems, [], 'no script error, no dialog, no console error, no other host');
  } catch (error) {
    if (SHOTS && ana) await ana.screenshot({path: path.join(SHOTS, 'xss-failed.png'), fullPage: true}).catch(() => {});
    throw error;
  } finally {
    await browser.close();
    await service.stop();
    service.remove();
    await nowhere.close();
  }
});
