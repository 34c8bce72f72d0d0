import { diskFiles } from '../files/disk-files.ts';
import { stepFolder } from '../output/output-paths.ts';
import { PartWriter } from '../output/part-writer.ts';
import type { StreamingContext } from './task-processes.ts';

/** The part that a task of a step writes. */
export function openPart({ plan, job }: StreamingContext, step: number, partition: number): PartWriter {
  const isLast = step === job.steps.length - 1;
  return new PartWriter({
    folder: stepFolder(plan.paths, step, job.steps.length),
    partition,
    files: diskFiles,
    bufferBytes: plan.limits.writeBytes,
    compression: isLast ? plan.compression : 'none',
  });
}
