// SPDX-License-Identifier: Apache-2.0
// The officer of script/demo: made by web/app/demo_officer.mjs, like any other, through the real doors. Everybody knows this
// password; no other installation has such an account.
import { hmac } from '@noble/hashes/hmac';
import { sha1 } from '@noble/hashes/legacy';
import { fromBase32 } from '../keys/bytes';

export const demo = {
  name: 'demo',
  password: 'four quiet boats in a harbour',
  totpSecret: 'DEMODEMODEMODEMODEMODEMODEMODEMO',
};

// RFC 6238, 6 digits.
export function totpCode(secret: string, atMs: number): string {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setUint32(4, Math.floor(atMs / 30000));
  const mac = hmac(sha1, fromBase32(secret, 'authenticator') ?? new Uint8Array(), new Uint8Array(counter.buffer));
  const number = new DataView(mac.buffer, mac.byteOffset).getUint32((mac[19] ?? 0) & 15) & 0x7fffffff;
  return String(number % 1000000).padStart(6, '0');
}

// The service takes the code of the step before, of this one and of the next, each once and in order.
export function demoCodes(atMs: number): string[] {
  return [-30000, 0, 30000].map((shift) => totpCode(demo.totpSecret, atMs + shift));
}
