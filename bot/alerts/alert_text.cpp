// SPDX-License-Identifier: Apache-2.0
#include "bot/alerts/alert_text.h"

#include <fmt/format.h>

#include <array>

namespace bot {
namespace {

struct Words {
  std::string_view language;
  std::string_view one_urgent, urgent;  // "{}": how many
  std::string_view one_ending, ending;
  std::string_view one_overdue, overdue;
  std::string_view service;
  std::string_view log_in, why;
  std::string_view code, code_why;
};

constexpr std::array<Words, 3> kWords = {{
    {"en", "1 new urgent item.", "{} new urgent items.", "1 item is due soon.",
     "{} items are due soon.", "1 item is overdue.", "{} items are overdue.",
     "The service needs attention.", "Please log in.",
     "You get this because you confirmed this address there. You can change or remove it in the "
     "settings.",
     "Code: {}",
     "Type it in on the settings page within 15 minutes. If you did not ask for it, do nothing."},
    {"es", "1 asunto urgente nuevo.", "{} asuntos urgentes nuevos.", "1 asunto vence pronto.",
     "{} asuntos vencen pronto.", "1 asunto está vencido.", "{} asuntos están vencidos.",
     "El servicio necesita atención.", "Por favor, inicie sesión.",
     "Recibe este aviso porque confirmó esta dirección allí. Puede cambiarla o quitarla en los "
     "ajustes.",
     "Código: {}",
     "Escríbalo en la página de ajustes en los próximos 15 minutos. Si no lo pidió, no haga nada."},
    {"fr", "1 nouvel élément urgent.", "{} nouveaux éléments urgents.",
     "1 élément arrive bientôt à échéance.", "{} éléments arrivent bientôt à échéance.",
     "1 élément est en retard.", "{} éléments sont en retard.",
     "Le service demande votre attention.", "Veuillez vous connecter.",
     "Vous recevez ce message parce que vous y avez confirmé cette adresse. Vous pouvez la "
     "modifier ou la retirer dans les réglages.",
     "Code : {}",
     "Saisissez-le dans la page des réglages dans les 15 minutes. Si vous ne l’avez pas demandé, "
     "ne faites rien."},
}};

const Words& In(std::string_view language) {
  for (const Words& words : kWords) {
    if (words.language == language) return words;
  }
  return kWords.front();
}

std::string Counted(std::string_view one, std::string_view many, int64_t count) {
  return count == 1 ? std::string(one) : fmt::format(fmt::runtime(many), count);
}

}  // namespace

AlertText TextOfAlert(std::string_view language, const ecms::AlertTotals& fresh,
                      const std::string& link) {
  const Words& words = In(language);
  std::string news;
  auto add = [&](std::string sentence) { news += (news.empty() ? "" : " ") + std::move(sentence); };
  if (fresh.urgent > 0) add(Counted(words.one_urgent, words.urgent, fresh.urgent));
  if (fresh.ending > 0) add(Counted(words.one_ending, words.ending, fresh.ending));
  if (fresh.overdue > 0) add(Counted(words.one_overdue, words.overdue, fresh.overdue));
  if (fresh.service > 0) add(std::string(words.service));
  const std::string short_text = news + " " + std::string(words.log_in);
  return {short_text, short_text + "\r\n" + (link.empty() ? "" : "\r\n" + link + "\r\n") + "\r\n" +
                          std::string(words.why) + "\r\n"};
}

AlertText TextOfCode(std::string_view language, const core::SecretString& code) {
  const Words& words = In(language);
  const std::string line = fmt::format(fmt::runtime(words.code), code.Reveal());
  return {line, line + "\r\n\r\n" + std::string(words.code_why) + "\r\n"};
}

AlertText TextOfTest() {
  return {"Test: alerts can reach you.",
          "Test: alerts can reach you.\r\n\r\nSomebody who runs the service sent this by hand. "
          "Nothing needs to be done.\r\n"};
}

}  // namespace bot
