import { type Execution, formatDuration, formatShare } from '@oremill/types';
import { Panel } from '../../../components/panel.tsx';
import { Duration, Share } from '../../../components/quantity.tsx';
import './report.css';
import { addWork, shareBusy, totalMsOf, type WorkPart, workParts } from './work-parts.ts';

const STEPS_ROOMY_MAX = 6;

/** Where the time of the workers went: a bar for each step, all on one axis, and the parts with their numbers. */
export function WorkPanel({ execution }: { execution: Execution }) {
  const { steps, workers } = execution;
  const all = workParts(addWork(steps));
  if (all.length === 0) return null;
  const longestMs = Math.max(...steps.map(({ work }) => totalMsOf(work)));
  const totalMs = totalMsOf(addWork(steps));
  const busy = shareBusy(execution);
  return (
    <Panel title="Where the time went">
      <div className="panel-body stack">
        <div className="work-bars" data-dense={steps.length > STEPS_ROOMY_MAX || undefined}>
          {steps.map(({ work }, index) => (
            <WorkBar
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
              key={index}
              name={`Step ${index + 1}`}
              isNamed={steps.length > 1}
              parts={workParts(work)}
              width={totalMsOf(work) / longestMs}
            />
          ))}
        </div>
        <dl className="work-parts">
          {all.map(({ name, meaning, color, ms, share }) => (
            <div key={name}>
              <dt title={meaning}>
                <span className="swatch" style={{ background: color }} />
                {name}
              </dt>
              <dd>
                <Duration value={ms} />
              </dd>
              <dd className="dim">
                <Share value={share} reason="" />
              </dd>
            </div>
          ))}
        </dl>
        <p className="dim small">
          {formatDuration(totalMs)} of work by {workers === 1 ? '1 worker' : `${workers} workers`}
          {busy === undefined ? '' : `, busy ${formatShare(busy)} of the time`}.
        </p>
      </div>
    </Panel>
  );
}

function WorkBar({
  name,
  isNamed,
  parts,
  width,
}: {
  name: string;
  isNamed: boolean;
  parts: readonly WorkPart[];
  width: number;
}) {
  const sentence = parts.map((part) => `${part.name} ${formatDuration(part.ms)}`).join(', ');
  return (
    <div className="work-row">
      {isNamed ? <span className="small dim number">{name}</span> : null}
      <div className="work-track">
        <div
          className="work-bar"
          role="img"
          aria-label={`${name}: ${sentence}`}
          style={{ width: `${width * 100}%` }}
        >
          {parts.map((part) => (
            <span
              key={part.name}
              title={`${part.name} ${formatDuration(part.ms)}, ${formatShare(part.share)}`}
              style={{ flexGrow: part.ms, background: part.color }}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
