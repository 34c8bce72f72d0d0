import { idSchema } from '@oremill/types';

/** The id in a path such as `…/executions/<id>/output`; the platform names folders of executions by their id. */
export function findExecutionId(source: string): string | undefined {
  return source.split('/').findLast((part) => idSchema.safeParse(part).success);
}
