import { type Upload, uploadSchema } from '@oremill/types';
import { toFailure, unreachable } from './failure.ts';

export interface UploadProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
}

/** Sends a file as the body of one request. XMLHttpRequest, because fetch does not tell how much was sent. */
export function uploadFile(
  file: File,
  onProgress: (progress: UploadProgress) => void,
  signal: AbortSignal,
): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/mapreduce/uploads?name=${encodeURIComponent(file.name.slice(0, 200))}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded }) => onProgress({ sentBytes: loaded, totalBytes: file.size });
    request.onload = () => {
      const upload = uploadSchema.safeParse(request.response);
      if (request.status < 300 && upload.success) resolve(upload.data);
      else reject(toFailure(request.response, request.status));
    };
    request.onerror = () => reject(unreachable(new Error('the upload broke off')));
    request.onabort = () => reject(new DOMException('the upload was cancelled', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
