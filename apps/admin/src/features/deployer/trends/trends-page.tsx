import { SegmentedControl, TextInput } from '@mantine/core';
import type { Trend } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { trendsQuery } from '../../../api/deployer-gates.ts';
import { repositoriesQuery } from '../../../api/deployer-repositories.ts';
import { Async } from '../../../components/async.tsx';
import { Empty } from '../../../components/empty.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { Panel } from '../../../components/panel.tsx';
import { RepositorySelect } from '../repositories/repository-select.tsx';
import type { TrendsSearch } from '../search.ts';
import { QuarantinePanel } from '../tests/quarantine-panel.tsx';
import { TestsPanel } from '../tests/tests-panel.tsx';
import { TrendChart } from './trend-chart.tsx';

const route = getRouteApi('/signed-in/deployer/trends');

const RUNS = ['30', '100', '200', '1000'] as const;

/** Are we getting better? Of one repository and one of its branches. */
export function TrendsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const repositories = useQuery(repositoriesQuery);
  const repository = search.repository ?? repositories.data?.[0]?.name;
  const set = (change: Partial<TrendsSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <div className="stack">
      <PageHeader
        title="Trends"
        documentTitle={repository === undefined ? 'Trends' : `Trends of ${repository}`}
        aside={
          <>
            <RepositorySelect
              value={repository}
              onChange={(next) => set({ repository: next, branch: undefined })}
            />
            <TextInput
              aria-label="Branch"
              placeholder="Target branch"
              size="xs"
              w={150}
              data-filter
              value={search.branch ?? ''}
              onChange={(event) => set({ branch: event.currentTarget.value || undefined })}
            />
            <SegmentedControl
              size="xs"
              aria-label="Runs"
              data={RUNS.map((value) => ({ value, label: `${value} runs` }))}
              value={String(search.runs)}
              onChange={(next) => set({ runs: Number(next) })}
            />
          </>
        }
      />
      {repository === undefined ? (
        <Panel title="Figures">
          <Async answer={repositories} lines={4}>
            {() => <Empty title="No repository is watched yet, so there is nothing to draw." />}
          </Async>
        </Panel>
      ) : (
        <TrendsOf key={repository} repository={repository} branch={search.branch} runs={search.runs} />
      )}
    </div>
  );
}

function TrendsOf({
  repository,
  branch,
  runs,
}: {
  repository: string;
  branch: string | undefined;
  runs: number;
}) {
  const trends = useQuery(trendsQuery({ repository, branch, runs }));
  return (
    <>
      <Async answer={trends} lines={12}>
        {(data) => <Charts trends={data.trends} branch={data.branch} />}
      </Async>
      <TestsPanel repository={repository} branch={branch} />
      <QuarantinePanel repository={repository} />
    </>
  );
}

function Charts({ trends, branch }: { trends: readonly Trend[]; branch: string }) {
  const drawn = trends.filter(({ points }) => points.length > 0);
  if (drawn.length === 0) {
    return (
      <Panel title="Figures">
        <Empty title={`No run of ${branch} has been measured yet.`}>
          <p>
            Figures come from the reports that steps name in the config: tests, coverage, findings,
            duplicates.
          </p>
        </Empty>
      </Panel>
    );
  }
  return (
    <div className="columns">
      {drawn.map((trend) => (
        <TrendChart key={trend.metric} trend={trend} />
      ))}
    </div>
  );
}
