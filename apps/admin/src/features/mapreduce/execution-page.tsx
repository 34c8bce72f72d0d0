import { Tabs } from '@mantine/core';
import { type Execution, type ExecutionState, formatCount, formatShare } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { failureOf } from '../../api/failure.ts';
import { diagnosisQuery, executionQuery, jobsQuery } from '../../api/mapreduce.ts';
import { Async } from '../../components/async.tsx';
import { ExecutionStatus } from '../../components/execution-status.tsx';
import { Id } from '../../components/id.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Time } from '../../components/time.tsx';
import { phaseProgress } from '../../format/phase-progress.ts';
import { announce } from '../../frame/announcer.tsx';
import { LostPage } from '../../frame/lost-page.tsx';
import { CountersTable } from './counters-table.tsx';
import { ExecutionActions } from './execution-actions.tsx';
import { ExecutionFigures } from './execution-figures.tsx';
import { ExecutionOutcome } from './execution-outcome.tsx';
import { OutputPanel } from './output-panel.tsx';
import { DiagnosisPanel } from './report/diagnosis-panel.tsx';
import { SkewPanel } from './report/skew-panel.tsx';
import { splitFindings } from './report/split-findings.ts';
import { StepsPanel } from './report/steps-panel.tsx';
import { WorkPanel } from './report/work-panel.tsx';
import type { ExecutionTab } from './search.ts';
import { SkippedPanel } from './skipped-panel.tsx';
import { ThroughputPanel } from './throughput-panel.tsx';
import { TimelinePanel } from './timeline/timeline-panel.tsx';

/** To diagnose a running execution all its finished tasks are read. */
const DIAGNOSIS_MS = 10_000;

const route = getRouteApi('/signed-in/mapreduce/executions/$id');

/** One execution: how far, how fast, how long still; then what it counted, skipped and wrote. */
export function ExecutionPage() {
  const { id } = route.useParams();
  const execution = useQuery(executionQuery(id));
  if (execution.error && failureOf(execution.error).status === 404) return <LostPage />;
  return (
    <Async answer={execution} lines={12}>
      {(data) => <ExecutionView key={data.id} execution={data} />}
    </Async>
  );
}

function ExecutionView({ execution }: { execution: Execution }) {
  useAnnouncedState(execution.job, execution.state);
  const jobs = useQuery(jobsQuery);
  const stepCount = jobs.data?.find(({ name }) => name === execution.job)?.steps;
  const { state } = execution;
  const diagnosis = useQuery({
    ...diagnosisQuery(execution.id, state),
    refetchInterval: state === 'running' ? DIAGNOSIS_MS : false,
  });
  const { outcome, others } = splitFindings(diagnosis.data?.findings ?? [], state);
  return (
    <div className="stack">
      <PageHeader
        title={execution.job}
        documentTitle={titleOf(execution)}
        aside={<ExecutionActions execution={execution} />}
      >
        <div className="row">
          <ExecutionStatus state={execution.state} isTinted />
          <Id value={execution.id} />
          <span className="dim">
            Started <Time at={execution.startedAt} />
          </span>
        </div>
      </PageHeader>
      <ExecutionOutcome execution={execution} finding={outcome} />
      <ExecutionFigures execution={execution} stepCount={stepCount} />
      <DiagnosisPanel findings={others} error={diagnosis.error} onRetry={() => void diagnosis.refetch()} />
      <StepsPanel execution={execution} stepCount={stepCount} />
      <TimelinePanel execution={execution} />
      <div className="columns">
        <WorkPanel execution={execution} />
        <SkewPanel execution={execution} />
      </div>
      <ThroughputPanel execution={execution} />
      <Details execution={execution} />
    </div>
  );
}

function Details({ execution }: { execution: Execution }) {
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const parts = execution.manifest?.parts.length;
  return (
    <section className="panel" aria-labelledby="details">
      <h2 id="details" className="unseen">
        Details
      </h2>
      <Tabs
        classNames={{ tab: 'details-tab' }}
        value={tab}
        onChange={(next) => void navigate({ search: { tab: next as ExecutionTab }, replace: true })}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="counters">Counters</Tabs.Tab>
          <Tabs.Tab value="skipped">Skipped{countOf(execution.progress.skipped)}</Tabs.Tab>
          <Tabs.Tab value="output">Output{countOf(parts)}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="counters">
          <CountersTable counters={execution.counters} isRunning={execution.state === 'running'} />
        </Tabs.Panel>
        <Tabs.Panel value="skipped">
          <SkippedPanel execution={execution} />
        </Tabs.Panel>
        <Tabs.Panel value="output">
          <OutputPanel execution={execution} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

/** Of a tab; none where nothing was counted. */
function countOf(count = 0): string {
  return count === 0 ? '' : ` ${formatCount(count)}`;
}

/** `63.0 % tag-statistics`: the tab tells the state from afar. */
function titleOf(execution: Execution): string {
  const { job, state } = execution;
  if (state !== 'running') return `${job} ${state}`;
  const { share, words } = phaseProgress(execution);
  return share === undefined ? `${job} ${words}` : `${formatShare(share)} ${job}`;
}

function useAnnouncedState(job: string, state: ExecutionState): void {
  const before = useRef(state);
  useEffect(() => {
    if (before.current !== state) announce(`${job} ${state}`);
    before.current = state;
  }, [job, state]);
}
