// SPDX-License-Identifier: Apache-2.0
// Searches files for what must be nowhere: each needle in every form in which a program might have left it.
import {createHash} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const PREFIX = 1 << 24;

// All needles at once: a bitmap over the first three bytes, then a list by the first four.
export class Needles {
  constructor() {
    this.bitmap = new Uint8Array(PREFIX / 8);
    this.byPrefix = new Map();
    this.count = 0;
  }

  #add(bytes, what) {
    if (bytes.length < 5) throw new Error('a needle must be longer than chance');
    const three = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
    this.bitmap[three >> 3] |= 1 << (three & 7);
    const four = bytes.readUInt32LE(0);
    const list = this.byPrefix.get(four) ?? [];
    list.push({bytes, what});
    this.byPrefix.set(four, list);
    this.count += 1;
  }

  #forms(text, what) {
    const utf8 = Buffer.from(text, 'utf8');
    this.#add(utf8, `${what} in UTF-8`);
    const little = Buffer.from(text, 'utf16le');
    this.#add(little, `${what} in UTF-16LE`);
    this.#add(Buffer.from(little).swap16(), `${what} in UTF-16BE`);
    this.#add(Buffer.from(utf8.toString('hex')), `${what} in hex`);
    this.#add(Buffer.from(utf8.toString('hex').toUpperCase()), `${what} in HEX`);
    // What base64 makes of it depends on where it begins among three bytes; characters shared with neighbours are cut off.
    for (const shift of [0, 1, 2]) {
      const whole = Buffer.concat([Buffer.alloc(shift), utf8]).toString('base64').replace(/=+$/, '');
      const sure = whole.slice(shift === 0 ? 0 : shift + 1, (shift + utf8.length) % 3 === 0 ? undefined : -1);
      this.#add(Buffer.from(sure), `${what} in base64`);
      this.#add(Buffer.from(sure.replaceAll('+', '-').replaceAll('/', '_')), `${what} in base64url`);
    }
  }

  // Something that a person wrote, or a handle or name.
  text(text) { this.#forms(text, `the text ${text}`); }

  // A phone number or chat id, with hashes of how it could be written. The last eight digits are enough to find somebody.
  number(number) {
    const digits = number.replace(/\D/g, '');
    this.#forms(digits.length > 8 ? digits.slice(-8) : digits, `the number …${digits.slice(-4)}`);
    for (const spelled of new Set([digits, `+${digits}`, `whatsapp:+${digits}`])) {
      for (const kind of ['md5', 'sha1', 'sha256', 'sha512']) {
        const hash = createHash(kind).update(spelled).digest();
        this.#add(hash.subarray(0, 16), `${kind} of …${digits.slice(-4)}`);
        this.#add(Buffer.from(hash.toString('hex').slice(0, 24)), `${kind} of …${digits.slice(-4)} in hex`);
        this.#add(Buffer.from(hash.toString('base64').slice(0, 20)), `${kind} of …${digits.slice(-4)} in base64`);
      }
    }
  }

  #scan(bytes, found, where) {
    const {bitmap, byPrefix} = this;
    for (let i = 0; i + 4 <= bytes.length; ++i) {
      const three = bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16);
      if ((bitmap[three >> 3] & (1 << (three & 7))) === 0) continue;
      for (const needle of byPrefix.get(bytes.readUInt32LE(i)) ?? []) {
        if (bytes.subarray(i, i + needle.bytes.length).equals(needle.bytes)) found.push(`${where}: ${needle.what}`);
      }
    }
  }

  // Every hit in these bytes, as they are and with what stands between digits taken out (+685 72-12 345).
  inBytes(bytes, where) {
    const found = [];
    this.#scan(bytes, found, where);
    const joined = bytes.toString('latin1').replace(/(?<=\d)[ .()\-\/]{1,3}(?=\d)/g, '');
    if (joined.length !== bytes.length) this.#scan(Buffer.from(joined, 'latin1'), found, `${where} (digits joined)`);
    return found;
  }

  // Every file below `folder`. {files, bytes, found}
  inFolder(folder) {
    const result = {files: 0, bytes: 0, found: []};
    for (const name of fs.readdirSync(folder, {recursive: true})) {
      const file = path.join(folder, String(name));
      if (!fs.statSync(file).isFile()) continue;
      const bytes = fs.readFileSync(file);
      result.files += 1;
      result.bytes += bytes.length;
      result.found.push(...this.inBytes(bytes, String(name)));
    }
    return result;
  }
}
