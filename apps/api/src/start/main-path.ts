import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RunningStore } from '@oremill/kv';
import { generateBookmarks } from '@oremill/mapreduce';
import type { JobService } from '@oremill/mapreduce/service';
import type { Bytes, Execution, Load, QueryReply, Version } from '@oremill/types';
import type { Warehouse } from '@oremill/warehouse';

export const MAIN_JOB = 'tag-statistics';
export const MAIN_TABLE = 'bookmarks';
export const MAIN_DATASET = 'bookmarks';
export const MAIN_QUESTION = `select month, count(*), round(avg(avg_tag_len)::numeric, 2) as avg_tag_len
from bookmarks group by month order by count(*) desc, month limit 12`;

export interface Engines {
  readonly jobs: JobService;
  readonly warehouse: Warehouse;
  readonly kv: Pick<RunningStore, 'store'>;
}

export interface MainPathResult {
  readonly execution: Execution;
  readonly load: Load;
  readonly answer: QueryReply;
  /** Undefined where the store is a replica, which serves what its leader does. */
  readonly version: Version | undefined;
  /** One of the keys that are served; undefined when the output is empty. */
  readonly key: string | undefined;
}

/** The path that Oremill exists for: raw records → a job → a table and an answer, and a dataset served from memory. */
export async function runMainPath(
  engines: Engines,
  inputs: readonly string[],
  onProgress: (execution: Execution) => void,
): Promise<MainPathResult> {
  const { jobs } = engines;
  const started = await jobs.startOn(inputs, { job: MAIN_JOB });
  const following = jobs.feed.subscribe(
    {
      push: ({ data }) => {
        onProgress(data);
        return true;
      },
      end: () => {},
    },
    { executionId: started.id },
  );
  const execution = await jobs.whenDone(started.id).finally(() => following.close());
  return loadAndServe(engines, execution);
}

/** The second half, for an execution whose output never reached the table. */
export async function loadAndServe(
  { jobs, warehouse, kv: { store } }: Engines,
  execution: Execution,
): Promise<MainPathResult> {
  const source = jobs.outputFolder(execution.id);
  const load = await warehouse.load({ table: MAIN_TABLE, source });
  const answer = await ask(warehouse);
  if (store.isReplica) return { execution, load, answer, version: undefined, key: undefined };
  const title = `execution ${execution.id}`;
  const version = await store.publish(MAIN_DATASET, { sources: [source], title });
  return { execution, load, answer, version, key: store.find(MAIN_DATASET).randomKey()?.toString() };
}

export function ask(warehouse: Warehouse): Promise<QueryReply> {
  return warehouse.query({ sql: MAIN_QUESTION });
}

/** Writes the generated sample, whole or not at all, unless it is there. */
export async function ensureSample(path: string, bytes: Bytes): Promise<void> {
  if (existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const partial = `${path}.partial`;
  try {
    await pipeline(
      Readable.from(generateBookmarks({ bytes, seed: 1 })),
      createWriteStream(partial, { flush: true }),
    );
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}
