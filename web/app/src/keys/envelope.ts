// SPDX-License-Identifier: Apache-2.0
// Envelope v1 (docs/envelope.md): a worker's words, or a piece of a file, sealed to the office key.
import { join, random, same, utf8 } from './bytes';
import { keyId, lock, openSealed, sealTo, unlock } from './seal';
import type { KeyPair } from './seal';

export type Field = 'words' | 'scrubbed';
export interface Place {
  organisation: string;
  record: string;
  field: Field | 'file';
}

const magic = utf8('DW1');
const wrappedAt = 7;
const bodyAt = 87;
const block = 1024;

const boundTo = ({ organisation, record, field }: Place, id: string) => `v1|${organisation}|${record}|${field}|${id}`;

function idBytes(id: string): Uint8Array {
  return Uint8Array.from(id.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

// ISO/IEC 7816-4: one byte 0x80, then zeros.
function unpad(padded: Uint8Array): Uint8Array | null {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end -= 1;
  return padded[end] === 0x80 ? padded.subarray(0, end) : null;
}

// Which office key an envelope asks for, as its text; null: not an envelope of this version.
export function keyOf(envelope: Uint8Array): string | null {
  if (envelope.length < bodyAt + 24 + 16 || !same(envelope.subarray(0, 3), magic)) return null;
  return Array.from(envelope.subarray(3, wrappedAt), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// null, whatever the reason: another key, another place, or changed.
export function openBytes(office: KeyPair, place: Place, envelope: Uint8Array): Uint8Array | null {
  const id = keyId(office.publicKey);
  if (keyOf(envelope) !== id) return null;
  const key = openSealed(office, envelope.subarray(wrappedAt, bodyAt));
  const padded = key && unlock(key, boundTo(place, id), envelope.subarray(bodyAt));
  return padded && unpad(padded);
}

export function openEnvelope(office: KeyPair, place: Place, envelope: Uint8Array): string | null {
  const plain = openBytes(office, place, envelope);
  return plain ? new TextDecoder().decode(plain) : null;
}

export const sealEnvelope = (officePublic: Uint8Array, place: Place, text: string): Uint8Array => sealBytes(officePublic, place, utf8(text));

export function sealBytes(officePublic: Uint8Array, place: Place, plain: Uint8Array): Uint8Array {
  const id = keyId(officePublic);
  const key = random(32);
  const padded = new Uint8Array((Math.floor(plain.length / block) + 1) * block);
  padded.set(plain);
  padded[plain.length] = 0x80;
  return join(magic, idBytes(id), sealTo(officePublic, key), lock(key, boundTo(place, id), padded));
}
