import { formatCount, type RunStep } from '@oremill/types';
import { type KeyboardEvent, useMemo, useRef } from 'react';
import { Elapsed } from '../../../components/elapsed.tsx';
import { Name } from '../../../components/name.tsx';
import { Status } from '../../../components/status.tsx';
import { lookOfStep } from '../../../components/status-roles.ts';
import { foldSteps, type StepGroup } from './fold-steps.ts';
import { type LaidLine, type LaidSteps, layerSteps } from './layer-steps.ts';
import { nextTo } from './next-to.ts';
import './steps.css';

const STEP = { width: 176, height: 52, across: 44, down: 16 };
const PADDING_PX = 12;

const leftOf = (column: number) => PADDING_PX + column * (STEP.width + STEP.across);
const topOf = (row: number) => PADDING_PX + row * (STEP.height + STEP.down);

/** The steps in the order in which they need each other. The arrow keys go along the lines. */
export function StepGraph({
  steps,
  selected,
  onSelect,
}: {
  steps: readonly RunStep[];
  selected: string | undefined;
  onSelect: (name: string) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const groups = foldSteps(steps);
  // The shape of a graph stays while its states change.
  const shape = JSON.stringify(groups.map(({ name, needs }) => ({ name, needs })));
  const laid = useMemo(() => layerSteps(JSON.parse(shape)), [shape]);
  const byName = new Map(groups.map((group) => [group.name, group]));

  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of steps, not of form fields
    <div
      ref={box}
      className="step-graph"
      role="group"
      aria-label="Steps"
      onKeyDown={(event) => moveAlong(event, laid, box.current)}
    >
      <div
        className="step-canvas"
        style={{
          width: leftOf(laid.columns) - STEP.across + PADDING_PX,
          height: topOf(laid.rows) - STEP.down + PADDING_PX,
        }}
      >
        <svg className="step-lines" aria-hidden="true">
          {laid.lines.map((line) => (
            <path key={`${line.from}\n${line.to}`} d={drawLine(line, laid)} />
          ))}
        </svg>
        {laid.steps.map(({ name, column, row }) => {
          const group = byName.get(name);
          return group ? (
            <button
              key={name}
              type="button"
              className="step-node"
              data-step={name}
              data-state={group.state}
              aria-pressed={group.cells.some((cell) => cell.name === selected)}
              style={{ left: leftOf(column), top: topOf(row), width: STEP.width, height: STEP.height }}
              onClick={() => onSelect(cellOf(group).name)}
            >
              <GroupText group={group} />
            </button>
          ) : null;
        })}
      </div>
    </div>
  );
}

function GroupText({ group: { name, cells, state } }: { group: StepGroup }) {
  const [only] = cells;
  return (
    <>
      <span className="step-name">
        <Name text={name} lengthMax={22} />
        {cells.length > 1 ? <span className="dim"> × {formatCount(cells.length)}</span> : null}
      </span>
      <span className="row small" style={{ gap: 8 }}>
        <Status look={lookOfStep(state)} word={state} />
        {cells.length === 1 && only?.startedAt !== undefined ? (
          <span className="dim">
            <Elapsed from={only.startedAt} to={only.finishedAt} />
          </span>
        ) : null}
      </span>
    </>
  );
}

/** Of a folded matrix the cell that gave it its state. */
function cellOf({ cells, state }: StepGroup): RunStep {
  return cells.find((cell) => cell.state === state) ?? (cells[0] as RunStep);
}

function drawLine({ from, to, bends }: LaidLine, { steps }: LaidSteps): string {
  const placeOf = (name: string) => steps.find((step) => step.name === name) ?? { column: 0, row: 0 };
  const middle = (row: number) => topOf(row) + STEP.height / 2;
  const [source, target] = [placeOf(from), placeOf(to)];
  let path = `M${leftOf(source.column) + STEP.width} ${middle(source.row)}`;
  let x = leftOf(source.column) + STEP.width;
  let y = middle(source.row);
  const curveTo = (nextX: number, nextY: number) => {
    const half = (x + nextX) / 2;
    path += ` C${half} ${y} ${half} ${nextY} ${nextX} ${nextY}`;
    [x, y] = [nextX, nextY];
  };
  for (const { column, row } of bends) {
    curveTo(leftOf(column), middle(row));
    x = leftOf(column) + STEP.width;
    path += ` H${x}`;
  }
  curveTo(leftOf(target.column), middle(target.row));
  return path;
}

function moveAlong(event: KeyboardEvent, laid: LaidSteps, box: HTMLElement | null): void {
  const { step } = (event.target as HTMLElement).dataset as { step?: string };
  const next = nextTo(step, event.key, laid);
  if (next === undefined) return;
  event.preventDefault();
  box?.querySelector<HTMLElement>(`[data-step="${CSS.escape(next)}"]`)?.focus();
}
