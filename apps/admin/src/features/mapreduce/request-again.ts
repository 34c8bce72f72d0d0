import { type Execution, type ExecutionInput, idSchema, type StartExecution } from '@oremill/types';

/** The request that runs the same job on the same input; undefined when that was more than one request can name. */
export function requestAgain(execution: Execution): StartExecution | undefined {
  const [path] = execution.inputs;
  if (path === undefined || execution.inputs.length > 1) return undefined;
  return { job: execution.job, input: readInput(path), workers: execution.workers };
}

/** An upload lies at `…/uploads/<id>/<name>`, which is under no allowed root: it is named by its id. */
function readInput(path: string): ExecutionInput {
  const [uploads, id] = path.split('/').slice(-3);
  return uploads === 'uploads' && idSchema.safeParse(id).success ? { uploadId: id ?? '' } : { path };
}
