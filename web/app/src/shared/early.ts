// SPDX-License-Identifier: Apache-2.0
// Begins what the officers' first screen asks for while the application itself is still under way: on a slow line each of these
// would be one more long way. A file of its own, small, that needs no other. early_answers.ts hands over what comes of it.
import { firstLanguage } from './lang';

const page = globalThis as { dwbotEarly?: Map<string, Promise<Response>> };
const lang = firstLanguage();
const asked = new Map<string, Promise<Response>>();

function ask(path: string) {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 15000);
  const answer = fetch(path, { headers: { 'Accept-Language': lang }, cache: 'no-store', credentials: 'same-origin', signal: abort.signal });
  answer.catch(() => undefined); // whoever takes it sees that it failed
  asked.set(`${lang} ${path}`, answer);
}

// The two files come in any order: an application that was quicker has asked for itself.
if (location.hash !== '#demo' && !page.dwbotEarly) {
  page.dwbotEarly = asked;
  ask('/api/v1/session');
  if (location.pathname === '/inbox') {
    const query = new URLSearchParams(location.search);
    query.delete('ticket');
    query.set('limit', '50');
    ask(`/api/v1/tickets?${query}`);
  }
}
