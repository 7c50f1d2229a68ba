// SPDX-License-Identifier: Apache-2.0
// Simulated workers against a running service: real webhooks in, a stand-in for the providers' APIs
// out.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "bot/http/client.h"
#include "bot/simulate/provider.h"
#include "bot/simulate/settings.h"
#include "bot/simulate/standin.h"
#include "bot/simulate/worker.h"
#include "core/random.h"

namespace bot::simulate {

struct Plan {
  int workers = 20;
  double per_second = 2;  // workers who begin each second
  uint64_t seed = 0;
  bool until_done =
      false;  // end when the last worker has finished; else go on as the providers' stand-in
  // Not "": every worker writes words that nobody else writes, and this file lists them with the
  // workers' addresses, so that a test can look for them afterwards.
  std::string canaries;
};

class Simulation : private Stage {
 public:
  Simulation(Settings settings, Plan plan);
  ~Simulation() override;
  // Writes Plan::canaries. kStorage if the file cannot be written.
  [[nodiscard]] core::Status ListCanaries() const;
  // Until every worker is done (`until_done`), or SIGINT or SIGTERM. 0: all that had to finish did.
  [[nodiscard]] core::Result<int> RunBlocking();

 private:
  struct Player {
    const Line* line = nullptr;
    Provider* provider = nullptr;
    std::string address;  // webchat: its token, once it has one
    std::string phone_language;
    std::string canary;  // "" unless Plan::canaries
    std::mutex mutex;    // guards worker
    std::unique_ptr<Worker> worker;
  };
  // What a player sends, or (player null) what a provider calls by itself.
  struct Job {
    Player* player = nullptr;
    Reply reply;
    core::HttpCall call;
    Provider* provider = nullptr;
  };

  void MakeProviders();
  void MakePlayers();
  void Begin(Player& player);
  void Show(const Line& line, const std::string& address, Shown shown) override;
  void Post(const Line& line, core::HttpCall call) override;
  void PostLoop();
  void WebchatLoop();
  void PlayWebchat(Player& player, HttpClient& client);
  [[nodiscard]] std::string OpenWebchat(const Line& line, HttpClient& client);
  bool ReadWebchat(Player& player, HttpClient& client, const std::string& body);
  void Deliver(HttpClient& client, Player& player, const Reply& reply);
  // False: never taken, or the simulation ends meanwhile.
  bool PostUntilTaken(HttpClient& client, const Provider& provider, const core::HttpCall& call);
  std::optional<Reply> ReadOne(Player& player, const Shown& shown);
  // False when the simulation ends meanwhile.
  bool Pause(std::chrono::milliseconds wait);
  void Stop();
  void PrintProgress(bool last);
  void PrintUnfinished() const;  // after Stop()

  Settings settings_;
  Plan plan_;
  core::SystemRandom unique_;
  core::SystemClock clock_;
  std::map<std::string, std::unique_ptr<Provider>>
      providers_;  // by type; constant after MakeProviders()
  std::vector<std::unique_ptr<Player>> players_;
  std::map<std::pair<std::string, std::string>, Player*>
      by_address_;  // constant after MakePlayers()
  std::unique_ptr<Standin> standin_;
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> posts_;        // guarded by mutex_
  std::deque<Player*> webchat_;  // guarded by mutex_
  bool stopping_ = false;        // guarded by mutex_
  std::atomic<int64_t> next_number_;
  std::atomic<int> begun_{0}, finished_{0}, receipts_{0}, tickets_{0}, sent_{0}, repeats_{0},
      refused_{0};
  int printed_ = -1;
};

}  // namespace bot::simulate
