import { existsSync } from 'node:fs';
import { type Diagnosis, type Execution, PAGE_LIMIT_MAX } from '@oremill/types';
import { withLocalOutput } from '../output/local-output.ts';
import { executionMissing } from '../output/output-exists.ts';
import { outputPaths } from '../output/output-paths.ts';
import { readExecution, readSkipped } from '../output/read-output.ts';
import { readJournal } from '../runner/task-journal.ts';
import { diagnose } from './diagnose.ts';
import type { SkipReason, TaskFact } from './facts.ts';

/** More skipped records say nothing new, and more reasons are not read. */
const RECORDS_LOOKED_AT_MAX = 100_000;
const REASONS_MAX = 1000;

/** Reads what an execution has left, published or not, and explains it. Throws EXECUTION_MISSING. */
export function diagnoseOutput(output: string): Promise<Diagnosis> {
  return withLocalOutput(output, async (folder) => {
    const execution = readExecution(folder);
    if (execution === undefined) throw executionMissing(output);
    return explain(execution, folder);
  });
}

async function explain(execution: Execution, outputFolder: string): Promise<Diagnosis> {
  const { output, partial } = outputPaths(outputFolder);
  const folder = execution.state === 'succeeded' && existsSync(output) ? output : partial;
  const tasks = readJournal(folder).map(
    ({ result, ...task }): TaskFact => ({
      ...task,
      spills: result.kind === 'map' ? result.spills.length : 0,
    }),
  );
  return diagnose({ execution, tasks, reasons: await readReasons(outputFolder) });
}

async function readReasons(output: string): Promise<SkipReason[]> {
  const reasons = new Map<string, SkipReason>();
  let cursor: string | undefined;
  let lookedAt = 0;
  do {
    const page = await readSkipped(output, { limit: PAGE_LIMIT_MAX, cursor });
    for (const { reason, file, offset } of page.items) {
      const key = withoutNumbers(reason);
      const known = reasons.get(key);
      if (known) reasons.set(key, { ...known, count: known.count + 1 });
      else if (reasons.size < REASONS_MAX) reasons.set(key, { reason, count: 1, first: { file, offset } });
    }
    lookedAt += page.items.length;
    cursor = page.nextCursor;
  } while (cursor !== undefined && lookedAt < RECORDS_LOOKED_AT_MAX);
  return [...reasons.values()];
}

/** `… at position 17` and `… at position 230` are one reason, and so are those that quote the record. */
function withoutNumbers(reason: string): string {
  return reason.replaceAll(/"[^"]*"\.*|\d+/g, '#');
}
