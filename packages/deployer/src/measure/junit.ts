import type { TestCase, ToolReport } from '@oremill/types';
import { readXml, type XmlElement } from './read-xml.ts';
import type { ReportSource } from './report-source.ts';

type Outcome = TestCase['outcome'];

/** What says how a test went; the last of these counts, and a message of each is kept. */
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  failure: 'failed',
  error: 'errored',
  skipped: 'skipped',
};
/** Surefire: it was run again, and passed then; or it failed each time. */
const FLAKY = new Set(['flakyFailure', 'flakyError']);
const MESSAGE_MAX = 4000;

/** The case that is being read. */
interface OpenCase {
  readonly attributes: Readonly<Record<string, string>>;
  readonly messages: string[];
  outcome: Outcome;
  isFlaky: boolean;
}

/**
 * JUnit's XML as pytest, vitest, Surefire and GoogleTest write it: cases in suites, which may be in suites. GoogleTest says
 * by `status` and `result` that a case was not run; pytest has none of its captured output here unless it is told to.
 */
export async function readJunit(source: ReportSource): Promise<ToolReport> {
  const cases: TestCase[] = [];
  const suites: string[] = [];
  let open: OpenCase | undefined;
  await readXml(source, {
    begin({ name, attributes }) {
      if (name === 'testsuite') suites.push(attributes.name ?? '');
      if (name === 'testcase') {
        const isNotRun = attributes.status === 'notrun' || attributes.result === 'suppressed';
        open = { attributes, messages: [], outcome: isNotRun ? 'skipped' : 'passed', isFlaky: false };
      }
    },
    end(element, text) {
      const { name } = element;
      if (name === 'testsuite') suites.pop();
      if (open === undefined) return;
      if (name === 'testcase') {
        cases.push(caseOf(open, suites.at(-1) ?? '', source));
        open = undefined;
      } else if (FLAKY.has(name)) {
        open.isFlaky = true;
      } else if (OUTCOMES[name] !== undefined) {
        // An error within a test that has failed is the worse news: it goes before a skip, too.
        if (open.outcome === 'passed' || name === 'error') open.outcome = OUTCOMES[name];
        open.messages.push(messageOf(element, text));
      }
    },
  });
  return { kind: 'tests', format: 'junit', cases };
}

function messageOf({ attributes }: XmlElement, text: string): string {
  const message = attributes.message ?? '';
  return (message === '' ? text.trim() : message).slice(0, MESSAGE_MAX);
}

function caseOf(
  { attributes, messages, outcome, isFlaky }: OpenCase,
  suite: string,
  source: ReportSource,
): TestCase {
  const { name = '', classname = '', file, line, time } = attributes;
  const seconds = time === undefined ? Number.NaN : Number(time.replaceAll(',', ''));
  const lineNumber = Number(line);
  return {
    suite: classname === '' ? suite : classname,
    name,
    outcome,
    isFlaky: isFlaky && outcome === 'passed',
    ...(seconds >= 0 ? { seconds } : {}),
    ...(messages.length > 0 ? { message: messages.join('\n') } : {}),
    ...(file === undefined
      ? {}
      : { place: { file: source.fileOf(file), ...(lineNumber > 0 ? { line: lineNumber } : {}) } }),
  };
}
