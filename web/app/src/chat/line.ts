// SPDX-License-Identifier: Apache-2.0
// The line between this page and the service: what was typed leaves once and in order, what comes is shown once. It knows
// no page, so that a test can drive it with a fetch of its own.

export interface Choice {
  token: string;
  label: string;
}
export interface Incoming {
  id: string;
  text: string;
  body: string;
  choices: Choice[];
  multiple: boolean;
  language: string;
  words?: { open_list?: string; done?: string; more?: string };
}
export interface Outgoing {
  id: string;
  label: string; // what the bubble shows
  text?: string;
  tap?: string;
}
export type Entry =
  | { kind: 'in'; key: string; message: Incoming; chosen?: string[] }
  | { kind: 'out'; key: string; message: Outgoing; state: 'waiting' | 'sent' | 'failed' }
  | { kind: 'renewed'; key: string };

export type Trouble = 'none' | 'offline' | 'busy';
interface Kept {
  token: string;
  entries: Entry[];
  seen: string[]; // ids shown already: a repeat is dropped
  unacked: string[];
}
export interface Surroundings {
  channel: string;
  language: string; // a hint: which language to begin in
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  fetch: typeof fetch;
  sleep: (ms: number) => Promise<void>; // ends early when the line may be up again
  changed: () => void;
}

const pollSeconds = 25;
const keptEntries = 200;
const keptIds = 400;
const maxAcks = 100; // in one post; the service refuses more
const firstBackoff = 1000;
const maxBackoff = 15000;

class Renewed extends Error {}

export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID() wants https
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export class Line {
  trouble: Trouble = 'none';
  private kept: Kept;
  private sending = false;
  private polling = false;
  private generation = 0; // raised by clear(): what still runs for the old chat must not touch the new one

  constructor(private readonly around: Surroundings) {
    this.kept = this.load();
  }

  get entries(): readonly Entry[] {
    return this.kept.entries;
  }

  // Goes on where a reload left off.
  start(): void {
    if (this.kept.token) void this.poll();
    void this.drain();
  }

  say(text: string): void {
    this.push({ id: newId(), label: text, text });
  }

  // One tap sends its token. Several choices go as their numbers in the list, which is what a typed answer would be.
  choose(entry: Entry & { kind: 'in' }, chosen: Choice[]): void {
    const { choices, multiple } = entry.message;
    const label = chosen.map((choice) => choice.label).join(', ');
    this.kept.entries = this.kept.entries.map((other) =>
      other.key === entry.key ? { ...entry, chosen: chosen.map((choice) => choice.token) } : other,
    );
    const only = chosen[0];
    if (multiple) {
      this.push({ id: newId(), label, text: chosen.map((choice) => choices.indexOf(choice) + 1).join(', ') });
    } else if (only) {
      this.push({ id: newId(), label, tap: only.token });
    }
  }

  retry(key: string): void {
    this.mark(key, 'waiting');
    void this.drain();
  }

  clear(): void {
    this.generation += 1;
    this.sending = this.polling = false;
    this.around.storage.removeItem(this.storageKey());
    this.kept = { token: '', entries: [], seen: [], unacked: [] };
    this.setTrouble('none');
    this.around.changed();
  }

  private push(message: Outgoing): void {
    this.add({ kind: 'out', key: message.id, message, state: 'waiting' });
    void this.drain();
  }

  // Sends what waits, oldest first, one at a time; a repeat carries the same id, so it counts once.
  private async drain(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    const generation = this.generation;
    let backoff = firstBackoff;
    for (;;) {
      const next = this.kept.entries.find((entry) => entry.kind === 'out' && entry.state === 'waiting');
      if (!next || next.kind !== 'out') break;
      const wait = await this.attempt(next.message, backoff);
      if (generation !== this.generation) return;
      if (wait > 0) {
        await this.around.sleep(wait);
        if (generation !== this.generation) return;
        backoff = Math.min(backoff * 2, maxBackoff);
      } else {
        backoff = firstBackoff;
      }
    }
    this.sending = false;
  }

  // Milliseconds to wait before the next attempt; 0: this message is done with.
  private async attempt(message: Outgoing, backoff: number): Promise<number> {
    const generation = this.generation;
    try {
      const fresh = !this.kept.token;
      const token = await this.token();
      if (generation !== this.generation) return 0;
      const { id, text, tap } = message;
      const said = tap === undefined ? { text } : { tap };
      const response = await this.post(`/hooks/${this.around.channel}`, { token, id, language: this.around.language, ...said });
      if (generation !== this.generation) return 0;
      if (response.ok) {
        this.setTrouble('none');
        this.mark(id, 'sent');
        void this.poll();
        return 0;
      }
      if (response.status === 401) {
        this.renew(token);
        // A tap answered a question of the chat that is gone; a fresh token that is refused will be refused again.
        if (fresh || tap !== undefined) this.mark(id, 'failed');
        return 0;
      }
      if (response.status === 429 || response.status >= 500) {
        this.setTrouble('busy');
        return Math.max(backoff, retryAfter(response));
      }
      this.mark(id, 'failed');
      return 0;
    } catch (error) {
      if (generation !== this.generation) return 0;
      this.setTrouble(error instanceof Renewed ? 'busy' : 'offline');
      return backoff;
    }
  }

  // Long poll until the chat is cleared or its token is refused.
  private async poll(): Promise<void> {
    if (this.polling) return;
    this.polling = true;
    const generation = this.generation;
    let backoff = firstBackoff;
    while (this.kept.token) {
      let wait = 0;
      try {
        wait = await this.pollOnce();
        backoff = wait > 0 ? Math.min(backoff * 2, maxBackoff) : firstBackoff;
      } catch {
        if (generation !== this.generation) return;
        this.setTrouble('offline');
        wait = backoff;
        backoff = Math.min(backoff * 2, maxBackoff);
      }
      if (generation !== this.generation) return;
      if (wait > 0) await this.around.sleep(wait);
      if (generation !== this.generation) return;
    }
    this.polling = false;
  }

  private async pollOnce(): Promise<number> {
    const token = this.kept.token;
    const generation = this.generation;
    await this.acknowledge(token);
    if (generation !== this.generation || token !== this.kept.token) return 0;
    const response = await this.request(
      `/chat/${this.around.channel}/messages?wait=${pollSeconds}`,
      { headers: { 'X-Chat-Token': token } },
      (pollSeconds + 15) * 1000,
    );
    if (generation !== this.generation) return 0;
    if (response.status === 401) {
      this.renew(token);
      return 0;
    }
    if (!response.ok) {
      this.setTrouble('busy');
      return Math.max(firstBackoff, retryAfter(response));
    }
    const { messages } = (await response.json()) as { messages: Incoming[] };
    if (generation !== this.generation || token !== this.kept.token) return 0;
    this.setTrouble('none');
    this.receive(messages);
    return 0;
  }

  private receive(messages: Incoming[]): void {
    if (messages.length === 0) return;
    for (const message of messages) {
      if (!this.kept.seen.includes(message.id)) {
        this.kept.seen.push(message.id);
        this.kept.entries.push({ kind: 'in', key: message.id, message });
      }
      if (!this.kept.unacked.includes(message.id)) this.kept.unacked.push(message.id); // a repeat: the ack was lost
    }
    this.save();
  }

  private async acknowledge(token: string): Promise<void> {
    const ack = this.kept.unacked.slice(0, maxAcks);
    if (ack.length === 0) return;
    const response = await this.post(`/hooks/${this.around.channel}`, { token, ack });
    if (!response.ok && response.status !== 401) throw new Error(`ack: ${response.status}`);
    this.kept.unacked = this.kept.unacked.filter((id) => !ack.includes(id));
    this.save();
  }

  private async token(): Promise<string> {
    if (this.kept.token) return this.kept.token;
    const generation = this.generation;
    const response = await this.post(`/chat/${this.around.channel}/token`, {});
    if (!response.ok) throw new Renewed(`token: ${response.status}`);
    const { token } = (await response.json()) as { token: string };
    if (generation === this.generation) {
      this.kept.token = token;
      this.save();
    }
    return token;
  }

  // The service does not know the token any more: the next message begins a new chat.
  private renew(refused: string): void {
    if (this.kept.token !== refused) return;
    this.kept.token = '';
    this.kept.unacked = [];
    this.add({ kind: 'renewed', key: newId() });
  }

  private post(path: string, body: unknown): Promise<Response> {
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
    return this.request(path, init, 20000);
  }

  private async request(path: string, init: RequestInit, limit: number): Promise<Response> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), limit);
    try {
      return await this.around.fetch(path, { ...init, cache: 'no-store', credentials: 'omit', signal: abort.signal });
    } finally {
      clearTimeout(timer);
    }
  }

  private add(entry: Entry): void {
    this.kept.entries.push(entry);
    this.save();
  }

  private mark(key: string, state: 'waiting' | 'sent' | 'failed'): void {
    this.kept.entries = this.kept.entries.map((entry) =>
      entry.kind === 'out' && entry.key === key ? { ...entry, state } : entry,
    );
    this.save();
  }

  private setTrouble(trouble: Trouble): void {
    if (this.trouble === trouble) return;
    this.trouble = trouble;
    this.around.changed();
  }

  private storageKey(): string {
    return `chat.${this.around.channel}`;
  }

  private save(): void {
    this.kept.entries = this.kept.entries.slice(-keptEntries);
    this.kept.seen = this.kept.seen.slice(-keptIds);
    this.around.storage.setItem(this.storageKey(), JSON.stringify(this.kept));
    this.around.changed();
  }

  private load(): Kept {
    try {
      const kept = JSON.parse(this.around.storage.getItem(this.storageKey()) ?? '') as Kept;
      if (Array.isArray(kept.entries) && Array.isArray(kept.seen) && Array.isArray(kept.unacked)) return kept;
    } catch {
      // nothing kept yet, or by another version of this page
    }
    return { token: '', entries: [], seen: [], unacked: [] };
  }
}

function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get('Retry-After') ?? '');
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 300) * 1000 : 0;
}
