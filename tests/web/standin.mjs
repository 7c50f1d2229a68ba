// SPDX-License-Identifier: Apache-2.0
// What the phone page needs of the service, and nothing more: tokens, posts, the long poll. A test decides when it fails.
import { createServer } from 'node:http';

export class StandIn {
  constructor() {
    this.made = 0;
    this.tokens = new Map(); // token -> messages that wait for an acknowledgement
    this.posts = []; // every post to /hooks/web that was answered 200
    this.refuse = () => 0; // (method, path, body) -> a status to refuse with, -1 to hang up, 0 to serve
    this.waiting = new Set();
    this.server = createServer((request, response) => this.#serve(request, response));
  }

  listen(port = 0) {
    return new Promise((done) => this.server.listen(port, '127.0.0.1', () => done(this.server.address().port)));
  }

  close() {
    this.server.closeAllConnections?.();
    this.server.close();
  }

  // Puts a message into the page's mailbox.
  send(token, message) {
    this.tokens.get(token)?.push({ choices: [], multiple: false, language: 'en', words: {}, body: message.text, ...message });
    for (const wake of [...this.waiting]) wake();
  }

  forget(token) {
    this.tokens.delete(token);
    for (const wake of [...this.waiting]) wake();
  }

  async #serve(request, response) {
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = text ? JSON.parse(text) : null;
    const path = request.url.split('?')[0];
    const refused = this.refuse(request.method, path, body);
    if (refused < 0) return request.socket.destroy();
    const answer = (status, value) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (refused > 0) return answer(refused, {});
    if (path === '/chat/web/token') {
      const token = `token-${++this.made}`;
      this.tokens.set(token, []);
      return answer(200, { token });
    }
    if (path === '/hooks/web') {
      if (!this.tokens.has(body.token)) return answer(401, {});
      this.posts.push(body);
      const acked = body.ack ?? [];
      this.tokens.set(body.token, this.tokens.get(body.token).filter(({ id }) => !acked.includes(id)));
      return answer(200, {});
    }
    if (path === '/chat/web/messages') return this.#poll(request, answer);
    return answer(404, {});
  }

  async #poll(request, answer) {
    const token = request.headers['x-chat-token'];
    const seconds = Number(new URL(request.url, 'http://x').searchParams.get('wait'));
    if (this.tokens.get(token)?.length === 0) {
      await new Promise((done) => {
        const timer = setTimeout(() => wake(), seconds * 1000);
        const wake = () => {
          clearTimeout(timer);
          this.waiting.delete(wake);
          done();
        };
        this.waiting.add(wake);
        request.socket.on('close', wake);
      });
    }
    const messages = this.tokens.get(token);
    return messages ? answer(200, { messages }) : answer(401, {});
  }
}
