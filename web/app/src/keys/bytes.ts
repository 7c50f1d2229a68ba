// SPDX-License-Identifier: Apache-2.0
// Bytes and their spellings. Base64 is the standard alphabet with padding, as everywhere in the API.

export function random(size: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(size));
}

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

// null: not base64.
export function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text.trim()), (c) => c.charCodeAt(0));
  } catch {
    return null;
  }
}

export function join(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

// No secret is compared with this: time may tell where they differ.
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

const alphabets = {
  authenticator: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', // RFC 4648
  printed: '0123456789ABCDEFGHJKMNPQRSTVWXYZ', // Crockford: no I, L, O, U
};
export type Base32 = keyof typeof alphabets;

// Without padding; the last letter is filled up with zero bits.
export function toBase32(bytes: Uint8Array, alphabet: Base32): string {
  let out = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff;
    held += 8;
    while (held >= 5) {
      held -= 5;
      out += alphabets[alphabet][(bits >> held) & 31];
    }
  }
  return held > 0 ? out + alphabets[alphabet][(bits << (5 - held)) & 31] : out;
}

// What people type: any case; in `printed`, O is 0 and I and L are 1. null: another character.
export function fromBase32(text: string, alphabet: Base32): Uint8Array | null {
  let letters = text.toUpperCase();
  if (alphabet === 'printed') letters = letters.replace(/O/g, '0').replace(/[IL]/g, '1');
  const out: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of letters) {
    const value = alphabets[alphabet].indexOf(letter);
    if (value < 0) return null;
    bits = ((bits << 5) | value) & 0xfff;
    held += 5;
    if (held < 8) continue;
    held -= 8;
    out.push((bits >> held) & 255);
  }
  return Uint8Array.from(out);
}
