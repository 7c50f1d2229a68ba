// SPDX-License-Identifier: Apache-2.0
// Which files a case takes: by their first bytes, not by their name. Nothing that a browser or an office program would run.

const starts: [string, number, string[]][] = [
  // ending, where, bytes in hex
  ['jpg', 0, ['ffd8ff']],
  ['png', 0, ['89504e470d0a1a0a']],
  ['webp', 8, ['57454250']],
  ['heic', 4, ['6674797068656963', '6674797068656978', '667479706d696631', '667479706d736631']],
  ['pdf', 0, ['255044462d']],
];

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

// Its ending; null: none of these.
export function kindOf(first: Uint8Array): string | null {
  const found = starts.find(([, at, wanted]) => wanted.some((one) => hex(first.subarray(at, at + one.length / 2)) === one));
  if (found?.[0] === 'webp' && hex(first.subarray(0, 4)) !== '52494646') return null;
  return found?.[0] ?? null;
}

const sameKind: Record<string, string[]> = { jpg: ['jpg', 'jpeg'], heic: ['heic', 'heif'] };

// For the disk of whoever opens it: no folder, no sign that a system gives a meaning to, nothing that turns the reading
// direction, no other ending than its bytes have.
export function safeName(name: string, kind: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .trim();
  const [, stem, ending] = /^(.*?)(?:\.([^.]*))?$/.exec(plain) ?? [];
  const kept = ending !== undefined && (sameKind[kind] ?? [kind]).includes(ending.toLowerCase());
  const base = (kept ? (stem ?? '') : plain).replace(/^\.+/, '').replace(/[. ]+$/, '');
  const taken = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(base); // Windows
  return `${taken ? '_' : ''}${Array.from(base).slice(0, 100).join('') || 'file'}.${kept ? ending : kind}`;
}
