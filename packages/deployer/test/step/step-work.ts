/** A step to be done in a folder of a test, with what it writes. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { type LogLine, type PipelineInput, pipelineSchema } from '@oremill/types';
import { afterEach } from 'vitest';
import { createStepRunner, type StepRunnerOptions } from '../../src/step/step-runner.ts';
import type { StepOutcome, StepWork } from '../../src/step/step-work.ts';
import { openArtifacts } from '../../src/store/artifacts.ts';
import { openCaches } from '../../src/store/caches.ts';

export interface StepTrial {
  readonly folder: string;
  readonly workspace: string;
  /** Does a step named `step` of a pipeline with it. */
  run(step: PipelineInput['steps'][string], more?: TrialOptions): Promise<StepOutcome>;
  /** Lines so far: text of the command's, and of the engine's. */
  lines(...streams: LogLine['stream'][]): string[];
  /** Resolves when a line has come that is this one. */
  whenSaid(text: string): Promise<void>;
}

export interface TrialOptions {
  readonly pipeline?: Partial<PipelineInput>;
  readonly work?: Partial<StepWork>;
  readonly runner?: Partial<StepRunnerOptions>;
  readonly signal?: AbortSignal;
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function makeTrial(): StepTrial {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'deployer-step-')));
  folders.push(folder);
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  const written: Omit<LogLine, 'line'>[] = [];
  const waiting = new Map<string, () => void>();
  return {
    folder,
    workspace,
    async run(step, { pipeline = {}, work = {}, runner = {}, signal = new AbortController().signal } = {}) {
      const whole = pipelineSchema.parse({ ...pipeline, steps: { step } });
      const definition = whole.steps.step;
      if (definition === undefined) throw new Error('the step is not in its pipeline');
      const store = { clock: systemClock, archiveBytesMax: 1024 * 1024 };
      const made = createStepRunner({
        folder: join(folder, 'deployer'),
        clock: systemClock,
        artifacts: openArtifacts({ ...store, folder: join(folder, 'artifacts') }),
        caches: openCaches({ ...store, folder: join(folder, 'caches') }),
        log: createLog('silent'),
        environment: { PATH: process.env.PATH, DATABASE_URL: 'postgres://platform' },
        graceMs: 200,
        ...runner,
      });
      return made.run(
        {
          runId: 'run1',
          attempt: 1,
          planned: { name: 'step', step: 'step', definition, needs: [] },
          pipeline: whole,
          workspace,
          repository: 'shop',
          branch: 'main',
          commit: 'a'.repeat(40),
          isTrusted: true,
          artifacts: [],
          log: {
            write(line) {
              written.push(line);
              waiting.get(line.text)?.();
            },
          },
          ...work,
        },
        signal,
      );
    },
    lines: (...streams) =>
      written
        .filter(({ stream }) => streams.length === 0 || streams.includes(stream))
        .map(({ text }) => text),
    whenSaid: (text) =>
      new Promise((resolve) => {
        if (written.some((line) => line.text === text)) resolve();
        else waiting.set(text, resolve);
      }),
  };
}

/** Whether a process with this text in its command line is there. */
export function isRunning(text: string): boolean {
  return readdirSync('/proc').some((pid) => {
    try {
      // Of a process that has ended and was not waited for it is empty.
      return (
        /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').includes(text)
      );
    } catch {
      // It has ended meanwhile.
      return false;
    }
  });
}
