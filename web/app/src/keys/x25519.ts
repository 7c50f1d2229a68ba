// SPDX-License-Identifier: Apache-2.0
// X25519 (RFC 7748, section 5) from the library's ladder: its module `ed25519` would bring signatures and hashing to curves along,
// a fifth of all the keys' code. Held to libsodium's answers and the RFC's by tests/web/keys.test.mjs.
import { pow } from '@noble/curves/abstract/modular';
import { montgomery } from '@noble/curves/abstract/montgomery';

const P = BigInt('0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed'); // 2^255 - 19

export const x25519 = montgomery({
  P,
  type: 'x25519',
  powPminus2: (x) => pow(x, P - BigInt(2), P),
  adjustScalarBytes: (bytes) => {
    bytes[0]! &= 248;
    bytes[31] = (bytes[31]! & 127) | 64;
    return bytes;
  },
});
