import { join } from 'node:path';
import { CostService } from '@oremill/cost-model';
import type { CostPluginOptions } from '@oremill/cost-model/plugin';
import type { Clock } from '@oremill/runtime';
import { openSampleSource, type SampleWorld, tasksOf } from './sample-sources.ts';

/** The cost model over what the other engines have. */
export function openCost(dataFolder: string, world: SampleWorld, clock: Clock): CostPluginOptions {
  return {
    cost: new CostService({ folder: join(dataFolder, 'cost', 'samples'), clock }),
    openSource: (source) => openSampleSource(source, world),
    memoryOf: (dataset) => world.store.report(dataset).memoryBytes,
    tasksOf: (executionId) => tasksOf(world.jobs, executionId),
  };
}
