import { formatCount, type Repository, type Run } from '@oremill/types';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { repositoriesQuery } from '../../api/deployer-repositories.ts';
import { runsQuery } from '../../api/deployer-runs.ts';
import { Elapsed } from '../../components/elapsed.tsx';
import { Name } from '../../components/name.tsx';
import { Panel } from '../../components/panel.tsx';
import { RunStatus } from '../../components/run-status.tsx';
import { Status } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import { withHeardRuns } from '../../live/newer-run.ts';
import { useLive } from '../../live/use-live.ts';
import './overview.css';

const LINES_MAX = 10;

/** What the deployer waits for or has found red, and what it does now; where nothing is watched it is not there. */
export function AttentionPanel() {
  const repositories = useQuery(repositoriesQuery);
  const held = useInfiniteQuery(runsQuery({ state: 'held' }));
  const running = useInfiniteQuery(runsQuery({ state: 'running' }));
  const heard = useLive((state) => state.runs);
  const listed = [held, running].flatMap(({ data }) => data?.pages[0]?.items ?? []);
  if (!repositories.data || repositories.data.length === 0) return null;

  const runs = withHeardRuns(listed, heard);
  const waiting = runs.filter(({ state }) => state === 'held');
  const red = repositories.data.filter(({ lastRun }) => lastRun?.state === 'failed');
  const live = runs.filter(({ state }) => state === 'running');
  const unseen = repositories.data.filter(({ lookError }) => lookError !== undefined);
  const isQuiet = waiting.length + red.length + live.length + unseen.length === 0;
  return (
    <Panel title="Deployer" aside={<Link to="/deployer/runs">All runs</Link>}>
      {isQuiet ? (
        <p className="panel-body dim">
          All quiet: no target branch is red, no run waits for somebody, and none runs.
        </p>
      ) : (
        <ul className="newest-list">
          <Lines items={waiting}>{(run) => <RunLine key={run.id} run={run} />}</Lines>
          <Lines items={red}>{(repository) => <RedLine key={repository.id} repository={repository} />}</Lines>
          <Lines items={unseen}>
            {({ name }) => (
              <li key={name}>
                <Status look={{ role: 'warning', shape: 'triangle' }} word="not reached" />
                <Link to="/deployer/repositories/$name" params={{ name }}>
                  {name}
                </Link>
              </li>
            )}
          </Lines>
          <Lines items={live}>{(run) => <RunLine key={run.id} run={run} />}</Lines>
        </ul>
      )}
    </Panel>
  );
}

function Lines<Item>({ items, children }: { items: readonly Item[]; children: (item: Item) => ReactNode }) {
  return (
    <>
      {items.slice(0, LINES_MAX).map(children)}
      {items.length > LINES_MAX ? (
        <li className="dim">and {formatCount(items.length - LINES_MAX)} more like these</li>
      ) : null}
    </>
  );
}

function RunLine({ run }: { run: Run }) {
  return (
    <li>
      <RunStatus state={run.state} />
      <Link to="/deployer/runs/$id" params={{ id: run.id }}>
        {run.repository} #{run.number} <span className="dim">on</span>{' '}
        <Name text={run.branch} lengthMax={32} />
      </Link>
      {run.state === 'running' ? (
        <Elapsed from={run.startedAt} to={undefined} />
      ) : (
        <Time at={run.finishedAt ?? run.createdAt} isInRow />
      )}
    </li>
  );
}

/** A repository whose target branch is red. */
function RedLine({ repository: { lastRun, name, targetBranch } }: { repository: Repository }) {
  if (!lastRun) return null;
  return (
    <li>
      <RunStatus state={lastRun.state} />
      <Link to="/deployer/runs/$id" params={{ id: lastRun.id }}>
        {name} #{lastRun.number} <span className="dim">on</span> <Name text={targetBranch} lengthMax={32} />
      </Link>
      <Time at={lastRun.finishedAt} isInRow />
    </li>
  );
}
