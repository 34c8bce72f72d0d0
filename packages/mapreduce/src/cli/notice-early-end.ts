import { writeSync } from 'node:fs';

/** What Node ends with when something that is awaited at the top of a module never comes. */
const NEVER_SETTLED = 13;
const HINT = 'Look for process.exit, or an await at the top of its module.';

/**
 * A job that ends the process, or waits for what never comes, must not look like success to what runs next. Gives
 * the function to call when the command is over.
 */
export function noticeEarlyEnd(isJson: boolean): () => void {
  const onExit = (code: number) => {
    if (code !== 0 && code !== NEVER_SETTLED) return;
    process.exitCode = 1;
    const what = code === 0 ? 'ended the process' : 'waits for something that never comes';
    const message = `the job ${what}, and nothing was published`;
    if (isJson) writeSync(1, `${JSON.stringify({ error: { code: 'TASK_FAILED', message, hint: HINT } })}\n`);
    else writeSync(2, `error: ${message}\nhint:  ${HINT}\n`);
  };
  const settle = () => process.off('exit', onExit);
  process.on('exit', onExit);
  // A reader that has enough, as head has, closes the pipe: then it is over too.
  process.stdout.once('error', settle);
  return settle;
}
