import { createContext, Script } from 'node:vm';
import { deployerError } from '@oremill/types';

/** For one line. An expression that tries ways without end would hold up every run of the engine, and its leases. */
const MATCH_MS_MAX = 50;
const LINE_CHARS_MAX = 4096;

const TEST = new Script('pattern.test(line)');

/** Whether a line matches an expression of a stranger. Throws SERVICE_FAILED for one that takes too long to tell. */
export function lineMatcher(source: string): (line: string) => boolean {
  const context: { line: string; readonly pattern: RegExp } = { line: '', pattern: new RegExp(source) };
  createContext(context);
  return (line) => {
    context.line = line.slice(0, LINE_CHARS_MAX);
    try {
      return TEST.runInContext(context, { timeout: MATCH_MS_MAX });
    } catch (cause) {
      throw deployerError('SERVICE_FAILED', `/${source}/ takes too long to match a line`, {
        hint: 'Repeat nothing that repeats: a+ instead of (a+)+.',
        cause,
      });
    }
  };
}
