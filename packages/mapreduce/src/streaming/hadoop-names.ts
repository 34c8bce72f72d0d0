/** Variables by which Hadoop tells a task what it is: the names of Hadoop 2 and 3, and those of 1. */
export type HadoopNames = Readonly<Record<string, string>>;

export interface NamedTask {
  readonly jobId: string;
  readonly kind: 'map' | 'reduce';
  readonly index: number;
  /** From 1. */
  readonly attempt: number;
  readonly folder: string;
  readonly outputFolder: string;
  readonly files: readonly string[];
  /** Of a map task. */
  readonly input?: { readonly file: string; readonly start: number; readonly length: number } | undefined;
}

export function hadoopNames(task: NamedTask): HadoopNames {
  const { jobId, kind, index, attempt, folder, outputFolder, files, input } = task;
  const taskId = `${jobId.replace(/^job/, 'task')}_${kind === 'map' ? 'm' : 'r'}_${String(index).padStart(6, '0')}`;
  const attemptId = `${taskId.replace(/^task/, 'attempt')}_${attempt - 1}`;
  const isMap = String(kind === 'map');
  return {
    mapreduce_job_id: jobId,
    mapred_job_id: jobId,
    mapreduce_task_id: taskId,
    mapred_tip_id: taskId,
    mapreduce_task_attempt_id: attemptId,
    mapred_task_id: attemptId,
    mapreduce_task_ismap: isMap,
    mapred_task_is_map: isMap,
    mapreduce_task_partition: String(index),
    mapred_task_partition: String(index),
    mapreduce_task_output_dir: outputFolder,
    mapred_work_output_dir: outputFolder,
    mapreduce_job_local_dir: folder,
    job_local_dir: folder,
    mapreduce_job_cache_local_files: files.join(','),
    mapred_cache_localFiles: files.join(','),
    ...(input === undefined ? {} : inputNames(input)),
  };
}

function inputNames({ file, start, length }: NonNullable<NamedTask['input']>): HadoopNames {
  return {
    mapreduce_map_input_file: file,
    map_input_file: file,
    mapreduce_map_input_start: String(start),
    map_input_start: String(start),
    mapreduce_map_input_length: String(length),
    map_input_length: String(length),
  };
}
