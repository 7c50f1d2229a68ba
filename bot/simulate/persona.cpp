// SPDX-License-Identifier: Apache-2.0
#include "bot/simulate/persona.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <span>
#include <string_view>

namespace bot::simulate {
namespace {

// Words in the languages that surveys are shipped in. Invented for the simulation.
struct Words {
  std::string_view language;
  std::array<std::string_view, 4> sites;
  std::array<std::string_view, 6> wishes;
  std::array<std::string_view, 4> to_officer;  // when an officer asks back for words
};

constexpr std::array kWords = {
    Words{"en",
          {"Harbour cannery, Apia", "Sewing workshop behind the market", "Vailele plantation",
           "Hotel kitchen in Savai'i"},
          {"Pay us on the day that was agreed.", "The machine at the end of the line has no guard.",
           "We need water to drink in the afternoon.", "One free day each week.",
           "The exit at the back is locked during the shift.", "Nothing, it is a good place."},
          {"In the yard behind the main hall.", "Since the beginning of last month.",
           "After six in the evening nobody looks.", "About twelve of us, most of them women."}},
    Words{"bn",
          {"সাভারের পোশাক কারখানা", "চট্টগ্রাম বন্দরের গুদাম", "গাজীপুরের সেলাই ঘর", "নারায়ণগঞ্জের ডাইং"},
          {"মাসের শুরুতে বেতন দিন।", "মেশিনের ঢাকনা নেই, ভয় লাগে।", "দুপুরে খাওয়ার পানি নেই।",
           "সপ্তাহে এক দিন ছুটি চাই।", "কাজের সময় পেছনের দরজা বন্ধ থাকে।", "সব ঠিক আছে।"},
          {"মূল ভবনের পেছনের উঠানে।", "গত মাসের শুরু থেকে।", "সন্ধ্যা ছয়টার পর কেউ দেখে না।",
           "আমরা প্রায় বারো জন, বেশির ভাগ মহিলা।"}},
    Words{"es",
          {"Taller de costura, zona norte", "Empacadora del puerto", "Finca La Esperanza",
           "Cocina del hotel"},
          {"Que paguen el día acordado.", "La máquina no tiene protección.",
           "Agua para beber por la tarde.", "Un día libre a la semana.",
           "La salida de atrás está cerrada.", "Nada, es un buen lugar."},
          {"En el patio detrás de la nave.", "Desde principios del mes pasado.",
           "Después de las seis nadie mira.", "Somos unas doce personas, casi todas mujeres."}},
    Words{"fr",
          {"Atelier de couture du marché", "Conserverie du port", "Plantation de la côte",
           "Cuisine de l'hôtel"},
          {"Payer le jour convenu.", "La machine n'a pas de protection.",
           "De l'eau à boire l'après-midi.", "Un jour libre par semaine.",
           "La sortie de derrière est fermée.", "Rien, c'est un bon endroit."},
          {"Dans la cour derrière le bâtiment.", "Depuis le début du mois dernier.",
           "Après six heures du soir personne ne regarde.",
           "Nous sommes une douzaine, surtout des femmes."}},
    Words{"sm",
          {"Fale gaosi i Apia", "Faatoaga i Vailele", "Umukuka o le faletalimalo", "Fale suisui"},
          {"Totogi mai i le aso na malilie ai.", "E leai se puipui o le masini.",
           "Fia maua se vai inu.", "Se aso malolo i le vaiaso.", "O loo loka le faitotoa i tua.",
           "Leai, e lelei le mea nei."},
          {"I le fanua i tua o le fale tele.", "Talu mai le amataga o le masina ua te'a.",
           "A uma le ono i le afiafi e leai se isi e vaai mai.",
           "E toasefulu ma le lua i matou, o le toatele o tamaitai."}},
};

const Words* FindWords(const std::string& language) {
  for (const Words& words : kWords) {
    if (language.substr(0, 2) == words.language) return &words;
  }
  return nullptr;
}

const Words& WordsOf(const std::string& language) {
  const Words* words = FindWords(language);
  return words != nullptr ? *words : kWords[0];
}

struct PersonaKind {
  unsigned weight;
  bool opens_ticket;
  void (*shape)(Persona&, core::RandomSource&);
};

// What a worker answers without anything to tell.
std::map<std::string, std::string> Fine(core::RandomSource& random) {
  return {{"safe_now", "yes"},
          {"consent", "yes"},
          {"age", "adult"},
          {"danger", "no"},
          {"documents", random.Below(4) == 0 ? "kept_safe" : "self"},
          {"wages_paid", "yes"},
          {"hours", std::to_string(7 + random.Below(4))}};
}

constexpr std::array kKinds = {
    PersonaKind{30, false, [](Persona&, core::RandomSource&) {}},
    PersonaKind{20, true, [](Persona& p, core::RandomSource&) { p.answers["wages_paid"] = "no"; }},
    PersonaKind{12, true,
                [](Persona& p, core::RandomSource&) { p.answers["documents"] = "employer"; }},
    PersonaKind{10, true,
                [](Persona& p, core::RandomSource& r) {
                  p.answers["hours"] = std::to_string(13 + r.Below(4));
                }},
    PersonaKind{7, true,
                [](Persona& p, core::RandomSource& r) {
                  p.answers["wages_paid"] = "no";
                  p.answers["documents"] = "employer";
                  p.answers["hours"] = std::to_string(12 + r.Below(5));
                }},
    PersonaKind{8, true, [](Persona& p, core::RandomSource&) { p.answers["danger"] = "yes"; }},
    PersonaKind{4, true,
                [](Persona& p, core::RandomSource& r) {
                  p.answers["age"] = "under_15";
                  p.answers["danger"] = r.Below(2) == 0 ? "yes" : "no";
                }},
    PersonaKind{4, false, [](Persona& p, core::RandomSource&) { p.answers["consent"] = "no"; }},
    PersonaKind{4, false,
                [](Persona& p, core::RandomSource& r) {
                  p.stops_after = 2 + static_cast<int>(r.Below(4));
                }},
    PersonaKind{1, false, [](Persona& p, core::RandomSource&) { p.answers["safe_now"] = "later"; }},
};

}  // namespace

size_t Persona::Draw(const std::string& question, size_t count) const {
  return count == 0 ? 0 : (std::hash<std::string>{}(question) ^ seed) % count;
}

std::string DrawLanguage(core::RandomSource& random, const std::vector<std::string>& offered) {
  std::vector<std::string> known;
  std::copy_if(offered.begin(), offered.end(), std::back_inserter(known),
               [](const std::string& one) { return FindWords(one) != nullptr; });
  const auto& among = !known.empty() && random.Below(2) == 0 ? known : offered;
  return among.at(random.Below(among.size()));
}

Persona DrawPersona(core::RandomSource& random, const std::string& language) {
  Persona persona;
  persona.language = language;
  persona.seed = static_cast<uint32_t>(random.Below(UINT32_MAX));
  persona.answers = Fine(random);
  const Words& words = WordsOf(language);
  persona.answers["site"] = words.sites.at(random.Below(words.sites.size()));
  persona.answers["one_thing"] = words.wishes.at(random.Below(words.wishes.size()));
  persona.answers["to_officer"] = words.to_officer.at(random.Below(words.to_officer.size()));
  persona.follow_up = random.Below(2) == 0;
  unsigned total = 0;
  for (const PersonaKind& kind : kKinds) total += kind.weight;
  uint64_t draw = random.Below(total);
  for (const PersonaKind& kind : kKinds) {
    if (draw < kind.weight) {
      persona.opens_ticket = kind.opens_ticket;
      kind.shape(persona, random);
      break;
    }
    draw -= kind.weight;
  }
  return persona;
}

}  // namespace bot::simulate
