// SPDX-License-Identifier: Apache-2.0
// Promises 1 and 2 under kill -9: KILLS (200) times at random moments, under load with a provider's repeats. Afterwards every
// chat must have met exactly the messages of an undisturbed one, in their order; a message may be there twice only where its
// row was `sending` at a kill; and the tickets must be those of the answers given, none missing and none twice.
import assert from 'node:assert/strict';
import test from 'node:test';
import {until, sleep} from './lib/http.mjs';
import {Crowd} from './lib/crowd.mjs';
import {SECRET, Service, telegramChannel} from './lib/service.mjs';
import {TelegramProvider} from './lib/telegram_client.mjs';
import {TelegramStandin} from './lib/telegram_standin.mjs';

const KILLS = Number(process.env.KILLS ?? 200);
const CHATS = 400;             // at once; a finished chat is followed by a new one until the kills are over
const WANTED_IN_FLIGHT = 0.75; // share of the kills that must meet a commit or a send under way
const random = (from, to) => from + Math.random() * (to - from);

// The service between kills: waits until it is ready, reads what it found in doubt, lets it work a while.
async function killLoop(service, standin, provider, report) {
  for (let kill = 1; kill <= KILLS; ++kill) {
    const life = {kill, inDoubt: 0, killedAt: 0, requests: 0, sends: 0};
    await sleep(random(150, 900));
    // Two of three kills wait for a moment when something is under way; the others come as they come.
    if (kill % 3 !== 0) {
      const deadline = Date.now() + 300;
      while (provider.unanswered + standin.inFlight === 0 && Date.now() < deadline) await new Promise(setImmediate);
    }
    life.requests = provider.unanswered;
    life.sends = standin.inFlight;
    life.killedAt = Date.now();
    await service.kill9();
    service.spawn();
    await service.ready(30_000, 5);
    life.inDoubt = (await service.metrics()).get('dwbot_in_doubt_total') ?? 0;
    report.kills.push(life);
    if (kill % 25 === 0) {
      console.log(`  ${kill} kills, ${provider.acknowledged} messages acknowledged, ${standin.messages.length} arrived`);
    }
  }
}

test(`${KILLS} kills under load lose nothing and double nothing`, {timeout: 900_000}, async () => {
  const standin = new TelegramStandin({delayMs: () => random(1, 30)});
  await standin.start();
  const service = await Service.create((config) => {
    config.channels = {telegram: telegramChannel(standin.url, {messages_per_second: 5000})};
  });
  const report = {kills: []};
  const provider = new TelegramProvider(`${service.url}/hooks/telegram`, SECRET);
  const crowd = new Crowd(standin, provider);
  const began = Date.now();
  try {
    await service.prepare().start();
    // What an undisturbed chat of each kind meets: before the first kill.
    await crowd.learnPaths();
    crowd.start(CHATS);
    await killLoop(service, standin, provider, report);
    crowd.admitNoMore();
    await until(() => crowd.active === 0, () => `${crowd.active} chats never finished: ${crowd.describeStuck()}`, 150_000, 100);
    await sleep(1000);  // a message too many would come now
    const tickets = await service.tickets();
    const summary = crowd.check(report.kills, tickets);
    const inFlight = report.kills.filter((k) => k.requests + k.sends > 0).length;
    console.log(`e2e: ${KILLS} kills in ${((Date.now() - began) / 1000).toFixed(0)} s: ${inFlight} while a commit or a send was in flight ` +
      `(${report.kills.filter((k) => k.requests > 0).length} with requests unanswered, ${report.kills.filter((k) => k.sends > 0).length} with sends)`);
    console.log(`e2e: ${summary.chats} chats finished, ${provider.acknowledged} messages acknowledged of ${provider.posted} posted ` +
      `(${provider.broken} requests broken by a kill, ${crowd.repeats} repeats of acknowledged ones, refused: ${JSON.stringify(Object.fromEntries(provider.refused))})`);
    console.log(`e2e: ${standin.messages.length} messages at the stand-in, ${summary.twice} of them a second time; ` +
      `${summary.inDoubt} rows were in doubt at a kill; ${tickets.total} tickets`);
    assert.deepEqual(summary.problems, [], 'every chat met the messages of an undisturbed one');
    assert.ok(inFlight >= Math.floor(KILLS * WANTED_IN_FLIGHT), `only ${inFlight} of ${KILLS} kills met something in flight`);
    assert.equal(tickets.total, summary.expectedTickets, 'one ticket for each chat that reported something');
  } finally {
    crowd.admitNoMore();
    provider.over = true;
    await service.stop();
    provider.close();
    await standin.stop();
    service.remove();
  }
});
