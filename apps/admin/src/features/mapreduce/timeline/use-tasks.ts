import type { Execution } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { tasksQuery } from '../../../api/mapreduce.ts';

const REFRESH_MS = 3_000;

/** The finished tasks of an execution; while it runs, read on at each change of phase and every few seconds. */
export function useTasks({ id, state, progress: { phase, step } }: Execution) {
  const answer = useQuery({ ...tasksQuery(id), refetchInterval: state === 'running' ? REFRESH_MS : false });
  const { refetch } = answer;
  const moment = `${state} ${step} ${phase}`;
  const before = useRef(moment);
  useEffect(() => {
    if (before.current !== moment) void refetch();
    before.current = moment;
  }, [moment, refetch]);
  return answer;
}
