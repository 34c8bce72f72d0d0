import { closeSync, openSync, writeSync } from 'node:fs';
import { seededRandom } from '@oremill/runtime';

const CASES_PER_SUITE = 50;
const LINES_PER_FILE = 400;

/** JUnit of made-up tests: some are skipped, fail with a stack trace, or have printed something. */
export function writeJunit(path: string, bytes: number): void {
  const random = seededRandom(1);
  const trace = Array.from(
    { length: 20 },
    (_, at) => `\tat calc.deep.Frame${at}.call(Frame${at}.java:${at * 7 + 1})`,
  ).join('\n');
  const caseOf = (suite: number, index: number): string => {
    const open = `<testcase classname="calc.Suite${suite}Test" name="adds &lt;${index}&gt; to what was there" time="${(random() / 10).toFixed(4)}"`;
    const chance = random();
    if (chance < 0.01) return `${open}><skipped message="later"/></testcase>`;
    if (chance < 0.03)
      return `${open}><failure message="expected: &lt;3&gt;"><![CDATA[${trace}]]></failure></testcase>`;
    if (chance < 0.035) return `${open}><error message="no">${trace}</error></testcase>`;
    if (chance < 0.1) return `${open}><system-out><![CDATA[${trace}]]></system-out></testcase>`;
    return `${open}/>`;
  };
  write(path, bytes, {
    begin: '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n',
    part: (suite) =>
      `<testsuite name="Suite${suite}">\n${Array.from({ length: CASES_PER_SUITE }, (_, index) => caseOf(suite, index)).join('\n')}\n</testsuite>\n`,
    end: '</testsuites>\n',
  });
}

/** LCOV of made-up files, with two branches in each tenth line. */
export function writeLcov(path: string, bytes: number): void {
  const random = seededRandom(2);
  const lineOf = (line: number): string => {
    const branches =
      line % 10 === 0
        ? [0, 1].map((branch) => `BRDA:${line},0,${branch},${random() < 0.3 ? 0 : 3}\n`).join('')
        : '';
    return `${branches}DA:${line},${random() < 0.2 ? 0 : Math.floor(random() * 1000) + 1}\n`;
  };
  write(path, bytes, {
    begin: 'TN:\n',
    part: (file) =>
      `SF:src/room${file % 100}/file${file}.c\n${Array.from({ length: LINES_PER_FILE }, (_, index) => lineOf(index + 1)).join('')}end_of_record\n`,
    end: '',
  });
}

interface Content {
  readonly begin: string;
  readonly part: (index: number) => string;
  readonly end: string;
}

function write(path: string, bytes: number, { begin, part, end }: Content): void {
  const file = openSync(path, 'w');
  let written = writeSync(file, begin);
  for (let index = 0; written < bytes; index += 1) written += writeSync(file, part(index));
  writeSync(file, end);
  closeSync(file);
}
