import { writeSync } from 'node:fs';

/** What Node ends with when something that is awaited at the top of a module never comes. */
const NEVER_SETTLED = 13;

/**
 * A job that ends the process, or waits for what never comes, must not look like success to what runs next. Gives
 * the function to call when the command is over.
 */
export function noticeEarlyEnd(): () => void {
  const onExit = (code: number) => {
    if (code !== 0 && code !== NEVER_SETTLED) return;
    process.exitCode = 1;
    const what = code === 0 ? 'ended the process' : 'waits for something that never comes';
    writeSync(
      2,
      `error: the job ${what}, and nothing was published\nhint:  Look for process.exit, or an await at the top of its module.\n`,
    );
  };
  process.on('exit', onExit);
  return () => process.off('exit', onExit);
}
