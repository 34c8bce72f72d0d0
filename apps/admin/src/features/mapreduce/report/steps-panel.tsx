import { type Execution, formatCount, type StepReport } from '@oremill/types';
import { DataTable, type TableColumn } from '../../../components/data-table.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Bytes, Count, Duration } from '../../../components/quantity.tsx';
import { Status } from '../../../components/status.tsx';
import type { StatusLook } from '../../../components/status-roles.ts';
import { Unknown } from '../../../components/unknown.tsx';
import './report.css';
import { elapsedOf, markOf, type StepMark } from './step-mark.ts';

interface StepRow {
  readonly index: number;
  readonly step: StepReport;
  readonly execution: Execution;
}

const LOOKS: Readonly<Record<StepMark, StatusLook & { word: string }>> = {
  done: { role: 'ok', shape: 'check', word: 'done' },
  now: { role: 'running', shape: 'play', word: 'now' },
  ended: { role: 'idle', shape: 'slashed', word: 'ended here' },
};

const COLUMNS: readonly TableColumn<StepRow>[] = [
  {
    name: 'step',
    header: 'Step',
    isTight: true,
    cell: ({ index, step, execution }) => {
      const { word, ...look } = LOOKS[markOf(step, execution.state)];
      return (
        <span className="row step-name">
          <Status look={look} word={String(index + 1)} />
          <span className="unseen">{word}</span>
          {step.kind}
        </span>
      );
    },
  },
  { name: 'input', header: 'Input', align: 'end', cell: ({ step }) => <Bytes value={step.inputBytes} /> },
  { name: 'records', header: 'Records', align: 'end', cell: ({ step }) => <Count value={step.records} /> },
  { name: 'skipped', header: 'Skipped', align: 'end', cell: ({ step }) => <Count value={step.skipped} /> },
  {
    name: 'pairs',
    header: 'Pairs',
    align: 'end',
    cell: ({ step }) =>
      step.kind === 'map' ? (
        <Unknown reason="a step without reducers makes rows" />
      ) : (
        <Count value={step.emitted} />
      ),
  },
  { name: 'shuffled', header: 'Shuffled', align: 'end', cell: ({ step }) => <Shuffled step={step} /> },
  { name: 'groups', header: 'Groups', align: 'end', cell: ({ step }) => <Groups step={step} /> },
  { name: 'rows', header: 'Rows', align: 'end', cell: ({ step }) => <Count value={step.rows} /> },
  { name: 'output', header: 'Output', align: 'end', cell: ({ step }) => <Bytes value={step.outputBytes} /> },
  { name: 'tasks', header: 'Tasks', align: 'end', isTight: true, cell: ({ step }) => <Tasks step={step} /> },
  {
    name: 'time',
    header: 'Time',
    align: 'end',
    cell: ({ step, execution }) => {
      const elapsedMs = elapsedOf(step, execution);
      return elapsedMs === undefined ? <Unknown reason="it has not begun" /> : <Duration value={elapsedMs} />;
    },
  },
];

/** What went through each step, from the bytes that it read to those that it wrote. */
export function StepsPanel({
  execution,
  stepCount,
}: {
  execution: Execution;
  stepCount: number | undefined;
}) {
  const { steps } = execution;
  if (steps.length === 0) return null;
  const missing = (stepCount ?? 0) - steps.length;
  return (
    <Panel title={steps.length === 1 && missing <= 0 ? 'What went through' : 'Steps'}>
      <div className="steps-table">
        <DataTable
          label="Steps"
          columns={COLUMNS}
          rows={steps.map((step, index) => ({ index, step, execution }))}
          rowKey={({ index }) => String(index)}
        />
      </div>
      {missing > 0 ? (
        <p className="dim small" style={{ padding: '8px 16px' }}>
          {describeMissing(missing, execution.state === 'running')}
        </p>
      ) : null}
    </Panel>
  );
}

function describeMissing(count: number, isRunning: boolean): string {
  const steps = count === 1 ? '1 more step' : `${formatCount(count)} more steps`;
  if (isRunning) return `${steps} to come.`;
  return `${steps} ${count === 1 ? 'was' : 'were'} not begun.`;
}

function Shuffled({ step }: { step: StepReport }) {
  if (step.kind === 'map') return <Unknown reason="a step without reducers shuffles nothing" />;
  return (
    <span title={`${formatCount(step.spilledPairs)} pairs, after combiners`}>
      <Bytes value={step.spilledBytes} />
    </span>
  );
}

function Groups({ step }: { step: StepReport }) {
  if (step.kind === 'map') return <Unknown reason="a step without reducers has no groups" />;
  if (step.groups === 0 && step.rows > 0) return <Unknown reason="pairs are copied, no reducer is called" />;
  return <Count value={step.groups} />;
}

/** Map tasks, then reduce tasks: `8`, or `5 of 8` while some are left; then those that were done again. */
function Tasks({
  step: { mapTasksDone, mapTasks, reduceTasksDone, reduceTasks, retries },
}: {
  step: StepReport;
}) {
  return (
    <>
      {countOf(mapTasksDone, mapTasks)} map
      {reduceTasks === 0 ? '' : `, ${countOf(reduceTasksDone, reduceTasks)} reduce`}
      {retries === 0 ? null : <span className="retries"> △ {formatCount(retries)} again</span>}
    </>
  );
}

function countOf(done: number, all: number): string {
  return done === all ? formatCount(all) : `${formatCount(done)} of ${formatCount(all)}`;
}
