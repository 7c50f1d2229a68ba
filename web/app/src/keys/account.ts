// SPDX-License-Identifier: Apache-2.0
// An officer's own key pair and the ways in (docs/keys.md has the formats).
import { sha256 } from '@noble/hashes/sha2';
import { fromBase64, join, random, same, toBase32, toBase64, utf8 } from './bytes';
import type { Secrets } from './password';
import { lock, pairOf, unlock } from './seal';
import type { KeyPair } from './seal';

export const saltSize = 16;
const magic = utf8('DK1');

const boundTo = (publicKey: Uint8Array) => `v1|private key|${toBase64(publicKey)}`;

// "DK1" | nonce | ciphertext and tag: 75 bytes.
export function sealPrivateKey(opening: Uint8Array, pair: KeyPair): string {
  return toBase64(join(magic, lock(opening, boundTo(pair.publicKey), pair.privateKey)));
}

// null: another password, another public key, or changed.
export function openPrivateKey(secrets: Secrets, publicKey: string, sealed: string): KeyPair | null {
  const whole = fromBase64(sealed);
  const expected = fromBase64(publicKey);
  if (!whole || !expected || !same(whole.subarray(0, 3), magic)) return null;
  const privateKey = unlock(secrets.opening, boundTo(expected), whole.subarray(3));
  if (privateKey?.length !== 32) return null;
  const pair = pairOf(privateKey);
  return same(pair.publicKey, expected) ? pair : null;
}

// For the authenticator: 160 bits, as RFC 4226 advises.
export function newTotpSecret(): string {
  return toBase32(random(20), 'authenticator');
}

export function totpAddress(secret: string, name: string, issuer: string): string {
  const who = encodeURIComponent(issuer);
  return `otpauth://totp/${who}:${encodeURIComponent(name)}?secret=${secret}&issuer=${who}&algorithm=SHA1&digits=6&period=30`;
}

// Ten codes of 50 random bits, each good for one sign-in in place of the authenticator: "K7QF9-2M4XR".
export function newRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () => {
    const letters = toBase32(random(7), 'printed').slice(0, 10);
    return `${letters.slice(0, 5)}-${letters.slice(5)}`;
  });
}

// The server knows these hashes only; it hashes what is sent as it is, so this is the one spelling.
export function recoveryCodeHash(code: string): string {
  return toBase64(sha256(utf8(code)));
}

// What people type where a code of the authenticator or of the sheet is asked for.
export function spellCode(typed: string): string {
  const bare = typed.replace(/[\s-]/g, '').toUpperCase();
  if (/^\d{6}$/.test(bare)) return bare;
  const letters = bare.replace(/O/g, '0').replace(/[IL]/g, '1');
  return letters.length === 10 ? `${letters.slice(0, 5)}-${letters.slice(5)}` : bare;
}
