// SPDX-License-Identifier: Apache-2.0
// Made by build.mjs.
declare module 'dwbot:words' {
  const files: Record<string, string>; // by language
  export default files;
}
