export { type Config, configSchema, type Limits } from './config.ts';
export { findInputs, type SourceFile } from './input/find-inputs.ts';
export { bytes, type Codec, float, integer, json, text } from './job/codecs.ts';
export {
  type CombineTask,
  defineJob,
  identity,
  type JobDefinition,
  type JobSpec,
  type MapTask,
  type ReduceTask,
} from './job/define-job.ts';
export { loadJob } from './job/load-job.ts';
export { byteLines, jsonLines, type Protocol, textLines } from './job/protocols.ts';
export { firstField, otherFields, type Table, table } from './job/table.ts';
export { discardPartial, readExecution, readSkipped } from './output/read-output.ts';
export { type RunJobOptions, runJob, type World } from './run-job.ts';
export { generateBookmarks, type SampleOptions } from './sample/bookmarks.ts';
export { JobService, type JobServiceOptions } from './service/job-service.ts';
