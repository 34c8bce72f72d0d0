import { type EstimateReply, formatBytes, formatCount } from '@oremill/types';
import { Copy } from '../../../components/copy.tsx';
import { Note } from '../../../components/note.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Status } from '../../../components/status.tsx';
import { formatUsd } from '../../../format/money.ts';
import { Explained } from '../explain/explained.tsx';
import { BreakEvenPanel } from './break-even-panel.tsx';
import { CostCourse } from './cost-course.tsx';
import { MediaTable, showRange } from './media-table.tsx';
import './results.css';
import { TornadoPanel } from './tornado-panel.tsx';

/** All that an estimate tells. */
export function Results({
  estimate,
  monthCount,
  pair,
  onPair,
}: {
  estimate: EstimateReply;
  monthCount: number;
  pair: readonly [string, string] | undefined;
  onPair: (pair: [string, string]) => void;
}) {
  const { media, allMedia, records, index, confidence, warnings } = estimate;
  const percent = `${Math.round(confidence * 100)} %`;
  return (
    <>
      <Panel
        title={`What it costs in month ${monthCount}`}
        aside={<Copy text={() => JSON.stringify(estimate, null, 2)} what="estimate" label="Copy JSON" />}
      >
        <p className="panel-body results-lead">
          <Explained line="records" what="the records">
            {formatCount(Math.round(records.expected))}
          </Explained>{' '}
          records are kept then
          {records.low === records.high
            ? ''
            : ` (${showRange(records, (count) => formatCount(Math.round(count)))})`}
          . Below each figure stands what it is between, with {percent} confidence.
          {allMedia && media.length > 1 ? (
            <>
              {' '}
              In all {media.length} media together, all months cost{' '}
              <Explained line="total" what="the total">
                {formatUsd(allMedia.usdTotal.expected)}
              </Explained>{' '}
              <span className="dim">({showRange(allMedia.usdTotal, formatUsd)})</span>.
            </>
          ) : null}
          {index ? (
            <>
              {' '}
              In each copy the index of the words takes{' '}
              <Explained line="index" what="the index">
                {formatBytes(Math.round(index.bytes.expected))}
              </Explained>{' '}
              <span className="dim">
                ({showRange(index.bytes, (bytes) => formatBytes(Math.round(bytes)))}; at most{' '}
                {formatBytes(Math.round(index.naiveBytes.expected))}, were each word a new one)
              </span>
              .
            </>
          ) : null}
        </p>
        <MediaTable estimate={estimate} monthCount={monthCount} />
      </Panel>
      {warnings.length > 0 ? (
        <Note tone="warning">
          <Status
            look={{ role: 'warning', shape: 'triangle' }}
            word={warnings.length === 1 ? 'Warning' : 'Warnings'}
          />
          <ul className="plain-list">
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Note>
      ) : null}
      {media.length > 0 ? <CostCourse estimate={estimate} /> : null}
      <BreakEvenPanel estimate={estimate} pair={pair} onPair={onPair} />
      <TornadoPanel media={media} />
    </>
  );
}
