import { type FieldStatistics, formatShare } from '@oremill/types';
import { DataTable, type TableColumn } from '../../../components/data-table.tsx';
import { Name } from '../../../components/name.tsx';
import { Bytes, Count } from '../../../components/quantity.tsx';

const COLUMNS: readonly TableColumn<FieldStatistics>[] = [
  {
    name: 'name',
    header: 'Field',
    cell: ({ name }) => (
      <span className="mono">
        <Name text={name} />
      </span>
    ),
  },
  {
    name: 'share',
    header: 'Present',
    align: 'end',
    cell: ({ share }) => <span className="number">{formatShare(share)}</span>,
  },
  {
    name: 'mean',
    header: 'Mean',
    align: 'end',
    cell: ({ meanBytes }) => <Bytes value={Math.round(meanBytes)} />,
  },
  {
    name: 'p50',
    header: 'Median',
    align: 'end',
    cell: ({ p50Bytes }) => <Bytes value={Math.round(p50Bytes)} />,
  },
  {
    name: 'p95',
    header: '95 of 100 below',
    align: 'end',
    cell: ({ p95Bytes }) => <Bytes value={Math.round(p95Bytes)} />,
  },
  {
    name: 'max',
    header: 'Largest',
    align: 'end',
    cell: ({ maxBytes }) => <Bytes value={Math.round(maxBytes)} />,
  },
  {
    name: 'distinct',
    header: 'Different values',
    align: 'end',
    cell: ({ distinct }) => <Count value={distinct} />,
  },
];

/** What the fields of the records are like, each by itself. */
export function FieldsTable({ fields }: { fields: readonly FieldStatistics[] }) {
  return <DataTable label="Fields" columns={COLUMNS} rows={fields} rowKey={({ name }) => name} />;
}
