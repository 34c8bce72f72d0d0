import { type Content, contentOf, openContents } from '@oremill/cost-model';
import type { SampleSource } from '@oremill/cost-model/plugin';
import { allowedSource, type Store } from '@oremill/kv';
import type { JobService } from '@oremill/mapreduce/service';
import { createObjects } from '@oremill/runtime/objects';
import type { TaskReport } from '@oremill/types';
import type { Warehouse } from '@oremill/warehouse';

export interface SampleWorld {
  readonly jobs: JobService;
  readonly warehouse: Warehouse;
  readonly store: Store;
  readonly inputRoots: readonly string[];
}

/** Rows of a table that are measured: as many as a query may reply. */
const TABLE_ROWS = 10_000;
const PAGE_ENTRIES = 1000;
const NEWLINE = Buffer.from('\n');

/** Opens what the platform has as records to measure. Throws for what clients may not have read. */
export async function openSampleSource(source: SampleSource, world: SampleWorld): Promise<Content[]> {
  const { jobs, warehouse, store, inputRoots } = world;
  switch (source.kind) {
    case 'file':
      return openContents([await allowedSource(source.path, inputRoots)], createObjects());
    case 'execution':
      return openContents([await jobs.outputOf(source.id)], createObjects());
    case 'dataset':
      return [contentOf(`dataset ${source.name}`, undefined, () => values(store, source.name))];
    case 'table': {
      // Of the warehouse's own list: a name that is none of a table's is not put into a statement.
      const { name } = await warehouse.getTable(source.name);
      return [
        contentOf(`table ${name}, ${TABLE_ROWS} rows by chance`, undefined, () => rows(warehouse, name)),
      ];
    }
  }
}

/** The values of a dataset, a line each. */
async function* values(store: Store, name: string): AsyncGenerator<Buffer, void> {
  const dataset = store.find(name);
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page = dataset.page(from, PAGE_ENTRIES);
    const found = dataset.getMany(page.entries.map(({ key }) => Buffer.from(key)));
    yield Buffer.concat(found.flatMap((value) => (value ? [oneLine(value), NEWLINE] : [])));
    from = page.next;
  }
}

function oneLine(value: Buffer): Buffer {
  return value.includes(NEWLINE)
    ? Buffer.from(value.toString('latin1').replaceAll('\n', ' '), 'latin1')
    : value;
}

/** Rows of a table as JSON, by chance. */
async function* rows(warehouse: Warehouse, name: string): AsyncGenerator<Buffer, void> {
  const sql = `select to_json(t)::text from "${name}" t order by random() limit ${TABLE_ROWS}`;
  const reply = await warehouse.query({ sql, limit: TABLE_ROWS });
  yield Buffer.from(reply.rows.map(([row]) => `${row}\n`).join(''));
}

const TASKS_A_PAGE = 200;

/** All tasks of a succeeded execution, and the bytes of its input. Throws EXECUTION_MISSING and its kin. */
export async function tasksOf(
  jobs: JobService,
  executionId: string,
): Promise<{ tasks: TaskReport[]; inputBytes: number }> {
  await jobs.outputOf(executionId);
  const { progress } = await jobs.get(executionId);
  const tasks: TaskReport[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await jobs.listTasks(executionId, { limit: TASKS_A_PAGE, cursor });
    tasks.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === undefined) return { tasks, inputBytes: progress.inputBytes };
  }
}
