// SPDX-License-Identifier: Apache-2.0
// Who is signed in, and what that officer's password opened. Keys stay in the memory of this page: a reload forgets them.
import type { KeyPair } from '../keys';
import { post, Refused } from '../shared/api';
import type { Salt, Session } from '../shared/api';

export interface Keys {
  me: KeyPair;
  offices: Map<string, KeyPair>; // by key id: those that this officer may open
}
export interface Officer {
  session: Session;
  keys: Keys | null; // null: the password was not typed since the page was loaded
}

export class WrongPassword extends Error {}

export const mayAudit = (role: string) => ['auditor', 'supervisor', 'administrator'].includes(role);

// The arithmetic of keys is the largest part of the application, and no first screen needs it.
async function loadKeys() {
  try {
    return await import('./keys_part');
  } catch {
    throw new Refused(0);
  }
}

// While a name is being typed, say.
export function fetchKeysEarly(): void {
  loadKeys().catch(() => undefined);
}

async function secretsOf(name: string, password: string) {
  const { derive, fromBase64 } = await loadKeys();
  const { salt, memory_kib, passes } = await post<Salt>('/api/v1/session/salt', { name });
  return derive(password, fromBase64(salt) ?? new Uint8Array(16), memory_kib, passes);
}

export async function openOffices(me: KeyPair, session: Session): Promise<Keys> {
  const { openOffice } = await loadKeys();
  const offices = new Map<string, KeyPair>();
  for (const key of session.office_keys) {
    const office = key.sealed_to_me ? openOffice(me, key.public_key, key.sealed_to_me) : null;
    if (office) offices.set(key.key_id, office);
  }
  return { me, offices };
}

// What somebody who is signed in shows once more before the ways in change.
export async function proofOf(name: string, password: string, code: string) {
  const { spellCode, toBase64 } = await loadKeys();
  const { login } = await secretsOf(name, password);
  return { login_secret: toBase64(login), code: spellCode(code) };
}

// Refused(401): name, password or code do not fit; Refused(429): too many attempts, wait.
export async function signIn(name: string, password: string, code: string): Promise<Officer> {
  const { openPrivateKey, spellCode, toBase64 } = await loadKeys();
  const secrets = await secretsOf(name, password);
  const request = { name, login_secret: toBase64(secrets.login), code: spellCode(code) };
  const session = await post<Session>('/api/v1/session', request);
  const me = openPrivateKey(secrets, session.public_key, session.sealed_private_key);
  if (!me) throw new Refused(500, 'the stored private key does not open');
  return { session, keys: await openOffices(me, session) };
}

// Of a session that goes on after a reload: nothing is sent but the name.
export async function openKeys(session: Session, password: string): Promise<Keys> {
  const { openPrivateKey } = await loadKeys();
  const secrets = await secretsOf(session.name, password);
  const me = openPrivateKey(secrets, session.public_key, session.sealed_private_key);
  if (!me) throw new WrongPassword();
  return openOffices(me, session);
}
