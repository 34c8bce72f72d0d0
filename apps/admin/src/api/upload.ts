import type { z } from 'zod';
import { toFailure, unreachable } from './failure.ts';

export interface UploadProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
}

/** Sends a file, tells how much of it has gone, and gives what came of it. */
export type SendFile<Reply> = (
  file: File,
  onProgress: (progress: UploadProgress) => void,
  signal: AbortSignal,
) => Promise<Reply>;

/** Sends files as the body of one request. XMLHttpRequest, because fetch does not tell how much was sent. */
export function fileSender<Reply>(
  path: string,
  query: Readonly<Record<string, string>>,
  reply: z.ZodType<Reply>,
): SendFile<Reply> {
  return (file, onProgress, signal) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const search = new URLSearchParams({ ...query, name: file.name.slice(0, 200) });
      request.open('POST', `${path}?${search}`);
      request.setRequestHeader('content-type', 'application/octet-stream');
      request.responseType = 'json';
      request.upload.onprogress = ({ loaded }) => onProgress({ sentBytes: loaded, totalBytes: file.size });
      request.onload = () => {
        const read = reply.safeParse(request.response);
        if (request.status < 300 && read.success) resolve(read.data);
        else reject(toFailure(request.response, request.status));
      };
      request.onerror = () => reject(unreachable(new Error('the upload broke off')));
      request.onabort = () => reject(new DOMException('the upload was cancelled', 'AbortError'));
      signal.addEventListener('abort', () => request.abort());
      request.send(file);
    });
}
