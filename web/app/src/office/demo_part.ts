// SPDX-License-Identifier: Apache-2.0
// Signing in as the demo's officer; fetched by a demo only.
import '../shared/base';
import { Refused } from '../shared/api';
import { demo, demoCodes } from '../shared/demo';
import { signIn } from './officer';
import type { Officer } from './officer';

// Each code of an authenticator works once: the next one is tried where this one was just used.
export async function enterDemo(): Promise<Officer> {
  const codes = demoCodes(Date.now());
  for (const code of codes) {
    try {
      return await signIn(demo.name, demo.password, code);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401 || code === codes[codes.length - 1]) throw error;
    }
  }
  throw new Refused(401);
}
