// SPDX-License-Identifier: Apache-2.0
// What early.ts has asked for before the application was there. Each answer is handed out once.
const page = globalThis as { dwbotEarly?: Map<string, Promise<Response>> };

// null: nobody asked, or it brought nothing.
export async function earlyAnswer(lang: string, path: string): Promise<Response | null> {
  const asked = (page.dwbotEarly ??= new Map()); // early.ts, if it comes only now, asks for nothing
  const key = `${lang} ${path}`;
  const answer = asked.get(key);
  if (!answer) return null;
  asked.delete(key);
  return answer.catch(() => null);
}
