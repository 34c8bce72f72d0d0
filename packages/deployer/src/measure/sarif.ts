import type { CodeFinding, ToolReport } from '@oremill/types';
import { z } from 'zod';
import { readJson } from './read-json.ts';
import type { ReportSource } from './report-source.ts';

const level = z.enum(['none', 'note', 'warning', 'error']);
const place = z.number().int().positive().optional();
const resultSchema = z.object({
  ruleId: z.string().optional(),
  ruleIndex: z.number().int().optional(),
  rule: z.object({ id: z.string().optional() }).optional(),
  kind: z.string().optional(),
  level: level.optional(),
  message: z.object({ text: z.string().optional(), markdown: z.string().optional() }),
  suppressions: z.array(z.unknown()).optional(),
  locations: z
    .array(
      z.object({
        physicalLocation: z
          .object({
            artifactLocation: z.object({ uri: z.string().optional() }).optional(),
            region: z.object({ startLine: place, startColumn: place }).optional(),
          })
          .optional(),
      }),
    )
    .optional(),
});
const ruleSchema = z.object({
  id: z.string(),
  defaultConfiguration: z.object({ level: level.optional() }).optional(),
});
const sarifSchema = z.object({
  version: z.string().optional(),
  runs: z.array(
    z.object({
      tool: z.object({ driver: z.object({ name: z.string(), rules: z.array(ruleSchema).optional() }) }),
      results: z.array(resultSchema).nullish(),
    }),
  ),
});
type Result = z.infer<typeof resultSchema>;
type Rule = z.infer<typeof ruleSchema>;

const SEVERITIES = { none: 'note', note: 'note', warning: 'warning', error: 'error' } as const;

/** SARIF 2.1.0 (OASIS): results of runs; what is suppressed, or passed, is no finding. */
export async function readSarif(source: ReportSource): Promise<ToolReport> {
  const findings: CodeFinding[] = [];
  for (const { tool, results } of (await readJson(source, sarifSchema)).runs) {
    const { name, rules = [] } = tool.driver;
    for (const result of results ?? []) {
      const isFinding = result.kind === undefined || result.kind === 'fail' || result.kind === 'open';
      if (isFinding && (result.suppressions ?? []).length === 0) {
        findings.push(findingOf(result, name, rules, source));
      }
    }
  }
  return { kind: 'findings', format: 'sarif', findings };
}

function findingOf(result: Result, tool: string, rules: readonly Rule[], source: ReportSource): CodeFinding {
  const id = result.ruleId ?? result.rule?.id ?? rules[result.ruleIndex ?? -1]?.id ?? '';
  const rule = rules.find((each) => each.id === id);
  // Section 3.27.10 of the standard: what the rule says, else a warning.
  const severity = result.level ?? rule?.defaultConfiguration?.level ?? 'warning';
  const { artifactLocation, region } = result.locations?.[0]?.physicalLocation ?? {};
  return {
    tool,
    rule: id,
    severity: SEVERITIES[severity],
    message: result.message.text ?? result.message.markdown ?? '',
    ...(artifactLocation?.uri === undefined
      ? {}
      : {
          place: {
            file: source.fileOf(pathOf(artifactLocation.uri)),
            ...(region?.startLine ? { line: region.startLine } : {}),
            ...(region?.startColumn ? { column: region.startColumn } : {}),
          },
        }),
  };
}

/** Of a URI reference: relative ones are paths in which some characters are escaped. */
function pathOf(uri: string): string {
  if (uri.startsWith('file:')) return uri;
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
