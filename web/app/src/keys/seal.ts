// SPDX-License-Identifier: Apache-2.0
// X25519 key pairs, sealed boxes and XChaCha20-Poly1305, byte for byte as libsodium makes them (docs/envelope.md).
import { xchacha20poly1305 } from '@noble/ciphers/chacha';
import { hsalsa, xsalsa20poly1305 } from '@noble/ciphers/salsa';
import { blake2b } from '@noble/hashes/blake2b';
import { join, random, utf8 } from './bytes';
import { x25519 } from './x25519';

export interface KeyPair {
  publicKey: Uint8Array;
  privateKey: Uint8Array;
}

const nonceSize = 24;
const keySize = 32;

export function pairOf(privateKey: Uint8Array): KeyPair {
  return { publicKey: x25519.getPublicKey(privateKey), privateKey };
}

export function newKeyPair(): KeyPair {
  return pairOf(random(keySize));
}

// First 4 bytes of BLAKE2b-256 of the public key, in hex.
export function keyId(publicKey: Uint8Array): string {
  const digest = blake2b(publicKey, { dkLen: 32 }).subarray(0, 4);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function words(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, at) => view.getUint32(4 * at, true));
}

// crypto_box_beforenm: HSalsa20 of the shared point (libsodium, crypto_box_curve25519xsalsa20poly1305).
function boxKey(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const out = new Uint32Array(8);
  hsalsa(words(utf8('expand 32-byte k')), words(x25519.getSharedSecret(privateKey, publicKey)), new Uint32Array(4), out);
  const key = new Uint8Array(keySize);
  const view = new DataView(key.buffer);
  out.forEach((word, at) => view.setUint32(4 * at, word, true));
  return key;
}

const boxNonce = (ephemeral: Uint8Array, recipient: Uint8Array) => blake2b(join(ephemeral, recipient), { dkLen: nonceSize });

// crypto_box_seal.
export function sealTo(recipient: Uint8Array, plain: Uint8Array, ephemeral: KeyPair = newKeyPair()): Uint8Array {
  const key = boxKey(ephemeral.privateKey, recipient);
  return join(ephemeral.publicKey, xsalsa20poly1305(key, boxNonce(ephemeral.publicKey, recipient)).encrypt(plain));
}

// crypto_box_seal_open. null: not sealed to this pair, or changed.
export function openSealed(pair: KeyPair, sealed: Uint8Array): Uint8Array | null {
  if (sealed.length < keySize + 16) return null;
  const ephemeral = sealed.subarray(0, keySize);
  try {
    const key = boxKey(pair.privateKey, ephemeral);
    return xsalsa20poly1305(key, boxNonce(ephemeral, pair.publicKey)).decrypt(sealed.subarray(keySize));
  } catch {
    return null;
  }
}

// nonce | ciphertext | tag, bound to `context`.
export function lock(key: Uint8Array, context: string, plain: Uint8Array, nonce: Uint8Array = random(nonceSize)): Uint8Array {
  return join(nonce, xchacha20poly1305(key, nonce, utf8(context)).encrypt(plain));
}

// null: another key or context, or changed.
export function unlock(key: Uint8Array, context: string | Uint8Array, locked: Uint8Array): Uint8Array | null {
  if (locked.length < nonceSize + 16) return null;
  const bound = typeof context === 'string' ? utf8(context) : context;
  try {
    return xchacha20poly1305(key, locked.subarray(0, nonceSize), bound).decrypt(locked.subarray(nonceSize));
  } catch {
    return null;
  }
}
