// SPDX-License-Identifier: Apache-2.0
// A thief has the databases and the log, not the keys, and tries all 10^7 numbers of a small country (Samoa: +685 and seven
// digits). Nobody may be found; a number that was stored carelessly must be.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {request} from './lib/http.mjs';
import {SECRET, Service} from './lib/service.mjs';

const steal = (files) => JSON.parse(execFileSync(process.env.THIEF, ['685', '7', ...files], {encoding: 'utf8', timeout: 240_000}));

test('all numbers of a country are tried against stolen databases, and nobody is found', {timeout: 280_000}, async () => {
  const service = await Service.create((config) => {
    config.country = 'WS';
    config.channels = {sms: {type: 'kannel', survey: 'core-9', sendsms_url: 'http://127.0.0.1:9/cgi-bin/sendsms', username: 'u', password: 'p', from: '8000', secret: SECRET}};
    config.log = {debug: true};
  });
  try {
    await service.prepare().start();
    const numbers = Array.from({length: 200}, (_, i) => String(7_200_000 + i * 137));
    for (const number of numbers) {
      for (const text of ['hello', '1', '1']) {
        const url = `${service.url}/hooks/sms?secret=${SECRET}&from=${encodeURIComponent(`+685${number}`)}&text=${text}&coding=0&id=${number}-${text}-${Math.random()}`;
        const reply = await request(url);
        assert.ok(reply.status >= 200 && reply.status < 300, `${reply.status} ${reply.text}`);
      }
    }
    await service.kill9();  // with the write-ahead log as it stands
    const loot = fs.readdirSync(service.dataDir).map((name) => path.join(service.dataDir, name)).filter((file) => fs.statSync(file).isFile());
    assert.ok(loot.some((file) => file.endsWith('vault.db')) && loot.some((file) => file.endsWith('core.db')));
    const began = Date.now();
    const without = steal([...loot, service.logFile]);
    assert.equal(without.tried, 10_000_000);
    assert.ok(without.windows > 100_000, 'there was something to search');
    assert.deepEqual(without.found, []);
    console.log(`e2e: ${without.tried} numbers against ${without.windows} places of ${loot.length + 1} stolen files: nobody found, in ${((Date.now() - began) / 1000).toFixed(0)} s`);
    // Were one stored as a plain hash, or as it is, it would be found.
    const careless = path.join(service.folder, 'careless');
    fs.writeFileSync(careless, Buffer.concat([Buffer.from('row'), createHash('sha256').update('+6857200137').digest(), Buffer.from(' and 6857200274 in clear')]));
    const found = JSON.parse(execFileSync(process.env.THIEF, ['6857200', '3', careless], {encoding: 'utf8'}));
    assert.deepEqual(found.found, ['137', '274']);
  } finally {
    await service.stop();
    service.remove();
  }
});
