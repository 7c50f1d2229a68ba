// SPDX-License-Identifier: Apache-2.0
// Do texts of 4,000 characters slow other people down? One crowd writes short answers at a steady rate, measured alone and
// then beside people who send the longest texts that are taken. Prints both p99 and their ratio (must stay within 2).
//   DWBOT=build/release/dwbot node bench/long_texts.mjs [seconds]
import {performance} from 'node:perf_hooks';
import {postJson, sleep} from '../tests/e2e/lib/http.mjs';
import {SECRET, Service, telegramChannel} from '../tests/e2e/lib/service.mjs';
import {textUpdate} from '../tests/e2e/lib/telegram_client.mjs';
import {TelegramStandin} from '../tests/e2e/lib/telegram_standin.mjs';
import http from 'node:http';

const SECONDS = Number(process.argv[2] ?? 20);
const SHORT_PER_SECOND = 100;
const LONG_PER_SECOND = 5;
const headers = {'x-telegram-bot-api-secret-token': SECRET};
const agent = new http.Agent({keepAlive: true, maxSockets: 64});
const longText = 'My name is Karim, call +685 72 12 345 or karim@example.org, they owe me 850 tala since May. '.repeat(50).slice(0, 4000);

async function post(url, chat, text) {
  const began = performance.now();
  const reply = await postJson(url, textUpdate(chat, text, 'en'), {agent, headers});
  if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`);
  return performance.now() - began;
}

// Steady: begins on time whether answers came or not. Resolves to every latency.
async function steady(perSecond, seconds, send) {
  const under = [];
  const began = performance.now();
  for (let i = 0; i < perSecond * seconds; ++i) {
    const wait = began + (i * 1000) / perSecond - performance.now();
    if (wait > 1) await sleep(wait);
    under.push(send(i));
  }
  return Promise.all(under);
}

const percentile = (list, p) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor((list.length * p) / 100))];

const standin = await new TelegramStandin().start();
const service = await Service.create((config) => { config.channels = {main: telegramChannel(standin.url, {messages_per_second: 2000})}; });
try {
  await service.prepare().start();
  const url = `${service.url}/hooks/main`;
  const short = (i) => post(url, 10_000 + (i % 500), i % 3 === 0 ? 'hello' : '1');
  await steady(SHORT_PER_SECOND, 5, short);  // warm
  const alone = await steady(SHORT_PER_SECOND, SECONDS, short);
  const [beside, long] = await Promise.all([steady(SHORT_PER_SECOND, SECONDS, short),
    steady(LONG_PER_SECOND, SECONDS, (i) => post(url, 900_000 + i, longText))]);
  const [a, b] = [percentile(alone, 99), percentile(beside, 99)];
  console.log(`short texts alone: p50 ${percentile(alone, 50).toFixed(1)} ms, p99 ${a.toFixed(1)} ms (${alone.length})`);
  console.log(`beside ${LONG_PER_SECOND} texts of 4,000 characters a second: p50 ${percentile(beside, 50).toFixed(1)} ms, p99 ${b.toFixed(1)} ms; the long ones p50 ${percentile(long, 50).toFixed(1)} ms, p99 ${percentile(long, 99).toFixed(1)} ms`);
  console.log(`ratio of the p99: ${(b / a).toFixed(2)} (must stay within 2)`);
  process.exitCode = b / a <= 2 ? 0 : 1;
} finally {
  await service.stop();
  await standin.stop();
  agent.destroy();
  service.remove();
}
