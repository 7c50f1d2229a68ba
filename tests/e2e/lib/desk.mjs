// SPDX-License-Identifier: Apache-2.0
// The pages in a real browser (Debian's Chromium): tabs that notice every script error, axe-core at two widths, first login and
// signing in as people do it. SHOTS=folder keeps a picture of every page, to look at.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {createHmac} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';
import {until} from './http.mjs';
import {SOURCE_DIR} from './service.mjs';
import {Worker} from './walker.mjs';

const require = createRequire(path.join(SOURCE_DIR, 'tests/package.json'));
export const {chromium} = require('playwright-core');
const AXE = require.resolve('axe-core/axe.min.js');
export const SHOTS = process.env.SHOTS; // a folder for pictures of every page, to look at
export const PASSWORDS = {ana: 'three green boats at noon', ben: 'a taro field beside rain'};

function totp(secret, at = Date.now()) {
  let bits = '';
  for (const c of secret) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0');
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0');
}

export class Desk {
  constructor(service, browser) { Object.assign(this, {service, browser, secrets: {}, used: {}, codes: {}, problems: []}); }

  async tab() {
    const context = await this.browser.newContext({locale: 'en-GB', viewport: {width: 1440, height: 900}});
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('dialog', (dialog) => { this.problems.push(`a dialog opened: ${dialog.message()}`); void dialog.dismiss(); });
    page.on('pageerror', (error) => this.problems.push(`script error: ${error.message}`));
    page.on('console', (line) => { if (/Content Security Policy|Refused to/.test(line.text())) this.problems.push(line.text()); });
    return page;
  }

  // Both widths: no violation of axe-core, nothing wider than the screen.
  async look(page, name) {
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

  link(...args) { return /\/setup#\S+/.exec(this.service.run('user', ...args, '--config', this.service.configFile))[0]; }

  // The code of the next step that was not used yet; the service takes one step ahead.
  async code(name) {
    const step = () => Math.floor(Date.now() / 30000);
    await until(() => step() + 1 > (this.used[name] ?? 0), 'a fresh code', 40_000, 200);
    const chosen = Math.max(step(), (this.used[name] ?? 0) + 1);
    this.used[name] = chosen;
    return totp(this.secrets[name], chosen * 30000);
  }

  async setUp(page, name, link, looked = false) {
    await page.goto(this.service.url + link);
    await page.getByLabel('Password', {exact: true}).fill('password1234');
    await page.getByRole('button', {name: 'Continue'}).click();
    await page.getByText('guessed early').waitFor();
    if (looked) await this.look(page, 'setup-1-password');
    await page.getByLabel('Password', {exact: true}).fill(PASSWORDS[name]);
    await page.getByLabel('The same once more').fill(PASSWORDS[name]);
    await page.keyboard.press('Enter');
    this.codes[name] = await page.locator('.groups li').allTextContents();
    assert.equal(new Set(this.codes[name]).size, 10);
    if (looked) await this.look(page, 'setup-2-codes');
    await page.getByRole('button', {name: 'I have them on paper'}).click();
    this.secrets[name] = (await page.locator('#totp-secret').textContent()).replace(/\s/g, '');
    this.used[name] = 0;
    if (looked) await this.look(page, 'setup-3-authenticator');
    const code = await this.code(name);
    const known = execFileSync('oathtool', ['--totp', '-b', '-N', new Date(this.used[name] * 30000).toISOString().replace('T', ' ').replace(/\..*/, ' UTC'), this.secrets[name]], {encoding: 'utf8'});
    assert.equal(known.trim(), code, 'oathtool makes the same code');
    await page.getByLabel('Code that the app shows now').fill(known.trim());
    await page.getByRole('button', {name: 'Finish'}).click();
    await page.getByText('Your account is ready').waitFor();
    if (looked) await this.look(page, 'setup-4-done');
  }

  async signIn(page, name, code, password = PASSWORDS[name]) {
    await page.goto(`${this.service.url}/login`);
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password').fill(password);
    await page.getByLabel('Code').fill(code);
    await page.getByRole('button', {name: 'Sign in', exact: true}).click();
  }
}

// A worker on the chat page, by typing: `answers` to Core-9.
export async function chat(page, service, answers = {}) {
  const worker = new Worker({language: 'en', plan: {safe_now: 'yes', consent: 'yes', age: 'adult', danger: 'no', documents: 'self', site: 'Garment mill near the harbour', wages_paid: 'no', hours: 9, one_thing: 'A longer break', ...answers}});
  await page.goto(`${service.url}/chat/web`);
  await page.getByRole('button', {name: 'Hello'}).click();
  for (let next = 0; ; next += 1) {
    const bubble = page.locator('.row.in').nth(next);
    await bubble.waitFor();
    const shown = await bubble.locator('.bubble').innerText();
    const buttons = (await bubble.locator('button').allInnerTexts()).map((text) => ({text}));
    const {seen, labels, words} = worker.decide(shown, buttons);
    if (seen.kind === 'receipt' || seen.kind === 'end') return;
    if (words !== undefined) await page.getByRole('textbox').fill(words);
    if (words !== undefined) await page.getByRole('button', {name: 'Send'}).click();
    else if (labels) await bubble.getByRole('button', {name: labels[0], exact: true}).click();
  }
}

export const launch = () => chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']});
