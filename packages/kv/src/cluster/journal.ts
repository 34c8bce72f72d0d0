import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { writeFileAtomic } from '@oremill/runtime';
import { kvError } from '@oremill/types';
import { z } from 'zod';
import type { Source } from '../load/source.ts';
import type { LoadLedger } from './load-ledger.ts';

const rangesSchema = z.array(z.tuple([z.number().int(), z.number().int()]).readonly()).readonly();

const headSchema = z.object({
  journal: z.literal('oremill kv cluster load, 1'),
  dataset: z.string(),
  version: z.number().int().positive(),
  stretchBytes: z.number(),
  sources: z.array(
    z.object({ name: z.string(), bytes: z.number().optional(), version: z.string().optional() }),
  ),
});
type Head = z.infer<typeof headSchema>;

const entrySchema = z.union([
  z.object({ done: z.number().int(), pairs: z.number().int(), missing: rangesSchema.optional() }),
  /** Behind `lost`, what was done is no more, for these slots. */
  z.object({ node: z.string(), run: z.string(), lost: rangesSchema.optional() }),
]);
export type JournalEntry = z.infer<typeof entrySchema>;

export interface JournalStart {
  readonly dataset: string;
  readonly stretchBytes: number;
  readonly sources: readonly Source[];
}

/**
 * A file of lines: what is being loaded, which stretches are acknowledged, which runs of which nodes took them.
 * Nothing is synced: a line that a power cut takes away only means that its stretch is sent once more.
 */
export class Journal {
  readonly version: number;
  readonly entries: readonly JournalEntry[];
  readonly #path: string | undefined;

  constructor(path: string | undefined, version: number, entries: readonly JournalEntry[]) {
    this.#path = path;
    this.version = version;
    this.entries = entries;
  }

  write(entry: JournalEntry): void {
    if (this.#path !== undefined) appendFileSync(this.#path, `${JSON.stringify(entry)}\n`);
  }
}

/** Begins a journal; without a path it keeps nothing. */
export function createJournal(path: string | undefined, version: number, start: JournalStart): Journal {
  const head: Head = { journal: 'oremill kv cluster load, 1', version, ...described(start) };
  if (path !== undefined) writeFileAtomic(path, `${JSON.stringify(head)}\n`);
  return new Journal(path, version, []);
}

/** The journal of a load that did not finish; undefined when there is none at this path. */
export function readJournal(path: string | undefined, start: JournalStart): Journal | undefined {
  if (path === undefined || !existsSync(path)) return undefined;
  const [first = '', ...lines] = readFileSync(path, 'utf8').split('\n');
  const head = headSchema.safeParse(parseJson(first));
  if (!head.success) throw kvError('SOURCE_INVALID', `${path} is no journal of a cluster load`);
  const { dataset, stretchBytes, sources, version } = head.data;
  if (JSON.stringify({ dataset, stretchBytes, sources }) !== JSON.stringify(described(start))) {
    throw kvError(
      'SOURCE_INVALID',
      `${path} is the journal of another load: of dataset ${dataset}, or other files`,
      {
        hint: 'Name the files as they were named then, unchanged; or another journal for a new load.',
      },
    );
  }
  // The last line may be torn: it counts as not written, and what comes next begins on a line of its own.
  const entries = lines.flatMap((line) => entrySchema.safeParse(parseJson(line)).data ?? []);
  if (lines.at(-1) !== '') appendFileSync(path, '\n');
  return new Journal(path, version, entries);
}

/** Brings a ledger to where the journal ends; returns the pairs that are done, by stretch, and the runs of the nodes. */
export function replay(journal: Journal, ledger: LoadLedger) {
  const pairs = new Map<number, number>();
  const runs = new Map<string, string>();
  for (const entry of journal.entries) {
    if ('node' in entry) {
      runs.set(entry.node, entry.run);
      if (entry.lost) ledger.lost(entry.lost);
    } else {
      ledger.restore(entry.done, entry.missing ?? []);
      pairs.set(entry.done, entry.pairs);
    }
  }
  return { pairs, runs };
}

function described({ dataset, stretchBytes, sources }: JournalStart) {
  return {
    dataset,
    stretchBytes,
    sources: sources.map(({ name, bytes, version }) => ({
      name,
      ...(bytes === undefined ? {} : { bytes }),
      ...(version === undefined ? {} : { version }),
    })),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
