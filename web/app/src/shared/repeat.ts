// SPDX-License-Identifier: Apache-2.0
// A request that makes something may have arrived although no answer came. Sent again with the same key, it is done once.
import { useRef } from 'preact/hooks';

const draw = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

// `keyed(body)` is `body` with its key: the same one until `done()` or until the body is another.
export function useRepeatKey() {
  const sent = useRef({ body: '', key: '' });
  return {
    keyed<Body extends object>(body: Body): Body & { repeat_key: string } {
      const said = JSON.stringify(body);
      if (sent.current.body !== said) sent.current = { body: said, key: draw() };
      return { ...body, repeat_key: sent.current.key };
    },
    done() {
      sent.current = { body: '', key: '' };
    },
  };
}
