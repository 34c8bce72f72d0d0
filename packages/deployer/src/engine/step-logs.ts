import { setTimeout as sleep } from 'node:timers/promises';
import { deployerError, hasEnded, type LogLine, type LogPage, type Run } from '@oremill/types';
import type { State } from '../state/open-state.ts';
import type { LogName } from '../store/log-folder.ts';
import type { Logs } from '../store/logs.ts';
import { readRun } from './read-runs.ts';
import type { RunFeed } from './run-feed.ts';

/** A log as people name it. */
export interface StepLogName {
  /** Of the run. */
  readonly id: string;
  readonly step: string;
  /** Default: the last. */
  readonly attempt?: number | undefined;
}

/** Logs of the steps of runs, wherever they were done: a rerun has steps of the run before. */
export interface StepLogs {
  page(name: StepLogName, range: { from: number; count: number }): Promise<LogPage>;
  search(
    name: StepLogName,
    search: { text: string; limit: number },
  ): Promise<{ lines: LogLine[]; isCut: boolean }>;
  /** Lines in groups: those that are there, and those that come until the attempt has ended, unless that is not wanted. */
  follow(
    name: StepLogName,
    options: { from: number; signal: AbortSignal; isLive?: boolean },
  ): Promise<AsyncGenerator<readonly LogLine[]>>;
}

/** Lines in a group at most. */
const GROUP_MAX = 1000;
const FOLLOW_MS = 100;

export function openStepLogs(state: State, logs: Logs, feed: RunFeed): StepLogs {
  return {
    async page(name, range) {
      const { log, hasEnded } = findLog(await readRun(state, name.id), name);
      const lines = await Array.fromAsync(logs.read(log, range));
      // Asked for after the others, so that these are never more than there are in all.
      const last = (await logs.readEnd(log, 1)).at(-1);
      return { lines, total: last === undefined ? 0 : last.line + 1, hasEnded };
    },
    async search(name, { text, limit }) {
      const { log } = findLog(await readRun(state, name.id), name);
      const lines = await Array.fromAsync(logs.read(log, { search: text, count: limit + 1 }));
      return { lines: lines.slice(0, limit), isCut: lines.length > limit };
    },
    async follow(name, { from, signal, isLive = true }) {
      const found = findLog(await readRun(state, name.id), name);
      return followGroups(logs, feed, {
        ...name,
        ...found,
        from,
        signal,
        hasEnded: found.hasEnded || !isLive,
      });
    },
  };
}

interface FoundLog {
  readonly log: LogName;
  readonly attempt: number;
  readonly hasEnded: boolean;
}

/** Throws STEP_MISSING. */
function findLog(run: Run, { step: name, attempt: wanted }: StepLogName): FoundLog {
  const step = run.steps.find((one) => one.name === name);
  if (step === undefined) {
    throw deployerError('STEP_MISSING', `run ${run.id} has no step ${name}`, {
      hint: `Its steps are ${run.steps.map((one) => one.name).join(', ') || 'not known yet'}.`,
    });
  }
  // Of a step that has not begun the log will be that of its first attempt.
  const attempt = wanted ?? Math.max(step.attempt, 1);
  const isDone = step.state !== 'running' && step.state !== 'waiting';
  return {
    log: { runId: step.keptFrom ?? run.id, step: name, attempt },
    attempt,
    hasEnded: isDone || attempt < step.attempt || hasEnded(run),
  };
}

interface Following extends FoundLog {
  readonly id: string;
  readonly step: string;
  readonly from: number;
  readonly signal: AbortSignal;
}

async function* followGroups(logs: Logs, feed: RunFeed, following: Following) {
  const { attempt, id, log, signal, step } = following;
  let isOver = following.hasEnded;
  const ends = feed.follow(
    {
      push({ data }) {
        isOver = following.hasEnded || findLog(data, { id, step, attempt }).hasEnded;
        return true;
      },
      end() {
        isOver = true;
      },
    },
    { runId: id },
  );
  try {
    for (let next = following.from; !signal.aborted; ) {
      // Looked at before the read: what was written until then is read.
      const wasOver = isOver;
      const lines = await Array.fromAsync(logs.read(log, { from: next, count: GROUP_MAX }));
      next = (lines.at(-1)?.line ?? next - 1) + 1;
      if (lines.length > 0) yield lines;
      else if (wasOver) return;
      else await sleep(FOLLOW_MS);
    }
  } finally {
    ends.close();
  }
}
