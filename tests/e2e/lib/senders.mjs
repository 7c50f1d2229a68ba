// SPDX-License-Identifier: Apache-2.0
// A message to each channel's webhook, signed as its provider signs: send({from, name, text}) resolves to the status.
import {createHmac, randomBytes} from 'node:crypto';
import {postJson, request} from './http.mjs';
import {SECRET, telegramChannel} from './service.mjs';

let number = 0;
const hmac = (hash, key, data, encoding) => createHmac(hash, key).update(data).digest(encoding);
const form = {'content-type': 'application/x-www-form-urlencoded'};

// The configuration of one channel of each kind; what they send goes to `api`.
export function allChannels(api, publicUrl, perSecond = 2000) {
  const common = {survey: 'core-9', messages_per_second: perSecond};
  const twilio = {...common, type: 'twilio', account_sid: 'AC00000000000000000000000000000001', auth_token: 'e2e-token', api_base: api, public_url: publicUrl};
  return {
    telegram: telegramChannel(api, {messages_per_second: perSecond}),
    kannel: {...common, type: 'kannel', sendsms_url: `${api}/cgi-bin/sendsms`, username: 'tester', password: 'p', from: '8000', secret: SECRET},
    webchat: {type: 'webchat', survey: 'core-9'},
    twilio: {...twilio, from: '+6855550001'},
    'twilio-whatsapp': {...twilio, from: 'whatsapp:+6855550002'},
    africastalking: {...common, type: 'http_sms', preset: 'africastalking', secret: SECRET, values: {username: 'sandbox', api_key: 'k', from: '8001', api_base: api}},
    whatsapp: {...common, type: 'whatsapp', phone_number_id: '106540352242922', access_token: 'e2e-access', app_secret: SECRET, verify_token: 'e2e-verify', api_base: api},
    capcom6: {...common, type: 'http_sms', preset: 'capcom6', secret: SECRET, values: {username: 'u', password: 'p', api_base: api}},
  };
}

function telegram(url, {from, name, text}) {
  const id = Number(from.replace(/\D/g, ''));
  const who = {id, is_bot: false, first_name: name, last_name: name, username: name.slice(0, 32), language_code: 'en'};
  const message = {message_id: ++number, from: who, chat: {id, type: 'private', first_name: name}, date: Math.floor(Date.now() / 1000), text};
  return postJson(`${url}/hooks/telegram`, {update_id: 800_000_000 + number, message}, {headers: {'x-telegram-bot-api-secret-token': SECRET}});
}

const kannel = (url, {from, text}) => request(`${url}/hooks/kannel?${new URLSearchParams({secret: SECRET, id: `k${++number}`, from, to: '8000', text, charset: 'UTF-8', coding: '2'})}`);

function twilio(url, channel, prefix, {from, name, text}) {
  const fields = {MessageSid: `SM${String(++number).padStart(32, '0')}`, AccountSid: 'AC00000000000000000000000000000001', From: prefix + from, To: `${prefix}+6855550001`, Body: text, NumMedia: '0', ProfileName: name};
  const target = `${url}/hooks/${channel}`;
  const signed = target + Object.keys(fields).sort().map((key) => key + fields[key]).join('');
  return request(target, {method: 'POST', headers: {...form, 'x-twilio-signature': hmac('sha1', 'e2e-token', signed, 'base64')}, body: String(new URLSearchParams(fields))});
}

const africastalking = (url, {from, text}) => request(`${url}/hooks/africastalking?secret=${SECRET}`, {method: 'POST', headers: form,
  body: String(new URLSearchParams({id: `a${++number}`, from, to: '8001', text, date: '2026-11-21 10:00:00', linkId: ''}))});

function whatsapp(url, {from, name, text}) {
  const id = from.replace(/\D/g, '');
  const value = {messaging_product: 'whatsapp', metadata: {display_phone_number: '1', phone_number_id: '106540352242922'}, contacts: [{profile: {name}, wa_id: id}],
    messages: [{from: id, id: `wamid.${++number}`, timestamp: String(Math.floor(Date.now() / 1000)), type: 'text', text: {body: text}}]};
  const body = JSON.stringify({object: 'whatsapp_business_account', entry: [{id: '1', changes: [{field: 'messages', value}]}]});
  return request(`${url}/hooks/whatsapp`, {method: 'POST', headers: {'content-type': 'application/json', 'x-hub-signature-256': `sha256=${hmac('sha256', SECRET, body, 'hex')}`}, body});
}

function capcom6(url, {from, text}) {
  const body = JSON.stringify({event: 'sms:received', payload: {messageId: `c${++number}`, phoneNumber: from, message: text, receivedAt: new Date().toISOString()}});
  const at = String(Math.floor(Date.now() / 1000));
  return request(`${url}/hooks/capcom6`, {method: 'POST', headers: {'content-type': 'application/json', 'x-timestamp': at, 'x-signature': hmac('sha256', SECRET, body + at, 'hex')}, body});
}

const tokens = new Map();
async function webchat(url, {from, text}) {
  if (!tokens.has(from)) {
    const made = await postJson(`${url}/chat/webchat/token`, {}, {headers: {origin: url}});
    tokens.set(from, JSON.parse(made.text).token);
  }
  return postJson(`${url}/hooks/webchat`, {token: tokens.get(from), id: randomBytes(8).toString('hex'), text, language: 'en'}, {headers: {origin: url}});
}

export function senders(url) {
  return {
    telegram: (m) => telegram(url, m),
    kannel: (m) => kannel(url, m),
    webchat: (m) => webchat(url, m),
    twilio: (m) => twilio(url, 'twilio', '', m),
    'twilio-whatsapp': (m) => twilio(url, 'twilio-whatsapp', 'whatsapp:', m),
    africastalking: (m) => africastalking(url, m),
    whatsapp: (m) => whatsapp(url, m),
    capcom6: (m) => capcom6(url, m),
  };
}
