import { formatCount, type Load } from '@oremill/types';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { executionsQuery } from '../../api/mapreduce.ts';
import { loadsQuery } from '../../api/warehouse.ts';
import { Async } from '../../components/async.tsx';
import { ExecutionStatus } from '../../components/execution-status.tsx';
import { Panel } from '../../components/panel.tsx';
import { Time } from '../../components/time.tsx';
import { withHeard } from '../../live/newer-execution.ts';
import { useLive } from '../../live/use-live.ts';

const SHOWN_MAX = 5;

/** The last few executions and loads, side by side. */
export function NewestPanel() {
  const executions = useInfiniteQuery(executionsQuery({}));
  const heard = useLive((state) => state.executions);
  const newest = withHeard(executions.data?.pages[0]?.items ?? [], heard).slice(0, SHOWN_MAX);
  const loads = useInfiniteQuery(loadsQuery());
  return (
    <div className="columns">
      <Panel title="Newest executions">
        <Async answer={executions} lines={SHOWN_MAX}>
          {() => (
            <ul className="newest-list">
              {newest.length === 0 ? <li className="dim">No job has run yet.</li> : null}
              {newest.map(({ id, job, state, startedAt }) => (
                <li key={id}>
                  <ExecutionStatus state={state} />
                  <Link to="/mapreduce/executions/$id" params={{ id }}>
                    {job} <span className="mono dim">{id.slice(-8)}</span>
                  </Link>
                  <Time at={startedAt} isInRow />
                </li>
              ))}
            </ul>
          )}
        </Async>
      </Panel>
      <Panel title="Newest loads">
        <Async answer={loads} lines={SHOWN_MAX}>
          {(data) => (
            <ul className="newest-list">
              {data.pages[0]?.items.length === 0 ? <li className="dim">Nothing was loaded yet.</li> : null}
              {data.pages[0]?.items.slice(0, SHOWN_MAX).map((load) => (
                <LoadLine key={load.id} load={load} />
              ))}
            </ul>
          )}
        </Async>
      </Panel>
    </div>
  );
}

function LoadLine({ load: { table, outcome, rows, loadedAt } }: { load: Load }) {
  return (
    <li>
      <span className="number">{outcome === 'unchanged' ? 'unchanged' : `${formatCount(rows)} rows`}</span>
      <Link to="/warehouse/tables/$name" params={{ name: table }}>
        {table}
      </Link>
      <Time at={loadedAt} isInRow />
    </li>
  );
}
