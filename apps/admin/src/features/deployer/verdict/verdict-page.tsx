import type { Run, Verdict } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { trendsQuery, verdictQuery } from '../../../api/deployer-gates.ts';
import { runQuery } from '../../../api/deployer-runs.ts';
import { failureOf } from '../../../api/failure.ts';
import { Async } from '../../../components/async.tsx';
import { Copy } from '../../../components/copy.tsx';
import { Empty } from '../../../components/empty.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { Panel } from '../../../components/panel.tsx';
import { RunStatus } from '../../../components/run-status.tsx';
import { LostPage } from '../../../frame/lost-page.tsx';
import { Commit } from '../commit.tsx';
import { GateCard } from './gate-card.tsx';
import { KnownTests } from './known-tests.tsx';
import { MetricsPanel } from './metrics-panel.tsx';
import './verdict.css';

const route = getRouteApi('/signed-in/deployer/runs/$id/verdict');

/** So many runs before are drawn beside a gate. */
const TREND_RUNS = 30;

/** Why is a run red, and what is the smallest change that would pass? */
export function VerdictPage() {
  const { id } = route.useParams();
  const run = useQuery(runQuery(id));
  if (run.error && failureOf(run.error).status === 404) return <LostPage />;
  return (
    <Async answer={run} lines={12}>
      {(data) => <VerdictView run={data} />}
    </Async>
  );
}

function VerdictView({ run }: { run: Run }) {
  const { verdict } = run;
  const told = useQuery({ ...verdictQuery(run.id, run.state), enabled: verdict !== undefined });
  return (
    <div className="stack">
      <PageHeader
        title={`Verdict of ${run.repository} #${run.number}`}
        documentTitle={`Verdict of ${run.repository} #${run.number}`}
        aside={told.data ? <Copy text={told.data.markdown} what="verdict" label="Copy as markdown" /> : null}
      >
        <div className="row">
          <RunStatus state={run.state} isTinted />
          <Commit commit={run.commit} subject={run.subject} />
          {verdict?.base === undefined ? null : (
            <span className="dim">
              compared with <Commit commit={verdict.base} />
            </span>
          )}
          <Link to="/deployer/runs/$id" params={{ id: run.id }}>
            The run
          </Link>
        </div>
      </PageHeader>
      {verdict ? <GatesView run={run} verdict={verdict} /> : <NoVerdict run={run} />}
    </div>
  );
}

function GatesView({ run, verdict }: { run: Run; verdict: Verdict }) {
  const { gates } = verdict;
  const metrics = [...new Set(gates.filter(({ of }) => of === undefined).map(({ metric }) => metric))];
  const trends = useQuery({
    ...trendsQuery({ repository: run.repository, branch: run.branch, metrics, runs: TREND_RUNS }),
    enabled: metrics.length > 0,
  });
  const isRed = ({ state }: (typeof gates)[number]) => state === 'failed' || state === 'no-value';
  const sorted = [...gates.filter(isRed), ...gates.filter((gate) => !isRed(gate))];
  return (
    <>
      <Panel title="Gates">
        {gates.length === 0 ? (
          <Empty title="Its pipeline has no gate.">
            <p>A gate is a line in its config, such as coverage.lines at least 80.</p>
          </Empty>
        ) : (
          <ul className="gates">
            {sorted.map((gate) => (
              <GateCard
                key={`${gate.metric} ${gate.of ?? ''} ${gate.baseline?.of ?? ''} ${gate.limit ?? ''}`}
                gate={gate}
                trend={
                  gate.of === undefined
                    ? trends.data?.trends.find(({ metric }) => metric === gate.metric)
                    : undefined
                }
              />
            ))}
          </ul>
        )}
      </Panel>
      <KnownTests run={run} verdict={verdict} />
      {run.metrics ? <MetricsPanel metrics={run.metrics} /> : null}
    </>
  );
}

function NoVerdict({ run }: { run: Run }) {
  return (
    <Panel title="Gates">
      <Empty
        title={
          run.state === 'running' || run.state === 'queued' || run.state === 'held'
            ? 'The verdict comes when its steps are done.'
            : 'This run came to no verdict.'
        }
      >
        {run.error ? <p>{run.error.message}</p> : null}
      </Empty>
    </Panel>
  );
}
