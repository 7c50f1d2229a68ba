// SPDX-License-Identifier: Apache-2.0
// Hears from the service that something changed, and of what kind; what it is, each part of the page asks for itself. One request
// waits at the service at a time, 25 s at most: that is the heartbeat, and no proxy cuts it. A hidden tab waits for nothing.
import { reachIs } from './reach';

export type Kind = 'tickets' | 'threads' | 'cases' | 'office';
type Kinds = Record<Kind, number>;

interface Parts {
  fetch: (path: string, init: RequestInit) => Promise<Response>;
  sleep: (ms: number) => Promise<void>;
  hidden: () => boolean;
  random: () => number;
}

const wait = 25; // seconds
const patience = 40000; // a slow line needs some on top
const gap = 2000; // between two hearings: many changes are one
const longest = 60000;

export class Live {
  private readonly listeners = new Map<() => void, { kinds: readonly Kind[]; sure: boolean }>();
  private version = '';
  private kinds: Kinds | null = null;
  private running = false;
  private failures = 0;
  private doubted = false; // what is shown may be older than the first hearing

  constructor(private readonly parts: Parts) {}

  // False: nobody tells; whoever wants to stay fresh asks from time to time.
  get healthy(): boolean {
    return this.running && this.kinds !== null && this.failures === 0;
  }

  // Calls `changed` when something of these kinds did. Returns how to stop that. `sure`: what it has does not age in a moment, so
  // that a doubt() is none of its business.
  listen(kinds: readonly Kind[], changed: () => void, sure = false): () => void {
    this.listeners.set(changed, { kinds, sure });
    this.wake();
    return () => this.listeners.delete(changed);
  }

  // To be called when the tab is seen again.
  wake(): void {
    if (this.running || this.parts.hidden() || this.listeners.size === 0) return;
    this.running = true;
    void this.run().finally(() => {
      this.running = false;
    });
  }

  // What is shown was asked for before anything was heard.
  doubt(): void {
    this.doubted = true;
  }

  // Somebody signed in again: everything is asked for, and heard from now on.
  again(): void {
    this.touched();
    this.wake();
  }

  // This page has changed something itself: it need not wait to hear of it.
  touched(): void {
    for (const changed of [...this.listeners.keys()]) changed();
  }

  private async run(): Promise<void> {
    while (this.listeners.size > 0 && !this.parts.hidden()) {
      let pause = gap + this.parts.random() * 1000;
      try {
        if (!(await this.hear())) return;
        this.failures = 0;
      } catch {
        this.failures += 1;
        pause = Math.min(longest, gap * 2 ** this.failures) * (0.5 + this.parts.random());
      }
      await this.parts.sleep(pause);
    }
  }

  // False: the session is over, or this account hears nothing.
  private async hear(): Promise<boolean> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), patience);
    try {
      const query = this.version ? `?since=${encodeURIComponent(this.version)}&wait=${wait}` : '';
      const response = await this.parts.fetch(`/api/v1/changes${query}`, { cache: 'no-store', credentials: 'same-origin', signal: abort.signal });
      if (response.status === 401 || response.status === 403) {
        this.touched(); // whoever asks now learns the same
        return false;
      }
      if (response.status === 204) return true;
      if (!response.ok) throw new Error(String(response.status));
      const body = (await response.json()) as { version: string; kinds: Kinds };
      this.tell(body.version, body.kinds);
      return true;
    } finally {
      clearTimeout(timer);
    }
  }

  private tell(version: string, kinds: Kinds): void {
    const before = this.kinds;
    const sameRun = this.version.split('.')[0] === version.split('.')[0];
    this.version = version;
    this.kinds = kinds;
    const doubted = this.doubted;
    this.doubted = false;
    if (!before && !doubted) return; // what is shown was asked for a moment ago
    for (const [changed, wanted] of [...this.listeners]) {
      if (before ? !sameRun || wanted.kinds.some((kind) => kinds[kind] > before[kind]) : !wanted.sure) changed();
    }
  }
}

let live: Live | null = null;

// The page's own.
export function theLive(): Live {
  if (live) return live;
  const made = new Live({
    fetch: (path, init) =>
      fetch(path, init).then(
        (response) => {
          reachIs(true);
          return response;
        },
        (error: unknown) => {
          reachIs(false);
          throw error;
        },
      ),
    sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
    hidden: () => document.hidden,
    random: Math.random,
  });
  document.addEventListener('visibilitychange', () => made.wake());
  window.addEventListener('online', () => made.wake());
  live = made;
  return made;
}
