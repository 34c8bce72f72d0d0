import { acceptStreams, bodyStream, goneSignal, serveEndpoint } from '@oremill/runtime/http';
import { costEndpoints as endpoints, type TaskReport } from '@oremill/types';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { CostService } from './cost-service.ts';
import { limitBytes } from './sample/limit-bytes.ts';
import { type Content, contentOf } from './sample/open-content.ts';
import type { Rules } from './statistics/rules.ts';
import type { CostAnswers } from './thread/cost-answers.ts';
import { parseQuantity } from './units/parse-quantity.ts';

export type SampleSource = z.output<typeof endpoints.readSampleSchema>['source'];

export interface CostPluginOptions {
  readonly cost: CostService;
  /** Of the same samples. */
  readonly answers: CostAnswers;
  /** As it is sent, and as what was sent unpacks to. */
  readonly uploadBytesMax: number;
  /** Content of what the platform has; throws for what clients may not have read. */
  readonly openSource: (source: SampleSource) => Promise<readonly Content[]>;
  /** Bytes that a dataset of the key-value store takes; throws DATASET_MISSING. */
  readonly memoryOf: (dataset: string) => number;
  /** Tasks of a succeeded execution, and the bytes of its input; throws EXECUTION_MISSING and its kin. */
  readonly tasksOf: (executionId: string) => Promise<{ tasks: readonly TaskReport[]; inputBytes: number }>;
}

/** Serves samples, estimates, media and prices. */
export async function costPlugin(
  app: FastifyInstance,
  { cost, answers, uploadBytesMax, openSource, memoryOf, tasksOf }: CostPluginOptions,
): Promise<void> {
  serveEndpoint(app, endpoints.listSamples, () => ({ items: cost.samples.list() }));
  serveEndpoint(app, endpoints.getSample, ({ params }) => cost.samples.get(params.id));
  serveEndpoint(app, endpoints.removeSample, async ({ params }) => {
    cost.samples.remove(params.id);
    return undefined;
  });
  serveEndpoint(app, endpoints.readSample, async ({ body: { source, ...rules }, reply }) =>
    cost.measure(await openSource(source), rulesOf(rules), goneSignal(reply)),
  );
  serveEndpoint(app, endpoints.estimateCost, ({ body: { sampleId, scenario }, reply }) =>
    answers.ask('estimate', [sampleId, scenario], goneSignal(reply)),
  );
  serveEndpoint(app, endpoints.explainCost, ({ body: { sampleId, scenario, line }, reply }) =>
    answers.ask('explain', [sampleId, scenario, line], goneSignal(reply)),
  );
  serveEndpoint(app, endpoints.compareCosts, ({ body: { sampleId, first, second }, reply }) =>
    answers.ask('compare', [sampleId, first, second], goneSignal(reply)),
  );
  serveEndpoint(app, endpoints.listMedia, () => ({ items: cost.media() }));
  serveEndpoint(app, endpoints.listPrices, ({ params, query }) => cost.prices(params.name, query.prefix));
  serveEndpoint(app, endpoints.keepDataset, ({ params: { name } }) => {
    const memoryBytes = memoryOf(name);
    return { memoryBytes, items: cost.keep(memoryBytes, `the memory of dataset ${name}`) };
  });
  serveEndpoint(app, endpoints.estimateRun, async ({ body: { executionId, input, book, ...rest } }) => {
    const { tasks, inputBytes } = await tasksOf(executionId);
    const all = parseQuantity(input, 'B', 'input');
    const request = { ...rest, tasks, name: `execution ${executionId}`, partBytes: inputBytes, input: all };
    return cost.estimateRun(request, book);
  });
  await app.register(async (uploads) => {
    // A sample is measured while it comes.
    acceptStreams(uploads);
    serveEndpoint(uploads, endpoints.uploadSample, ({ query: { name, ...rules }, request, reply }) => {
      const limits = { name, bytesMax: uploadBytesMax };
      const sent = contentOf(name, undefined, () => limitBytes(bodyStream(request), limits));
      // A small upload may unpack to any size.
      const unpacked = { ...sent, read: (signal?: AbortSignal) => limitBytes(sent.read(signal), limits) };
      return cost.measure([unpacked], rulesOf(rules), goneSignal(reply));
    });
  });
}

function rulesOf({
  columns,
  ...rules
}: Omit<Rules, 'columns' | 'needsSpace'> & { columns?: string | undefined }): Rules {
  return { ...rules, columns: columns?.split(','), needsSpace: false };
}
