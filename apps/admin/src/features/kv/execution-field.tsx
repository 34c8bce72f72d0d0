import { Select } from '@mantine/core';
import { type Execution, formatCount, manifestTotals } from '@oremill/types';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { executionsQuery } from '../../api/mapreduce.ts';
import { formatTime } from '../../format/time.ts';
import { useNow } from '../../frame/now.ts';
import { usePreferences } from '../../frame/preferences.ts';
import { withHeard } from '../../live/newer-execution.ts';
import { useLive } from '../../live/use-live.ts';

/** A succeeded execution by its job, end of id, rows and time; the newest is chosen at first. */
export function ExecutionField({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (execution: Execution | undefined) => void;
}) {
  const answer = useInfiniteQuery(executionsQuery({ state: 'succeeded' }));
  const { zone } = usePreferences();
  const nowMs = useNow();
  const heard = useLive((state) => state.executions);
  const executions = useMemo(
    () =>
      withHeard(
        (answer.data?.pages ?? []).flatMap((page) => page.items),
        heard,
      ).filter(({ state, manifest }) => state === 'succeeded' && manifest),
    [answer.data, heard],
  );
  const [newest] = executions;
  useEffect(() => {
    if (value === undefined && newest) onChange(newest);
  }, [value, newest, onChange]);

  const label = ({ job, id, startedAt, manifest }: Execution) =>
    `${job} ${id.slice(-8)} · ${formatCount(manifest ? manifestTotals(manifest).rows : 0)} rows · ${formatTime(Date.parse(startedAt), nowMs, zone)}`;
  return (
    <Select
      label="Execution"
      searchable
      data={executions.map((execution) => ({ value: execution.id, label: label(execution) }))}
      value={value ?? null}
      onChange={(id) => onChange(executions.find((execution) => execution.id === id))}
      allowDeselect={false}
      nothingFoundMessage="No execution is called that"
      placeholder={answer.isPending ? 'Reading…' : 'No execution has succeeded yet'}
      error={answer.error ? 'The executions could not be read.' : undefined}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}
