// SPDX-License-Identifier: Apache-2.0
// What a poster's QR codes hold: the channel opens with the workplace's code typed in, and nothing is sent by itself.

export interface Door {
  kind: 'sms' | 'whatsapp' | 'telegram' | 'webchat';
  contact: string;
}

export function linkOf({ kind, contact }: Door, code: string): string {
  const word = encodeURIComponent(code);
  switch (kind) {
    case 'sms':
      return `sms:${contact}?body=${word}`; // RFC 5724
    case 'whatsapp':
      return `https://wa.me/${contact.replace('+', '')}?text=${word}`;
    case 'telegram':
      return `https://t.me/${contact}?start=${code.replace(/-/g, '')}`; // only A-Z a-z 0-9 _ there
    case 'webchat':
      return contact;
  }
}

const names = { sms: 'SMS', whatsapp: 'WhatsApp', telegram: 'Telegram', webchat: 'Web' };

export const nameOf = ({ kind }: Door): string => names[kind];

export const contactOf = ({ kind, contact }: Door): string => (kind === 'telegram' ? `@${contact}` : contact.replace(/^https?:\/\//, ''));
