// SPDX-License-Identifier: Apache-2.0
// Files on their way: docs/envelope.md, "Files". Read, sealed and sent piece by piece, so that an old computer has no more than
// a few of them in memory; what was sent is remembered, so that a dropped line costs one piece.
import { sha256 } from '@noble/hashes/sha2';
import { fromBase64, keyOf, openBytes, sealBytes, toBase64, utf8 } from '../keys';
import type { KeyPair } from '../keys';
import type { Api } from '../shared/api';
import { caseRoute } from './data';
import { kindOf, safeName } from './file_kinds';
import type { FileKey } from './file_strings';

export const partBytes = 65535;
const atOnce = 2;
const maxNameLength = 200;

export class FileProblem extends Error {
  constructor(
    readonly key: FileKey,
    readonly values: Record<string, string | number> = {},
  ) {
    super(key);
  }
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

async function piece(file: Blob, number: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice((number - 1) * partBytes, number * partBytes).arrayBuffer());
  } catch {
    throw new FileProblem('p_unread');
  }
}

interface Head {
  name: string;
  kind: string;
  size: number;
  sha256: string;
}
interface Started {
  file: string;
  organisation: string;
  head_record: string;
  parts: string[];
}
export interface Limits {
  file_bytes: number;
  left_bytes: number;
}
export type Progress = (done: number, all: number) => void;

const mib = (bytes: number) => Math.floor((bytes / 1048576) * 10) / 10;

// One file on its way into a case. Kept until it is there or given up.
export class Upload {
  private head: Head | null = null;
  private started: Started | null = null;
  private readonly left: number[];
  readonly all: number;

  constructor(
    readonly caseId: string,
    private readonly file: File,
    readonly note: string,
    private readonly replaces: string,
  ) {
    this.all = Math.ceil(file.size / partBytes);
    this.left = Array.from({ length: this.all }, (_, at) => at + 1);
  }

  get done(): number {
    return this.all - this.left.length;
  }
  get begun(): boolean {
    return this.started !== null;
  }

  check(limits: Limits): void {
    if (this.file.size === 0) throw new FileProblem('p_empty');
    if (this.file.size > limits.file_bytes) throw new FileProblem('p_large', { size: mib(this.file.size), mib: mib(limits.file_bytes) });
    if (this.all * partBytes > limits.left_bytes) throw new FileProblem('p_room', { mib: mib(limits.left_bytes) });
  }

  // Goes on where it stopped. Refused(0): the line dropped, run it again.
  async run(api: Api, office: Uint8Array, progress: Progress): Promise<void> {
    this.head ??= await this.read();
    const route = caseRoute(this.caseId, '/files');
    const wanted = { parts: this.all, note: this.note };
    this.started ??= await api.change<Started>(route, this.replaces ? { ...wanted, replaces: this.replaces } : wanted);
    const { file, organisation, head_record, parts } = this.started;
    const worker = async () => {
      for (let number = this.left[0]; number !== undefined; number = this.left[0]) {
        this.left.shift();
        try {
          const padded = new Uint8Array(partBytes);
          padded.set(await piece(this.file, number));
          const sealed = sealBytes(office, { organisation, record: parts[number - 1] ?? '', field: 'file' }, padded);
          await api.change(`${route}/${file}/parts/${number}`, sealed, 'PUT');
        } catch (error) {
          this.left.unshift(number);
          throw error;
        }
        progress(this.done, this.all);
      }
    };
    const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker));
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
    const sealed = sealBytes(office, { organisation, record: head_record, field: 'file' }, utf8(JSON.stringify(this.head)));
    await api.change(`${route}/${file}/complete`, { head: toBase64(sealed) });
  }

  async giveUp(api: Api): Promise<void> {
    if (this.started) await api.change(`${caseRoute(this.caseId, '/files')}/${this.started.file}/remove`, {});
  }

  private async read(): Promise<Head> {
    const hash = sha256.create();
    let kind: string | null = null;
    for (let number = 1; number <= this.all; number += 1) {
      const bytes = await piece(this.file, number);
      if (number === 1) kind = kindOf(bytes);
      if (!kind) throw new FileProblem('p_kind');
      hash.update(bytes);
    }
    if (!kind) throw new FileProblem('p_empty');
    return { name: Array.from(this.file.name).slice(0, maxNameLength).join(''), kind, size: this.file.size, sha256: hex(hash.digest()) };
  }
}

export interface Opened {
  name: string;
  hash: string;
  content: Blob;
}

function readHead(plain: Uint8Array | null): Head {
  try {
    const head = JSON.parse(new TextDecoder().decode(plain ?? new Uint8Array())) as Head;
    if (typeof head.name === 'string' && typeof head.kind === 'string' && Number.isInteger(head.size) && typeof head.sha256 === 'string') return head;
  } catch {
    // told below
  }
  throw new FileProblem('p_damaged');
}

// The service writes who opened it before it sends anything. Whole and unchanged, or a FileProblem.
export async function openFile(api: Api, offices: Map<string, KeyPair>, caseId: string, file: string, progress: Progress): Promise<Opened> {
  const route = caseRoute(caseId, `/files/${encodeURIComponent(file)}`);
  const got = await api.change<{ organisation: string; head_record: string; head: string; parts: string[] }>(`${route}/open`);
  const envelope = fromBase64(got.head);
  const open = (record: string, sealed: Uint8Array | null) => {
    const id = sealed && keyOf(sealed);
    const office = id && offices.get(id);
    if (id && !office) throw new FileProblem('p_no_key');
    return office && sealed ? openBytes(office, { organisation: got.organisation, record, field: 'file' }, sealed) : null;
  };
  const head = readHead(open(got.head_record, envelope));
  if (head.size <= 0 || Math.ceil(head.size / partBytes) !== got.parts.length) throw new FileProblem('p_damaged');
  const hash = sha256.create();
  const pieces: Uint8Array[] = [];
  for (const [at, record] of got.parts.entries()) {
    const clear = open(record, await api.bytes(`${route}/parts/${at + 1}`));
    if (!clear || clear.length !== partBytes) throw new FileProblem('p_damaged');
    const kept = clear.subarray(0, Math.min(partBytes, head.size - at * partBytes));
    hash.update(kept);
    pieces.push(kept);
    progress(at + 1, got.parts.length);
  }
  const found = hex(hash.digest());
  const kind = kindOf(pieces[0] ?? new Uint8Array());
  if (found !== head.sha256 || !kind) throw new FileProblem('p_damaged');
  // Never shown by the browser: whatever it is, it is saved.
  return { name: safeName(head.name, kind), hash: found, content: new Blob(pieces as BlobPart[], { type: 'application/octet-stream' }) };
}

