// SPDX-License-Identifier: Apache-2.0
// How easily somebody at the workplace could guess who reported, and what to do about it.
import type { Risk } from './data';
import { useTicketText } from './strings';

export function SourceRisk({ risk }: { risk: Risk }) {
  const text = useTicketText();
  return (
    <section>
      <h3>{text('risk')}</h3>
      <p class={risk.level === 'high' ? 'notice strong' : ''}>{text(`risk_${risk.level}`)}</p>
      <ul class="reasons">
        {risk.reasons.map((reason) => (
          <li key={reason}>
            {text(`risk_${reason}`)}
            {reason === 'rare_answers' && (
              <ul>
                {risk.rare.map((answer) => (
                  <li key={answer.question} dir="auto">
                    {answer.question_text}: {answer.value_text}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {risk.level !== 'usual' && <p>{text('cover')}</p>}
    </section>
  );
}
