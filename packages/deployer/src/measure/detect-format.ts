import type { ToolReportFormat } from '@oremill/types';

/** The first element, behind declarations and comments. */
const ROOT =
  /^\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE(?:[^>[]|\[[^\]]*\])*>\s*)*<([\w:.-]+)([^>]*)/;
const ROOTS: Readonly<Record<string, ToolReportFormat>> = {
  testsuites: 'junit',
  testsuite: 'junit',
  coverage: 'cobertura',
  'pmd-cpd': 'cpd',
  checkstyle: 'checkstyle',
};

/** Which report begins so; undefined where nobody here reads it. */
export function detectFormat(head: string): ToolReportFormat | undefined {
  const text = head.replace(/^\ufeff/, '').trimStart();
  if (text.startsWith('<')) {
    const [, root = '', attributes = ''] = ROOT.exec(text) ?? [];
    // Clover's root has the same name.
    return root === 'coverage' && /\sclover=/.test(attributes) ? undefined : ROOTS[root];
  }
  if (/^(TN|SF):/.test(text)) return 'lcov';
  if (!/^[[{]/.test(text)) return undefined;
  if (text.includes('"runs"')) return 'sarif';
  if (text.includes('"statementMap"') || /^\{\s*\}\s*$/.test(text)) return 'istanbul';
  // Without findings pylint writes an empty list.
  if (/"(message-id|messageId|messages)"/.test(text) || /^\[\s*\]\s*$/.test(text)) return 'pylint';
  return undefined;
}
