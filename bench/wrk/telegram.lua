-- SPDX-License-Identifier: Apache-2.0
-- wrk: CHATS Telegram chats walk Core-9 through the webhook, each with answers that advance it. Arguments after "--":
--   SECRET  FIRST_CHAT  FIRST_UPDATE  CHATS  ANSWER... @again ANSWER...
-- The first ANSWER... is what one chat sends from its first message to its last, as numbers and words; those after "@again" are
-- sent when it begins anew, again and again. "@text" stands for a free text of 140 characters. A thread takes its chats in
-- turn, so that a chat is used by one connection at a time: there are 2,500 chats a thread and 32 connections, and a chat comes
-- up again only after all others.

local threads = 0

function setup(thread)
  thread:set("thread_index", threads)
  threads = threads + 1
end

local text140 = "We start at six and the gate is closed until late, the line chief counts pieces and takes money when "
  .. "we are slow, rests are too short to eat"
assert(#text140 == 140, #text140)

function init(args)
  secret, first_chat, next_update, chats = args[1], tonumber(args[2]), tonumber(args[3]), tonumber(args[4])
  answers = {}
  for i = 5, #args do
    if args[i] == "@again" then
      again = #answers + 1
    else
      answers[#answers + 1] = args[i] == "@text" and text140 or args[i]
    end
  end
  -- Two threads share the chats and the ids between them.
  chats = math.floor(chats / 2)
  first_chat = first_chat + thread_index * chats
  next_update = next_update + thread_index * 40000000
  steps = {}
  for i = 0, chats - 1 do steps[i] = 1 end
  turn = 0
  headers = {["Content-Type"] = "application/json", ["X-Telegram-Bot-Api-Secret-Token"] = secret}
end

function request()
  local index = turn % chats
  turn = turn + 1
  local step = steps[index]
  steps[index] = step < #answers and step + 1 or again
  local chat = first_chat + index
  local id = next_update
  next_update = id + 1
  local body = string.format(
    '{"update_id":%d,"message":{"message_id":%d,"from":{"id":%d,"is_bot":false,"first_name":"W","language_code":"en"},'
      .. '"chat":{"id":%d,"first_name":"W","type":"private"},"date":%d,"text":"%s"}}',
    id, id, chat, chat, os.time(), answers[step])
  return wrk.format("POST", nil, headers, body)
end
