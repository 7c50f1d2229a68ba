// SPDX-License-Identifier: Apache-2.0
// Settings: the office key, who works here and who can open words, how one signs in.
import '../shared/base';
import { useEffect } from 'preact/hooks';
import * as strings from '../shared/desk_strings';
import { useSpoken } from '../shared/language';
import { learn } from '../shared/strings';
import { FeedPanel, Tables } from './feed';
import { mayReplace, OfficeKeyPanel } from './office_key';
import type { DeskProps } from './office_key';
import { Accounts } from '../settings/accounts';
import { AlertsPanel } from '../settings/alerts';
import { WaysIn } from '../settings/ways_in';

learn(strings);

export function Settings(desk: DeskProps) {
  const { text } = useSpoken();
  const { session } = desk.officer;
  useEffect(() => {
    document.title = text('settings_title');
  }, [text]);
  return (
    <main class="sheet wide">
      <h2>{text('settings_title')}</h2>
      <OfficeKeyPanel {...desk} />
      {session.may_read_tickets && <AlertsPanel api={desk.api} />}
      <Accounts {...desk} />
      <WaysIn api={desk.api} session={session} office={desk.officeName} />
      {mayReplace(session) && <FeedPanel api={desk.api} />}
      {session.may_read_tickets && <Tables />}
      <p class="hint below">{text('settings_me', { name: session.name })}</p>
    </main>
  );
}
