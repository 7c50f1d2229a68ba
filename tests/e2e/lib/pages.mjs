// SPDX-License-Identifier: Apache-2.0
// The pages in a real browser (Debian's Chromium): tabs that notice every script error, axe-core at two widths, and a worker
// who types into the chat page. SHOTS=folder keeps a picture of every page, to look at.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';
import {SOURCE_DIR} from './service.mjs';
import {Worker} from './walker.mjs';

const require = createRequire(path.join(SOURCE_DIR, 'tests/package.json'));
export const {chromium} = require('playwright-core');
const AXE = require.resolve('axe-core/axe.min.js');
export const SHOTS = process.env.SHOTS; // a folder for pictures of every page, to look at

export const launch = () => chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']});

// A page of its own, in a context of its own. What goes wrong in it is noted in `problems`.
export async function newPage(browser, problems) {
  const context = await browser.newContext({locale: 'en-GB', viewport: {width: 1440, height: 900}});
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('dialog', (dialog) => { problems.push(`a dialog opened: ${dialog.message()}`); void dialog.dismiss(); });
  page.on('pageerror', (error) => problems.push(`script error: ${error.message}`));
  page.on('console', (line) => { if (/Content Security Policy|Refused to/.test(line.text())) problems.push(line.text()); });
  return page;
}

// Both widths: no violation of axe-core, nothing wider than the screen.
export async function look(page, name) {
  for (const width of [360, 1440]) {
    await page.setViewportSize({width, height: 900});
    await page.evaluate(fs.readFileSync(AXE, 'utf8'));
    const found = await page.evaluate(() => globalThis.axe.run(document, {resultTypes: ['violations']}));
    const told = found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`);
    assert.deepEqual(told, [], `axe-core on ${name} at ${width} px`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${name} at ${width} px is ${wide} px too wide`);
    if (SHOTS) await page.screenshot({path: path.join(SHOTS, `${name}-${width}.png`), fullPage: true});
  }
  console.log(`e2e: ${name}: 0 violations at 360 and 1440 px`);
}

const ANSWERS = {safe_now: 'yes', consent: 'yes', age: 'adult', danger: 'no', documents: 'self', site: 'Garment mill near the harbour',
  wages_paid: 'no', hours: 9, one_thing: 'A longer break'};

// A worker on the chat page, by typing, until the receipt: Core-9 with these answers and `answers` over them. Returns its code.
export async function chat(page, service, answers = {}) {
  const worker = new Worker({language: 'en', plan: {...ANSWERS, ...answers}});
  await page.goto(`${service.url}/chat/web`);
  await page.getByRole('button', {name: 'Hello'}).click();
  for (let next = 0; ; next += 1) {
    const bubble = page.locator('.row.in').nth(next);
    await bubble.waitFor();
    const shown = await bubble.locator('.bubble').innerText();
    const buttons = (await bubble.locator('button').allInnerTexts()).map((text) => ({text}));
    const {seen, labels, words} = worker.decide(shown, buttons);
    if (seen.kind === 'receipt' || seen.kind === 'end') return seen.code;
    if (words !== undefined) await say(page, words);
    else if (labels) await bubble.getByRole('button', {name: labels[0], exact: true}).click();
  }
}

export async function say(page, words) {
  await page.getByRole('textbox').fill(words);
  await page.getByRole('button', {name: 'Send'}).click();
}
