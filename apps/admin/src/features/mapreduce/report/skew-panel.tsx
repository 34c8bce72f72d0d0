import { Button } from '@mantine/core';
import { type Execution, formatCount, formatShare } from '@oremill/types';
import { useState } from 'react';
import { Name } from '../../../components/name.tsx';
import { Panel } from '../../../components/panel.tsx';
import { measureSkew, type Skew } from './measure-skew.ts';
import './report.css';

const SHOWN_MAX = 3;
/** From here on one worker does noticeably more than its share. */
const RATIO_UNEVEN = 2;
const ROWS_UNEVEN_MIN = 1_000;

/** How evenly the rows were divided: far apart, one reducer does most of the work while the others wait. */
export function SkewPanel({ execution }: { execution: Execution }) {
  const [isWhole, setIsWhole] = useState(false);
  const skews = measureSkew(execution.steps);
  const hasSteps = execution.steps.length > 1;
  if (skews.length === 0) return null;
  return (
    <Panel title="Skew">
      <div className="panel-body stack">
        {skews.slice(0, isWhole ? undefined : SHOWN_MAX).map((skew) => (
          <StepSkew key={skew.step} skew={skew} isNamed={hasSteps} />
        ))}
        {skews.length > SHOWN_MAX ? (
          <div className="row">
            <Button variant="default" size="compact-xs" onClick={() => setIsWhole(!isWhole)}>
              {isWhole ? 'Show the most uneven steps' : `Show all ${skews.length} steps`}
            </Button>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

function StepSkew({ skew, isNamed }: { skew: Skew; isNamed: boolean }) {
  const { step, rowsMax, rowsMedian, ratio, largestGroup, keyShare } = skew;
  const isUneven = rowsMax >= ROWS_UNEVEN_MIN && (ratio === undefined || ratio >= RATIO_UNEVEN);
  return (
    <div className="stack-tight">
      {isNamed ? <h3>Step {step}</h3> : null}
      <div className="skew-bars">
        <SkewBar name="largest part" rows={rowsMax} width={1} isUneven={isUneven} />
        <SkewBar name="median part" rows={rowsMedian} width={rowsMax === 0 ? 0 : rowsMedian / rowsMax} />
      </div>
      <p className="small dim">
        {isUneven ? '△ ' : ''}
        {ratio === undefined
          ? rowsMax === 0
            ? 'No part has a row.'
            : 'More than half of the parts are empty.'
          : `The largest part is ${ratio.toFixed(1)} times the median.`}{' '}
        {largestGroup === undefined || largestGroup.pairs === 1 ? null : (
          <>
            The largest key is{' '}
            <span className="mono key">
              <Name text={largestGroup.key} lengthMax={60} />
            </span>{' '}
            with {formatCount(largestGroup.pairs)} pairs
            {keyShare === undefined ? '' : `, ${formatShare(keyShare)} of all`}.
          </>
        )}
      </p>
    </div>
  );
}

function SkewBar({
  name,
  rows,
  width,
  isUneven = false,
}: {
  name: string;
  rows: number;
  width: number;
  isUneven?: boolean;
}) {
  return (
    <div className="skew-row">
      <span className="small dim">{name}</span>
      <span className="skew-track">
        <span className="skew-bar" data-uneven={isUneven || undefined} style={{ width: `${width * 100}%` }} />
      </span>
      <span className="small number">{rows === 1 ? '1 row' : `${formatCount(rows)} rows`}</span>
    </div>
  );
}
