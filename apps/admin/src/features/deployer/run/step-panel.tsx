import { Select, Tabs } from '@mantine/core';
import { formatCount, type Run, type RunStep } from '@oremill/types';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Elapsed } from '../../../components/elapsed.tsx';
import { type Fact, Facts } from '../../../components/facts.tsx';
import { Name } from '../../../components/name.tsx';
import { Bytes, Count } from '../../../components/quantity.tsx';
import { Status } from '../../../components/status.tsx';
import { lookOfStep } from '../../../components/status-roles.ts';
import { type LogStart, LogView } from '../log/log-view.tsx';
import type { RunTab } from '../search.ts';
import { ArtifactsTable } from './artifacts-table.tsx';

const route = getRouteApi('/signed-in/deployer/runs/$id');

/** The step that is selected: its facts, its log, and what it kept. */
export function StepPanel({ run, step }: { run: Run; step: RunStep }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const attempt = Math.min(search.attempt ?? step.attempt, step.attempt);
  const tab = search.tab === 'artifacts' ? 'artifacts' : 'log';
  return (
    <section className="panel" aria-labelledby="step">
      <div className="panel-head">
        <h2 id="step">
          <Name text={step.name} lengthMax={80} />
        </h2>
        {step.attempt > 1 ? (
          <Select
            aria-label="Attempt"
            size="xs"
            w={140}
            allowDeselect={false}
            data={Array.from({ length: step.attempt }, (_, index) => ({
              value: String(index + 1),
              label: `attempt ${index + 1} of ${step.attempt}`,
            }))}
            value={String(attempt)}
            onChange={(next) => set({ attempt: Number(next), lines: undefined })}
            comboboxProps={{ transitionProps: { duration: 0 } }}
          />
        ) : null}
      </div>
      <div className="panel-body stack-tight">
        <Facts facts={factsOf(step)} />
        <WhyStep step={step} />
      </div>
      <Tabs
        classNames={{ tab: 'details-tab' }}
        value={tab}
        onChange={(next) => set({ tab: next === 'log' ? undefined : (next as RunTab) })}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="log">Log</Tabs.Tab>
          <Tabs.Tab value="artifacts">
            Artifacts{step.artifacts.length === 0 ? '' : ` ${formatCount(step.artifacts.length)}`}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="log">
          {attempt === 0 ? (
            <p className="panel-body dim">It was not started, so it has no log.</p>
          ) : (
            <LogView
              key={attempt}
              place={{ run: run.id, step: step.name, attempt }}
              start={startOf(step, attempt)}
              lines={search.lines}
              find={search.find ?? ''}
            />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="artifacts">
          <ArtifactsTable run={run.id} artifacts={step.artifacts} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

/** What went wrong is told at the end of a log. */
function startOf({ state, attempt: last }: RunStep, attempt: number): LogStart {
  if (attempt < last || state === 'failed' || state === 'cancelled') return 'end';
  return state === 'running' ? 'follow' : 'begin';
}

function factsOf(step: RunStep): Fact[] {
  const { state, startedAt, finishedAt, exitCode, signal, needs, logLines, logBytes } = step;
  return [
    { name: 'State', value: <Status look={lookOfStep(state)} word={state} /> },
    { name: 'Duration', value: <Elapsed from={startedAt} to={finishedAt} /> },
    ...(exitCode === undefined ? [] : [{ name: 'Exit code', value: <Count value={exitCode} /> }]),
    ...(signal === undefined ? [] : [{ name: 'Signal', value: <span className="mono">{signal}</span> }]),
    ...(step.attempt > 1 ? [{ name: 'Attempts', value: <Count value={step.attempt} /> }] : []),
    ...(logLines === 0
      ? []
      : [
          {
            name: 'Log',
            value: (
              <>
                <Count value={logLines} /> lines, <Bytes value={logBytes} />
              </>
            ),
          },
        ]),
    ...(needs.length === 0
      ? []
      : [{ name: 'Needs', value: <Name text={needs.join(', ')} lengthMax={80} /> }]),
    ...(step.mayFail ? [{ name: 'May fail', value: 'its failure does not fail the run' }] : []),
  ];
}

function WhyStep({ step: { error, keptFrom, reason } }: { step: RunStep }) {
  return (
    <>
      {reason === undefined ? null : <p className="dim">{reason}</p>}
      {error === undefined ? null : (
        <p style={{ overflowWrap: 'anywhere' }}>
          <strong>{error.message}</strong>
          {error.hint === undefined ? '' : ` ${error.hint}`}
        </p>
      )}
      {keptFrom === undefined ? null : (
        <p className="dim">
          It was not done again: what it did is kept from{' '}
          <Link to="/deployer/runs/$id" params={{ id: keptFrom }}>
            an earlier run
          </Link>
          .
        </p>
      )}
    </>
  );
}
