import { z } from 'zod';
import { codePlaceSchema, metricsSchema, toolReportSchema } from './report.ts';

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

/** Figures that can be told of a part alone. */
export const PART_METRICS = {
  changed: [
    'coverage.lines',
    'findings.total',
    'findings.error',
    'findings.warning',
    'findings.note',
    'duplication.blocks',
    'duplication.lines',
  ],
  new: [
    'findings.total',
    'findings.error',
    'findings.warning',
    'findings.note',
    'duplication.blocks',
    'tests.failed',
  ],
} as const;

const of = z
  .enum(['changed', 'new'])
  .optional()
  .describe('changed: of the lines that the change has touched; new: of what its base does not have');

/** What a figure has to be: within a limit, no worse than at the base of the change, or than the best so far. */
export const gateSchema = z
  .union([
    z.strictObject({ metric, of, atMost: z.number() }),
    z.strictObject({ metric, of, atLeast: z.number() }),
    z.strictObject({ metric, against: z.enum(['base', 'best']), tolerance }),
  ])
  .refine(
    (gate) =>
      !('of' in gate) ||
      gate.of === undefined ||
      (PART_METRICS[gate.of] as readonly string[]).includes(gate.metric),
    {
      path: ['of'],
      error: ({ input }) => {
        const { metric, of: part } = input as { metric: string; of: keyof typeof PART_METRICS };
        return `${metric} is not told of what is ${part}; these are: ${PART_METRICS[part].join(', ')}`;
      },
    },
  )
  .meta({ id: 'Gate' });
export type Gate = z.infer<typeof gateSchema>;

export const gatesFileSchema = z.strictObject({ gates: z.array(gateSchema).min(1) });

/** The best value of each figure so far, and who set it. */
export const bestSchema = z.record(
  z.string(),
  z.object({ value: z.number(), commit: z.string().optional() }),
);
export type Best = z.infer<typeof bestSchema>;

/** What counts against a change, and where it is where a report tells. */
export const reasonSchema = z
  .object({ what: z.string(), place: codePlaceSchema.optional() })
  .meta({ id: 'Reason' });
export type Reason = z.infer<typeof reasonSchema>;

export const gateVerdictSchema = z
  .object({
    metric,
    of,
    /**
     * Without a value nobody knows, so it does not pass. Without a baseline there is nothing to be worse than, and where
     * no line was touched that the figure is of, nothing to be bad: both pass, and say so.
     */
    state: z.enum(['passed', 'failed', 'no-value', 'no-baseline', 'no-change']),
    value: z.number().optional(),
    limit: z.number().optional().describe('What it is compared with, the tolerance in it'),
    isMoreBetter: z.boolean(),
    baseline: z
      .object({
        of: z.enum(['base', 'best']),
        value: z.number(),
        commit: z.string().optional(),
        wanted: z
          .string()
          .optional()
          .describe('Commit where the change began, which was not measured: commit is an ancestor that was'),
      })
      .optional(),
    movedBy: z.array(z.string()).describe('Files or tests that made it worse, the most first'),
    reasons: z.array(reasonSchema).describe('What counts against it, one by one'),
    toPass: z.string().optional().describe('The smallest change that would pass'),
  })
  .meta({ id: 'GateVerdict' });
export type GateVerdict = z.infer<typeof gateVerdictSchema>;

/** A test of which more is known than how it went this time. */
export const knownTestSchema = z
  .object({ suite: z.string(), name: z.string(), why: z.string() })
  .meta({ id: 'KnownTest' });
export type KnownTest = z.infer<typeof knownTestSchema>;

export const verdictSchema = z
  .object({
    outcome: z.enum(['passed', 'failed']),
    gates: z.array(gateVerdictSchema),
    base: z.string().optional().describe('Commit where the change began'),
    flaky: z
      .array(knownTestSchema)
      .optional()
      .describe('Tests that fail and pass without a reason in the code'),
    quarantined: z.array(knownTestSchema).optional().describe('Failed tests that do not count'),
    expired: z
      .array(knownTestSchema)
      .optional()
      .describe('Failed tests that count again, since their quarantine is over'),
  })
  .meta({ id: 'Verdict' });
export type Verdict = z.infer<typeof verdictSchema>;
