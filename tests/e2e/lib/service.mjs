// SPDX-License-Identifier: Apache-2.0
// Starts the real program on a data folder of its own, and reads what it shows: health, metrics, tickets.
import {execFileSync, spawn} from 'node:child_process';
import {generateKeyPairSync} from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {freePort, request, until} from './http.mjs';

export const SOURCE_DIR = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
export const DWBOT = path.resolve(process.env.DWBOT ?? path.join(SOURCE_DIR, 'build/release/dwbot'));
export const SECRET = 'e2e-secret-0123456789-abcdefghijk';
export const TOKEN = '700000001:e2e-token';

// Public half of an office key: what a headless start needs (keys.office_public). Nobody opens the words of a test.
export function officePublicKey() {
  const {publicKey} = generateKeyPairSync('x25519');
  return Buffer.from(publicKey.export({format: 'jwk'}).x, 'base64url').toString('base64');
}

// The part of a configuration that all tests share: Core-9, English and Bengali, no limits per conversation.
export function baseConfig({dataDir, publicPort, internalPort}) {
  return {
    listen: {public: `127.0.0.1:${publicPort}`, internal: `127.0.0.1:${internalPort}`},
    public_url: `http://127.0.0.1:${publicPort}`,
    data_dir: dataDir,
    country: 'BD',
    surveys: ['core-9'],
    languages: {allow_unreviewed: ['en', 'bn']},
    help: [{for: 'any', number: '999', hours: '24 h', languages: ['en', 'bn'], checked: '2026-11-01'}],
    keys: {office_public: officePublicKey()},
    limits: {turns_per_conversation_per_minute: 0, new_conversations_per_minute: 0, outbound_messages_per_day: 0, outbound_messages_per_prefix_per_day: 0},
  };
}

export const telegramChannel = (apiBase, more = {}) =>
  ({type: 'telegram', survey: 'core-9', token: TOKEN, secret: SECRET, api_base: apiBase, ...more});

export class Service {
  // `configure(config, service)` changes the shared configuration before it is written.
  static async create(configure = () => {}) {
    const service = new Service();
    service.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dwbot-e2e-'));
    service.dataDir = path.join(service.folder, 'data');
    service.publicPort = await freePort();
    service.internalPort = await freePort();
    service.url = `http://127.0.0.1:${service.publicPort}`;
    service.internalUrl = `http://127.0.0.1:${service.internalPort}`;
    const config = baseConfig(service);
    configure(config, service);
    service.configFile = path.join(service.folder, 'config.json');
    fs.writeFileSync(service.configFile, JSON.stringify(config, null, 2));
    service.logFile = path.join(service.folder, 'dwbot.log');
    service.log = fs.openSync(service.logFile, 'a');
    service.starts = 0;
    return service;
  }

  run(...args) {
    return execFileSync(DWBOT, args, {cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: this.env()});
  }
  env() { return {...process.env, ...this.environment}; }

  // Keys and an officer with an API token, as docs/operations.md has it; then serve.
  prepare() {
    fs.mkdirSync(this.dataDir, {recursive: true, mode: 0o700});
    this.run('keys', 'init', '--config', this.configFile);
    const out = this.run('user', 'add', 'officer', '--role', 'officer', '--api-token', '--config', this.configFile);
    this.apiToken = /API token:\s*(\S+)/i.exec(out)?.[1] ?? out.trim().split(/\s+/).pop();
    return this;
  }

  spawn() {
    this.starts += 1;
    this.exited = false;
    const [program, ...args] = [...(this.wrapper ?? []), this.program ?? DWBOT, 'serve', '--config', this.configFile];
    const child = spawn(program, args,
      {cwd: this.folder, stdio: ['ignore', this.log, this.log], env: this.env()});
    this.child = child;
    this.exit = new Promise((resolve) => child.once('exit', (code, signal) => {
      if (this.child === child) this.exited = true;
      resolve({code, signal});
    }));
    return child;
  }

  async start() {
    this.spawn();
    await this.ready();
    return this;
  }

  async ready(timeoutMs = 20_000, everyMs = 20) {
    await until(async () => {
      if (this.exited) throw new Error(`dwbot ended at its start:\n${this.logTail()}`);
      return (await request(`${this.internalUrl}/readyz`, {timeoutMs: 2000})).status === 200;
    }, () => `dwbot is not ready:\n${this.logTail()}`, timeoutMs, everyMs);
  }

  logTail(lines = 40) { return fs.readFileSync(this.logFile, 'utf8').split('\n').slice(-lines).join('\n'); }

  kill9() { this.child.kill('SIGKILL'); return this.exit; }

  // SIGTERM, and what became of it.
  async stop(timeoutMs = 20_000) {
    if (!this.child || this.exited) return null;
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), timeoutMs);
    const outcome = await this.exit;
    clearTimeout(timer);
    return outcome;
  }

  remove() {
    fs.closeSync(this.log);
    if (process.env.KEEP) console.log(`kept: ${this.folder}`);
    else fs.rmSync(this.folder, {recursive: true, force: true});
  }

  async metrics() {
    const reply = await request(`${this.internalUrl}/metrics`);
    const values = new Map();
    for (const line of reply.text.split('\n')) {
      const match = /^([a-z_]+)(?:\{[^}]*\})? (\S+)$/.exec(line);
      if (match) values.set(match[1], (values.get(match[1]) ?? 0) + Number(match[2]));
    }
    return values;
  }

  // Every ticket that the officer may see, page by page.
  async tickets() {
    const all = [];
    for (let next = ''; ;) {
      const reply = await request(`${this.url}/api/v1/tickets?limit=100${next && `&after=${encodeURIComponent(next)}`}`,
        {headers: {authorization: `Bearer ${this.apiToken}`}});
      if (reply.status !== 200) throw new Error(`GET /api/v1/tickets: ${reply.status} ${reply.text}`);
      const page = JSON.parse(reply.text);
      all.push(...page.tickets);
      next = page.next;
      if (!next || page.tickets.length === 0) return {tickets: all, total: page.total};
    }
  }
}
