import { z } from 'zod';

const count = z.number().int().nonnegative();
const place = z.number().int().positive();

/** Where in the code; the file as the report names it, relative to the root of the repository where that is known. */
export const codePlaceSchema = z
  .object({ file: z.string(), line: place.optional(), column: place.optional() })
  .meta({ id: 'CodePlace' });
export type CodePlace = z.infer<typeof codePlaceSchema>;

export const testCaseSchema = z
  .object({
    suite: z.string().describe('Its class, file or suite; empty where the report names none'),
    name: z.string(),
    outcome: z.enum(['passed', 'failed', 'errored', 'skipped']),
    isFlaky: z.boolean().describe('It failed, and passed when it was run again'),
    isQuarantined: z.boolean().optional().describe('Its failure does not count'),
    seconds: z.number().nonnegative().optional(),
    message: z.string().optional().describe('Why it did not pass'),
    place: codePlaceSchema.optional(),
  })
  .meta({ id: 'TestCase' });
export type TestCase = z.infer<typeof testCaseSchema>;

const coveredSchema = z.object({ covered: count, total: count });
export type Covered = z.infer<typeof coveredSchema>;

export const fileCoverageSchema = z
  .object({
    file: z.string(),
    lines: coveredSchema,
    branches: coveredSchema,
    missedLines: z.array(place).describe('Lines that were never run, ascending'),
    coveredLines: z.array(place).describe('Lines that were run, ascending'),
  })
  .meta({ id: 'FileCoverage' });
export type FileCoverage = z.infer<typeof fileCoverageSchema>;

export const codeFindingSchema = z
  .object({
    tool: z.string(),
    rule: z.string(),
    severity: z.enum(['error', 'warning', 'note']),
    message: z.string(),
    place: codePlaceSchema.optional(),
    context: z
      .object({ line: z.string(), around: z.string() })
      .optional()
      .describe(
        'Digests of its line, and of that with its neighbours: by them it is known where lines have moved',
      ),
  })
  .meta({ id: 'CodeFinding' });
export type CodeFinding = z.infer<typeof codeFindingSchema>;

export const duplicationSchema = z
  .object({
    lines: count,
    tokens: count,
    places: z.array(codePlaceSchema).describe('Where the same code is'),
    context: z.string().optional().describe('Digest of the code'),
  })
  .meta({ id: 'Duplication' });
export type Duplication = z.infer<typeof duplicationSchema>;

export const fileSizeSchema = z
  .object({ file: z.string(), language: z.string(), code: count, comment: count, blank: count })
  .meta({ id: 'FileSize' });
export type FileSize = z.infer<typeof fileSizeSchema>;

/** What a tool reports of a commit. */
export const toolReportSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('tests'), format: z.literal('junit'), cases: z.array(testCaseSchema) }),
    z.object({
      kind: z.literal('coverage'),
      format: z.enum(['cobertura', 'lcov', 'istanbul']),
      files: z.array(fileCoverageSchema),
    }),
    z.object({
      kind: z.literal('findings'),
      format: z.enum(['sarif', 'checkstyle', 'pylint']),
      findings: z.array(codeFindingSchema),
    }),
    z.object({
      kind: z.literal('duplication'),
      format: z.literal('cpd'),
      duplications: z.array(duplicationSchema),
    }),
    z.object({ kind: z.literal('size'), format: z.literal('lines'), files: z.array(fileSizeSchema) }),
  ])
  .meta({ id: 'ToolReport' });
export type ToolReport = z.infer<typeof toolReportSchema>;
export type ToolReportFormat = ToolReport['format'];

/** Figures of a commit by name, `tests.failed` say. One that no report tells is missing, never 0. */
export const metricsSchema = z.record(z.string(), z.number()).meta({ id: 'Metrics' });
export type Metrics = z.infer<typeof metricsSchema>;
