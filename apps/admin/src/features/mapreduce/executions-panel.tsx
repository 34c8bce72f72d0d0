import { CloseButton, Select, TextInput } from '@mantine/core';
import { executionStateSchema } from '@oremill/types';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { executionsQuery } from '../../api/mapreduce.ts';
import { Async } from '../../components/async.tsx';
import { CommandLine } from '../../components/command-line.tsx';
import { Empty } from '../../components/empty.tsx';
import { NoMatch } from '../../components/no-match.tsx';
import { Panel } from '../../components/panel.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { ShowNew } from '../../components/show-new.tsx';
import { useLive } from '../../live/use-live.ts';
import { ExecutionsTable } from './executions-table.tsx';
import { findFresh, matchesWords } from './find-executions.ts';
import type { JobsSearch } from './search.ts';

const route = getRouteApi('/signed-in/mapreduce/jobs');

/** Every execution, newest first. Rows change in place; new ones wait behind a button, so none moves under a hand. */
export function ExecutionsPanel() {
  const search = route.useSearch();
  const query = executionsQuery(search);
  const executions = useInfiniteQuery(query);
  const client = useQueryClient();
  const heard = useLive((state) => state.executions);

  const items = executions.data?.pages.flatMap((page) => page.items) ?? [];
  const fresh = executions.data ? findFresh([...heard.values()], items, search) : [];
  const shown = items.filter((execution) => matchesWords(execution, search.q ?? ''));
  const isFiltered = Object.values(search).some((value) => value !== undefined);

  return (
    <Panel title="Executions" aside={<Filters search={search} />}>
      <ShowNew count={fresh.length} onShow={() => void client.resetQueries({ queryKey: query.queryKey })} />
      <Async answer={executions} lines={6}>
        {() => (
          <>
            {shown.length > 0 ? <ExecutionsTable executions={shown} /> : <Nothing isFiltered={isFiltered} />}
            <ShowMore list={executions} label="Show older" shown={items.length} />
          </>
        )}
      </Async>
    </Panel>
  );
}

function Filters({ search }: { search: JobsSearch }) {
  const navigate = route.useNavigate();
  // Typing replaces the address, so that Back leaves the page instead of undoing letters.
  const set = (change: Partial<JobsSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <>
      <Select
        aria-label="State"
        placeholder="Any state"
        size="xs"
        w={140}
        clearable
        clearButtonProps={{ 'aria-label': 'Any state' }}
        data={executionStateSchema.options}
        value={search.state ?? null}
        onChange={(state) => set({ state: executionStateSchema.safeParse(state).data })}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <TextInput
        aria-label="Filter by job or input"
        placeholder="Filter by job or input"
        size="xs"
        w={220}
        data-filter
        value={search.q ?? ''}
        onChange={(event) => set({ q: event.currentTarget.value || undefined })}
        rightSection={
          search.q ? (
            <CloseButton size="xs" aria-label="Clear the filter" onClick={() => set({ q: undefined })} />
          ) : null
        }
      />
    </>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const navigate = route.useNavigate();
  if (isFiltered) return <NoMatch what="execution" onClear={() => void navigate({ search: {} })} />;
  return (
    <Empty title="No job has run yet.">
      <p>
        Choose a file above and start a job, or make a sample first. Then its progress, counters and skipped
        records stand here.
      </p>
      <CommandLine command="pnpm mapreduce sample bookmarks --bytes 64MiB --seed 1 > .data/samples/bookmarks-64m.jsonl" />
    </Empty>
  );
}
