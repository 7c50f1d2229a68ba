// SPDX-License-Identifier: Apache-2.0
import type { Shift } from './api';
import { useSay } from './texts';

// What changed rules would do to tickets that are there.
export function Shifted({ shift }: { shift: Shift }) {
  const say = useSay();
  return (
    <div class="notice">
      <h4>{say('shift', { n: shift.tickets })}</h4>
      {shift.moves.length === 0 && <p>{say('shift_none')}</p>}
      <ul>
        {shift.moves.map(({ from, to, tickets }) => (
          <li key={from + to}>
            {from} → {to}: {tickets}
          </li>
        ))}
      </ul>
      {shift.unreadable !== '0' && <p>{say('shift_unreadable', { n: shift.unreadable })}</p>}
    </div>
  );
}
