// SPDX-License-Identifier: Apache-2.0
// What is wrong, gravest first, by sheet and cell: what stands there, why it cannot stay, what to write.
import { useState } from 'preact/hooks';
import { severities } from './api';
import type { Checked, Problem, Severity } from './api';
import { useSay } from './texts';

const page = 50;

function place(problem: Problem): string {
  if (!problem.sheet) return problem.path;
  const cell = problem.cell ? `!${problem.cell}` : problem.row ? ` ${problem.row}` : '';
  return problem.sheet + cell + (problem.header ? ` (${problem.header})` : '');
}

function Item({ problem }: { problem: Problem }) {
  const say = useSay();
  return (
    <li class={`finding ${problem.severity}`}>
      <h4>
        <span class="where">{place(problem) || say('whole_file')}</span> <span class="hint code">{problem.rule}</span>
      </h4>
      {problem.text && (
        <p class="stands">
          <span class="visually-hidden">{say('stands')}: </span>
          <code dir="auto">{problem.text}</code>
        </p>
      )}
      <p lang="en" dir="auto">
        {problem.message}
      </p>
      {problem.change && (
        <p class="todo" lang="en" dir="auto">
          {problem.change}
        </p>
      )}
    </li>
  );
}

function Group({ severity, problems }: { severity: Severity; problems: Problem[] }) {
  const say = useSay();
  const [shown, setShown] = useState(page);
  if (problems.length === 0) return null;
  return (
    <div>
      <h3>
        {say(`count_${severity}`, { n: problems.length })} <span class="hint">{say(`means_${severity}`)}</span>
      </h3>
      <ul>
        {problems.slice(0, shown).map((problem, i) => (
          <Item key={i} problem={problem} />
        ))}
      </ul>
      {problems.length > shown && (
        <button type="button" class="button plain small" onClick={() => setShown(shown + page)}>
          {say('more', { n: Math.min(page, problems.length - shown) })}
        </button>
      )}
    </div>
  );
}

export function Problems({ checked }: { checked: Checked }) {
  const say = useSay();
  const [severity, setSeverity] = useState('');
  const [sheet, setSheet] = useState('');
  const sheets = [...new Set(checked.problems.map((problem) => problem.sheet))].filter(Boolean);
  const wanted = checked.problems.filter((p) => (!severity || p.severity === severity) && (!sheet || p.sheet === sheet));
  return (
    <>
      <div class="narrow">
        <label>
          {say('show')}
          <select value={severity} onChange={(event) => setSeverity(event.currentTarget.value)}>
            <option value="">{say('all')}</option>
            {severities.map((one) => (
              <option key={one} value={one}>
                {say(one)}
              </option>
            ))}
          </select>
        </label>
        {sheets.length > 1 && (
          <label>
            {say('sheet')}
            <select value={sheet} onChange={(event) => setSheet(event.currentTarget.value)}>
              <option value="">{say('all')}</option>
              {sheets.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
        )}
      </div>
      {severities.map((one) => (
        <Group key={one} severity={one} problems={wanted.filter((problem) => problem.severity === one)} />
      ))}
    </>
  );
}
