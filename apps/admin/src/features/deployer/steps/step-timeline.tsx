import { formatCount, formatDuration, type Run, type RunStep } from '@oremill/types';
import { Name } from '../../../components/name.tsx';
import { useNow } from '../../../frame/now.ts';
import './steps.css';

const ROWS_MAX = 300;

/** When each step ran, from the start of the run; a row for each that was started. */
export function StepTimeline({
  run,
  selected,
  onSelect,
}: {
  run: Run;
  selected: string | undefined;
  onSelect: (name: string) => void;
}) {
  const nowMs = useNow();
  const started = run.steps
    .filter(({ startedAt }) => startedAt !== undefined)
    .toSorted((a, b) => startMs(a) - startMs(b));
  const fromMs = Math.min(...started.map(startMs), Date.parse(run.startedAt ?? run.createdAt));
  const toMs = run.finishedAt === undefined ? nowMs : Date.parse(run.finishedAt);
  const spanMs = Math.max(1, toMs - fromMs, ...started.map((step) => endMs(step, nowMs) - fromMs));
  if (started.length === 0) return <p className="panel-body dim">No step was started.</p>;
  return (
    <div className="step-timeline">
      <p className="dim small number step-timeline-axis">
        <span>0</span>
        <span>{formatDuration(spanMs)}</span>
      </p>
      <ul>
        {started.slice(0, ROWS_MAX).map((step) => {
          const { name, state } = step;
          const beginMs = startMs(step) - fromMs;
          const tookMs = Math.max(0, endMs(step, nowMs) - startMs(step));
          return (
            <li key={name}>
              <button type="button" aria-pressed={name === selected} onClick={() => onSelect(name)}>
                <span className="step-name">
                  <Name text={name} lengthMax={26} />
                </span>
                <span className="step-bar-room">
                  <span
                    className="step-bar"
                    data-state={state}
                    style={{ left: `${(beginMs / spanMs) * 100}%`, width: `${(tookMs / spanMs) * 100}%` }}
                  />
                </span>
                <span className="small number">
                  <span className="unseen">{state}, </span>
                  {formatDuration(tookMs)}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {started.length > ROWS_MAX ? (
        <p className="dim small">
          The first {formatCount(ROWS_MAX)} of {formatCount(started.length)} are drawn; the list has all.
        </p>
      ) : null}
    </div>
  );
}

function startMs({ startedAt }: RunStep): number {
  return Date.parse(startedAt ?? '');
}

function endMs({ finishedAt }: RunStep, nowMs: number): number {
  return finishedAt === undefined ? nowMs : Date.parse(finishedAt);
}
