import type { Readable } from 'node:stream';
import { Readable as ReadableStream } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { AppError } from '@oremill/types';
import { objectChanged, objectExists } from './conflicts.ts';
import type { ByteRange, Objects, StoredObject } from './objects.ts';
import { resolveRange } from './range.ts';
import { explain, isMissing, isRefusedCondition, WRONG_RANGE } from './s3-errors.ts';
import { parseObjectUri, parseUri } from './uri.ts';

export interface S3Options {
  /** Another server than AWS: `http://127.0.0.1:9000`. */
  readonly endpoint?: string;
  readonly region?: string;
  /** `http://host/bucket/key` instead of `http://bucket.host/key`; most servers but AWS want it. */
  readonly forcePathStyle?: boolean;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const ATTEMPTS_MAX = 3;
const CONNECT_MS_MAX = 5_000;
/** A connection on which nothing moves for so long is given up. */
const IDLE_MS_MAX = 30_000;
/** Smaller objects go up in one request. Two parts wait in memory at most. */
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 2;

/** Objects in S3, or a server that speaks its language. */
export function s3Objects(options: S3Options): Objects {
  const client = new S3Client({
    maxAttempts: ATTEMPTS_MAX,
    requestHandler: { connectionTimeout: CONNECT_MS_MAX, socketTimeout: IDLE_MS_MAX },
    ...options,
  });

  async function statObject(uri: string): Promise<StoredObject> {
    const { bucket, key } = locate(uri);
    try {
      const reply = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return {
        uri,
        bytes: reply.ContentLength ?? 0,
        modifiedAt: reply.LastModified ?? new Date(0),
        version: versionOf(reply.ETag),
      };
    } catch (error) {
      throw explain(error, uri, 'OBJECT_UNREADABLE');
    }
  }

  const resolve = async (uri: string, range: ByteRange) => resolveRange(await statObject(uri), range);

  async function exists(uri: string): Promise<boolean> {
    try {
      await statObject(uri);
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'OBJECT_MISSING') return false;
      throw error;
    }
  }

  return {
    async *list(uri, { isShallow = false, startsWith = '' } = {}) {
      const { bucket, key } = locate(uri, parseUri);
      const folder = key === '' || key.endsWith('/') ? key : `${key}/`;
      const query = {
        Bucket: bucket,
        Prefix: folder + startsWith,
        ...(isShallow ? { Delimiter: '/' } : {}),
      };
      let token: string | undefined;
      do {
        const page = await client
          .send(new ListObjectsV2Command({ ...query, ContinuationToken: token }))
          .catch((error: unknown) => {
            throw explain(error, uri, 'OBJECT_UNREADABLE');
          });
        for (const { Key = '', Size = 0, LastModified = new Date(0), ETag } of page.Contents ?? []) {
          // A key that ends with a slash is how consoles show an empty folder.
          if (Key.endsWith('/')) continue;
          const object = { uri: `s3://${bucket}/${Key}`, bytes: Size, modifiedAt: LastModified };
          yield { ...object, version: versionOf(ETag) };
        }
        token = page.NextContinuationToken;
      } while (token !== undefined);
    },

    stat: statObject,

    async read(uri, range, { version, signal } = {}) {
      const { bucket, key } = locate(uri);
      // Of a known version it is known what bytes it has.
      const isKnown = version !== undefined && range?.end !== undefined;
      const part =
        range && (isKnown ? { start: range.start, end: range.end ?? 0 } : await resolve(uri, range));
      if (part && part.start === part.end) return ReadableStream.from([], { objectMode: false });
      try {
        const reply = await client.send(
          new GetObjectCommand({
            Bucket: bucket,
            Key: key,
            ...(part ? { Range: `bytes=${part.start}-${part.end - 1}` } : {}),
            ...(version === undefined ? {} : { IfMatch: `"${version}"` }),
          }),
          signal ? { abortSignal: signal } : {},
        );
        const body = reply.Body as Readable;
        // A server that ignores the condition or the range must not pass for one that knows them.
        const isOther = version !== undefined && versionOf(reply.ETag) !== version;
        if (!isOther && (!part || reply.ContentLength === part.end - part.start)) return body;
        body.destroy();
        throw isOther ? objectChanged(uri) : new Error(WRONG_RANGE);
      } catch (error) {
        if (error instanceof AppError) throw error;
        throw isRefusedCondition(error) ? objectChanged(uri) : explain(error, uri, 'OBJECT_UNREADABLE');
      }
    },

    async publish(uri, source, { isNew = false, signal } = {}) {
      const { bucket, key } = locate(uri);
      if (isNew && (await exists(uri))) throw objectExists(uri);
      let sourceError: unknown;
      if (!(source instanceof Uint8Array)) source.once('error', (error) => (sourceError = error));
      // Of a stream that has a path the library would take the size of the file, also when it is of a piece of it.
      const Body = source instanceof Uint8Array ? source : ReadableStream.from(source, { objectMode: false });
      const upload = new Upload({
        client,
        params: { Bucket: bucket, Key: key, Body, ...(isNew ? { IfNoneMatch: '*' } : {}) },
        partSize: PART_BYTES,
        queueSize: PARTS_AT_ONCE,
      });
      const abort = () => void upload.abort();
      signal?.addEventListener('abort', abort, { once: true });
      if (signal?.aborted) abort();
      try {
        // The object appears when the last request of the upload is answered; a failure takes its parts back.
        await upload.done();
      } catch (error) {
        if (isRefusedCondition(error)) throw objectExists(uri);
        throw sourceError ?? explain(error, uri, 'OBJECT_UNWRITABLE');
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    },

    async remove(uri) {
      const { bucket, key } = locate(uri);
      try {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
      } catch (error) {
        if (!isMissing(error)) throw explain(error, uri, 'OBJECT_UNWRITABLE');
      }
    },
  };
}

function locate(uri: string, parse = parseObjectUri): { bucket: string; key: string } {
  const location = parse(uri);
  if (location.kind !== 's3') throw new TypeError(`${uri} is not in S3`);
  return location;
}

/** Some servers quote ETags in listings and not in replies. */
function versionOf(etag: string | undefined): string {
  return (etag ?? '').replace(/^(W\/)?"|"$/g, '');
}
