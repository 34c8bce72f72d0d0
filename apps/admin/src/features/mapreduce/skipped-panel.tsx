import type { Execution, SkippedRecord } from '@oremill/types';
import { useInfiniteQuery } from '@tanstack/react-query';
import { skippedQuery } from '../../api/mapreduce.ts';
import { Async } from '../../components/async.tsx';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Name } from '../../components/name.tsx';
import { Bytes, Count } from '../../components/quantity.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { baseName } from '../../format/shorten.ts';
import { RetryButton } from './retry-button.tsx';
import { SkippedContent } from './skipped-content.tsx';

const COLUMNS: readonly TableColumn<SkippedRecord>[] = [
  {
    name: 'file',
    header: 'File',
    isTight: true,
    cell: ({ file }) => (
      <span title={file}>
        <Name text={baseName(file)} lengthMax={28} />
      </span>
    ),
  },
  { name: 'offset', header: 'Byte offset', align: 'end', cell: ({ offset }) => <Count value={offset} /> },
  { name: 'bytes', header: 'Length', align: 'end', cell: ({ bytes }) => <Bytes value={bytes} /> },
  {
    name: 'reason',
    header: 'Reason',
    cell: ({ reason }) => (
      <span className="prose">
        <Name text={reason} lengthMax={200} />
      </span>
    ),
  },
  { name: 'record', header: 'Record', cell: (record) => <SkippedContent record={record} /> },
];

/** The records that the mapper refused: what they are, where each lies in its file, and why. */
export function SkippedPanel({ execution }: { execution: Execution }) {
  const skipped = useInfiniteQuery(skippedQuery(execution.id, execution.state));
  const items = skipped.data?.pages.flatMap((page) => page.items) ?? [];
  const isRunning = execution.state === 'running';
  return (
    <Async answer={skipped} lines={6}>
      {() =>
        items.length === 0 ? (
          <Empty
            title={isRunning ? 'The skipped records are shown when it has ended.' : 'No record was skipped.'}
          />
        ) : (
          <>
            {execution.state === 'succeeded' ? <RetryButton execution={execution} /> : null}
            <DataTable
              label="Skipped records"
              columns={COLUMNS}
              rows={items}
              rowKey={({ file, offset }) => `${file}:${offset}`}
            />
            <ShowMore list={skipped} shown={items.length} total={execution.progress.skipped} />
          </>
        )
      }
    </Async>
  );
}
