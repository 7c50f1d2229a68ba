// SPDX-License-Identifier: Apache-2.0
// A Telegram worker's side: updates as the Bot API posts them to a webhook, and the provider's repeats until 2xx.
import http from 'node:http';
import {postJson, sleep} from './http.mjs';

let nextUpdate = 700_000_000 + Math.floor(Math.random() * 1_000_000);
let nextMessage = 10;

const sender = (chat, language = 'xx') => ({id: chat, is_bot: false, first_name: 'W', language_code: language});

// `language` is that of the phone; 'xx' says nothing, so that the bot asks.
export function textUpdate(chat, text, language) {
  return {
    update_id: nextUpdate++,
    message: {message_id: nextMessage++, from: sender(chat, language), chat: {id: chat, type: 'private', first_name: 'W'},
      date: Math.floor(Date.now() / 1000), text},
  };
}

export function tapUpdate(chat, message, data) {
  const id = nextUpdate++;
  return {
    update_id: id,
    callback_query: {id: `q${id}`, from: sender(chat), chat_instance: `c${chat}`, data,
      message: {message_id: message.id, chat: {id: chat, type: 'private'}, date: Math.floor(message.at / 1000), text: message.text}},
  };
}

export class TelegramProvider {
  constructor(url, secret, {firstRetryMs = 20, maxRetryMs = 400} = {}) {
    this.url = url;
    this.secret = secret;
    this.firstRetryMs = firstRetryMs;
    this.maxRetryMs = maxRetryMs;
    this.agent = new http.Agent({keepAlive: true, maxSockets: 256});
    this.posted = 0;      // requests made
    this.acknowledged = 0;
    this.unanswered = 0;  // requests under way now
    this.broken = 0;      // requests that got no answer
    this.refused = new Map();
  }

  async post(update) {
    this.posted += 1;
    this.unanswered += 1;
    const reply = await postJson(this.url, update, {agent: this.agent, headers: {'x-telegram-bot-api-secret-token': this.secret}});
    this.unanswered -= 1;
    if (reply.status === 0) this.broken += 1;
    else if (reply.status >= 300) this.refused.set(reply.status, (this.refused.get(reply.status) ?? 0) + 1);
    else this.acknowledged += 1;
    return reply.status;
  }

  // As Telegram does: the same update again, at once and then with growing waits, until a 2xx.
  async deliver(update, isOver = () => false) {
    for (let wait = this.firstRetryMs; ; wait = Math.min(wait * 2, this.maxRetryMs)) {
      const status = await this.post(update);
      if (status >= 200 && status < 300) return true;
      if (isOver()) return false;
      await sleep(wait);
    }
  }
  close() { this.agent.destroy(); }
}
