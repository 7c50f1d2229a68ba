// SPDX-License-Identifier: Apache-2.0
// What it costs that nobody can be found, by Google Benchmark: sealing a text (must stay under 100
// µs), and preparing a whole message, hashes, scrubber and both seals with it (under 1 ms for an
// SMS of 160 characters, under 25 ms for 4,000). The texts hold what the scrubber looks for, in a
// script of one byte and one of three bytes a letter.
#include <benchmark/benchmark.h>

#include <string>

#include "bot/turn/prepare.h"
#include "core/crypto.h"

namespace {

// `chars` characters of a complaint with a phone number, an address and a name in each sentence.
std::string Complaint(const std::string& language, size_t chars) {
  const std::string sentence =
      language == "bn" ? "আমার নাম করিম, ফোন ০১৭১২৩৪৫৬৭৮, বেতন ৮৫০০ টাকা দুই মাস ধরে দেয় না। "
                       : "My name is Karim, call +685 72 12 345 or karim@example.org, they owe me "
                         "850 tala since May. ";
  std::string text;
  size_t count = 0;
  for (size_t at = 0; count < chars; at = at + 1 == sentence.size() ? 0 : at + 1) {
    text += sentence[at];
    const bool begins = (static_cast<unsigned char>(sentence[at]) & 0xC0U) != 0x80U;
    count += begins ? 1 : 0;
  }
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80U) != 0)
    text.pop_back();  // no half letter
  return text;
}

struct World {
  World() { core::InitCrypto(); }
  core::SystemRandom random;
  core::SystemClock clock;
  std::unique_ptr<privacy::KeyRing> keys = privacy::MakeMemoryKeyRing(random);
  privacy::KeyPair office = privacy::NewKeyPair();
  privacy::OfficeKey sealed_to{office.public_key};
  bot::WordSealer sealer{"office", "WS", sealed_to};
  bot::Preparer preparer{*keys, sealer, clock, random};
};

World& TheWorld() {
  static World world;
  return world;
}

void SealOneText(benchmark::State& state) {
  World& world = TheWorld();
  const std::string text = Complaint("en", static_cast<size_t>(state.range(0)));
  const auto record = core::RecordId::Random(world.random);
  for (auto _ : state)
    benchmark::DoNotOptimize(
        privacy::SealWords(world.office.public_key, {"office", record, "words"}, text));
}
BENCHMARK(SealOneText)->Arg(160)->Arg(4000)->Unit(benchmark::kMicrosecond);

void Prepare(benchmark::State& state, const char* language) {
  World& world = TheWorld();
  bot::Door door;
  door.channel = "sms";
  const std::string text = Complaint(language, static_cast<size_t>(state.range(0)));
  size_t n = 0;
  for (auto _ : state) {
    core::InboundMessage message;
    message.provider_id = core::SecretString("id-" + std::to_string(n++));
    message.from = core::Address("+6857212345");
    message.profile_name = core::SecretString("Karim Ahmed");
    message.text = core::SecretString(text);
    message.language_hint = language;
    benchmark::DoNotOptimize(world.preparer.Prepare(door, std::move(message)));
  }
}
BENCHMARK_CAPTURE(Prepare, english, "en")->Arg(160)->Arg(4000)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(Prepare, bengali, "bn")->Arg(160)->Arg(4000)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
