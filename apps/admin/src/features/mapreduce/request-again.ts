import { type Execution, type ExecutionInput, idSchema, type StartExecution } from '@oremill/types';

/** The request that runs the same job on the same input; undefined when that was more than one request can name. */
export function requestAgain(execution: Execution): StartExecution | undefined {
  const { job, inputs, workers, memoryBytes, options, steps, retryOf } = execution;
  const [path] = inputs;
  if (path === undefined || inputs.length > 1 || retryOf !== undefined) return undefined;
  const partitions = steps.find(({ reduceTasks }) => reduceTasks > 0)?.reduceTasks;
  return { job, input: readInput(path), workers, memoryBytes, options, partitions };
}

/** An upload lies at `…/uploads/<id>/<name>`, which is under no allowed root: it is named by its id. */
function readInput(path: string): ExecutionInput {
  const [uploads, id] = path.split('/').slice(-3);
  return uploads === 'uploads' && idSchema.safeParse(id).success ? { uploadId: id ?? '' } : { path };
}
