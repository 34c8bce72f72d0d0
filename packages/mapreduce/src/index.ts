export { findInputs, type SourceFile } from './input/find-inputs.ts';
export { type JobDefinition, loadJob } from './job/load-job.ts';
export { discardPartial, readExecution, readSkipped } from './output/read-output.ts';
export { type RunJobOptions, runJob, type World } from './run-job.ts';
