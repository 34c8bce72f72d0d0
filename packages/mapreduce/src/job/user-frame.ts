import { fileURLToPath } from 'node:url';

const ENGINE = fileURLToPath(new URL('..', import.meta.url));

/** The line of a stack that lies in the job's code: `mapper (jobs/count.ts:12:5)`. */
export function userFrame(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  for (const line of error.stack.split('\n')) {
    const frame = /^\s+at (.*)$/.exec(line)?.[1]?.replace('file://', '');
    if (frame !== undefined && !frame.includes('node:') && !frame.includes(ENGINE)) return frame;
  }
  return undefined;
}

/** `TypeError: x is not a function`, bounded, whatever was thrown. */
export function describeThrown(thrown: unknown): string {
  const words =
    thrown instanceof Error && thrown.name !== 'Error'
      ? `${thrown.name}: ${thrown.message}`
      : messageOf(thrown);
  return words.length > WORDS_MAX ? `${words.slice(0, WORDS_MAX)}…`.toWellFormed() : words.toWellFormed();
}

const WORDS_MAX = 500;

function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message || 'an error without a message';
  try {
    return String(thrown);
  } catch {
    return `a ${typeof thrown} was thrown`;
  }
}
