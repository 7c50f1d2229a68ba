// SPDX-License-Identifier: Apache-2.0
// Twilio's own library signs 200 requests; the adapter takes each of them, and none that differs in one bit
// (tests/channels/twilio_check.cpp, the program in TWILIO_CHECK).
import {test} from 'node:test'
import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import twilio from 'twilio'

let seed = 20261121
const below = (n) => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
  return (seed >>> 8) % n
}
const pick = (list) => list[below(list.length)]

const words = ['', 'hello', 'a+b&c=d', '100%', 'Ndiyo – हाँ 😀', 'আমি', 'e\u0301', 'a  b\n', '"<>\\', 'שלום', '1', '\uffee\u{1f600}']
const hosts = ['bot.example', 'xn--bcher-kva.example', '127.0.0.1', 'a-b.c.example']
const queries = ['', '?', '?ch=7', '?a=%20b&c=%E0%A4%B9', '?x=1&x=2&empty=', '?message=041061050r3gg28a1c60t3gf20', "?q=it's(1)*"]
const sid = () => 'SM' + Array.from({length: 32}, () => pick([...'0123456789abcdef'])).join('')

function parameters() {
  const all = {MessageSid: sid(), From: pick(['+14155550001', 'whatsapp:+6857212345', '40404']), Body: pick(words)}
  for (let n = below(8); n > 0; n--) {
    all[pick(['ToCity', 'a', 'B', '_', 'Zz', 'प', 'To', 'NumMedia'])] =
        below(6) === 0 ? [pick(['22', '7é']), pick(['22', '😀', '\uffee'])] : pick(words)
  }
  return all
}

// The origin as Twilio calls it, and as the configuration may have it.
function origins() {
  const scheme = pick(['https', 'https', 'http'])
  const host = scheme === 'http' ? '127.0.0.1' : pick(hosts)
  const standard = scheme === 'https' ? ':443' : ':80'
  const port = pick(['', '', standard, ':8443'])
  if (port === ':8443') return [scheme + '://' + host + pick(['', port]), scheme + '://' + host + port]
  return [scheme + '://' + host + port, scheme + '://' + host + pick(['', standard])]
}

function request(number) {
  const token = pick(['12345', '0123456789abcdef0123456789abcdef'])
  const [origin, publicUrl] = origins()
  const base = {token, public_url: publicUrl + pick(['', '/', '/hooks/main'])}
  const kind = ['POST', 'POST', 'GET', 'JSON'][number % 4]
  let url = origin + '/hooks/main' + pick(queries)
  const sign = (params) => twilio.getExpectedTwilioSignature(token, url, params)
  if (kind === 'JSON') {
    const body = JSON.stringify({...parameters(), NumMedia: 0})
    url += (url.includes('?') ? '&' : '?') + 'bodySHA256=' + twilio.getExpectedBodyHash(body)
    return {...base, method: 'POST', url, body, signature: sign({})}
  }
  if (kind === 'GET') {
    url = origin + '/hooks/main?' + new URLSearchParams(Object.entries(parameters()).map(([k, v]) => [k, String(v)]))
    return {...base, method: 'GET', url, body: '', signature: sign({})}
  }
  const params = parameters()
  // Half of them as Node's clients write a form (space as +), half as the test's own encoder does (%20).
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) for (const each of [value].flat()) form.append(name, each)
  const written = below(2) === 0 ? {body: form.toString()} : {params}
  return {...base, method: 'POST', url, ...written, signature: sign(params)}
}

test('200 requests signed by npm\'s twilio are taken, and no other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dwbot-twilio-'))
  try {
    const vectors = Array.from({length: 200}, (_, number) => request(number))
    writeFileSync(join(folder, 'vectors.json'), JSON.stringify(vectors))
    const ran = spawnSync(process.env.TWILIO_CHECK, [join(folder, 'vectors.json')], {encoding: 'utf8'})
    const lines = ran.stdout.trim().split('\n')
    if (ran.status !== 0) console.log(lines.slice(0, 20).join('\n'))
    const counts = JSON.parse(lines.at(-1))
    console.log(`e2e: ${counts.taken} requests signed by twilio taken, ${counts.refused} changed ones refused`)
    assert.equal(counts.taken, 200)
    assert.equal(counts.wrong, 0)
    assert.ok(counts.refused > 200_000)
  } finally {
    rmSync(folder, {recursive: true})
  }
})
