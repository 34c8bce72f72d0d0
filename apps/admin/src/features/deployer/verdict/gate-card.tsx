import { formatCount, type GateVerdict, type Reason, type Trend } from '@oremill/types';
import { Name } from '../../../components/name.tsx';
import { Status } from '../../../components/status.tsx';
import { lookOfGate } from '../../../components/status-roles.ts';
import { Commit } from '../commit.tsx';
import { boundOf, formatFigure, nameGate } from './describe-gate.ts';
import { Sparkline } from './sparkline.tsx';

const SHOWN_MAX = 20;

const WORDS: Readonly<Record<GateVerdict['state'], string>> = {
  passed: 'passed',
  failed: 'failed',
  'no-value': 'no value',
  'no-baseline': 'no baseline',
  'no-change': 'nothing touched',
};

/** One gate: what it is, what it had to be, what moved it, and what would be enough. */
export function GateCard({ gate, trend }: { gate: GateVerdict; trend: Trend | undefined }) {
  const { baseline, metric, movedBy, reasons, state, toPass, value } = gate;
  return (
    <li className="gate stack-tight">
      <div className="gate-line">
        <Status look={lookOfGate(state)} word={WORDS[state]} isTinted />
        <h3>{nameGate(gate)}</h3>
        <span className="gate-value number">{value === undefined ? '—' : formatFigure(metric, value)}</span>
        <span className="dim number">{boundOf(gate)}</span>
        {trend && trend.points.length > 1 ? <Sparkline trend={trend} /> : null}
      </div>
      {state === 'no-value' ? (
        <p>No report tells this figure, so nobody knows. Look whether its step wrote one.</p>
      ) : null}
      {state === 'no-baseline' ? (
        <p className="dim">There is nothing to compare it with yet; this value is recorded.</p>
      ) : null}
      {state === 'no-change' ? (
        <p className="dim">The change touches no line that this figure is of.</p>
      ) : null}
      {baseline ? (
        <p className="dim">
          {baseline.of === 'best' ? 'The best so far is ' : 'Where the change began it was '}
          <span className="number">{formatFigure(metric, baseline.value)}</span>
          {baseline.commit === undefined ? null : (
            <>
              {', set by '}
              <Commit commit={baseline.commit} />
            </>
          )}
          {baseline.wanted === undefined ? (
            '.'
          ) : (
            <>
              {', the nearest commit before '}
              <Commit commit={baseline.wanted} />
              {' that was measured.'}
            </>
          )}
        </p>
      ) : null}
      {toPass === undefined ? null : (
        <p>
          <strong>To pass:</strong> {toPass}.
        </p>
      )}
      <Bounded title="Made worse by" items={movedBy} />
      <Bounded title="What counts against it" items={reasons.map(tellReason)} />
    </li>
  );
}

function Bounded({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <div>
      <p className="dim small">{title}</p>
      <ul className="gate-list mono">
        {items.slice(0, SHOWN_MAX).map((item) => (
          <li key={item}>
            <Name text={item} lengthMax={240} />
          </li>
        ))}
      </ul>
      {items.length > SHOWN_MAX ? (
        <p className="dim small">and {formatCount(items.length - SHOWN_MAX)} more</p>
      ) : null}
    </div>
  );
}

/** `tags.py:40 unused-import: …`. */
function tellReason({ place, what }: Reason): string {
  if (!place) return what;
  return `${place.file}${place.line === undefined ? '' : `:${place.line}`} ${what}`;
}
