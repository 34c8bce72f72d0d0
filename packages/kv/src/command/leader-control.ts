/** A part of a log, and where the log ends. */
export interface LogPiece {
  readonly bytes: Buffer;
  readonly end: number;
}

/** As much of the store as servers need that follow it. Errors are AppErrors. */
export interface LeaderControl {
  /** JSON that describes the datasets that it may read: at once when the revision is another one, else when it is, or undefined after so long. */
  list(patterns: readonly string[], revision: string, waitMs: number): Promise<string | undefined>;
  /** Bytes of a part of a version. */
  image(place: ImagePlace, offset: number, bytesMax: number): Promise<Buffer>;
  /** JSON that describes what the log of a live dataset begins with. */
  snapshot(dataset: string): Promise<string>;
  records(dataset: string, file: string, offset: number, bytesMax: number): Promise<Buffer>;
  /** Waits so long for something behind the position. Throws LOG_PASSED. */
  log(place: LogPlace, bytesMax: number, waitMs: number): Promise<LogPiece>;
  /** Of the log from the position to another. Throws LOG_PASSED. */
  logChecksum(place: LogPlace, to: number): Promise<number>;
}

export interface ImagePlace {
  readonly dataset: string;
  readonly version: number;
  readonly part: number;
}

export interface LogPlace {
  readonly dataset: string;
  /** Of the log, in hexadecimal. */
  readonly id: string;
  readonly position: number;
}
