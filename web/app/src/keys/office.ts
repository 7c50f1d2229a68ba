// SPDX-License-Identifier: Apache-2.0
// The office key: made once, handed on by sealing it to a colleague, and printed as a sheet for the day nobody can open it.
import { sha256 } from '@noble/hashes/sha2';
import { fromBase32, fromBase64, join, random, same, toBase32, toBase64, utf8 } from './bytes';
import { keyId, lock, newKeyPair, openSealed, pairOf, sealTo, unlock } from './seal';
import type { KeyPair } from './seal';

// The recovery key: 160 random bits as eight groups of four letters and a check letter.
const secretSize = 20;
const groupSize = 4;
const groups = 8;
const magic = utf8('DR1');

// Tells a wrong letter and groups out of order, 31 times of 32.
function checkLetter(group: string, at: number): string {
  return toBase32(sha256(utf8(`${at}|${group}`)).subarray(0, 1), 'printed')[0] ?? '';
}

export function printRecoveryKey(secret: Uint8Array): string[] {
  const letters = toBase32(secret, 'printed');
  return Array.from({ length: groups }, (_, at) => {
    const group = letters.slice(groupSize * at, groupSize * (at + 1));
    return group + checkLetter(group, at);
  });
}

export type Typed = { secret: Uint8Array } | { wrongGroup: number }; // counted from 1; 0: not eight groups of five

export function readRecoveryKey(typed: string): Typed {
  const letters = typed.replace(/[\s-]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  if (letters.length !== groups * (groupSize + 1)) return { wrongGroup: 0 };
  let data = '';
  for (let at = 0; at < groups; at += 1) {
    const group = letters.slice(at * (groupSize + 1), (at + 1) * (groupSize + 1));
    if (checkLetter(group.slice(0, groupSize), at) !== group[groupSize]) return { wrongGroup: at + 1 };
    data += group.slice(0, groupSize);
  }
  const secret = fromBase32(data, 'printed');
  return secret ? { secret } : { wrongGroup: 0 };
}

const recoveryKey = (secret: Uint8Array) => sha256(join(utf8('dwbot recovery v1|'), secret));
const boundTo = (publicKey: Uint8Array) => `v1|recovery|${keyId(publicKey)}`;

// "DR1" | nonce | ciphertext and tag.
export function sealToRecovery(secret: Uint8Array, office: KeyPair): string {
  return toBase64(join(magic, lock(recoveryKey(secret), boundTo(office.publicKey), office.privateKey)));
}

// null: another sheet, another office key, or changed.
export function openByRecovery(secret: Uint8Array, publicKey: string, sealed: string): KeyPair | null {
  const whole = fromBase64(sealed);
  const expected = fromBase64(publicKey);
  if (!whole || !expected || !same(whole.subarray(0, 3), magic)) return null;
  const privateKey = unlock(recoveryKey(secret), boundTo(expected), whole.subarray(3));
  return privateKey ? checked(privateKey, expected) : null;
}

export interface NewOffice {
  office: KeyPair;
  sheet: string[];
  request: { public_key: string; sealed_to_me: string; sealed_to_recovery: string };
}

// A new key, or (`privateKey`) one that `dwbot keys office` made.
export function registerOffice(me: Uint8Array, privateKey?: Uint8Array): NewOffice {
  const office = privateKey ? pairOf(privateKey) : newKeyPair();
  const secret = random(secretSize);
  return {
    office,
    sheet: printRecoveryKey(secret),
    request: {
      public_key: toBase64(office.publicKey),
      sealed_to_me: sealOfficeTo(me, office),
      sealed_to_recovery: sealToRecovery(secret, office),
    },
  };
}

export function sealOfficeTo(colleague: Uint8Array, office: KeyPair): string {
  return toBase64(sealTo(colleague, office.privateKey));
}

// null: not sealed to `me`, or not the private half of `publicKey`.
export function openOffice(me: KeyPair, publicKey: string, sealedToMe: string): KeyPair | null {
  const sealed = fromBase64(sealedToMe);
  const expected = fromBase64(publicKey);
  const privateKey = sealed && openSealed(me, sealed);
  return privateKey && expected ? checked(privateKey, expected) : null;
}

function checked(privateKey: Uint8Array, expected: Uint8Array): KeyPair | null {
  if (privateKey.length !== 32) return null;
  const pair = pairOf(privateKey);
  return same(pair.publicKey, expected) ? pair : null;
}
