import {
  type BookPrice,
  type ComparisonReply,
  type CostMedium,
  type EstimateReply,
  type FigureTree,
  type ScenarioInput,
  type StoredSample,
  storedSampleSchema,
} from '@oremill/types';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, read } from './client.ts';
import type { paths } from './schema.generated.ts';
import { fileSender, type SendFile } from './upload.ts';
import { withoutAbsent } from './without-absent.ts';

type Body<Path extends '/cost/samples/sources' | '/cost/estimates' | '/cost/comparisons'> =
  paths[Path]['post']['requestBody']['content']['application/json'];

/** Which lines are records, and what of them is text. */
export interface RecordRules {
  readonly format: 'json-lines' | 'tsv';
  /** Names with commas between them. */
  readonly columns?: string | undefined;
  readonly text?: string | undefined;
}

export type SampleSource = Body<'/cost/samples/sources'>['source'];

export const samplesQuery = queryOptions({
  queryKey: ['samples'],
  queryFn: async ({ signal }): Promise<StoredSample[]> =>
    (await read(api.GET('/cost/samples', { signal }))).items,
});

export function sampleQuery(id: string) {
  return queryOptions({
    queryKey: ['samples', id],
    queryFn: ({ signal }): Promise<StoredSample> =>
      read(api.GET('/cost/samples/{id}', { params: { path: { id } }, signal })),
    staleTime: 60_000,
  });
}

export function sampleSender(rules: RecordRules): SendFile<StoredSample> {
  return fileSender(
    '/cost/samples',
    withoutAbsent({ ...rules }) as Record<string, string>,
    storedSampleSchema,
  );
}

export function readSample(source: SampleSource, rules: RecordRules): Promise<StoredSample> {
  return read(
    api.POST('/cost/samples/sources', { body: { source, tokens: 'words', ...withoutAbsent({ ...rules }) } }),
  );
}

export async function removeSample(id: string): Promise<void> {
  await read(api.DELETE('/cost/samples/{id}', { params: { path: { id } } }));
}

export const mediaQuery = queryOptions({
  queryKey: ['cost-media'],
  queryFn: async ({ signal }): Promise<CostMedium[]> =>
    (await read(api.GET('/cost/media', { signal }))).items,
  staleTime: Number.POSITIVE_INFINITY,
});

/** While another scenario is worked out, the last estimate stays. */
export function estimateQuery(sampleId: string, scenario: ScenarioInput) {
  return queryOptions({
    queryKey: ['estimates', sampleId, scenario],
    queryFn: ({ signal }): Promise<EstimateReply> =>
      read(api.POST('/cost/estimates', { body: bodyOf(sampleId, scenario), signal })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function explanationQuery(sampleId: string, scenario: ScenarioInput, line: string) {
  return queryOptions({
    queryKey: ['explanations', sampleId, scenario, line],
    queryFn: ({ signal }): Promise<FigureTree> =>
      read(api.POST('/cost/explanations', { body: { ...bodyOf(sampleId, scenario), line }, signal })),
    staleTime: 60_000,
  });
}

export function comparisonQuery(sampleId: string, first: ScenarioInput, second: ScenarioInput) {
  const body = { sampleId, first, second } as Body<'/cost/comparisons'>;
  return queryOptions({
    queryKey: ['comparisons', sampleId, first, second],
    queryFn: ({ signal }): Promise<ComparisonReply> => read(api.POST('/cost/comparisons', { body, signal })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** What a scenario does not say takes the platform's default. */
function bodyOf(sampleId: string, scenario: ScenarioInput): Body<'/cost/estimates'> {
  return { sampleId, scenario: scenario as Body<'/cost/estimates'>['scenario'] };
}

export interface PriceList {
  readonly title: string;
  readonly items: BookPrice[];
}

export function pricesQuery(book: string) {
  return queryOptions({
    queryKey: ['prices', book],
    queryFn: ({ signal }): Promise<PriceList> =>
      read(api.GET('/cost/books/{name}', { params: { path: { name: book } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
