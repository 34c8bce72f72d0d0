import { formatCount } from '@oremill/types';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { datasetsQuery } from '../../api/kv.ts';
import { executionsQuery, jobsQuery } from '../../api/mapreduce.ts';
import { tablesQuery } from '../../api/warehouse.ts';
import { Time } from '../../components/time.tsx';
import { withHeard } from '../../live/newer-execution.ts';
import { useLive } from '../../live/use-live.ts';
import { newestLoadOf } from './newest-load.ts';
import './overview.css';

/** One figure for each thing there is, and its newest; each leads to the thing. */
export function CountsPanel() {
  const jobs = useQuery(jobsQuery);
  const executions = useInfiniteQuery(executionsQuery({}));
  const tables = useQuery(tablesQuery);
  const datasets = useQuery(datasetsQuery);
  const heard = useLive((state) => state.executions);
  const listed =
    executions.data &&
    withHeard(
      executions.data.pages.flatMap((page) => page.items),
      heard,
    );
  const rows = tables.data?.reduce((sum, table) => sum + table.rows, 0);
  const newest = listed?.[0];
  const load = newestLoadOf(tables.data ?? []);
  return (
    <section className="counts" aria-label="What there is">
      <Link to="/mapreduce/jobs" className="panel">
        <span className="dim">Executions</span>
        <strong>{countOf(listed?.length, executions.hasNextPage)}</strong>
        <span className="dim small">
          {newest ? (
            <>
              newest <Time at={newest.startedAt} isInRow />
            </>
          ) : (
            `${countOf(jobs.data?.length)} ${jobs.data?.length === 1 ? 'job is' : 'jobs are'} registered`
          )}
        </span>
      </Link>
      <Link to="/warehouse/tables" className="panel">
        <span className="dim">Tables</span>
        <strong>{countOf(tables.data?.length)}</strong>
        <span className="dim small">
          {load ? (
            <>
              newest load <Time at={load.loadedAt} isInRow />
            </>
          ) : (
            'nothing was loaded yet'
          )}
        </span>
      </Link>
      <Link to="/warehouse/sql" className="panel">
        <span className="dim">Rows to ask</span>
        <strong>{countOf(rows)}</strong>
        <span className="dim small">in all tables</span>
      </Link>
      <Link to="/kv/datasets" className="panel">
        <span className="dim">Datasets</span>
        <strong>{countOf(datasets.data?.length)}</strong>
        <span className="dim small">
          {datasets.data === undefined || datasets.data.length === 0
            ? 'nothing is served from memory yet'
            : `${formatCount(datasets.data.reduce((sum, { entries }) => sum + entries, 0))} entries in memory`}
        </span>
      </Link>
    </section>
  );
}

/** `≥ 50` where only the first page was counted; a dash while nothing is known. */
function countOf(count: number | undefined, hasMore = false): string {
  if (count === undefined) return '—';
  return `${hasMore ? '≥ ' : ''}${formatCount(count)}`;
}
