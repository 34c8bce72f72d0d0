/** A file as one record. */
export interface InputFile {
  /** Last part of the path. */
  readonly name: string;
  /** As the input was found: an absolute path, or `s3://bucket/key`. */
  readonly path: string;
  readonly bytes: Buffer;
  /** Bytes. */
  readonly size: number;
  readonly modifiedAt: Date;
}
