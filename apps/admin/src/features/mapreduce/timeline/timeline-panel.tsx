import { Button } from '@mantine/core';
import { type Execution, formatCount, type TaskReport } from '@oremill/types';
import { useState } from 'react';
import { TASKS_MAX } from '../../../api/read-tasks.ts';
import { Failure } from '../../../components/failure.tsx';
import { Legend } from '../../../components/legend.tsx';
import { Panel } from '../../../components/panel.tsx';
import { describeTasks } from './describe-tasks.ts';
import { layOutPhases } from './lay-out-phases.ts';
import { TasksTable } from './tasks-table.tsx';
import { TimelineFigure } from './timeline-figure.tsx';
import { useTasks } from './use-tasks.ts';

const NOTHING: readonly TaskReport[] = [];

/** What each worker did when: phases above, tasks below; or the same tasks as a table, the slowest first. */
export function TimelinePanel({ execution }: { execution: Execution }) {
  const [isTable, setIsTable] = useState(false);
  const answer = useTasks(execution);
  const tasks = answer.data?.tasks ?? NOTHING;
  const { steps, progress, state, workers } = execution;
  const isRunning = state === 'running';
  if (!isRunning && tasks.length === 0) {
    return answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null;
  }
  const elapsedMs = tasks.reduce((last, { endedMs }) => Math.max(last, endedMs), progress.elapsedMs);
  const summary = describeTasks(tasks);
  return (
    <Panel
      title="Timeline"
      aside={
        <Button
          variant="default"
          size="compact-xs"
          aria-pressed={isTable}
          disabled={tasks.length === 0}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? 'Show as chart' : 'Show as table'}
        </Button>
      }
    >
      {isTable ? (
        <TasksTable tasks={tasks} />
      ) : (
        <figure className="timeline" aria-label="Timeline of the tasks">
          <TimelineFigure
            tasks={tasks}
            phases={layOutPhases(steps, tasks, { nowMs: elapsedMs, isRunning })}
            workers={workers}
            elapsedMs={elapsedMs}
            isRunning={isRunning}
            summary={summary}
          />
          <figcaption className="row spread">
            <span className="dim small">
              {summary}
              {answer.data?.isCut
                ? ` Only the first ${formatCount(TASKS_MAX)} finished tasks are drawn.`
                : ''}
            </span>
            <Legend
              entries={[
                { name: 'map', color: 'var(--work-map)' },
                { name: 'reduce', color: 'var(--work-reduce)' },
                ...(tasks.some(({ attempt }) => attempt > 1)
                  ? [{ name: 'done again after a failure', color: 'var(--failed)' }]
                  : []),
              ]}
            />
          </figcaption>
        </figure>
      )}
    </Panel>
  );
}
