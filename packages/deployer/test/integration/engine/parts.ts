/** A repository that is a folder, done by real processes: what the engine needs of the other rooms, and no more. */
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { type PipelineInput, type PlannedStep, pipelineSchema } from '@oremill/types';
import type { RunParts } from '../../../src/engine/run-parts.ts';
import { judge } from '../../../src/gate/judge.ts';
import type { State } from '../../../src/state/open-state.ts';
import { createStepRunner } from '../../../src/step/step-runner.ts';
import { openArtifacts } from '../../../src/store/artifacts.ts';
import { openCaches } from '../../../src/store/caches.ts';

/** Its address is a folder with `pipeline.json`. */
export function folderParts(folder: string): RunParts {
  const store = { clock: systemClock, archiveBytesMax: 1024 * 1024 };
  const runner = createStepRunner({
    folder: join(folder, 'deployer'),
    clock: systemClock,
    artifacts: openArtifacts({ ...store, folder: join(folder, 'artifacts') }),
    caches: openCaches({ ...store, folder: join(folder, 'caches') }),
    log: createLog('silent'),
    environment: process.env,
    graceMs: 50,
  });
  return {
    async openWorkspace({ run }) {
      const tree = join(folder, 'workspaces', run.id);
      mkdirSync(tree, { recursive: true });
      return { folder: tree, close: async () => rmSync(tree, { recursive: true }) };
    },
    async plan({ url }) {
      const pipeline = pipelineSchema.parse(JSON.parse(readFileSync(join(url, 'pipeline.json'), 'utf8')));
      const steps = Object.entries(pipeline.steps).map(
        ([name, definition]): PlannedStep => ({ name, step: name, definition, needs: definition.needs }),
      );
      return { pipeline, steps };
    },
    stopLeftovers: (runId) => runner.endRun(runId),
    async openLog({ attempt, runId, step }) {
      const path = join(folder, `${runId}-${step}-${attempt}.log`);
      let lines = 0;
      let bytes = 0;
      return {
        write({ text }) {
          lines += 1;
          bytes += text.length;
          appendFileSync(path, `${text}\n`);
        },
        close: async () => ({ lines, bytes }),
      };
    },
    doStep: runner.run,
    keepReports: async () => [],
    async judge({ pipeline }) {
      return { metrics: {}, verdict: judge({ gates: pipeline.gates, now: { metrics: {}, reports: [] } }) };
    },
  };
}

/** A repository of this name with this pipeline. */
export async function addRepository(
  state: State,
  folder: string,
  name: string,
  pipeline: PipelineInput,
): Promise<void> {
  const url = join(folder, `repository-${name}`);
  mkdirSync(url);
  writeFileSync(join(url, 'pipeline.json'), JSON.stringify(pipeline));
  await state
    .insertInto('repositories')
    .values({ id: name, name, url, targetBranch: 'main', createdAt: new Date(), createdBy: 'test' })
    .execute();
}

/** A commit nobody made: the engine looks at none. */
export function commitOf(number: number): string {
  return number.toString(16).padStart(40, '0');
}
