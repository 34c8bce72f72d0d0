import { z } from 'zod';
import { type PlanNode, planNode } from './plan.ts';

/** The fields that a job declares, and how to take them out of a line of JSON. */
export interface Projection<Record> {
  readonly schema: z.ZodType<Record>;
  /** Undefined: the schema wants whole values, so that nothing is gained over the reference. */
  readonly plan: ProjectionPlan | undefined;
}

export type ProjectionPlan = PlanNode;

/** `projectionOf(z.object({ id: z.string(), tags: z.array(z.string()).optional() }))` */
export function projectionOf<Record>(schema: z.ZodType<Record>): Projection<Record> {
  let plan: ProjectionPlan | undefined | null = null;
  return {
    schema,
    // Made when it is used first: the fields of a recursive schema may be declared after it.
    get plan() {
      if (plan === null) {
        const node = planNode(schema);
        plan = node.takes.has('container') ? undefined : node;
      }
      return plan;
    },
  };
}

const ISSUES_SHOWN = 3;

/** The reference: `JSON.parse`, then the schema. Its errors are the errors of each other way. */
export function parseReference<Record>({ schema }: Projection<Record>, line: string): Record {
  const value: unknown = JSON.parse(line);
  try {
    return schema.parse(value);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw new TypeError(describeIssues(error.issues), { cause: error });
  }
}

/** `tags[2].term: expected string, received null; …` */
function describeIssues(issues: readonly z.core.$ZodIssue[]): string {
  const shown = issues.slice(0, ISSUES_SHOWN).map(({ path, message }) => {
    return path.length === 0 ? message : `${z.core.toDotPath(path)}: ${message}`;
  });
  const more = issues.length - shown.length;
  return more === 0 ? shown.join('; ') : `${shown.join('; ')}; and ${more} more`;
}
