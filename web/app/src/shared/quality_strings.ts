// SPDX-License-Identifier: Apache-2.0
// Texts of the marks on a ticket: an answer that nobody has seen, and what to verify first. None of the latter may sound as if the worker were not believed.

export const en = {
  answered: 'New answer',
  filter_answered: 'Conversation',
  filter_quality: 'To verify',
  filter_quality_all: 'All tickets',
  filter_more: 'More filters',
  quality_any: 'Any mark',
  quality_short_burst: 'Verify: many at once',
  quality_short_speed: 'Verify: very fast',
  quality_short_copied: 'Verify: same words',
  quality_short_all_fine: 'Verify: many “all fine”',
  quality_burst: 'Many reports about this workplace and topic came within three days. A real incident looks like this too.',
  quality_speed: 'The questions were answered in under five seconds each on average: perhaps by somebody who knows them, perhaps without reading.',
  quality_copied: 'Others wrote the same long text within three days. Colleagues may have agreed on it; it may also have been handed out.',
  quality_all_fine: 'Within two weeks many others said that all is fine at this workplace, in a burst and with nearly the same answers. Content colleagues answer like that; so do people who were told what to say. Ask where nobody listens.',
};

export const es: typeof en = {
  answered: 'Respuesta nueva',
  filter_answered: 'Conversación',
  filter_quality: 'Por verificar',
  filter_quality_all: 'Todos los avisos',
  filter_more: 'Más filtros',
  quality_any: 'Con alguna marca',
  quality_short_burst: 'Verificar: muchos a la vez',
  quality_short_speed: 'Verificar: muy rápido',
  quality_short_copied: 'Verificar: mismas palabras',
  quality_short_all_fine: 'Verificar: muchos «todo bien»',
  quality_burst: 'En tres días llegaron muchos avisos sobre este lugar de trabajo y este tema. Un incidente real también se ve así.',
  quality_speed: 'Las preguntas se respondieron en menos de cinco segundos cada una, de media: quizá por alguien que las conoce, quizá sin leer.',
  quality_copied: 'Otras personas escribieron el mismo texto largo en tres días. Puede que lo hayan acordado entre colegas; también puede que alguien lo haya repartido.',
  quality_all_fine: 'En dos semanas muchas otras personas dijeron que todo está bien en este lugar de trabajo, de golpe y casi con las mismas respuestas. Así responde gente contenta; también gente a la que dijeron qué responder. Pregunte donde nadie escuche.',
};

export const fr: typeof en = {
  answered: 'Nouvelle réponse',
  filter_answered: 'Conversation',
  filter_quality: 'À vérifier',
  filter_quality_all: 'Tous les signalements',
  filter_more: 'Plus de filtres',
  quality_any: 'Avec une marque',
  quality_short_burst: 'À vérifier : nombreux d’un coup',
  quality_short_speed: 'À vérifier : très rapide',
  quality_short_copied: 'À vérifier : mêmes mots',
  quality_short_all_fine: 'À vérifier : beaucoup de « tout va bien »',
  quality_burst: 'De nombreux signalements sur ce lieu de travail et ce thème sont arrivés en trois jours. Un incident réel a la même allure.',
  quality_speed: 'Les questions ont reçu une réponse en moins de cinq secondes chacune en moyenne : peut-être de quelqu’un qui les connaît, peut-être sans lecture.',
  quality_copied: 'D’autres personnes ont écrit le même long texte en trois jours. Des collègues ont pu s’accorder ; le texte a aussi pu être distribué.',
  quality_all_fine: 'En deux semaines, beaucoup d’autres personnes ont dit que tout va bien sur ce lieu de travail, d’un coup et presque avec les mêmes réponses. Des gens contents répondent ainsi ; des gens à qui l’on a dit quoi répondre aussi. Interrogez là où personne n’écoute.',
};
