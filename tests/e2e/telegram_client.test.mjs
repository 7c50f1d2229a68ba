// SPDX-License-Identifier: Apache-2.0
// An outside Telegram client, npm's telegram-test-api, completes the survey by taps. It cannot send the secret header, so a
// relay adds it; one message at a time, because two at once would share their ids (facts: update_id grows after the webhook
// returned).
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import http from 'node:http';
import test from 'node:test';
import {PLANS} from './lib/core9.mjs';
import {freePort, serve, until} from './lib/http.mjs';
import {SECRET, Service, TOKEN, telegramChannel} from './lib/service.mjs';
import {Worker} from './lib/walker.mjs';

const TelegramServer = createRequire(import.meta.url)('telegram-test-api');

// The ten lines: forwards to the service with the header that the real Telegram sends.
const startRelay = (targetPort) => serve((req, body, res) => {
  const headers = {...req.headers, host: `127.0.0.1:${targetPort}`, 'x-telegram-bot-api-secret-token': SECRET};
  const forwarded = http.request({host: '127.0.0.1', port: targetPort, path: req.url, method: req.method, headers}, (reply) => {
    res.writeHead(reply.statusCode);
    reply.pipe(res);
  });
  forwarded.on('error', () => res.writeHead(502).end());
  forwarded.end(body);
});

test('telegram-test-api completes the survey by taps', {timeout: 120_000}, async () => {
  const apiPort = await freePort();
  const api = new TelegramServer({port: apiPort, host: '127.0.0.1', storage: 'RAM', storeTimeout: 120});
  await api.start();
  let relay;
  const service = await Service.create((config) => {
    config.channels = {telegram: telegramChannel(`http://127.0.0.1:${apiPort}`)};
  });
  try {
    relay = await startRelay(service.publicPort);
    await service.prepare().start();
    const client = api.getClient(TOKEN, {userId: 77, chatId: 77, firstName: 'W', userName: 'w', type: 'private', timeout: 20_000, interval: 20});
    // The service registered its own address at the start; the outside server shall use the relay.
    const registered = await postForm(`http://127.0.0.1:${apiPort}/bot${TOKEN}/setWebhook`, {url: `${relay.url}/hooks/telegram`});
    assert.equal(registered, 200);
    const {plan, language, ticket} = PLANS.find((p) => p.ticket && p.language === 'en');
    const worker = new Worker({language, plan});
    const keys = [];
    let taps = 0;
    await client.sendMessage(client.makeMessage('/start'));
    for (let over = false; !over;) {
      const {result} = await client.getUpdates();
      for (const update of result) {
        const markup = update.message.reply_markup;
        const keyboard = (typeof markup === 'string' ? JSON.parse(markup) : markup)?.inline_keyboard ?? [];
        const decided = worker.answerByTap({text: update.message.text, buttons: keyboard.flat().map((b) => ({text: b.text, data: b.callback_data}))});
        keys.push(decided.seen.question?.name ?? decided.seen.kind);
        if (decided.button) {
          taps += 1;
          await client.sendCallback(client.makeCallbackQuery(decided.button.data, {message: {message_id: update.messageId, text: update.message.text}}));
        } else if (decided.reply !== undefined) {
          await client.sendMessage(client.makeMessage(decided.reply));
        }
        over = decided.seen.kind === 'receipt';
      }
    }
    console.log(`e2e: telegram-test-api, in order: ${keys.join(' ')}; ${taps} taps`);
    assert.ok(taps >= 5, 'most answers were taps');
    const {tickets, total} = await until(async () => { const page = await service.tickets(); return page.total > 0 && page; }, 'no ticket');
    assert.equal(total, 1);
    assert.equal(tickets[0].topic.id, ticket.topic);
  } finally {
    await service.stop();
    await relay?.close();
    await api.stop();
    service.remove();
  }
});

async function postForm(url, fields) {
  const reply = await fetch(url, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(fields)});
  return reply.status;
}
