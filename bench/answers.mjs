// SPDX-License-Identifier: Apache-2.0
// What one chat of the load sends, from its first message to its last: learned by walking the survey once, reading each
// question. Options are answered by number; the last question in own words gets "@text" (140 characters, telegram.lua).
import {PLANS} from '../tests/e2e/lib/core9.mjs';
import {until} from '../tests/e2e/lib/http.mjs';
import {textUpdate} from '../tests/e2e/lib/telegram_client.mjs';
import {Worker} from '../tests/e2e/lib/walker.mjs';

// {first, again}: a chat's first conversation, and every later one (the service may know its language by then).
export async function learnAnswers(provider, standin, chat) {
  const worker = new Worker(PLANS.find((p) => p.language === 'en' && p.ticket));
  const walk = {next: 0, provider, standin, chat, worker};
  return {first: await learnOne(walk), again: await learnOne(walk)};
}

async function learnOne(walk) {
  const sent = ['/start'];
  let ownWords = -1;
  await walk.provider.deliver(textUpdate(walk.chat, sent[0], 'en'));
  for (;;) {
    const message = await until(() => walk.standin.messages.filter((m) => m.chat === walk.chat)[walk.next],
      `no message after ${sent.join(' ')}`);
    walk.next += 1;
    const decided = walk.worker.answerByTap(message);
    let reply = decided.reply;
    if (decided.button) reply = String(message.buttons.indexOf(decided.button) + 1);
    if (reply !== undefined) {
      if (decided.seen.question?.type === 'text') ownWords = sent.length;
      sent.push(reply);
      await walk.provider.deliver(textUpdate(walk.chat, reply, 'en'));
    }
    if (['receipt', 'end'].includes(decided.seen.kind)) break;
  }
  if (ownWords >= 0) sent[ownWords] = '@text';
  return sent;
}
