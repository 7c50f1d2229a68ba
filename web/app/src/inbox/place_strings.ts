// SPDX-License-Identifier: Apache-2.0
// Texts of where a ticket says which workplace it is about.
import { useSpoken } from '../shared/language';

const en = {
  title: 'Workplace',
  none: 'The worker named no workplace of the register.',
  named: 'Named by the worker.',
  placed: 'An officer said so.',
  placed_named: 'An officer said so. The worker named another workplace of the register: {code}.',
  choose: 'Say which workplace it is',
  change: 'It is another workplace',
  undo: 'Take it back',
  search: 'Search in the register',
  search_hint: 'Name, district or code. What you type stays in this browser.',
  suggestions: 'Like what the worker wrote',
  no_words: 'Open the worker’s words above to see which workplaces are like them.',
  no_suggestions: 'No workplace is like what the worker wrote.',
  results: 'Found',
  no_results: 'No workplace fits.',
  which: 'Which workplace',
  pick: 'Choose a workplace first.',
  remember: 'Workers who write the name like this are matched from now on',
  spelling: 'How the worker writes the name',
  spelling_hint: 'The name of the workplace alone, never a person’s. It leaves the seal with this: all officers see it on the page of the workplace, where it can be removed.',
  spelling_kept: 'Kept as: {name}',
  spelling_empty: 'Write the name of the workplace, or do not tick the box.',
  save: 'Save',
  cancel: 'Cancel',
};
type Key = keyof typeof en;

const es: typeof en = {
  title: 'Lugar de trabajo',
  none: 'El trabajador no nombró ningún lugar de trabajo del registro.',
  named: 'Lo nombró el trabajador.',
  placed: 'Lo dijo un funcionario.',
  placed_named: 'Lo dijo un funcionario. El trabajador nombró otro lugar de trabajo del registro: {code}.',
  choose: 'Decir qué lugar de trabajo es',
  change: 'Es otro lugar de trabajo',
  undo: 'Retirarlo',
  search: 'Buscar en el registro',
  search_hint: 'Nombre, distrito o código. Lo que usted escribe no sale de este navegador.',
  suggestions: 'Parecidos a lo que escribió el trabajador',
  no_words: 'Abra arriba lo que escribió el trabajador para ver qué lugares de trabajo se le parecen.',
  no_suggestions: 'Ningún lugar de trabajo se parece a lo que escribió el trabajador.',
  results: 'Encontrados',
  no_results: 'Ningún lugar de trabajo coincide.',
  which: 'Qué lugar de trabajo',
  pick: 'Elija primero un lugar de trabajo.',
  remember: 'Desde ahora se reconoce a quien escriba el nombre así',
  spelling: 'Cómo escribe el nombre el trabajador',
  spelling_hint: 'Solo el nombre del lugar de trabajo, nunca el de una persona. Con esto sale del sello: todos los funcionarios lo ven en la página del lugar, donde se puede quitar.',
  spelling_kept: 'Se guarda como: {name}',
  spelling_empty: 'Escriba el nombre del lugar de trabajo, o no marque la casilla.',
  save: 'Guardar',
  cancel: 'Cancelar',
};

const fr: typeof en = {
  title: 'Lieu de travail',
  none: 'Le travailleur n’a nommé aucun lieu de travail du registre.',
  named: 'Nommé par le travailleur.',
  placed: 'Un agent l’a dit.',
  placed_named: 'Un agent l’a dit. Le travailleur a nommé un autre lieu de travail du registre : {code}.',
  choose: 'Dire de quel lieu de travail il s’agit',
  change: 'C’est un autre lieu de travail',
  undo: 'Le retirer',
  search: 'Chercher dans le registre',
  search_hint: 'Nom, district ou code. Ce que vous tapez reste dans ce navigateur.',
  suggestions: 'Proches de ce que le travailleur a écrit',
  no_words: 'Ouvrez plus haut ce que le travailleur a écrit pour voir quels lieux de travail en sont proches.',
  no_suggestions: 'Aucun lieu de travail n’est proche de ce que le travailleur a écrit.',
  results: 'Trouvés',
  no_results: 'Aucun lieu de travail ne convient.',
  which: 'Quel lieu de travail',
  pick: 'Choisissez d’abord un lieu de travail.',
  remember: 'Désormais, qui écrit le nom ainsi est reconnu',
  spelling: 'Comment le travailleur écrit le nom',
  spelling_hint: 'Le nom du lieu de travail seul, jamais celui d’une personne. Il sort ainsi du scellé : tous les agents le voient sur la page du lieu, où on peut l’enlever.',
  spelling_kept: 'Gardé comme : {name}',
  spelling_empty: 'Écrivez le nom du lieu de travail, ou ne cochez pas la case.',
  save: 'Enregistrer',
  cancel: 'Annuler',
};

const tables = { en, es, fr };

export function usePlaceText(): (key: Key, values?: { [name: string]: string }) => string {
  const { lang } = useSpoken();
  return (key, values = {}) => tables[lang][key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
