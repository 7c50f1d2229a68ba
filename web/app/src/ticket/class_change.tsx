// SPDX-License-Identifier: Apache-2.0
// What would change the class, as the survey's own rules say it.
import type { Severity } from '../shared/api';
import type { ClassReview, PossibleClass, SupposedAnswer } from './data';
import { useTicketText } from './strings';

function List({ classes }: { classes: PossibleClass[] }) {
  const text = useTicketText();
  const quoted = (answer: SupposedAnswer) => answer.values.map(({ value_text }) => text('quote', { value: value_text })).join(text('or'));
  const words = (answer: SupposedAnswer) =>
    text(answer.is === 'missing' ? 'one_of' : answer.is, { question: answer.question_text, values: quoted(answer) });
  return (
    <ul class="reasons">
      {classes.map((one, i) => (
        <li key={i} dir="auto">
          {one.answers[0]?.is === 'missing'
            ? text('without', { class: one.severity, question: one.answers[0].question_text, values: quoted(one.answers[0]) })
            : text('would', { class: one.severity, answers: one.answers.map(words).join(text('and')) })}
        </li>
      ))}
    </ul>
  );
}

export function ClassChange({ review, severity }: { review: ClassReview; severity: Severity }) {
  const text = useTicketText();
  if (review.why_not === 'closed') return null;
  return (
    <section>
      <h3>{text('change')}</h3>
      {review.why_not && <p>{text(review.why_not)}</p>}
      {!review.why_not && severity === 'P0' && <p>{text('top')}</p>}
      {!review.why_not && severity !== 'P0' && review.if_answered.length === 0 && <p>{text('open_none')}</p>}
      {review.if_answered.length > 0 && (
        <>
          <h4>{text('open')}</h4>
          <List classes={review.if_answered} />
        </>
      )}
      {review.if_missing.length > 0 && (
        <>
          <h4>{text('rests')}</h4>
          <List classes={review.if_missing} />
        </>
      )}
      {review.if_different.length > 0 && (
        <details class="more-ways">
          <summary>{text('different', { n: review.if_different.length })}</summary>
          <p class="hint">{text('different_hint')}</p>
          <List classes={review.if_different} />
        </details>
      )}
    </section>
  );
}
