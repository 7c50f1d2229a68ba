// SPDX-License-Identifier: Apache-2.0
// Made by build.mjs.
declare module 'dwbot:posters' {
  export interface PosterText {
    own_name: string;
    direction: 'ltr' | 'rtl';
    reviewed: boolean;
    title: string;
    send: string;
    real: string; // with {office} and {check}
  }
  const languages: Record<string, PosterText>;
  export default languages;
}
