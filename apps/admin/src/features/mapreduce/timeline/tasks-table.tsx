import type { TaskReport } from '@oremill/types';
import { useState } from 'react';
import { DataTable, type TableColumn } from '../../../components/data-table.tsx';
import { Bytes, Count, Duration } from '../../../components/quantity.tsx';
import { ShowMore } from '../../../components/show-more.tsx';
import { durationOf, slowestFirst } from './describe-tasks.ts';

const ROWS_PER_PAGE = 100;

/** The tasks of a timeline, the slowest first. */
export function TasksTable({ tasks }: { tasks: readonly TaskReport[] }) {
  const [shown, setShown] = useState(ROWS_PER_PAGE);
  const sorted = slowestFirst(tasks);
  const longestMs = Math.max(1, ...sorted.slice(0, 1).map(durationOf));
  return (
    <div className="timeline-table">
      <DataTable
        label="Tasks, the slowest first"
        columns={columnsOf(longestMs)}
        rows={sorted.slice(0, shown)}
        rowKey={({ step, kind, index, startedMs }) => `${step}-${kind}-${index}-${startedMs}`}
      />
      <ShowMore
        list={{
          hasNextPage: shown < tasks.length,
          isFetchingNextPage: false,
          fetchNextPage: () => setShown(shown + ROWS_PER_PAGE),
        }}
        shown={Math.min(shown, tasks.length)}
        total={tasks.length}
      />
    </div>
  );
}

function columnsOf(longestMs: number): readonly TableColumn<TaskReport>[] {
  return [
    { name: 'step', header: 'Step', align: 'end', cell: ({ step }) => step },
    { name: 'task', header: 'Task', isTight: true, cell: ({ kind, index }) => `${kind} ${index}` },
    { name: 'worker', header: 'Worker', align: 'end', cell: ({ worker }) => worker },
    { name: 'attempt', header: 'Attempt', align: 'end', cell: ({ attempt }) => attempt },
    {
      name: 'started',
      header: 'Started after',
      align: 'end',
      cell: ({ startedMs }) => <Duration value={startedMs} />,
    },
    { name: 'took', header: 'Took', align: 'end', cell: (task) => <Duration value={durationOf(task)} /> },
    {
      name: 'share',
      header: <span className="unseen">Compared with the slowest</span>,
      cell: (task) => (
        <span
          className="count-bar"
          style={{
            width: `${(durationOf(task) / longestMs) * 100}%`,
            background: `var(--work-${task.kind})`,
          }}
        />
      ),
    },
    {
      name: 'records',
      header: 'Records or rows',
      align: 'end',
      cell: ({ records }) => <Count value={records} />,
    },
    { name: 'bytes', header: 'Bytes', align: 'end', cell: ({ bytes }) => <Bytes value={bytes} /> },
  ];
}
