import { type EstimateReply, formatBytes, type Interval, type MediumEstimate } from '@oremill/types';
import { DataTable, type TableColumn } from '../../../components/data-table.tsx';
import { Status } from '../../../components/status.tsx';
import { formatUsd } from '../../../format/money.ts';
import { Explained } from '../explain/explained.tsx';

type Row =
  | { readonly kind: 'priced'; readonly medium: MediumEstimate }
  | { readonly kind: 'unpriced'; readonly medium: EstimateReply['unpriced'][number] };

/** A line for each medium: bytes and dollars with their intervals; one without a price says that, in place of numbers. */
export function MediaTable({ estimate, monthCount }: { estimate: EstimateReply; monthCount: number }) {
  const rows: Row[] = [
    ...estimate.media.map((medium) => ({ kind: 'priced' as const, medium })),
    ...estimate.unpriced.map((medium) => ({ kind: 'unpriced' as const, medium })),
  ];
  const cheapest = estimate.media.toSorted((a, b) => a.usdMonth.expected - b.usdMonth.expected)[0]?.medium;
  const columns: readonly TableColumn<Row>[] = [
    {
      name: 'medium',
      header: 'Medium',
      cell: ({ kind, medium }) => (
        <>
          <strong>{medium.medium}</strong> <span className="dim small interval">{medium.title}</span>
          {kind === 'unpriced' ? <NoPrice problem={medium.problem} /> : null}
          {medium.medium === cheapest && estimate.media.length > 1 ? (
            <span className="small interval">the cheapest to keep</span>
          ) : null}
        </>
      ),
    },
    figureColumn(
      'bytes',
      'Bytes',
      (medium) => `${medium.medium}.bytes`,
      ({ bytes }) => bytes,
      (bytes) => formatBytes(Math.round(bytes)),
    ),
    figureColumn(
      'month',
      'A month',
      ({ medium }) => `${medium}.${monthCount}`,
      ({ usdMonth }) => usdMonth,
      formatUsd,
    ),
    figureColumn(
      'all',
      'All months',
      ({ medium }) => `${medium}.total`,
      ({ usdTotal }) => usdTotal,
      formatUsd,
    ),
  ];
  return (
    <DataTable
      label="Cost of each medium"
      columns={columns}
      rows={rows}
      rowKey={({ medium }) => medium.medium}
    />
  );
}

function figureColumn(
  name: string,
  header: string,
  lineOf: (medium: MediumEstimate) => string,
  pick: (medium: MediumEstimate) => Interval,
  format: (value: number) => string,
): TableColumn<Row> {
  return {
    name,
    header,
    align: 'end',
    isTight: true,
    cell: (row) => {
      if (row.kind === 'unpriced') return <span className="dim">no price</span>;
      const interval = pick(row.medium);
      return (
        <>
          <Explained line={lineOf(row.medium)} what={`${header.toLowerCase()} in ${row.medium.medium}`}>
            {format(interval.expected)}
          </Explained>
          <span className="dim small interval">{showRange(interval, format)}</span>
        </>
      );
    },
  };
}

function NoPrice({ problem: { message, hint } }: { problem: EstimateReply['unpriced'][number]['problem'] }) {
  return (
    <span className="no-price">
      <Status look={{ role: 'failed', shape: 'cross' }} word="No price" />{' '}
      <span className="small">
        {message}. {hint}
      </span>
    </span>
  );
}

/** `41.20 – 57.00`, or that nothing varies. */
export function showRange({ low, high }: Interval, format: (value: number) => string): string {
  return low === high ? 'exact' : `${format(low)} – ${format(high)}`;
}
