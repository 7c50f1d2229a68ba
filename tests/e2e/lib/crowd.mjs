// SPDX-License-Identifier: Apache-2.0
// Several hundred Telegram chats that walk the survey at once, and what must be true of them afterwards.
import {PLANS} from './core9.mjs';
import {flat} from './survey.mjs';
import {textUpdate, tapUpdate} from './telegram_client.mjs';
import {Worker} from './walker.mjs';

const REPEAT_SHARE = 0.03;  // acknowledged updates that the provider sends once more
const withoutCode = (text, code) => flat(code ? text.replaceAll(code, '#') : text);

export class Crowd {
  constructor(standin, provider) {
    this.provider = provider;
    this.standin = standin;
    standin.onMessage = (message) => this.#arrived(message);
    this.workers = PLANS.map(({plan, language}) => new Worker({language, plan}));
    this.paths = [];         // by plan: what an undisturbed chat meets
    this.chats = new Map();
    this.active = 0;
    this.admitting = false;
    this.nextChat = 900_000_000;
    this.repeats = 0;
  }

  // One chat of each plan, alone and undisturbed, twice: they must agree.
  async learnPaths() {
    for (let plan = 0; plan < PLANS.length; ++plan) {
      const seen = [];
      for (let i = 0; i < 2; ++i) seen.push(this.#path(await this.#begin(plan, true).finished));
      if (JSON.stringify(seen[0]) !== JSON.stringify(seen[1])) throw new Error('two undisturbed chats met different messages');
      this.paths.push(seen[0]);
    }
  }

  start(count) {
    this.admitting = true;
    for (let i = 0; i < count; ++i) this.#begin(i % PLANS.length, false);
  }
  admitNoMore() { this.admitting = false; }

  #begin(plan, learning) {
    const chat = {id: this.nextChat++, plan, learning, met: [], at: -1, twice: [], wrong: [], answered: new Set(), over: false, waiting: Promise.resolve()};
    chat.finished = new Promise((resolve) => { chat.finish = () => resolve(chat); });
    this.chats.set(chat.id, chat);
    this.active += 1;
    this.#say(chat, textUpdate(chat.id, 'hello'));
    return chat;
  }

  // A chat's updates go out one after another, as Telegram's queue of a chat does.
  #say(chat, update) {
    chat.waiting = chat.waiting.then(async () => {
      await this.provider.deliver(update, () => this.provider.over);
      if (!chat.learning && Math.random() < REPEAT_SHARE) {
        this.repeats += 1;
        await this.provider.deliver(update, () => this.provider.over);
      }
    });
  }

  #arrived(message) {
    const chat = this.chats.get(message.chat);
    if (!chat) { (this.strays ??= []).push(message.chat); return; }
    const worker = this.workers[chat.plan];
    let decided;
    try {
      decided = worker.answerByTap(message);
    } catch (error) {
      (this.unreadable ??= []).push(error.message);
      return;
    }
    const key = decided.seen.kind === 'question' ? decided.seen.question.name : decided.seen.kind;
    chat.met.push({text: withoutCode(message.text, decided.seen.code), key, at: message.at});
    this.#follow(chat);
    // A worker answers a question once, even when a crash made it come twice.
    if (!chat.answered.has(key)) {
      if (decided.button) { chat.answered.add(key); this.#say(chat, tapUpdate(chat.id, message, decided.button.data)); }
      else if (decided.reply !== undefined) { chat.answered.add(key); this.#say(chat, textUpdate(chat.id, decided.reply)); }
    }
    if (chat.learning && ['receipt', 'end'].includes(decided.seen.kind)) {
      // What else belongs to the last turn comes within this time.
      setTimeout(() => this.#end(chat), 700);
    } else if (!chat.learning && chat.at === this.paths[chat.plan].length - 1) {
      this.#end(chat);
    }
  }

  // Is the newest message the next of the path, or one of those that came already?
  #follow(chat) {
    if (chat.learning) return;
    const path = this.paths[chat.plan];
    const newest = chat.met[chat.met.length - 1];
    if (newest.text === path[chat.at + 1]) { chat.at += 1; newest.place = chat.at; return; }
    const place = path.slice(0, chat.at + 1).lastIndexOf(newest.text);
    if (place < 0) { chat.wrong.push(`message ${chat.met.length} (${newest.key}) is not the one that follows ${chat.met[chat.met.length - 2]?.key}`); return; }
    const before = chat.met.filter((m) => m.place === place).pop();
    newest.place = place;
    chat.twice.push({first: before.at, second: newest.at, key: newest.key});
  }

  #end(chat) {
    if (chat.over) return;
    chat.over = true;
    this.active -= 1;
    chat.finish();
    if (this.admitting) this.#begin(Math.floor(Math.random() * PLANS.length), false);
  }

  #path(chat) { return chat.met.map((m) => m.text); }

  describeStuck() {
    const stuck = [...this.chats.values()].filter((c) => !c.over).slice(0, 5);
    return stuck.map((c) => `after ${c.met.map((m) => m.key).join(',')}`).join('; ') +
      (this.unreadable ? `; not understood: ${[...new Set(this.unreadable)].slice(0, 5).join('; ')}` : '');
  }

  // What was answered decides how many tickets of which topic there are.
  #compareTopics(tickets) {
    const count = new Map();
    const add = (topic, by) => count.set(topic, (count.get(topic) ?? 0) + by);
    for (const chat of this.chats.values()) if (PLANS[chat.plan].ticket) add(PLANS[chat.plan].ticket.topic, -1);
    for (const ticket of tickets) add(ticket.topic.id, 1);
    return [...count].filter(([, difference]) => difference !== 0).map(([topic, d]) => `topic ${topic}: ${Math.abs(d)} tickets too ${d > 0 ? 'many' : 'few'}`);
  }

  // {problems, chats, twice, inDoubt, expectedTickets}
  check(kills, tickets) {
    const problems = [...new Set(this.unreadable ?? [])].map((text) => `a message that no worker understands: ${text}`);
    if (this.strays) problems.push(`${this.strays.length} messages went to chats that do not exist`);
    const doubled = new Array(kills.length).fill(0);
    let twice = 0;
    for (const chat of this.chats.values()) {
      if (chat.learning) continue;
      const path = this.paths[chat.plan];
      problems.push(...chat.wrong.map((text) => `chat of plan ${chat.plan}: ${text}`));
      if (chat.at !== path.length - 1) problems.push(`chat of plan ${chat.plan}: met ${chat.at + 1} of ${path.length} messages`);
      for (const {first, second, key} of chat.twice) {
        twice += 1;
        // Its row was `sending` at the first kill after the earlier copy. What the kill cut off may still have been on its way.
        const cause = kills.findIndex((k) => k.killedAt >= first - 100 && k.killedAt <= second);
        if (cause < 0) problems.push(`chat of plan ${chat.plan}: ${key} came twice with no kill between`);
        else doubled[cause] += 1;
      }
    }
    kills.forEach((k, i) => {
      if (doubled[i] > k.inDoubt) problems.push(`kill ${k.kill}: ${doubled[i]} messages came twice, but ${k.inDoubt} rows were in doubt`);
    });
    problems.push(...this.#compareTopics(tickets.tickets));
    const inDoubt = kills.reduce((sum, k) => sum + k.inDoubt, 0);
    const chats = [...this.chats.values()];
    return {problems: problems.slice(0, 20), chats: chats.length, twice, inDoubt,
      expectedTickets: chats.filter((c) => PLANS[c.plan].ticket).length};
  }
}
