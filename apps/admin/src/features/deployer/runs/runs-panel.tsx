import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { runsQuery } from '../../../api/deployer-runs.ts';
import { Async } from '../../../components/async.tsx';
import { CommandLine } from '../../../components/command-line.tsx';
import { Empty } from '../../../components/empty.tsx';
import { NoMatch } from '../../../components/no-match.tsx';
import { Panel } from '../../../components/panel.tsx';
import { ShowMore } from '../../../components/show-more.tsx';
import { ShowNew } from '../../../components/show-new.tsx';
import { useLive } from '../../../live/use-live.ts';
import { findFreshRuns } from './find-runs.ts';
import { RunFilters } from './run-filters.tsx';
import { RunsTable } from './runs-table.tsx';

const route = getRouteApi('/signed-in/deployer/runs');

/** Every run, newest first. Rows change in place; new ones wait behind a button, so none moves under a hand. */
export function RunsPanel() {
  const search = route.useSearch();
  const query = runsQuery(search);
  const runs = useInfiniteQuery(query);
  const client = useQueryClient();
  const heard = useLive((state) => state.runs);

  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  const fresh = runs.data && !runs.isPlaceholderData ? findFreshRuns([...heard.values()], items, search) : [];
  const isFiltered = Object.values(search).some((value) => value !== undefined);

  return (
    <Panel title="Runs" aside={<RunFilters search={search} />}>
      <ShowNew count={fresh.length} onShow={() => void client.resetQueries({ queryKey: query.queryKey })} />
      <Async answer={runs} lines={6}>
        {() => (
          <>
            {items.length > 0 ? <RunsTable runs={items} /> : <NoRuns isFiltered={isFiltered} />}
            <ShowMore list={runs} label="Show older" shown={items.length} />
          </>
        )}
      </Async>
    </Panel>
  );
}

function NoRuns({ isFiltered }: { isFiltered: boolean }) {
  const navigate = route.useNavigate();
  if (isFiltered) return <NoMatch what="run" onClear={() => void navigate({ search: {} })} />;
  return (
    <Empty title="Nothing has run yet.">
      <p>Add a repository, then push to it, or ask for a run of a branch:</p>
      <CommandLine command="pnpm deployer repositories add NAME URL" />
    </Empty>
  );
}
