// SPDX-License-Identifier: Apache-2.0
// The code of a workplace, looked up in the register by the name that an officer types.
import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../shared/api';
import { useCaseText } from './strings';

interface Found {
  code: string;
  name: string;
  district: string;
}

// As somebody types it from a poster: small letters, a space or nothing in the middle.
export function siteCode(typed: string): string {
  const signs = typed.replace(/[\s-]/g, '').toUpperCase();
  return /^[A-Z0-9]{6}$/.test(signs) ? `${signs.slice(0, 3)}-${signs.slice(3)}` : typed.trim();
}

export function SiteCode({ id, api, value, change }: { id: string; api: Api; value: string; change: (value: string) => void }) {
  const text = useCaseText();
  const [found, setFound] = useState<Found[]>([]);
  const typed = value.trim();
  useEffect(() => {
    if (typed.length < 2) return;
    let wanted = true;
    const timer = setTimeout(() => {
      api.get<{ sites: Found[] }>(`/api/v1/sites?text=${encodeURIComponent(typed.slice(0, 100))}`).then(
        ({ sites }) => wanted && setFound(sites.slice(0, 20)),
        () => undefined, // the code can be typed all the same
      );
    }, 300);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [typed, api]);
  return (
    <div class="field">
      <label for={id}>{text('site')}</label>
      <p class="hint" id={`${id}-hint`}>
        {text('site_hint')}
      </p>
      <input id={id} list={`${id}-list`} autocomplete="off" spellcheck={false} value={value} aria-describedby={`${id}-hint`} onInput={(event) => change(event.currentTarget.value)} />
      <datalist id={`${id}-list`}>
        {found.map((site) => (
          <option key={site.code} value={site.code}>
            {[site.name, site.district].filter(Boolean).join(', ')}
          </option>
        ))}
      </datalist>
    </div>
  );
}
