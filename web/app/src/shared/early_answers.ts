// SPDX-License-Identifier: Apache-2.0
// What early.ts has asked for before the application was there. Each answer is handed out once.
const asked = (globalThis as { dwbotEarly?: Map<string, Promise<Response>> }).dwbotEarly;

// null: nobody asked, or it brought nothing.
export async function earlyAnswer(lang: string, path: string): Promise<Response | null> {
  const key = `${lang} ${path}`;
  const answer = asked?.get(key);
  if (!answer) return null;
  asked?.delete(key);
  return answer.catch(() => null);
}
