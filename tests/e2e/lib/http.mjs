// SPDX-License-Identifier: Apache-2.0
// HTTP for tests: requests that report a broken connection as a value, and free ports.
import http from 'node:http';
import net from 'node:net';

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// {status, headers, text}; status 0 when no answer came (refused, reset, timed out).
export function request(url, {method = 'GET', headers = {}, body, agent, timeoutMs = 30_000} = {}) {
  return new Promise((resolve) => {
    const failed = () => resolve({status: 0, headers: {}, text: ''});
    const req = http.request(url, {method, headers, agent, timeout: timeoutMs}, (res) => {
      const parts = [];
      res.on('data', (part) => parts.push(part));
      res.on('end', () => resolve({status: res.statusCode, headers: res.headers, text: Buffer.concat(parts).toString('utf8')}));
      res.on('error', failed);
      res.on('aborted', failed);
    });
    req.on('timeout', () => req.destroy());
    req.on('error', failed);
    req.end(body);
  });
}

export function postJson(url, value, options = {}) {
  const body = Buffer.from(JSON.stringify(value));
  const headers = {'content-type': 'application/json', 'content-length': body.length, ...options.headers};
  return request(url, {...options, method: 'POST', headers, body});
}

export async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// Waits until `condition` returns something true (its value is returned), or throws what `explain` says.
export async function until(condition, explain, timeoutMs = 20_000, everyMs = 20) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`after ${timeoutMs} ms: ${typeof explain === 'function' ? explain() : explain}`);
    await sleep(everyMs);
  }
}

// A server on loopback whose handler gets the whole body. {port, url, close()}
export async function serve(handler, port = 0) {
  const server = http.createServer((req, res) => {
    const parts = [];
    req.on('data', (part) => parts.push(part));
    req.on('end', () => handler(req, Buffer.concat(parts), res));
    req.on('error', () => {});
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = server.address().port;
  const close = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections?.();
  });
  return {port: bound, url: `http://127.0.0.1:${bound}`, close};
}
