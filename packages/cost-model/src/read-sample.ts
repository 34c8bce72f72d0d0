import { availableParallelism } from 'node:os';
import { costError } from '@oremill/types/errors';
import { cutContents } from './sample/cut-contents.ts';
import { asSampleError, type Content } from './sample/open-content.ts';
import { isSystemError } from './sample/system-error.ts';
import type { Rules } from './statistics/rules.ts';
import { type Tallied, Tally } from './statistics/tally.ts';
import { TallyThreads } from './statistics/tally-threads.ts';
import { type Sample, summarizeSample } from './summarize-sample.ts';
import { summarizeInThread } from './thread/summarize-in-thread.ts';

export { DRAWS, type Sample } from './summarize-sample.ts';

export interface SampleOptions {
  readonly rules: Rules;
  readonly seed: number;
  /** Records that are kept to be looked at closely. */
  readonly keptMax: number;
  /** Every record is measured, not those alone that are kept. */
  readonly measuresAll: boolean;
  readonly compresses: boolean;
  /** Threads that measure, where every record is; by default as many as there are processors, and with 0 none. */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Others wait for this thread: what takes long is done in another. */
  readonly isServed?: boolean | undefined;
  /** Bytes of content so far, before each block. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

const BLOCK_BYTES = 4 * 1024 * 1024;
const LINE_BYTES_MAX = 64 * 1024 * 1024;
/** Of a longer record only its measures are kept: some thousands are held. */
const KEPT_RECORD_BYTES_MAX = 64 * 1024;
/** Reads some content to its end, in bounded memory, and tells what its records are like. Throws SAMPLE_UNFIT. */
export async function readSample(contents: readonly Content[], options: SampleOptions): Promise<Sample> {
  const name = contents.map((content) => content.name).join(', ');
  const { rules, seed, compresses } = options;
  const tally = await tallyContents(name, contents, options);
  const tallied = tally.take();
  if (tallied.records === 0) throw noRecords(name, tallied);
  const summary = { name, tallied, options: { rules, seed, compresses } };
  return options.isServed ? summarizeInThread(summary, options.signal) : summarizeSample(summary);
}

async function tallyContents(
  name: string,
  contents: readonly Content[],
  options: SampleOptions,
): Promise<Tally> {
  const { rules, seed, keptMax, measuresAll, compresses, workers = availableParallelism() } = options;
  const keptRecordBytesMax = KEPT_RECORD_BYTES_MAX;
  const tallyOptions = { rules, seed, keptMax, measuresAll, compresses, keptRecordBytesMax };
  const tally = new Tally(tallyOptions);
  // What fits into one block is counted in less time than threads take to start.
  const knownBytes = contents.reduce((sum, { storedBytes = 0 }) => sum + storedBytes, 0);
  const wantsThreads = (offset: number) =>
    measuresAll && workers > 0 && (offset > 0 || knownBytes > BLOCK_BYTES);
  let threads: TallyThreads | undefined;
  const cut = { name, blockBytes: BLOCK_BYTES, lineBytesMax: LINE_BYTES_MAX };
  try {
    for await (const part of cutContents(contents, cut, options.signal)) {
      options.signal?.throwIfAborted();
      options.onProgress?.(part.offset);
      if (wantsThreads(part.offset)) threads ??= new TallyThreads(workers, tallyOptions);
      if (threads) await threads.add(part);
      else tally.add(part);
    }
    for (const tallied of threads ? await threads.take() : []) tally.merge(tallied);
  } catch (error) {
    throw isSystemError(error) ? asSampleError(name, error) : error;
  } finally {
    await threads?.close();
  }
  if (!measuresAll) tally.measureKept();
  return tally;
}

function noRecords(name: string, { lines, refused }: Tallied): Error {
  const why = Object.entries(refused)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${count} ${reason.replaceAll('-', ' ')}`);
  return costError(
    'SAMPLE_UNFIT',
    lines === 0 ? `${name} is empty` : `none of the ${lines} lines of ${name} is a record: ${why.join(', ')}`,
    { hint: 'A record is a line: a JSON object, or with --format tsv values with tabs between them.' },
  );
}
