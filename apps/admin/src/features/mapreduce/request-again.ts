import type { Execution, ExecutionInput, StartExecution } from '@oremill/types';

/** The request that runs the same job on the same input; undefined when that is more than one request can name. */
export function requestAgain(execution: Execution): StartExecution | undefined {
  const { job, workers, memoryBytes, options, steps } = execution;
  const input = execution.input ?? onlyFile(execution);
  if (input === undefined) return undefined;
  const partitions = steps.find(({ reduceTasks }) => reduceTasks > 0)?.reduceTasks;
  return { job, input, workers, memoryBytes, options, partitions };
}

/** Of an execution that no request started: the platform's first, on its sample. */
function onlyFile({ inputs: [path, ...more], retryOf }: Execution): ExecutionInput | undefined {
  return path === undefined || more.length > 0 || retryOf !== undefined ? undefined : { path };
}
