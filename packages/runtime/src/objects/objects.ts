import type { Readable } from 'node:stream';
import type { Bytes } from '@oremill/types';
import { fileObjects } from './file-objects.ts';
import type { S3Options } from './s3-objects.ts';
import { parseUri } from './uri.ts';

export interface StoredObject {
  /** Spelled as the URI that was asked for: a path for a path, `s3://…` for `s3://…`. */
  readonly uri: string;
  readonly bytes: Bytes;
  readonly modifiedAt: Date;
  /** Changes with the content: an ETag, or what the file system knows of a file. */
  readonly version: string;
}

/** `start` is the first byte, `end` the first one after. */
export interface ByteRange {
  readonly start: Bytes;
  readonly end?: Bytes;
}

export interface ListOptions {
  /** Only what lies directly in the folder. */
  readonly isShallow?: boolean;
  /** Only what has a path, below the folder, that begins so. */
  readonly startsWith?: string;
}

export interface ReadOptions {
  /** What the object has to be still; another one is OBJECT_CHANGED. */
  readonly version?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PublishOptions {
  /** OBJECT_EXISTS when there is one. A server that knows no conditions may let the later of two at once win. */
  readonly isNew?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Named bytes in a folder or a bucket. A URI is a plain path, `file:///path` or `s3://bucket/key`; in the last
 * the key stands as it is, without %-encoding.
 */
export interface Objects {
  /** Everything below a folder, however deep, in no promised order; where nothing is, nothing. */
  list(uri: string, options?: ListOptions): AsyncIterable<StoredObject>;
  stat(uri: string): Promise<StoredObject>;
  /** Throws what is wrong with the object before the first byte. */
  read(uri: string, range?: ByteRange, options?: ReadOptions): Promise<Readable>;
  /** Writes all of it or nothing: readers see the old object or the new one. It is on disk when this returns. */
  publish(uri: string, source: Readable | Uint8Array, options?: PublishOptions): Promise<void>;
  /** Afterwards there is no such object, whether there was one or not. */
  remove(uri: string): Promise<void>;
}

export interface ObjectsOptions {
  /** Where `s3://` goes; without it, where AWS' own environment variables say. */
  readonly s3?: S3Options;
}

export function createObjects(options: ObjectsOptions = {}): Objects {
  let s3: Promise<Objects> | undefined;

  async function storeOf(uri: string): Promise<Objects> {
    if (parseUri(uri).kind === 'file') return fileObjects;
    // The AWS client takes a fifth of a second to load: who never names a bucket does not wait for it.
    s3 ??= import('./s3-objects.ts').then(({ s3Objects }) => s3Objects(options.s3 ?? {}));
    return s3;
  }

  return {
    async *list(uri, options) {
      yield* (await storeOf(uri)).list(uri, options);
    },
    stat: async (uri) => (await storeOf(uri)).stat(uri),
    read: async (uri, range, options) => (await storeOf(uri)).read(uri, range, options),
    publish: async (uri, source, options) => (await storeOf(uri)).publish(uri, source, options),
    remove: async (uri) => (await storeOf(uri)).remove(uri),
  };
}
