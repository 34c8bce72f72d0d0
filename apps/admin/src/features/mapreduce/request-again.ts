import type { Execution, StartExecution } from '@oremill/types';

/** The request that runs the same job on the same input; undefined when that was more than one request can name. */
export function requestAgain(execution: Execution): StartExecution | undefined {
  const [path] = execution.inputs;
  if (path === undefined || execution.inputs.length > 1) return undefined;
  return { job: execution.job, input: { path }, workers: execution.workers };
}
