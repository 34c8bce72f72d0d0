import type { Bytes } from '@oremill/types';

/** What a bench asks, of which programs, on what data. */
export interface Bench {
  readonly name: string;
  /** One sentence: it heads the report. */
  readonly question: string;
  /** Sizes of the input: small enough to run with the tests, and as large as the answer needs. */
  readonly sizes: { readonly small: readonly Bytes[]; readonly large: readonly Bytes[] };
  readonly writeSample: (folder: string, bytes: Bytes) => Sample;
  /** Rows are equal as a bag, or the parts are equal byte for byte when they are put behind each other. */
  readonly equality: 'rows' | 'bytes';
  /** The first is the reference: the output of each other is compared with its output. */
  readonly peers: readonly Peer[];
  readonly targets: readonly Target[];
  /** What to know before reading the table. */
  readonly notes?: readonly string[];
}

/** Paths of the files that peers read. */
export interface Sample {
  readonly input: string;
  /** The input without the lines that no job could read; absent when there are none. */
  readonly cleaned?: string;
}

export interface Peer {
  readonly name: string;
  /** What it needs beyond Node; it is left out where that is missing. */
  readonly program?: ProgramName;
  /** Program and arguments; it writes a file or a folder of parts at `output`. */
  readonly command: (run: PeerRun) => readonly string[];
  /** Why its rows may differ from the reference's: any other peer that differs fails the bench. */
  readonly mayDiffer?: string;
  /** Takes minutes on the large size, so it has one round and no warm-up. */
  readonly isSlow?: boolean;
  /** Its peak memory has to lie within `--memory`. */
  readonly isOurs?: boolean;
}

export type ProgramName = 'mrjob' | 'simdjson' | 'sort' | 'mawk';

export interface PeerRun {
  readonly sample: Sample;
  readonly output: string;
  /** Path of the program that the peer asked for. */
  readonly program: string;
  readonly workers: number;
  readonly memoryBytes: Bytes;
  /** Flags of Node that record a profile, when one is wanted. */
  readonly nodeFlags: readonly string[];
}

/** The throughput of `ours` is at least `ratio` times that of `against`. */
export interface Target {
  readonly ours: string;
  readonly against: string;
  readonly ratio: number;
}
