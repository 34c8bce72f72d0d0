import {
  type Execution,
  formatCount,
  formatDuration,
  formatShare,
  type Phase,
  phaseSchema,
  yieldOf,
} from '@oremill/types';
import { Facts } from '../../components/facts.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { Bytes, Count, Duration, Rate, Share } from '../../components/quantity.tsx';
import { Time } from '../../components/time.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { showHidden } from '../../format/shorten.ts';
import { shareDone, timeLeftMs } from '../../format/time-left.ts';
import './execution-figures.css';

/** The phases with the one it is in, and the figures: those that move first. */
export function ExecutionFigures({ execution }: { execution: Execution }) {
  const { progress, state } = execution;
  const isRunning = state === 'running';
  const leftMs = timeLeftMs(progress);
  return (
    <section className="panel panel-body stack" aria-label="Progress">
      <Phases execution={execution} />
      {isRunning ? (
        <ProgressBar share={progress.phase === 'plan' ? undefined : shareDone(progress)} label="Input read" />
      ) : null}
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
          { name: 'Runner', value: `${execution.runner} × ${formatCount(execution.workers)}` },
          { name: 'Started', value: <Time at={execution.startedAt} /> },
        ]}
      />
      <Inputs paths={execution.inputs} />
    </section>
  );
}

const INPUTS_SHOWN_MAX = 5;

function Inputs({ paths }: { paths: readonly string[] }) {
  return (
    <div>
      <p className="dim small">Input</p>
      <ul className="plain-list mono">
        {paths.slice(0, INPUTS_SHOWN_MAX).map((path) => (
          <li key={path}>
            <bdi>{showHidden(path)}</bdi>
          </li>
        ))}
      </ul>
      {paths.length > INPUTS_SHOWN_MAX ? (
        <p className="dim small">and {formatCount(paths.length - INPUTS_SHOWN_MAX)} more</p>
      ) : null}
    </div>
  );
}

function Phases({ execution: { state, progress } }: { execution: Execution }) {
  const at = phaseSchema.options.indexOf(progress.phase);
  return (
    <ol className="phases">
      {phaseSchema.options.map((phase, index) => {
        const isDone = state === 'succeeded' || index < at;
        const mark = isDone ? 'done' : index > at ? 'next' : state === 'running' ? 'now' : 'ended';
        return (
          <li key={phase} data-mark={mark} aria-current={mark === 'now' ? 'step' : undefined}>
            {phase}
            <span className="dim">{detailOf(phase, progress)}</span>
            <span className="unseen">{MARK_WORDS[mark]}</span>
          </li>
        );
      })}
    </ol>
  );
}

const MARK_WORDS = { done: ', done', now: ', now', next: ', not begun', ended: ', ended here' } as const;

function detailOf(phase: Phase, progress: Execution['progress']): string {
  if (phase === 'map') return ` ${formatCount(progress.records)} records`;
  if (phase === 'reduce' && progress.reducers > 0) return ` ${progress.reducersDone} of ${progress.reducers}`;
  return '';
}
