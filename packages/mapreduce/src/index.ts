export { resumeJob, retrySkipped, runJob, tryJob } from './conductors.ts';
export { type Config, configSchema, type Limits } from './config.ts';
export { diagnoseOutput } from './diagnose/diagnose-output.ts';
export { findInputs, type SourceFile } from './input/find-inputs.ts';
export { eachPair, identity, keyAndSum, sum, type TokenMapper, tokens } from './job/built-ins.ts';
export { bytes, type Codec, float, integer, json, nothing, text } from './job/codecs.ts';
export {
  defineJob,
  defineSteps,
  describeJob,
  type JobDefinition,
  type JobSpec,
  type StepsSpec,
} from './job/define-job.ts';
export { loadJob } from './job/load-job.ts';
export { jsonValues, type Output, outputLines, pairs, rawKeys, rawPairs } from './job/output.ts';
export {
  byteLines,
  jsonLines,
  type Protocol,
  pairLines,
  rawKeyLines,
  rawPairLines,
  tableLines,
  textLines,
  wholeFiles,
} from './job/protocols.ts';
export type { Partitioner, Steps } from './job/step.ts';
export { firstField, otherFields, type Table, table } from './job/table.ts';
export type { CombineTask, MapOnlyTask, MapTask, Place, ReduceTask, Task } from './job/task.ts';
export { descendingNumber, orderedNumber, tuple } from './job/tuple.ts';
export type { InputFile } from './job/whole-file.ts';
export { discardExecution, discardPartial } from './output/discard-output.ts';
export { readExecution, readSkipped, readTasks } from './output/read-output.ts';
export type { ResumeOptions } from './resume-job.ts';
export type { RetrySkippedOptions } from './retry-skipped.ts';
export type { RunJobOptions, World } from './run-job.ts';
export { generateAccessLog } from './sample/access-log.ts';
export { generateBookmarks, type SampleOptions } from './sample/bookmarks.ts';
export { generateLinks } from './sample/links.ts';
export { type Command, command } from './streaming/command.ts';
export type { StepTrial, Trial } from './trial/trial.ts';
export type { TryJobOptions } from './try-job.ts';
