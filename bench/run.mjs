// SPDX-License-Identifier: Apache-2.0
// script/bench: runs the baselines and the service under wrk, in turn, and prints the medians.
import {execFileSync, spawn} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {freePort, request, until} from '../tests/e2e/lib/http.mjs';
import {SECRET, SOURCE_DIR, Service, telegramChannel} from '../tests/e2e/lib/service.mjs';
import {TelegramStandin} from '../tests/e2e/lib/telegram_standin.mjs';
import {TelegramProvider} from '../tests/e2e/lib/telegram_client.mjs';
import {learnAnswers} from './answers.mjs';

const CONNECTIONS = 64;
const BASELINE = process.env.BASELINE ?? path.join(SOURCE_DIR, 'build/release/baseline_server');
const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], {encoding: 'utf8'}));

function readArguments() {
  const options = {seconds: 10, rounds: 5, only: 'a,b,c', chats: 5000, smoke: false};
  const args = process.argv.slice(2);
  for (let i = 0; i < args.length; ++i) {
    const name = args[i].replace(/^--/, '');
    if (name === 'smoke') options.smoke = true;
    else options[name] = name === 'only' ? args[++i] : Number(args[++i]);
  }
  return options;
}

const median = (values) => [...values].sort((x, y) => x - y)[Math.floor((values.length - 1) / 2)];
const milliseconds = (text) => {
  const [, number, unit] = /^([\d.]+)(us|ms|s|m)$/.exec(text);
  return Number(number) * {us: 0.001, ms: 1, s: 1000, m: 60_000}[unit];
};

// CPU seconds by thread name; `prepare-0`, `prepare-1` ... count as `prepare`.
function threadCpu(pid) {
  const seconds = new Map();
  for (const task of fs.readdirSync(`/proc/${pid}/task`)) {
    try {
      const stat = fs.readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8');
      const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')).replace(/-\d+$/, '');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const ticks = Number(fields[11]) + Number(fields[12]);  // utime and stime: proc(5) fields 14 and 15
      seconds.set(name, (seconds.get(name) ?? 0) + ticks / TICKS_PER_SECOND);
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error;  // the thread has ended
    }
  }
  return seconds;
}

function peakMemoryMiB(pid) {
  return Number(/VmHWM:\s*(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

let nextChat = 1_000_000;
let nextUpdate = 1;
// One wrk run on fresh chats and ids. {rate, p50, p99, requests, failed}
async function load(url, seconds, answers, chats) {
  const script = path.join(SOURCE_DIR, 'bench/wrk/telegram.lua');
  const args = ['-t2', `-c${CONNECTIONS}`, `-d${seconds}s`, '--latency', '-s', script, url, '--', SECRET, String(nextChat),
    String(nextUpdate), String(chats), ...answers.first, '@again', ...answers.again];
  nextChat += chats;
  nextUpdate += 80_000_000;
  const child = spawn('wrk', args, {stdio: ['ignore', 'pipe', 'inherit']});
  let out = '';
  child.stdout.on('data', (part) => { out += part; });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0 || !/Requests\/sec/.test(out)) throw new Error(`wrk failed:\n${out}`);
  const grab = (pattern) => pattern.exec(out)?.[1];
  return {
    rate: Number(grab(/Requests\/sec:\s*([\d.]+)/)),
    p50: milliseconds(grab(/^\s+50%\s+(\S+)/m)),
    p99: milliseconds(grab(/^\s+99%\s+(\S+)/m)),
    requests: Number(grab(/(\d+) requests in/)),
    failed: Number(grab(/Non-2xx or 3xx responses: (\d+)/) ?? 0),
  };
}

async function startBaseline(commit, folder) {
  const port = await freePort();
  const args = [String(port), ...(commit ? ['--commit', path.join(folder, 'baseline.db')] : [])];
  const child = spawn(BASELINE, args, {stdio: 'ignore'});
  const url = `http://127.0.0.1:${port}/hooks/telegram`;
  await until(async () => (await request(url, {method: 'POST', body: '{}'})).status !== 0, 'baseline_server does not answer');
  return {pid: child.pid, url, stop: () => { child.kill('SIGTERM'); return new Promise((resolve) => child.once('exit', resolve)); }};
}

async function startService() {
  const standin = await new TelegramStandin().start();
  const service = await Service.create((config) => {
    config.channels = {telegram: telegramChannel(standin.url)};
    config.limits.max_connections = 256;
  });
  service.prepare();
  await service.start();
  return {
    pid: service.child.pid, url: `${service.url}/hooks/telegram`, service, standin,
    stop: async () => { await service.stop(60_000); await standin.stop(); service.remove(); },
  };
}

async function learnOnce() {
  const target = await startService();
  const provider = new TelegramProvider(target.url, SECRET);
  try {
    return await learnAnswers(provider, target.standin, 999_999);
  } finally {
    provider.close();
    await target.stop();
  }
}

// The first message of a conversation takes no answer, it opens one. wrk's chats take turns, so all have sent equally many
// messages (or one more), and that says how many conversations were begun.
function conversationsOpened(turns, answers, chats) {
  const begunBy = (messages) => (messages === 0 ? 0 : 1 + Math.max(0, Math.ceil((messages - answers.first.length) / answers.again.length)));
  const each = Math.floor(turns / chats);
  const oneMore = turns - each * chats;
  return (chats - oneMore) * begunBy(each) + oneMore * begunBy(each + 1);
}

// A warm-up (not counted), then one round with CPU by thread.
async function round(target, seconds, answers, chats) {
  const before = threadCpu(target.pid);
  const metricsBefore = target.service ? await target.service.metrics() : null;
  const result = await load(target.url, seconds, answers, chats);
  const after = threadCpu(target.pid);
  result.cpu = new Map([...after].map(([name, value]) => [name, (value - (before.get(name) ?? 0)) * 1e6 / result.requests]));
  if (metricsBefore) {
    const metrics = await target.service.metrics();
    const grown = (name) => (metrics.get(name) ?? 0) - (metricsBefore.get(name) ?? 0);
    result.turns = grown('dwbot_turns_total');
    result.advanced = grown('dwbot_turns_advanced_total');
    result.batches = grown('dwbot_batches_total');
    result.opened = conversationsOpened(result.turns, answers, chats);
  }
  result.memory = peakMemoryMiB(target.pid);
  return result;
}

function printRow(name, results) {
  const of = (key) => median(results.map((r) => r[key]));
  const cpu = (thread) => median(results.map((r) => r.cpu.get(thread) ?? 0));
  console.log(`${name}  ${of('rate').toFixed(0).padStart(8)} requests/s  p50 ${of('p50').toFixed(2)} ms  p99 ${of('p99').toFixed(2)} ms  ` +
    `CPU a request: io ${cpu('io').toFixed(1)} us, writer ${cpu('writer').toFixed(1)} us  peak ${of('memory').toFixed(0)} MiB`);
}

async function main() {
  const options = readArguments();
  const wanted = options.only.split(',');
  const answers = await learnOnce();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dwbot-bench-'));
  const results = {a: [], b: [], c: []};
  const names = {a: '(a) Beast, parses JSON     ', b: '(b) (a) + durable commit   ', c: '(c) the service            '};
  console.log(`${os.cpus().length} cores (${os.cpus()[0].model.trim()}), load ${os.loadavg()[0].toFixed(2)}, ` +
    `${CONNECTIONS} connections, ${options.chats} chats, ${options.rounds} rounds of ${options.seconds} s; one conversation: ${answers.again.join(' | ')}`);
  try {
    // The three take turns within each round, so that a slow minute of the machine meets all of them.
    for (let i = 0; i < options.rounds; ++i) {
      for (const which of wanted) {
        const target = which === 'c' ? await startService() : await startBaseline(which === 'b', fs.mkdtempSync(path.join(folder, 'b-')));
        try {
          await load(target.url, options.smoke ? 1 : 2, answers, options.chats);
          const result = await round(target, options.seconds, answers, options.chats);
          results[which].push(result);
          console.log(`  round ${i + 1} (${which}): ${result.rate.toFixed(0)} requests/s` +
            (result.failed ? `, ${result.failed} not 2xx` : '') +
            (result.turns ? `, ${(100 * result.advanced / result.turns).toFixed(1)} % advanced, ${(result.turns / result.batches).toFixed(0)} turns a batch` : ''));
        } finally {
          await target.stop();
        }
      }
    }
  } finally {
    fs.rmSync(folder, {recursive: true, force: true});
  }
  console.log(`medians of ${options.rounds}:`);
  for (const which of wanted) printRow(names[which], results[which]);
  report(results, options);
}

function report(results, options) {
  const rate = (which) => (results[which].length ? median(results[which].map((r) => r.rate)) : NaN);
  if (results.c.length === 0) return;
  const threads = [...new Set(results.c.flatMap((r) => [...r.cpu.keys()]))].sort();
  console.log(`c/a ${(rate('c') / rate('a')).toFixed(2)}   c/b ${(rate('c') / rate('b')).toFixed(2)} (wanted: at least 0.6)`);
  console.log(`(c) CPU us a turn by thread: ${threads.map((t) => `${t} ${median(results.c.map((r) => r.cpu.get(t) ?? 0)).toFixed(1)}`).join(', ')} (wanted: writer at most 45)`);
  const sum = (key) => results.c.reduce((total, r) => total + r[key], 0);
  const percent = (n) => (100 * n / sum('turns')).toFixed(1);
  const share = (sum('advanced') + sum('opened')) / sum('turns');
  console.log(`(c) ${percent(sum('advanced'))} % of the requests took an answer, ${percent(sum('opened'))} % opened a conversation: ` +
    `${(100 * share).toFixed(1)} % advanced a survey (wanted: over 95)`);
  const failed = sum('failed');
  console.log(`(c) ${failed} requests were not answered 2xx`);
  if (failed > 0 || !(share > 0.95)) {
    console.error('the load did not do what it should: see above');
    process.exitCode = 1;
  }
  if (options.smoke && process.exitCode !== 1) console.log('1 passed, 0 failed');
}

await main();
