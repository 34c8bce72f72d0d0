import { countLines } from '../files/count-lines.ts';
import { diskFiles } from '../files/disk-files.ts';
import { stepFolder } from '../output/output-paths.ts';
import { openPart } from '../runner/open-part.ts';
import type { ReduceResult, ReduceTask, TaskProgress } from '../runner/run-task.ts';
import { hadoopNames } from './hadoop-names.ts';
import { LineCutter } from './line-cutter.ts';
import { jobIdOf, runPhase, type StreamingContext, sortLines, taskPath } from './task-processes.ts';

/** Sorts the lines of a partition and writes what a reducer's process makes of them to a part. */
export async function streamReduce(
  context: StreamingContext,
  { step, index, segments }: ReduceTask,
  attempt: number,
  progress: TaskProgress,
): Promise<ReduceResult> {
  const { job, plan, folder } = context;
  const sorted = taskPath(context, 'reduce', step, index);
  const startedMs = performance.now();
  const paths = segments.filter(({ pairs }) => pairs > 0).map(({ path }) => path);
  if (paths.length === 0) diskFiles.create(sorted).close();
  else await sortLines(context, paths, job.steps[step]?.shuffle?.sortValues === true, sorted);
  const sortedMs = performance.now();
  progress.mergeMs = sortedMs - startedMs;

  const part = openPart({ ...plan, job, files: diskFiles }, { step, index });
  try {
    const cutter = new LineCutter((lines) => part.writeRows(lines, countLines(lines)));
    const outputFolder = stepFolder(plan.paths, step, job.steps.length);
    const files = Object.keys(job.files);
    const jobId = jobIdOf(context, step);
    const report = () => {
      progress.rows = part.rows;
      progress.outputBytes = part.bytes;
      progress.reduceMs = performance.now() - sortedMs;
    };
    const heard = await runPhase(context, {
      step,
      phase: 'reduce',
      names: hadoopNames({ jobId, kind: 'reduce', index, attempt, folder, outputFolder, files }),
      stdin: { path: sorted },
      onStdout: cutter.take,
      onHeard: report,
    });
    cutter.end();
    diskFiles.remove(sorted);
    const finished = part.finish();
    report();
    progress.groups = heard.engine('groups');
    return { kind: 'reduce', counters: heard.counters.toCounters(), part: finished };
  } finally {
    part.close();
  }
}
