import type { Readable } from 'node:stream';
import { Readable as ReadableStream } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { type AppError, platformError } from '@oremill/types';
import type { Objects, StoredObject } from './objects.ts';
import { resolveRange } from './range.ts';
import { parseObjectUri, parseUri } from './uri.ts';

export interface S3Options {
  /** Another server than AWS: `http://127.0.0.1:9000`. */
  readonly endpoint?: string;
  readonly region?: string;
  /** `http://host/bucket/key` instead of `http://bucket.host/key`; most servers but AWS want it. */
  readonly forcePathStyle?: boolean;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const WRONG_RANGE = 'the server sent other bytes than those asked for';

const ATTEMPTS_MAX = 3;
const CONNECT_MS_MAX = 5_000;
/** Smaller objects go up in one request. Two parts wait in memory at most. */
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 2;

/** Objects in S3, or a server that speaks its language. */
export function s3Objects(options: S3Options): Objects {
  const client = new S3Client({
    maxAttempts: ATTEMPTS_MAX,
    requestHandler: { connectionTimeout: CONNECT_MS_MAX },
    ...options,
  });

  async function statObject(uri: string): Promise<StoredObject> {
    const { bucket, key } = locate(uri);
    try {
      const reply = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return { uri, bytes: reply.ContentLength ?? 0, modifiedAt: reply.LastModified ?? new Date(0) };
    } catch (error) {
      throw explain(error, uri, 'OBJECT_UNREADABLE');
    }
  }

  return {
    async *list(uri) {
      const { bucket, key } = locate(uri, parseUri);
      const prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
      let token: string | undefined;
      do {
        const page = await client
          .send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }))
          .catch((error: unknown) => {
            throw explain(error, uri, 'OBJECT_UNREADABLE');
          });
        for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
          // A key that ends with a slash is how consoles show an empty folder.
          if (!Key.endsWith('/')) {
            yield { uri: `s3://${bucket}/${Key}`, bytes: Size, modifiedAt: LastModified };
          }
        }
        token = page.NextContinuationToken;
      } while (token !== undefined);
    },

    stat: statObject,

    async read(uri, range) {
      const { bucket, key } = locate(uri);
      const part = range && resolveRange(await statObject(uri), range);
      if (part && part.start === part.end) return ReadableStream.from([], { objectMode: false });
      try {
        const reply = await client.send(
          new GetObjectCommand({
            Bucket: bucket,
            Key: key,
            ...(part ? { Range: `bytes=${part.start}-${part.end - 1}` } : {}),
          }),
        );
        // A server that ignores the range, or an object replaced since, must not pass for what was asked for.
        if (part && reply.ContentLength !== part.end - part.start) throw new Error(WRONG_RANGE);
        return reply.Body as Readable;
      } catch (error) {
        throw explain(error, uri, 'OBJECT_UNREADABLE');
      }
    },

    async publish(uri, source) {
      const { bucket, key } = locate(uri);
      let sourceError: unknown;
      if (!(source instanceof Uint8Array)) source.once('error', (error) => (sourceError = error));
      const upload = new Upload({
        client,
        params: { Bucket: bucket, Key: key, Body: source },
        partSize: PART_BYTES,
        queueSize: PARTS_AT_ONCE,
      });
      try {
        // The object appears when the last request of the upload is answered; a failure takes its parts back.
        await upload.done();
      } catch (error) {
        throw sourceError ?? explain(error, uri, 'OBJECT_UNWRITABLE');
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

/**
 * S3's own error objects stay out of ours: they carry what the request was signed with.
 */
function explain(error: unknown, uri: string, code: 'OBJECT_UNREADABLE' | 'OBJECT_UNWRITABLE'): AppError {
  const name = nameOf(error);
  if (isMissing(error)) {
    return platformError('OBJECT_MISSING', `there is no ${uri}`, { hint: 'Check the bucket and the key.' });
  }
  const verb = code === 'OBJECT_UNREADABLE' ? 'read' : 'write';
  return platformError(code, `cannot ${verb} ${uri}: ${name}`, {
    hint: 'Check the endpoint, the region, the credentials and what they allow.',
  });
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    (error.$metadata.httpStatusCode === 404 || ['NoSuchKey', 'NotFound', 'NoSuchBucket'].includes(error.name))
  );
}

/** `AccessDenied`, `ECONNREFUSED`: the name alone. */
function nameOf(error: unknown): string {
  // The reply to HEAD has no body that could name it.
  if (error instanceof S3ServiceException && error.name === 'Unknown') {
    return `HTTP ${error.$metadata.httpStatusCode}`;
  }
  if (!(error instanceof Error)) return String(error);
  if (error.message === WRONG_RANGE) return error.message;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
