import { useEffect, useState, useSyncExternalStore } from 'react';
import { type LogPlace, readLogLines } from '../../../api/deployer-runs.ts';
import { LogReader, type LogState } from './log-reader.ts';

/** A log that goes on is asked so often what has come since. */
const REFRESH_MS = 500;

/** A reader of one log for as long as it is shown; while it goes on and the page is seen, it reads on. */
export function useLogReader({ run, step, attempt }: LogPlace): { reader: LogReader; state: LogState } {
  const [reader] = useState(
    () => new LogReader((from, count) => readLogLines({ run, step, attempt }, { from, count })),
  );
  const state = useSyncExternalStore(
    (listener) => reader.subscribe(listener),
    () => reader.state,
  );
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const turn = async () => {
      if (document.visibilityState === 'visible') await reader.refresh();
      if (!isOver && !reader.state.hasEnded) timer = setTimeout(() => void turn(), REFRESH_MS);
    };
    void turn();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [reader]);
  return { reader, state };
}
