import { idSchema } from '@oremill/types';

/** The id in `execution <id>` or in a path such as `…/executions/<id>/output`: folders are named by their id. */
export function findExecutionId(source: string): string | undefined {
  return source.split(/[/\s]/).findLast((part) => idSchema.safeParse(part).success);
}
