import { join } from 'node:path';
import { CostAnswers, CostService } from '@oremill/cost-model';
import type { CostPluginOptions } from '@oremill/cost-model/plugin';
import type { Clock } from '@oremill/runtime';
import { openSampleSource, type SampleWorld, tasksOf } from './sample-sources.ts';

export interface CostWorld extends SampleWorld {
  readonly dataFolder: string;
  readonly uploadBytesMax: number;
  readonly clock: Clock;
}

/** The cost model over what the other engines have. */
export function openCost({ dataFolder, uploadBytesMax, clock, ...world }: CostWorld): CostPluginOptions {
  const kept = { folder: join(dataFolder, 'cost', 'samples'), clock };
  return {
    cost: new CostService(kept),
    answers: new CostAnswers(kept),
    uploadBytesMax,
    openSource: (source) => openSampleSource(source, world),
    memoryOf: (dataset) => world.store.report(dataset).memoryBytes,
    tasksOf: (executionId) => tasksOf(world.jobs, executionId),
  };
}
