import type { CodeFinding, ToolReport } from '@oremill/types';
import { z } from 'zod';
import { readJson } from './read-json.ts';
import type { ReportSource } from './report-source.ts';

const type = z.enum(['fatal', 'error', 'warning', 'convention', 'refactor', 'information', 'info']);
const messageSchema = z.object({
  type,
  path: z.string(),
  line: z.number().int().nonnegative(),
  column: z.number().int().nonnegative(),
  symbol: z.string(),
  message: z.string(),
});
/** `--output-format=json`, and `json2` of later versions. */
const pylintSchema = z.union([
  z.array(messageSchema),
  z.object({ messages: z.array(messageSchema) }).transform(({ messages }) => messages),
]);

/** Pylint's categories: what is probably a defect, what may become one, and what is a matter of form. */
const SEVERITIES: Readonly<Record<z.infer<typeof type>, CodeFinding['severity']>> = {
  fatal: 'error',
  error: 'error',
  warning: 'warning',
  convention: 'note',
  refactor: 'note',
  information: 'note',
  info: 'note',
};

export async function readPylint(source: ReportSource): Promise<ToolReport> {
  const messages = await readJson(source, pylintSchema);
  const findings = messages.map(
    ({ type: category, path, line, column, symbol, message }): CodeFinding => ({
      tool: 'pylint',
      rule: symbol,
      severity: SEVERITIES[category],
      message,
      // It counts columns from 0.
      place: { file: source.fileOf(path), ...(line > 0 ? { line, column: column + 1 } : {}) },
    }),
  );
  return { kind: 'findings', format: 'pylint', findings };
}
