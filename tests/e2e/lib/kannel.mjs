// SPDX-License-Identifier: Apache-2.0
// Debian's Kannel with its fake operator, and a handset on the operator's side. Ports are Kannel's own for this test: it runs
// in a network namespace of its own where the kernel permits that.
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import {request, sleep, until} from './http.mjs';

export const PORTS = {admin: 23000, smsbox: 23001, sendsms: 23013, operator: 20000};
export const USER = {username: 'dwbot', password: 'e2e-sendsms-password'};
export const SHORT_CODE = '8000';

// The get-url of docs/operations.md: %b is the text as it came, whatever its coding.
export function kannelConfig(hookUrl, secret) {
  return `group = core
admin-port = ${PORTS.admin}
admin-interface = 127.0.0.1
admin-password = e2e-admin
admin-allow-ip = "127.0.0.1"
smsbox-port = ${PORTS.smsbox}
smsbox-interface = 127.0.0.1
box-allow-ip = "127.0.0.1"
dlr-storage = internal
sms-combine-concatenated-mo = true
sms-combine-concatenated-mo-timeout = 60

group = smsc
smsc = fake
smsc-id = FAKE
port = ${PORTS.operator}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${PORTS.sendsms}
sendsms-interface = 127.0.0.1
sendsms-chars = "0123456789 +-"
http-request-retry = 10
http-queue-delay = 1
http-timeout = 20
reply-couldnotfetch = ""
reply-requestfailed = ""
reply-couldnotrepresent = ""
reply-emptymessage = ""

group = sendsms-user
username = ${USER.username}
password = ${USER.password}
user-deny-ip = "*.*.*.*"
user-allow-ip = "127.0.0.1"
max-messages = 20
concatenation = true
omit-empty = true

group = sms-service
keyword = default
catch-all = true
max-messages = 0
omit-empty = true
get-url = "${hookUrl}?secret=${secret}&id=%I&from=%q&to=%P&text=%b&coding=%c&charset=%C&ts=%T&udh=%u&smsc=%i"
`;
}

const connects = (port) => new Promise((resolve) => {
  const socket = net.connect(port, '127.0.0.1');
  socket.once('connect', () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});

export class Kannel {
  constructor(folder, hookUrl, secret) {
    this.folder = folder;
    this.file = path.join(folder, 'kannel.conf');
    fs.writeFileSync(this.file, kannelConfig(hookUrl, secret), {mode: 0o600});
  }
  #run(program, log) {
    const out = fs.openSync(path.join(this.folder, log), 'w');
    const child = spawn(`/usr/sbin/${program}`, ['-v', '3', this.file], {cwd: this.folder, stdio: ['ignore', out, out]});
    fs.closeSync(out);
    child.once('exit', () => { child.ended = true; });
    return child;
  }
  async start() {
    this.bearerbox = this.#run('bearerbox', 'bearerbox.log');
    await until(() => connects(PORTS.smsbox), () => `bearerbox did not start:\n${this.logs()}`);
    this.smsbox = this.#run('smsbox', 'smsbox.log');
    await until(async () => /smsbox:[^\n]*on-line/.test((await request(`http://127.0.0.1:${PORTS.admin}/status.txt?password=e2e-admin`)).text),
      () => `smsbox did not connect:\n${this.logs()}`, 20_000, 100);
    await until(() => connects(PORTS.sendsms), () => `sendsms does not listen:\n${this.logs()}`);
    return this;
  }
  logs() {
    return ['bearerbox.log', 'smsbox.log'].map((log) => fs.existsSync(path.join(this.folder, log)) ?
      fs.readFileSync(path.join(this.folder, log), 'utf8').split('\n').slice(-30).join('\n') : '').join('\n');
  }
  async stop() {
    for (const box of [this.smsbox, this.bearerbox]) {
      if (!box || box.ended) continue;
      box.kill('SIGTERM');
      for (let i = 0; i < 50 && !box.ended; ++i) await sleep(100);
      if (!box.ended) box.kill('SIGKILL');
    }
  }
}

function utf16be(text) {
  const bytes = Buffer.from(text, 'utf16le');
  return bytes.swap16();
}
const percent = (bytes) => [...bytes].map((b) => `%${b.toString(16).padStart(2, '0').toUpperCase()}`).join('');

// Form style: '+' is a space, %XX a byte.
function formBytes(text) {
  const out = [];
  for (let i = 0; i < text.length; ++i) {
    if (text[i] === '+') out.push(0x20);
    else if (text[i] === '%') { out.push(parseInt(text.slice(i + 1, i + 3), 16)); i += 2; }
    else out.push(text.charCodeAt(i) & 0xff);
  }
  return Buffer.from(out);
}

const fromUtf16be = (bytes) => Buffer.from(bytes).swap16().toString('utf16le');

// A telephone at the fake operator: one line of text per message (gateway's smsc_fake).
export class Handset {
  constructor(number) {
    this.number = number;
    this.received = [];     // whole messages, parts joined
    this.parts = new Map(); // reference -> [total, texts by part]
    this.outOfOrder = 0;    // parts that came before an earlier one of their message
    this.unreadable = [];
  }
  async connect() {
    this.socket = await until(() => new Promise((resolve) => {
      const socket = net.connect(PORTS.operator, '127.0.0.1', () => resolve(socket));
      socket.once('error', () => resolve(null));
    }), 'the fake operator does not listen');
    let rest = '';
    this.socket.setEncoding('latin1');
    this.socket.on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) this.#line(line);
    });
    this.socket.on('error', () => {});
    return this;
  }
  close() { this.socket.destroy(); }

  send(text) {
    this.socket.write(`${this.number} ${SHORT_CODE} ucs2 ${percent(utf16be(text))}\n`);
  }

  #line(line) {
    const fields = line.split(' ');
    const [, to, type] = fields;
    if (fields.length < 4 || to.replace(/^\+/, '') !== this.number.replace(/^\+/, '')) { this.unreadable.push(line); return; }
    if (type === 'text') this.received.push(formBytes(fields.slice(3).join(' ')).toString('utf8'));
    else if (type === 'ucs-2' || type === 'ucs2') this.received.push(fromUtf16be(formBytes(fields[3])));
    else if (type === 'udh') this.#part(formBytes(fields[3]), formBytes(fields[5] ?? ''));
    else this.unreadable.push(line);
  }

  // Concatenation: 05 00 03 reference total part (3GPP TS 23.040, 9.2.3.24.1).
  #part(udh, data) {
    const [reference, total, part] = [udh[3], udh[4], udh[5]];
    const [, texts] = this.parts.get(reference) ?? [total, []];
    if (texts.length !== part - 1) this.outOfOrder += 1;
    texts[part - 1] = data;
    this.parts.set(reference, [total, texts]);
    if (texts.filter(Boolean).length < total) return;
    this.parts.delete(reference);
    const bytes = Buffer.concat(texts);
    // The line does not say how a part is coded: UTF-16BE of one script repeats its high bytes.
    const high = bytes.filter((_, i) => i % 2 === 0);
    const wide = high.filter((b) => b === 0x00 || b === 0x09 || b === 0x20).length;
    this.received.push(bytes.length % 2 === 0 && wide > high.length * 0.8 ? fromUtf16be(bytes) : bytes.toString('latin1'));
  }
}
