import type { Run, RunState } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { runQuery } from '../../../api/deployer-runs.ts';
import { failureOf } from '../../../api/failure.ts';
import { Async } from '../../../components/async.tsx';
import { Elapsed } from '../../../components/elapsed.tsx';
import { Name } from '../../../components/name.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { RunStatus } from '../../../components/run-status.tsx';
import { Time } from '../../../components/time.tsx';
import { announce } from '../../../frame/announcer.tsx';
import { LostPage } from '../../../frame/lost-page.tsx';
import { Commit } from '../commit.tsx';
import { describeTrigger } from '../describe-trigger.ts';
import { firstCause } from '../steps/first-cause.ts';
import { StepsPanel } from '../steps/steps-panel.tsx';
import { RunActions } from './run-actions.tsx';
import { RunOutcome } from './run-outcome.tsx';
import { StepPanel } from './step-panel.tsx';

const route = getRouteApi('/signed-in/deployer/runs/$id');

/** One run: where did it go wrong, and why? It opens at the first step that failed. */
export function RunPage() {
  const { id } = route.useParams();
  const run = useQuery(runQuery(id));
  if (run.error && failureOf(run.error).status === 404) return <LostPage />;
  return (
    <Async answer={run} lines={12}>
      {(data) => <RunView key={data.id} run={data} />}
    </Async>
  );
}

function RunView({ run }: { run: Run }) {
  useAnnouncedState(run);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  // What the page opened at stays, however the run goes on; only the address changes it.
  const opened = useRef(firstCause(run)?.name);
  if (opened.current === undefined || run.state === 'running') opened.current = firstCause(run)?.name;
  const name = search.step ?? opened.current;
  const step = run.steps.find((one) => one.name === name);
  const select = (next: string) =>
    void navigate({
      search: (before) => ({ ...before, step: next, attempt: undefined, lines: undefined, find: undefined }),
      resetScroll: false,
    });
  return (
    <div className="stack">
      <PageHeader
        title={`${run.repository} #${run.number}`}
        documentTitle={`${run.repository} #${run.number} ${run.state}`}
        aside={<RunActions run={run} step={step} />}
      >
        <div className="row">
          <RunStatus state={run.state} isTinted />
          <span>
            <Commit commit={run.commit} subject={run.subject} />
          </span>
          <span className="dim">
            <Name text={run.author} lengthMax={40} /> on{' '}
            <Link to="/deployer/runs" search={{ repository: run.repository, branch: run.branch }}>
              <Name text={run.branch} lengthMax={40} />
            </Link>
          </span>
          <span className="dim">
            {describeTrigger(run.trigger)} <Time at={run.createdAt} />
          </span>
          {run.startedAt === undefined ? null : (
            <span className="dim">
              ran <Elapsed from={run.startedAt} to={run.finishedAt} />
            </span>
          )}
        </div>
      </PageHeader>
      <RunOutcome run={run} />
      {run.steps.length === 0 ? null : <StepsPanel run={run} selected={name} onSelect={select} />}
      {step ? <StepPanel key={step.name} run={run} step={step} /> : null}
    </div>
  );
}

function useAnnouncedState({ repository, number, state }: Run): void {
  const before = useRef<RunState>(state);
  useEffect(() => {
    if (before.current !== state) announce(`${repository} ${number} ${state}`);
    before.current = state;
  }, [repository, number, state]);
}
