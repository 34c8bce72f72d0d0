import { stepFolder } from '../output/output-paths.ts';
import { PartWriter } from '../output/part-writer.ts';
import type { TaskContext } from './run-task.ts';

type PartContext = Pick<TaskContext, 'job' | 'paths' | 'files' | 'limits' | 'compression'>;

/** The part that a task of a step writes; only those of the last step are compressed. */
export function openPart(
  { job, paths, files, limits, compression }: PartContext,
  { step, index }: { readonly step: number; readonly index: number },
): PartWriter {
  const isLast = step === job.steps.length - 1;
  return new PartWriter({
    folder: stepFolder(paths, step, job.steps.length),
    partition: index,
    files,
    bufferBytes: limits.writeBytes,
    compression: isLast ? compression : 'none',
  });
}
