import type { Execution } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { tasksQuery } from '../../../api/mapreduce.ts';

const REFRESH_MS = 3_000;

/** The finished tasks of an execution; while it runs, read on at each change of phase and every few seconds. */
export function useTasks({ id, state, progress: { phase, step } }: Execution) {
  const isRunning = state === 'running';
  const answer = useQuery({ ...tasksQuery(id), refetchInterval: isRunning ? REFRESH_MS : false });
  const { refetch } = answer;
  const moment = `${state} ${step} ${phase}`;
  const before = useRef(moment);
  useEffect(() => {
    // Phases may follow each other faster than answers; only after the end must what is asked be newer than it.
    if (before.current !== moment) void refetch({ cancelRefetch: !isRunning });
    before.current = moment;
  }, [moment, isRunning, refetch]);
  return answer;
}
