import { z } from 'zod';
import { metricsSchema, toolReportSchema } from './report.ts';

/** What was measured of a commit. */
export const measurementSchema = z
  .object({
    commit: z.string().optional(),
    metrics: metricsSchema,
    reports: z.array(toolReportSchema),
  })
  .meta({ id: 'Measurement' });
export type Measurement = z.infer<typeof measurementSchema>;

const metric = z.string().describe('Name of a figure, coverage.lines say');
const tolerance = z
  .number()
  .nonnegative()
  .default(0)
  .describe('How much worse it may be, in the unit of the figure');

/** What a figure has to be: within a limit, no worse than at the base of the change, or than the best so far. */
export const gateSchema = z
  .union([
    z.strictObject({ metric, atMost: z.number() }),
    z.strictObject({ metric, atLeast: z.number() }),
    z.strictObject({ metric, against: z.enum(['base', 'best']), tolerance }),
  ])
  .meta({ id: 'Gate' });
export type Gate = z.infer<typeof gateSchema>;

export const gatesFileSchema = z.strictObject({ gates: z.array(gateSchema).min(1) });

/** The best value of each figure so far, and who set it. */
export const bestSchema = z.record(
  z.string(),
  z.object({ value: z.number(), commit: z.string().optional() }),
);
export type Best = z.infer<typeof bestSchema>;

export const gateVerdictSchema = z
  .object({
    metric,
    /** Without a value nobody knows, so it does not pass; without a baseline there is nothing to be worse than. */
    state: z.enum(['passed', 'failed', 'no-value', 'no-baseline']),
    value: z.number().optional(),
    limit: z.number().optional().describe('What it is compared with, the tolerance in it'),
    isMoreBetter: z.boolean(),
    baseline: z
      .object({ of: z.enum(['base', 'best']), value: z.number(), commit: z.string().optional() })
      .optional(),
    movedBy: z.array(z.string()).describe('Files or tests that made it worse, the most first'),
    toPass: z.string().optional().describe('The smallest change that would pass'),
  })
  .meta({ id: 'GateVerdict' });
export type GateVerdict = z.infer<typeof gateVerdictSchema>;

export const verdictSchema = z
  .object({ outcome: z.enum(['passed', 'failed']), gates: z.array(gateVerdictSchema) })
  .meta({ id: 'Verdict' });
export type Verdict = z.infer<typeof verdictSchema>;
