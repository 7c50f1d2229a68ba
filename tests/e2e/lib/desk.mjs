// SPDX-License-Identifier: Apache-2.0
// The office in a real browser: first login, the authenticator's codes, and signing in, as people do it.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {createHmac} from 'node:crypto';
import {until} from './http.mjs';
import {look, newPage} from './pages.mjs';

export * from './pages.mjs';
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

  tab() { return newPage(this.browser, this.problems); }
  look(page, name) { return look(page, name); }

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
    await page.getByText('easy to guess').waitFor();
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

  // Makes an office key under Settings, confirms its sheet, and returns the sheet's groups.
  async makeOfficeKey(page, looked = false) {
    await page.getByRole('button', {name: 'Make the office key'}).click();
    const sheet = await page.locator('.groups li').allTextContents();
    assert.equal(sheet.length, 8);
    const group = Number(/Group (\d)/.exec(await page.locator('label[for=group]').textContent())[1]);
    if (looked) {
      await this.look(page, 'recovery-sheet');
      await page.locator('#group').fill('XXXXX');
      await page.getByRole('button', {name: 'The sheet is safe'}).click();
      await page.getByText('another group').waitFor();
    }
    await page.locator('#group').fill(sheet[group - 1].toLowerCase());
    await page.getByRole('button', {name: 'The sheet is safe'}).click();
    await page.getByText('From now on words are sealed to it').waitFor();
    await page.getByText('You can open what workers write').waitFor();
    await until(async () => (await page.locator('.groups li').count()) === 0, 'the sheet is not shown again');
    return sheet;
  }

  async signIn(page, name, code, password = PASSWORDS[name]) {
    await page.goto(`${this.service.url}/login`);
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password').fill(password);
    await page.getByLabel('Code').fill(code);
    await page.getByRole('button', {name: 'Sign in', exact: true}).click();
  }
}
