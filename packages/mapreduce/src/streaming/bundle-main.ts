import { parseArgs } from 'node:util';
import type { JobDefinition } from '../job/define-job.ts';
import { taskMain } from './main.ts';
import type { StreamingPhase } from './run-streaming-task.ts';

const USED_WRONGLY = 2;

/** What a bundled job does when node runs it: one task. Resolves to its exit code. */
export async function bundleMain(job: JobDefinition, args: readonly string[]): Promise<number> {
  const { step = '', phase = '', options, skipped, 'skip-limit': skipLimit } = parse(args);
  if (!isCount(step) || !isPhase(phase) || (skipLimit !== undefined && !isCount(skipLimit))) {
    process.stderr.write(
      `${job.name}: ${job.summary}\n` +
        'usage: node <bundle> --step <n> --phase map|combine|reduce [--options <json>] [--skip-limit <n>] [--skipped <file>]\n',
    );
    return USED_WRONGLY;
  }
  const limit = skipLimit === undefined ? undefined : Number(skipLimit);
  return taskMain(job, { step: Number(step), phase, options, skipped, skipLimit: limit });
}

interface Given {
  step?: string;
  phase?: string;
  options?: string;
  'skip-limit'?: string;
  skipped?: string;
}

/** Empty when an argument is none of these. */
function parse(args: readonly string[]): Given {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { step: text, phase: text, options: text, 'skip-limit': text, skipped: text },
    }).values;
  } catch {
    return {};
  }
}

function isPhase(text: string): text is StreamingPhase {
  return text === 'map' || text === 'combine' || text === 'reduce';
}

function isCount(text: string): boolean {
  return /^\d+$/.test(text);
}
