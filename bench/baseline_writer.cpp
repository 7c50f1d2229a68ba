// SPDX-License-Identifier: Apache-2.0
#include "bench/baseline_writer.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <pthread.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace bench {
namespace {

constexpr size_t kMaxBatch = 256;

SQLite::Database Open(const std::string& file) {
  SQLite::Database db(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  // The service's own settings (docs/architecture.md), so that (b) pays the same price for a
  // COMMIT.
  for (const char* pragma : {"journal_mode=WAL", "synchronous=FULL", "secure_delete=ON",
                             "foreign_keys=ON", "temp_store=MEMORY"}) {
    db.exec(std::string("PRAGMA ") + pragma);
  }
  db.exec("CREATE TABLE IF NOT EXISTS seen(id INTEGER PRIMARY KEY) WITHOUT ROWID");
  db.exec(
      "CREATE TABLE IF NOT EXISTS conversation(chat INTEGER PRIMARY KEY, version INTEGER NOT NULL, "
      "state BLOB NOT NULL)");
  db.exec(
      "CREATE TABLE IF NOT EXISTS answer(id INTEGER PRIMARY KEY, chat INTEGER NOT NULL REFERENCES "
      "conversation(chat), "
      "body BLOB NOT NULL)");
  db.exec(
      "CREATE TABLE IF NOT EXISTS outbox(id INTEGER PRIMARY KEY, chat INTEGER NOT NULL REFERENCES "
      "conversation(chat), "
      "body BLOB NOT NULL)");
  return db;
}

struct Statements {
  explicit Statements(SQLite::Database& db)
      : seen(db, "INSERT OR IGNORE INTO seen(id) VALUES(?)"),
        conversation(db,
                     "INSERT INTO conversation VALUES(?,1,?) ON CONFLICT(chat) DO UPDATE SET "
                     "version=version+1, state=excluded.state"),
        answer(db, "INSERT INTO answer(chat, body) VALUES(?,?)"),
        outbox(db, "INSERT INTO outbox(chat, body) VALUES(?,?)") {}
  SQLite::Statement seen, conversation, answer, outbox;
};

// The sizes are those of the service: a sealed session, a sealed answer, a sealed message.
void Apply(Statements& s, const Turn& turn) {
  const std::string state(300, 's');
  const std::string message(200, 'm');
  s.seen.bind(1, turn.update_id);
  s.seen.exec();
  s.seen.reset();
  s.conversation.bind(1, turn.chat);
  s.conversation.bind(2, state.data(), static_cast<int>(state.size()));
  s.conversation.exec();
  s.conversation.reset();
  s.answer.bind(1, turn.chat);
  s.answer.bind(2, turn.text.data(), static_cast<int>(turn.text.size()));
  s.answer.exec();
  s.answer.reset();
  s.outbox.bind(1, turn.chat);
  s.outbox.bind(2, message.data(), static_cast<int>(message.size()));
  s.outbox.exec();
  s.outbox.reset();
}

}  // namespace

BaselineWriter::BaselineWriter(const std::string& file) : thread_([this, file] { Run(file); }) {}

BaselineWriter::~BaselineWriter() {
  {
    std::scoped_lock lock(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void BaselineWriter::Enqueue(Turn turn) {
  {
    std::scoped_lock lock(mutex_);
    queue_.push_back(std::move(turn));
  }
  wake_.notify_one();
}

void BaselineWriter::Run(const std::string& file) {
  pthread_setname_np(pthread_self(), "writer");
  SQLite::Database db = Open(file);
  Statements statements(db);
  std::vector<Turn> batch;
  for (;;) {
    batch.clear();
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stop_ || !queue_.empty(); });
      if (queue_.empty()) return;
      auto end = queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), kMaxBatch));
      batch.assign(std::move_iterator(queue_.begin()), std::move_iterator(end));
      queue_.erase(queue_.begin(), end);
    }
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
    for (const Turn& turn : batch) Apply(statements, turn);
    transaction.commit();
    for (Turn& turn : batch) turn.done();
  }
}

}  // namespace bench
