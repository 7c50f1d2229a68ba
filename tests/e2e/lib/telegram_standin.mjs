// SPDX-License-Identifier: Apache-2.0
// Stands in for api.telegram.org: records every sendMessage as it arrives, never removes a repeat, and answers like the
// Bot API. `delayMs` holds an answer back, so that sends are in flight; `onMessage` is called when a message arrived.
import {serve, sleep} from './http.mjs';

export class TelegramStandin {
  constructor({delayMs = () => 0, onMessage = () => {}} = {}) {
    this.delayMs = delayMs;
    this.onMessage = onMessage;
    this.messages = [];     // {chat, text, buttons: [{text, data}], at, answered}
    this.calls = new Map(); // method -> how often
    this.inFlight = 0;      // sends that arrived and are not answered
    this.webhook = null;
    this.deleted = [];      // "chat:number"
    this.nextMessageId = 1;
  }

  async start() {
    this.server = await serve((req, body, res) => this.#handle(req, body, res));
    this.url = this.server.url;
    return this;
  }
  stop() { return this.server.close(); }

  async #handle(req, body, res) {
    const method = decodeURIComponent(new URL(req.url, 'http://x').pathname.split('/').pop()).toLowerCase();
    this.calls.set(method, (this.calls.get(method) ?? 0) + 1);
    const fields = this.#fields(req, body);
    let result = true;
    let message = null;
    if (method === 'sendmessage') {
      message = this.#record(fields);
      result = {message_id: message.id, chat: {id: message.chat, type: 'private'}, date: Math.floor(Date.now() / 1000), text: message.text};
    } else if (method === 'deletemessages') {
      this.deleted.push(...fields.message_ids.map((number) => `${fields.chat_id}:${number}`));
    } else if (method === 'setwebhook') {
      this.webhook = {url: fields.url, secret: fields.secret_token};
    } else if (method === 'getupdates') {
      result = [];
      await sleep(200);
    } else if (method === 'getme') {
      result = {id: 1, is_bot: true, first_name: 'stand-in', username: 'standin_bot'};
    }
    if (message) {
      this.inFlight += 1;
      this.onMessage(message);
      const delay = this.delayMs();
      if (delay > 0) await sleep(delay);
      this.inFlight -= 1;
      message.answered = Date.now();
    }
    const text = Buffer.from(JSON.stringify({ok: true, result}));
    res.writeHead(200, {'content-type': 'application/json', 'content-length': text.length});
    res.end(text);
  }

  #fields(req, body) {
    const query = Object.fromEntries(new URL(req.url, 'http://x').searchParams);
    const type = req.headers['content-type'] ?? '';
    if (body.length === 0) return query;
    if (type.startsWith('application/json')) return {...query, ...JSON.parse(body.toString('utf8'))};
    return {...query, ...Object.fromEntries(new URLSearchParams(body.toString('utf8')))};
  }

  #record(fields) {
    let markup = fields.reply_markup ?? {};
    if (typeof markup === 'string') markup = JSON.parse(markup);
    const buttons = (markup.inline_keyboard ?? []).flat().map((b) => ({text: b.text, data: b.callback_data}));
    const message = {id: this.nextMessageId++, chat: Number(fields.chat_id), text: String(fields.text ?? ''), buttons, at: Date.now()};
    this.messages.push(message);
    return message;
  }
}
