// SPDX-License-Identifier: Apache-2.0
import { render } from 'preact';
import type { ComponentChild } from 'preact';

// What the server tells a page: the attribute data-settings of its root element (web/pages.cpp).
export function startPage<Settings>(view: (settings: Settings) => ComponentChild): void {
  const root = document.getElementById('app');
  if (!root) throw new Error('the page has no root element');
  render(view(JSON.parse(root.dataset['settings'] ?? '{}') as Settings), root);
}
