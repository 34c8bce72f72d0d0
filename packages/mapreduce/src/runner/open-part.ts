import { stepFolder } from '../output/output-paths.ts';
import { PairWriter } from '../output/pair-writer.ts';
import { PartWriter } from '../output/part-writer.ts';
import type { ReduceTask, TaskContext } from './run-task.ts';

type PartContext = Pick<TaskContext, 'job' | 'paths' | 'files' | 'limits' | 'compression'>;

/** The part of lines that a task of a step writes; only those of the last step are compressed. */
export function openPart(
  { job, paths, files, limits, compression }: PartContext,
  { step, index }: Pick<ReduceTask, 'step' | 'index'>,
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

/** The part that a reducer writes, in the form that the step's output has. */
export function openReducedPart(context: TaskContext, task: ReduceTask): PartWriter | Promise<PairWriter> {
  const { job, paths, files, limits, partitions, outputPlan } = context;
  const { step, index, segments } = task;
  const format = job.steps[step]?.output.pairs;
  if (format === undefined) return openPart(context, task);
  return PairWriter.open({
    format,
    plan: outputPlan,
    folder: stepFolder(paths, step, job.steps.length),
    partition: index,
    partitions,
    pairsExpected: segments.reduce((sum, { pairs }) => sum + pairs, 0),
    files,
    memoryBytes: limits.partBytes,
  });
}
