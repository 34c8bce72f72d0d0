import type { CodeFinding, ToolReport } from '@oremill/types';
import { readXml } from './read-xml.ts';
import type { ReportSource } from './report-source.ts';

const SEVERITIES: Readonly<Record<string, CodeFinding['severity']>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  note: 'note',
};

/** Checkstyle's XML, which linters of many languages write. */
export async function readCheckstyle(source: ReportSource): Promise<ToolReport> {
  const findings: CodeFinding[] = [];
  let file = '';
  await readXml(source, {
    begin({ name, attributes }) {
      if (name === 'file') file = source.fileOf(attributes.name ?? '');
      if (name !== 'error') return;
      const { line, column, severity = '', message = '', source: rule = '' } = attributes;
      if (severity === 'ignore') return;
      findings.push({
        tool: 'checkstyle',
        // The name of a class, whose package says nothing.
        rule: rule.split('.').at(-1) ?? rule,
        severity: SEVERITIES[severity] ?? 'error',
        message,
        place: {
          file,
          ...(Number(line) > 0 ? { line: Number(line) } : {}),
          ...(Number(column) > 0 ? { column: Number(column) } : {}),
        },
      });
    },
  });
  return { kind: 'findings', format: 'checkstyle', findings };
}
