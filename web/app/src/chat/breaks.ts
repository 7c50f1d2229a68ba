// SPDX-License-Identifier: Apache-2.0
// Burmese has no spaces between words, and browsers end lines between "not" (a syllable of its own, U+1019) and its verb:
// "please do | write names". A word joiner keeps the two together. On the screen only: nothing that is sent or kept has it.

const bareMa = /\u1019(?=[\u1000-\u1021](?!\u1037?[\u1039\u103a]))/g; // no vowel, and not closed by what follows

export const readable = (text: string): string => text.replace(bareMa, '\u1019\u2060');
