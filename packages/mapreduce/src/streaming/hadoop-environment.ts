export type Environment = Readonly<Record<string, string | undefined>>;

/** What Hadoop Streaming says of a task, in the environment. */
export interface HadoopTask {
  /** The file that stdin is a piece of, and the byte of it at which the piece begins. */
  readonly file: string;
  readonly start: number;
  readonly partition: number | undefined;
  readonly jobId: string | undefined;
  readonly attemptId: string | undefined;
}

/** Reads the names of Hadoop 2 and 3, else those of Hadoop 1. */
export function readHadoopTask(env: Environment): HadoopTask {
  const first = (...names: readonly string[]) =>
    names.map((name) => env[name]).find((value) => value !== undefined);
  return {
    file: first('mapreduce_map_input_file', 'map_input_file') ?? '-',
    start: numberOf(first('mapreduce_map_input_start', 'map_input_start')) ?? 0,
    partition: numberOf(first('mapreduce_task_partition', 'mapred_task_partition')),
    jobId: first('mapreduce_job_id', 'mapred_job_id'),
    attemptId: first('mapreduce_task_attempt_id', 'mapred_task_id'),
  };
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
