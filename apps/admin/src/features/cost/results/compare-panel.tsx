import type { ComparisonReply, Interval, ScenarioInput } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { comparisonQuery } from '../../../api/cost.ts';
import { failureOf } from '../../../api/failure.ts';
import { Async } from '../../../components/async.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { Note } from '../../../components/note.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Unknown } from '../../../components/unknown.tsx';
import { formatUsd, formatUsdChange } from '../../../format/money.ts';
import { type ComparedMedium, comparedMedia } from './compared-media.ts';
import { showRange } from './media-table.tsx';

/** Two scenarios of one sample side by side: in what they differ, and what the second costs more or less. */
export function ComparePanel({
  sampleId,
  first,
  second,
}: {
  sampleId: string;
  first: ScenarioInput;
  second: ScenarioInput;
}) {
  const comparison = useQuery(comparisonQuery(sampleId, first, second));
  // A field that is wrong is told at its place in the form.
  const isRefused = comparison.error !== null && failureOf(comparison.error).status === 400;
  return (
    <Panel title="Compared">
      {isRefused ? (
        <Note tone="warning">
          <p>A field of one of the two scenarios is not right.</p>
        </Note>
      ) : (
        <Async answer={comparison} lines={4}>
          {(data) => <Compared comparison={data} />}
        </Async>
      )}
    </Panel>
  );
}

function Compared({ comparison }: { comparison: ComparisonReply }) {
  const { changes, confidence } = comparison;
  const rows = comparedMedia(comparison);
  return (
    <>
      <div className="panel-body">
        {changes.length === 0 ? (
          <p className="dim">Both scenarios are the same. Change one of them.</p>
        ) : (
          <>
            <p className="dim small">
              Below each difference stands what it is between, with {Math.round(confidence * 100)} %
              confidence. What both scenarios rest on varies alike in both.
            </p>
            <ul className="plain-list">
              {changes.map(({ field, first, second }) => (
                <li key={field}>
                  <strong>{field}</strong>: {first} → {second}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <DataTable
        label="Compared"
        rows={rows}
        rowKey={({ medium }) => medium}
        columns={[
          { name: 'medium', header: 'Medium', cell: ({ medium }) => <strong>{medium}</strong> },
          ...(['first', 'second'] as const).map((side) => ({
            name: side,
            header: side === 'first' ? 'First, a month' : 'Second, a month',
            align: 'end' as const,
            isTight: true,
            cell: ({ last }: ComparedMedium) => <Cost interval={last?.[side]} />,
          })),
          {
            name: 'change',
            header: 'Difference a month',
            align: 'end',
            isTight: true,
            cell: ({ last }) => <Change {...last} />,
          },
          {
            name: 'all',
            header: 'Difference in all',
            align: 'end',
            isTight: true,
            cell: ({ total }) => <Change {...total} />,
          },
        ]}
      />
    </>
  );
}

function Cost({ interval }: { interval: Interval | undefined }) {
  if (interval === undefined) return <Unknown reason="this scenario has no price of it" />;
  return (
    <>
      <span className="number">{formatUsd(interval.expected)}</span>
      <span className="dim small interval">{showRange(interval, formatUsd)}</span>
    </>
  );
}

function Change({ first, difference }: Pick<ComparisonReply['lines'][number], 'first' | 'difference'>) {
  if (first === undefined || difference === undefined)
    return <Unknown reason="only one of the scenarios has it" />;
  const percent = first.expected === 0 ? undefined : (difference.expected / first.expected) * 100;
  return (
    <>
      <span className="number">
        {formatUsdChange(difference.expected)}
        {percent === undefined ? null : (
          <span className="dim small">
            {' '}
            {percent > 0 ? '+' : percent < 0 ? '−' : ''}
            {Math.abs(percent).toFixed(1)} %
          </span>
        )}
      </span>
      <span className="dim small interval">{showRange(difference, formatUsdChange)}</span>
    </>
  );
}
