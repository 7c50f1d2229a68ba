// SPDX-License-Identifier: Apache-2.0
// mail_server.py with a certificate of an authority of its own; mails as {to, headers, text, raw}.
import {execFileSync, spawn} from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import {fileURLToPath} from 'node:url';
import {freePort, until} from './http.mjs';

const SCRIPT = path.join(path.dirname(fileURLToPath(import.meta.url)), 'mail_server.py');

// Header fields and the text of a mail with one part (or one part in a multipart).
export function readMail(raw) {
  const split = (text) => {
    const at = text.indexOf('\r\n\r\n');
    const headers = Object.fromEntries(text.slice(0, at).replace(/\r\n[ \t]+/g, ' ').split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }));
    return {headers, body: text.slice(at + 4)};
  };
  const whole = split(raw);
  const boundary = /boundary="?([^";]+)/.exec(whole.headers['content-type'] ?? '')?.[1];
  const part = boundary ? split(whole.body.split(`--${boundary}`)[1].replace(/^\r\n/, '')) : whole;
  const bytes = part.body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  const subject = whole.headers.subject.replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, text) => Buffer.from(text, 'base64').toString('utf8'));
  return {headers: whole.headers, subject, text: Buffer.from(bytes, 'latin1').toString('utf8'), raw};
}

export class MailServer {
  constructor(folder) {
    Object.assign(this, {mails: [], user: 'office', password: 'mail-secret-4711', ca: path.join(folder, 'ca.pem'), key: path.join(folder, 'key.pem')});
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1',
      '-keyout', this.key, '-out', this.ca], {stdio: 'ignore'});
  }

  async start() {
    this.port ??= await freePort();
    this.child = spawn('/usr/bin/python3', [SCRIPT, String(this.port), this.ca, this.key, this.user, this.password], {stdio: ['ignore', 'pipe', 'inherit']});
    let ready = false;
    readline.createInterface({input: this.child.stdout}).on('line', (line) => {
      const said = JSON.parse(line);
      if (said.ready) ready = true;
      else this.mails.push({...said, ...readMail(Buffer.from(said.data, 'base64').toString('latin1'))});
    });
    await until(() => ready, 'the mail server starts');
    return this;
  }

  async stop() {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
  }
}
