import { Button } from '@mantine/core';
import { formatCount } from '@oremill/types';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { runsQuery } from '../../../api/deployer-runs.ts';
import { Async } from '../../../components/async.tsx';
import { CommandLine } from '../../../components/command-line.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Panel } from '../../../components/panel.tsx';
import { ShowMore } from '../../../components/show-more.tsx';
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
      {fresh.length === 0 ? null : (
        <div style={{ padding: '8px 16px' }}>
          <Button
            variant="light"
            size="compact-sm"
            onClick={() => void client.resetQueries({ queryKey: query.queryKey })}
          >
            {formatCount(fresh.length)} new, show
          </Button>
        </div>
      )}
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
  if (isFiltered) {
    return (
      <Empty title="No run matches the filter.">
        <div>
          <Button variant="default" size="compact-sm" onClick={() => void navigate({ search: {} })}>
            Clear the filter
          </Button>
        </div>
      </Empty>
    );
  }
  return (
    <Empty title="Nothing has run yet.">
      <p>Add a repository, then push to it, or ask for a run of a branch:</p>
      <CommandLine command="pnpm deployer repositories add NAME URL" />
    </Empty>
  );
}
