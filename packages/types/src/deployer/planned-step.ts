import { z } from 'zod';
import { partNameSchema, stepSchema } from './pipeline.ts';

/** One step of a run: a step of the pipeline, or one cell of its matrix, whole and checked. */
export const plannedStepSchema = z
  .object({
    name: z.string().describe('`test`, or of a matrix `test[node=22,os=linux]`'),
    step: partNameSchema,
    /** With the variables of its cell and those of the pipeline. */
    definition: stepSchema,
    needs: z.array(z.string()).describe('Planned steps that come before: all cells of a matrix'),
    skipReason: z.string().optional().describe('Why it is not done, where nothing it is of has changed'),
  })
  .meta({ id: 'PlannedStep' });
export type PlannedStep = z.infer<typeof plannedStepSchema>;
