const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Resolves when this process is told to stop: by a signal, or because the one that started it over an IPC channel
 * is gone (kill -9 of `npm start` sends no signal). A second signal during the shutdown changes nothing.
 */
export function whenToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => resolve());
    if (process.connected) process.on('disconnect', () => resolve());
  });
}
