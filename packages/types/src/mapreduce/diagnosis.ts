import { z } from 'zod';

/** One thing that is worth knowing about an execution, with its numbers. */
export const findingSchema = z
  .object({
    level: z.enum(['error', 'warning', 'info']),
    title: z.string().describe('What was found, in a few words'),
    detail: z.string().describe('The numbers and places that show it'),
    hint: z.string().optional().describe('What to do about it'),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof findingSchema>;

/** Why an execution failed, or what made it slow; the gravest finding first. */
export const diagnosisSchema = z.object({ findings: z.array(findingSchema) }).meta({ id: 'Diagnosis' });
export type Diagnosis = z.infer<typeof diagnosisSchema>;
