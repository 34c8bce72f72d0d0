import { Button } from '@mantine/core';
import { type FigureTree, formatBytes } from '@oremill/types';
import { useState } from 'react';
import { formatSpan, formatUsd } from '../../../format/money.ts';
import { SourceLink } from '../source-link.tsx';

/** As deep as prices and samples lie. Of a long sum only its parts are shown at first. */
export const OPEN_DEPTH = 7;
const INPUTS_SHOWN = 6;

/** A figure with its formula and, below it, what it is worked out of. */
export function FigureView({ tree, openDepth }: { tree: FigureTree; openDepth: number }) {
  const { label, value, unit, formula, inputs = [], range, origin } = tree;
  const [isOpen, setIsOpen] = useState(openDepth > 0);
  const [shown, setShown] = useState(INPUTS_SHOWN);
  return (
    <li className="figure">
      <p className="figure-head">
        <span>{label}</span>
        <strong className="number">{showValue(value, unit)}</strong>
      </p>
      {formula === undefined ? null : <p className="figure-formula small">= {formula}</p>}
      {range ? (
        <p className="dim small">
          between {showValue(range.low, unit)} and {showValue(range.high, unit)}
        </p>
      ) : null}
      {origin ? <OriginView origin={origin} /> : null}
      {inputs.length > 0 && !isOpen ? (
        <Button variant="default" size="compact-xs" onClick={() => setIsOpen(true)}>
          Why?
        </Button>
      ) : null}
      {inputs.length > 0 && isOpen ? (
        <ul className="figures">
          {inputs.slice(0, shown).map((input, index) => (
            <FigureView
              // biome-ignore lint/suspicious/noArrayIndexKey: inputs of a formula have their places, and no names of their own
              key={index}
              tree={input}
              openDepth={inputs.length > INPUTS_SHOWN ? 0 : openDepth - 1}
            />
          ))}
        </ul>
      ) : null}
      {isOpen && inputs.length > shown ? (
        <Button variant="default" size="compact-xs" onClick={() => setShown(inputs.length)}>
          Show {inputs.length - shown} more
        </Button>
      ) : null}
    </li>
  );
}

function OriginView({ origin }: { origin: NonNullable<FigureTree['origin']> }) {
  if (origin.kind === 'assumption') return <p className="dim small">assumed: {origin.because}</p>;
  if (origin.kind === 'measured') return <p className="dim small">measured: {origin.where}</p>;
  if (origin.kind === 'sample') {
    return (
      <p className="dim small">
        measured: {origin.statistic} in <bdi>{origin.sample}</bdi>
      </p>
    );
  }
  return (
    <div className="small stack-tight">
      <p className="dim">
        {origin.kind === 'price' ? (
          <>
            price <span className="mono">{origin.book}</span>, of
          </>
        ) : (
          'document of'
        )}{' '}
        {origin.date}: <SourceLink address={origin.address} />
      </p>
      <blockquote className="quote">{origin.quote}</blockquote>
    </div>
  );
}

/** In a unit that people read; what is exact is one hover away in the estimate's JSON. */
function showValue(value: number, unit: string): string {
  if (unit === 'USD') return formatUsd(value);
  if (unit === 'B') return formatBytes(Math.round(value));
  if (unit === 's') return formatSpan(value);
  const number = value.toLocaleString('en-US', { maximumSignificantDigits: 6 });
  const shown = value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential(4) : number;
  return unit === '1' ? shown : `${shown} ${unit}`;
}
