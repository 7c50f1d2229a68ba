// SPDX-License-Identifier: Apache-2.0
// Form pieces as GOV.UK's design system has them: a label, a hint, what is wrong, the field.
import type { ComponentChildren, JSX } from 'preact';
import { Refused } from '../shared/api';
import type { Key, Text } from '../shared/strings';

interface FieldProps {
  id: string;
  label: string;
  hint?: string;
  problem?: string | null;
  value: string;
  change: (value: string) => void;
  type?: 'text' | 'password';
  complete?: string;
  numeric?: boolean;
}

export function Field({ id, label, hint, problem, value, change, type = 'text', complete = 'off', numeric }: FieldProps) {
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  const more: JSX.HTMLAttributes<HTMLInputElement> = {};
  if (described) more['aria-describedby'] = described;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
      <input
        id={id}
        type={type}
        autocomplete={complete as 'off'}
        autocapitalize="none"
        spellcheck={false}
        inputMode={numeric ? 'numeric' : 'text'}
        aria-invalid={Boolean(problem)}
        value={value}
        onInput={(event) => change(event.currentTarget.value)}
        {...more}
      />
    </div>
  );
}

export function Form({ submit, children }: { submit: () => void; children: ComponentChildren }) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {children}
    </form>
  );
}

// In words, why a request brought nothing; `wrong`: what 401 means here.
export function refusalText(text: Text, error: unknown, wrong: Key): string {
  if (!(error instanceof Refused)) return text('trouble');
  if (error.status === 0) return text('unreached');
  if (error.status === 401) return text(wrong);
  if (error.status === 429) return text('login_wait');
  if (error.status >= 500) return text('trouble_once');
  return error.detail || text('trouble_once');
}
