/** Resolves when `listen` calls back, after so long, or when the signal says so. Nothing of it is left behind then. */
export function waitFor(
  listen: (done: () => void) => () => void,
  waitMs: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stop();
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stop = listen(done);
    const timer = setTimeout(done, waitMs).unref();
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
