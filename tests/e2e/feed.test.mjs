// SPDX-License-Identifier: Apache-2.0
// The feed to another case management system: npm's `standardwebhooks` verifies what it sends, while the other system is
// down, redirects, answers a login page and hangs; then a status comes back, and a table leaves.
import assert from 'node:assert/strict';
import test from 'node:test';
import {Webhook} from 'standardwebhooks';
import {postJson, request, serve, until} from './lib/http.mjs';
import {Service, telegramChannel} from './lib/service.mjs';
import {TelegramStandin} from './lib/telegram_standin.mjs';
import {PLANS} from './lib/core9.mjs';
import {Worker} from './lib/walker.mjs';

const FEED_SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;

// A worker who walks the survey by taps; resolves at the end.
async function walk(service, standin, chat, {language, plan}) {
  const worker = new Worker({language, plan});
  let update = chat * 1000;
  const say = (text) => postJson(`${service.url}/hooks/telegram`, {update_id: ++update, message: {message_id: update, from: {id: chat, is_bot: false, first_name: 'A'}, chat: {id: chat, type: 'private'}, date: Math.floor(Date.now() / 1000), text}}, {headers: {'x-telegram-bot-api-secret-token': 'e2e-secret-0123456789-abcdefghijk'}});
  const tap = (data) => postJson(`${service.url}/hooks/telegram`, {update_id: ++update, callback_query: {id: String(update), from: {id: chat, is_bot: false, first_name: 'A'}, message: {message_id: 1, chat: {id: chat, type: 'private'}, date: 1}, chat_instance: '1', data}}, {headers: {'x-telegram-bot-api-secret-token': 'e2e-secret-0123456789-abcdefghijk'}});
  assert.equal((await say('/start')).status, 200);
  for (let read = 0; ;) {
    const message = await until(() => standin.messages.filter((m) => m.chat === chat)[read], `nothing came to chat ${chat}`);
    read += 1;
    const answer = worker.answerByTap(message);
    if (answer.seen.kind === 'receipt' || answer.seen.kind === 'end') return;
    if (answer.button) await tap(answer.button.data);
    else if (answer.reply) await say(answer.reply);
  }
}

test('a signal arrives signed, after all that went wrong; a referral, a status and a table follow', {timeout: 120_000}, async () => {
  const standin = await new TelegramStandin().start();
  const webhook = new Webhook(FEED_SECRET);
  const seen = [];
  let elsewhere = 0;
  const trouble = ['down', 'redirect', 'login', 'hang'];
  const ecms = await serve((req, body, res) => {
    if (req.url === '/elsewhere') { elsewhere += 1; res.writeHead(200).end(); return; }
    seen.push({headers: req.headers, body: body.toString('utf8')});
    const mode = trouble.shift();
    if (mode === 'down') { req.socket.destroy(); return; }
    if (mode === 'redirect') { res.writeHead(307, {location: `${ecms.url}/elsewhere`}).end(); return; }
    if (mode === 'login') { res.writeHead(200, {'content-type': 'text/html'}).end('<h1>Sign in</h1>'); return; }
    if (mode === 'hang') { res.flushHeaders(); return; }
    res.writeHead(204).end();
  });
  const service = await Service.create((config) => {
    config.channels = {telegram: telegramChannel(standin.url)};
    config.feed = {url: `${ecms.url}/hook`, secret: FEED_SECRET, kinds: ['signal', 'referral'], hold_minutes: 0};
  });
  try {
    service.prepare();
    const feedToken = /API token:\s*(\S+)/i.exec(service.run('user', 'add', 'ecms', '--role', 'feed', '--api-token', '--config', service.configFile))[1];
    await service.start();
    await walk(service, standin, 501, PLANS[0]);
    const {tickets} = await service.tickets();
    assert.equal(tickets.length, 1);
    // Each trouble meets whichever event is next; that one is tried again after 5 s, then after 5 minutes.
    await until(() => seen.length >= 1, 'no event came', 30_000);
    await walk(service, standin, 502, PLANS[0]);
    await walk(service, standin, 503, PLANS[1]);
    await walk(service, standin, 504, PLANS[3]);
    await walk(service, standin, 505, PLANS[4]);
    await until(() => trouble.length === 0 && seen.length >= 6, () => `${seen.length} calls, still to come: ${trouble}`, 90_000, 200);
    assert.equal(elsewhere, 0, 'a redirect is not followed');
    for (const {headers, body} of seen) {
      const event = webhook.verify(body, headers);
      assert.equal(event.specversion, '1.0');
      assert.equal(event.id, headers['webhook-id']);
      assert.equal(headers['content-type'], 'application/cloudevents+json');
      assert.match(event.data.week, /^\d{4}-W\d{2}$/);
      assert.deepEqual(Object.keys(event.data).sort(), ['class', 'district', 'indicators', 'kind', 'survey', 'topic', 'week']);
      assert.doesNotMatch(body, /harbour|longer break/);
    }
    assert.throws(() => webhook.verify(seen[0].body.replace('dwbot', 'dwbox'), seen[0].headers), 'a changed body is refused');

    const officer = {authorization: `Bearer ${service.apiToken}`};
    const before = seen.length;
    const referred = await postJson(`${service.url}/api/v1/tickets/${tickets[0].id}/referral`, {answers: ['wages_paid'], note: 'Please visit.'}, {headers: officer});
    assert.equal(referred.status, 202, referred.text);
    const referral = await until(() => seen.slice(before).map(({headers, body}) => webhook.verify(body, headers)).find((e) => e.type === 'dwbot.referral.v1'), 'no referral came', 30_000);
    assert.equal(referral.subject, tickets[0].id);
    assert.deepEqual(referral.data.answers, {wages_paid: 'no'});
    assert.deepEqual(referral.data.words, []);

    const status = await postJson(`${service.url}/api/v1/feed/status`, {ticket: referral.subject, status: 'received', reference: 'E-7'}, {headers: {authorization: `Bearer ${feedToken}`}});
    assert.equal(status.status, 204, status.text);
    const back = JSON.parse((await request(`${service.url}/api/v1/tickets/${tickets[0].id}/referral`, {headers: officer})).text);
    assert.equal(back.status.reference, 'E-7');
    assert.equal((await request(`${service.url}/api/v1/tickets`, {headers: {authorization: `Bearer ${feedToken}`}})).status, 403);

    const csv = await request(`${service.url}/api/v1/tickets/export?format=csv`, {headers: officer});
    assert.equal(csv.status, 200);
    assert.match(csv.text, /^\ufeff?week,kind,class,topic/);
    assert.doesNotMatch(csv.text, /harbour/i);
    const xlsx = await request(`${service.url}/api/v1/tickets/export?format=xlsx&from=2026-W01`, {headers: officer});
    assert.equal(xlsx.text.slice(0, 2), 'PK');
  } finally {
    const outcome = await service.stop();
    service.remove();
    await ecms.close();
    await standin.stop();
    if (outcome) assert.equal(outcome.code, 0, 'dwbot ends cleanly');
  }
});
