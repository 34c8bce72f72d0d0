import { type Execution, formatCount, formatDuration, formatShare, yieldOf } from '@oremill/types';
import { Link } from '@tanstack/react-router';
import { Facts } from '../../components/facts.tsx';
import { Name } from '../../components/name.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { Bytes, Count, Duration, Rate, Share } from '../../components/quantity.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { phaseProgress } from '../../format/phase-progress.ts';
import { showHidden } from '../../format/shorten.ts';
import { timeLeftMs } from '../../format/time-left.ts';
import './execution-figures.css';
import { listPhases } from './list-phases.ts';

/** The phases with the one it is in, and the figures: those that move first. */
export function ExecutionFigures({
  execution,
  stepCount,
}: {
  execution: Execution;
  /** Of its job, when that is registered here. */
  stepCount: number | undefined;
}) {
  const { progress, state } = execution;
  const isRunning = state === 'running';
  const leftMs = timeLeftMs(progress);
  const { label, share } = phaseProgress(execution);
  return (
    <section className="panel panel-body stack" aria-label="Progress">
      <Phases execution={execution} stepCount={stepCount} />
      {isRunning ? <ProgressBar share={share} label={label} /> : null}
      {execution.status === undefined ? null : (
        <p>
          <span className="dim">Status</span> <bdi>{showHidden(execution.status)}</bdi>
        </p>
      )}
      <Facts
        facts={[
          {
            name: 'Input read',
            value: (
              <>
                <Bytes value={progress.inputBytesDone} />
                {progress.inputBytesDone === progress.inputBytes ? null : (
                  <span className="dim">
                    {' '}
                    of <Bytes value={progress.inputBytes} />
                  </span>
                )}
              </>
            ),
          },
          { name: 'Rate', value: <Rate value={progress.bytesPerSecond} /> },
          isRunning
            ? {
                name: 'Time left',
                value:
                  leftMs === undefined ? (
                    <Unknown reason="it is foreseen only while input is read" />
                  ) : (
                    <span className="number">about {formatDuration(leftMs)}</span>
                  ),
              }
            : { name: 'Time', value: <Duration value={progress.elapsedMs} /> },
          { name: 'Records in', value: <Count value={progress.records} /> },
          {
            name: 'Skipped',
            value: (
              <>
                <Count value={progress.skipped} />
                {progress.records === 0 ? null : (
                  <span className="dim number"> ({formatShare(progress.skipped / progress.records)})</span>
                )}
              </>
            ),
          },
          { name: 'Rows out', value: <Count value={progress.rows} /> },
          { name: 'Output', value: <Bytes value={progress.outputBytes} /> },
          {
            name: 'Yield',
            value: (
              <Share
                value={state === 'succeeded' ? yieldOf(progress) : undefined}
                reason={isRunning ? 'its output is not finished' : 'it published no output'}
              />
            ),
          },
          {
            name: 'Runner',
            value: (
              <>
                {execution.runner} × {formatCount(execution.workers)}
                {execution.memoryBytes === undefined ? null : (
                  <span className="dim">
                    {' '}
                    in <Bytes value={execution.memoryBytes} />
                  </span>
                )}
              </>
            ),
          },
        ]}
      />
      <div className="given">
        <Inputs execution={execution} />
        <Options options={execution.options} />
      </div>
    </section>
  );
}

const INPUTS_SHOWN_MAX = 5;

function Inputs({ execution: { inputs, retryOf } }: { execution: Execution }) {
  return (
    <div>
      <p className="dim small">Input</p>
      {retryOf === undefined ? null : (
        <p>
          The records that{' '}
          <Link to="/mapreduce/executions/$id" params={{ id: retryOf }} search={{ tab: 'skipped' }}>
            execution <span className="mono">{retryOf.slice(-8)}</span>
          </Link>{' '}
          skipped
        </p>
      )}
      <ul className="plain-list mono">
        {inputs.slice(0, INPUTS_SHOWN_MAX).map((path) => (
          <li key={path}>
            <bdi>{showHidden(path)}</bdi>
          </li>
        ))}
      </ul>
      {inputs.length > INPUTS_SHOWN_MAX ? (
        <p className="dim small">and {formatCount(inputs.length - INPUTS_SHOWN_MAX)} more</p>
      ) : null}
    </div>
  );
}

function Options({ options }: { options: Execution['options'] }) {
  const given = Object.entries(options);
  if (given.length === 0) return null;
  return (
    <div>
      <p className="dim small">Options</p>
      <ul className="plain-list mono">
        {given.map(([name, value]) => (
          <li key={name}>
            <span className="dim">{name} = </span>
            <Name text={typeof value === 'string' ? value : JSON.stringify(value)} lengthMax={80} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Phases({ execution, stepCount }: { execution: Execution; stepCount: number | undefined }) {
  const { step } = execution.progress;
  const steps = Math.max(stepCount ?? 1, execution.steps.length);
  return (
    <div className="row">
      {steps > 1 && step > 0 ? (
        <span className="number">
          Step {step} of {steps}
        </span>
      ) : null}
      <ol className="phases">
        {listPhases(execution).map(({ phase, mark, detail }) => (
          <li key={phase} data-mark={mark} aria-current={mark === 'now' ? 'step' : undefined}>
            {phase}
            <span className="dim">{detail}</span>
            <span className="unseen">{MARK_WORDS[mark]}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

const MARK_WORDS = { done: ', done', now: ', now', next: ', not begun', ended: ', ended here' } as const;
