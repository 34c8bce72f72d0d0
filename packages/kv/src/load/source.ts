/** How the lines of a source are read. */
export interface LineFormat {
  /** Fields are Postgres' COPY text, with backslash escapes; else they are the bytes as they stand. */
  readonly isEscaped: boolean;
  /** Which field is the key, from 0. The value is all the rest of the line. */
  readonly keyColumn: number;
}

export type Place =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'object'; readonly uri: string }
  | { readonly kind: 'stdin' };

/** One file, object or stream of lines. It can be handed to a worker thread. */
export interface Source {
  /** How messages call it. */
  readonly name: string;
  readonly place: Place;
  /** As they are stored; undefined of a stream. */
  readonly bytes: number | undefined;
  /** Of a file or an object, as `StoredObject.version`: another one means that somebody writes to it. */
  readonly version: string | undefined;
  readonly isCompressed: boolean;
  readonly format: LineFormat;
  /** Of the stored bytes, when they are to be checked. */
  readonly sha256: string | undefined;
}

/** What a session says about all its sources; a manifest knows better about its own parts. */
export interface SourceOptions {
  readonly encoding?: 'tsv-raw' | 'tsv-escaped' | undefined;
  /** From 0, or the name of a manifest's column. */
  readonly keyColumn?: number | string | undefined;
  /** Compares the parts of a manifest with their sha256; such a part is read by one worker. True unless told otherwise. */
  readonly isVerified?: boolean | undefined;
}
