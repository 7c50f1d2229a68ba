// SPDX-License-Identifier: Apache-2.0
import '../shared/base.css';
import './front.css';
import { LanguagePicker, Speaking, useSpoken } from '../shared/language';
import { startPage } from '../shared/page';
import * as strings from '../shared/public_strings';
import { learn } from '../shared/strings';

interface Settings {
  demo: boolean;
  office?: string;
  doors?: { channel: string; title: string }[];
}

function Demo({ settings }: { settings: Settings }) {
  const { text } = useSpoken();
  const doors = settings.doors ?? [];
  return (
    <>
      <header class="bar">
        <h1>DecentWork Bot</h1>
        <LanguagePicker />
      </header>
      <main class="front">
        <h2>{text('front_demo_title')}</h2>
        <p class="lead">{text('front_demo_lead')}</p>
        <div class="cards">
          <section class="card">
            <h3>{text('front_phone_title')}</h3>
            <p>{text('front_phone_text')}</p>
            {doors.map((door) => (
              <a key={door.channel} class="button" href={`/chat/${door.channel}`}>
                {text('front_phone_open')}
                {doors.length > 1 && `: ${door.title || door.channel}`}
              </a>
            ))}
          </section>
          <section class="card">
            <h3>{text('front_inbox_title')}</h3>
            <p>{text('front_inbox_text')}</p>
            <a class="button" href="/login#demo">
              {text('front_inbox_open')}
            </a>
          </section>
          <section class="card">
            <h3>{text('front_surveys_title')}</h3>
            <p>{text('front_surveys_text')}</p>
            <a class="button" href="/surveys#demo">
              {text('front_surveys_open')}
            </a>
          </section>
        </div>
        <p class="note">{text('front_note')}</p>
      </main>
    </>
  );
}

function Plain() {
  const { text } = useSpoken();
  return (
    <main class="front plain">
      <h1>{text('front_plain_title')}</h1>
      <p>{text('front_plain_text')}</p>
    </main>
  );
}

learn(strings);
startPage<Settings>((settings) => <Speaking>{settings.demo ? <Demo settings={settings} /> : <Plain />}</Speaking>);
