import type { EstimateReply, MediumEstimate } from '@oremill/types';
import { DataTable } from '../../../components/data-table.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Unknown } from '../../../components/unknown.tsx';
import { formatUsd, formatUsdChange } from '../../../format/money.ts';
import { showRange } from './media-table.tsx';

interface Row {
  readonly medium: string;
  readonly first: MediumEstimate | undefined;
  readonly second: MediumEstimate | undefined;
}

/** Two scenarios of one sample side by side, with what the second costs more or less. */
export function ComparePanel({ first, second }: { first: EstimateReply; second: EstimateReply }) {
  const names = [...new Set([...first.media, ...second.media].map(({ medium }) => medium))];
  const of = ({ media }: EstimateReply, name: string) => media.find(({ medium }) => medium === name);
  const rows = names.map((medium): Row => ({ medium, first: of(first, medium), second: of(second, medium) }));
  return (
    <Panel title="Compared">
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
            cell: (row: Row) => <Cost medium={row[side]} />,
          })),
          {
            name: 'change',
            header: 'Difference a month',
            align: 'end',
            isTight: true,
            cell: (row) => <Change row={row} pick={({ usdMonth }) => usdMonth.expected} />,
          },
          {
            name: 'all',
            header: 'Difference in all',
            align: 'end',
            isTight: true,
            cell: (row) => <Change row={row} pick={({ usdTotal }) => usdTotal.expected} />,
          },
        ]}
      />
    </Panel>
  );
}

function Cost({ medium }: { medium: MediumEstimate | undefined }) {
  if (medium === undefined) return <Unknown reason="this scenario has no price of it" />;
  return (
    <>
      <span className="number">{formatUsd(medium.usdMonth.expected)}</span>
      <span className="dim small interval">{showRange(medium.usdMonth, formatUsd)}</span>
    </>
  );
}

function Change({ row, pick }: { row: Row; pick: (medium: MediumEstimate) => number }) {
  if (row.first === undefined || row.second === undefined)
    return <Unknown reason="only one of the scenarios has it" />;
  const [before, after] = [pick(row.first), pick(row.second)];
  const percent = before === 0 ? undefined : ((after - before) / before) * 100;
  return (
    <span className="number">
      {formatUsdChange(after - before)}
      {percent === undefined ? null : (
        <span className="dim small interval">
          {percent > 0 ? '+' : percent < 0 ? '−' : ''}
          {Math.abs(percent).toFixed(1)} %
        </span>
      )}
    </span>
  );
}
