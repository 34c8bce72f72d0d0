import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { platformError } from '@oremill/types/errors';

export type Location =
  | { readonly kind: 'file'; readonly path: string; readonly isUrl: boolean }
  | { readonly kind: 's3'; readonly bucket: string; readonly key: string };

/** Whether it means an object, well spelled or not, and not a path. */
export function isObjectUri(uri: string): boolean {
  return /^s3:/i.test(uri);
}

/** Reads a plain path, `file:///path` or `s3://bucket/key`. */
export function parseUri(uri: string): Location {
  if (uri === '' || uri.includes('\0')) throw invalid(uri, 'it is empty or holds a NUL');
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(uri)?.[1]?.toLowerCase();
  if (scheme === 's3') return parseS3(uri);
  if (scheme === 'file') return { kind: 'file', path: parseFileUrl(uri), isUrl: true };
  // Only with slashes after it is it a scheme: `10:30.log` is a file.
  if (scheme && uri.startsWith('//', scheme.length + 1)) throw invalid(uri, `${scheme}: is not supported`);
  return { kind: 'file', path: uri, isUrl: false };
}

/** The same for one object: a name that ends with a slash is a folder's. */
export function parseObjectUri(uri: string): Location {
  const location = parseUri(uri);
  const name = location.kind === 's3' ? location.key : location.path;
  if (name === '' || name.endsWith('/')) throw invalid(uri, 'it names a folder, not an object');
  return location;
}

/** The URI of what is called `name` in a folder. */
export function joinUri(folder: string, name: string): string {
  const location = parseUri(folder);
  if (location.kind === 's3') return `${folder.replace(/\/$/, '')}/${name}`;
  const path = join(location.path, name);
  return location.isUrl ? pathToFileURL(path).href : path;
}

function parseS3(uri: string): Location {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s.exec(uri);
  if (!match?.[1]) throw invalid(uri, 'it has to look like s3://bucket/key');
  const key = match[2] ?? '';
  if (Buffer.byteLength(key) > 1024) throw invalid(uri, 'its key is longer than 1024 bytes');
  return { kind: 's3', bucket: match[1], key };
}

function parseFileUrl(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch (error) {
    throw invalid(uri, error instanceof Error ? error.message : String(error));
  }
}

function invalid(uri: string, reason: string) {
  return platformError('URI_INVALID', `${JSON.stringify(uri)} names nothing that can be read: ${reason}`, {
    hint: 'Use a path, file:///path or s3://bucket/key.',
  });
}
