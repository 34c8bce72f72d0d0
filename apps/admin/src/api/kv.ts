import {
  type CreateDataset,
  createDatasetSchema,
  type DatasetReport,
  type KeyValueReport,
  type Page,
  type Pins,
  type Publish,
  publishSchema,
  type TextOrBytes,
  type Version,
} from '@oremill/types';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { addStats, type KvCourse } from '../live/kv-course.ts';
import { api, read } from './client.ts';
import { withoutAbsent } from './without-absent.ts';

/** The event stream does not tell of the store, so what is shown is asked for again. A hidden page asks nothing. */
const DATASETS_MS = 5_000;
export const STATS_MS = 2_000;
const COURSE_MS = 15 * 60_000;

export const KEYS_PER_PAGE = 50;
/** As much of a value as a row has room for. */
const PREVIEW_BYTES = 160;

export const datasetsQuery = queryOptions({
  queryKey: ['datasets'],
  queryFn: async ({ signal }): Promise<DatasetReport[]> =>
    (await read(api.GET('/kv/datasets', { signal }))).items,
  refetchInterval: DATASETS_MS,
});

export function datasetQuery(name: string) {
  return queryOptions({
    queryKey: ['datasets', name],
    queryFn: ({ signal }): Promise<DatasetReport> =>
      read(api.GET('/kv/datasets/{name}', { params: { path: { name } }, signal })),
    refetchInterval: DATASETS_MS,
  });
}

/** Entries whose keys begin with `prefix`, page by page; while other letters are looked for, the last ones stay. */
export function keysQuery(name: string, prefix: string) {
  return infiniteQueryOptions({
    queryKey: ['keys', name, prefix],
    queryFn: ({ pageParam, signal }): Promise<Page<KeyValueReport>> =>
      read(
        api.GET('/kv/datasets/{name}/keys', {
          params: {
            path: { name },
            query: {
              prefix,
              limit: KEYS_PER_PAGE,
              valueBytesMax: PREVIEW_BYTES,
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** What the store did until now, and its course since a page first asked. */
export const kvCourseQuery = queryOptions({
  queryKey: ['kv-stats'],
  queryFn: async ({ client, queryKey, signal }): Promise<KvCourse> =>
    addStats(client.getQueryData<KvCourse>(queryKey), await read(api.GET('/kv/stats', { signal }))),
  refetchInterval: STATS_MS,
  staleTime: 0,
  gcTime: COURSE_MS,
  // Each answer is new, and the course is long: comparing them costs and saves nothing.
  structuralSharing: false,
});

export function createDataset(body: CreateDataset): Promise<DatasetReport> {
  return read(api.POST('/kv/datasets', { body: withoutAbsent(createDatasetSchema.parse(body)) }));
}

export async function removeDataset(name: string): Promise<void> {
  await read(api.DELETE('/kv/datasets/{name}', { params: { path: { name } } }));
}

export function publishVersion({ name, body }: { name: string; body: Publish }): Promise<Version> {
  const path = { name };
  return read(
    api.POST('/kv/datasets/{name}/versions', {
      params: { path },
      body: withoutAbsent(publishSchema.parse(body)),
    }),
  );
}

export function rollBackDataset({
  name,
  version,
}: {
  name: string;
  version: number;
}): Promise<DatasetReport> {
  return read(api.POST('/kv/datasets/{name}/rollback', { params: { path: { name } }, body: { version } }));
}

export function pinVersions({ name, pins }: { name: string; pins: Pins }): Promise<DatasetReport> {
  return read(
    api.POST('/kv/datasets/{name}/pins', { params: { path: { name } }, body: withoutAbsent(pins) }),
  );
}

/** Runs one command as a RESP client would; a refusal by the store is part of the reply, not an error. */
export async function runCommand(
  command: readonly TextOrBytes[],
  dataset?: string,
  signal?: AbortSignal,
): Promise<unknown> {
  const body = { command: [...command], ...(dataset === undefined ? {} : { dataset }) };
  return (await read(api.POST('/kv/commands', { body, ...(signal ? { signal } : {}) }))).reply;
}

/** What the commands of the store do, in its own words. */
export const commandDocsQuery = queryOptions({
  queryKey: ['kv-command-docs'],
  queryFn: ({ signal }) => runCommand(['COMMAND', 'DOCS'], undefined, signal),
  staleTime: Number.POSITIVE_INFINITY,
});
