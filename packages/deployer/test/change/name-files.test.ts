import type { ToolReport } from '@oremill/types';
import { expect, test } from 'vitest';
import { nameFiles } from '../../src/change/name-files.ts';

const files = ['app.py', 'server/app.py', 'src/main/java/calc/Calc.java', 'a/test.py', 'b/test.py'];

test.each([
  ['app.py', 'app.py'],
  ['server/app.py', 'server/app.py'],
  ['calc/Calc.java', 'src/main/java/calc/Calc.java'],
  ['/build/container/src/main/java/calc/Calc.java', 'src/main/java/calc/Calc.java'],
  ['server/server/app.py', 'server/app.py'],
  // Two files are as near: nobody knows which is meant.
  ['test.py', 'test.py'],
  // The same name at another place is another file.
  ['lib/Calc.java', 'lib/Calc.java'],
  ['/usr/lib/python3/site.py', '/usr/lib/python3/site.py'],
  ['', ''],
])('a tool that says %s means %s', (told, meant) => {
  const report = (file: string): ToolReport => ({
    kind: 'findings',
    format: 'sarif',
    findings: [{ tool: 't', rule: 'r', severity: 'note', message: 'm', place: { file, line: 1 } }],
  });
  expect(nameFiles([report(told)], files)).toEqual([report(meant)]);
});
