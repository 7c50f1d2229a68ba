// SPDX-License-Identifier: Apache-2.0
// A file on its way to the service: chosen or dropped, then sent with its progress.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Refused } from './api';

interface DropProps {
  lead: string;
  choose: string;
  accept: string;
  take: (file: File) => void;
  busy: string; // what is under way
  children: ComponentChildren;
}

export function Drop({ lead, choose, accept, take, busy, children }: DropProps) {
  const [over, setOver] = useState(false);
  const first = (files: FileList | null | undefined) => files?.[0] && take(files[0]);
  return (
    <div
      class={over ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        first(event.dataTransfer?.files);
      }}
    >
      <p class="wide-only">{lead}</p>
      <label class="button file">
        {choose}
        <input
          type="file"
          accept={accept}
          onChange={(event) => {
            first(event.currentTarget.files);
            event.currentTarget.value = '';
          }}
        />
      </label>
      {children}
      <p role="status">{busy}</p>
    </div>
  );
}

// XMLHttpRequest, for fetch does not say how far a file is. `tag`: of what the service said before, where it wants that.
export function upload<Body>(path: string, file: Blob, csrf: string, type: XMLHttpRequestResponseType, progress: (part: number) => void, tag?: string): Promise<Body> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('X-CSRF-Token', csrf);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    if (tag) request.setRequestHeader('If-Match', `"${tag}"`);
    request.responseType = type;
    request.upload.onprogress = (event) => progress(event.total ? event.loaded / event.total : 0);
    request.onerror = () => reject(new Refused(0));
    request.onload = () => {
      if (request.status === 200) return resolve(request.response as Body);
      const body = type === 'json' ? (request.response as { detail?: string } | null) : null;
      reject(new Refused(request.status, body?.detail ?? ''));
    };
    request.send(file);
  });
}
