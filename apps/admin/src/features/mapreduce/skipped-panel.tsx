import type { Execution, SkippedRecord } from '@oremill/types';
import { useInfiniteQuery } from '@tanstack/react-query';
import { skippedQuery } from '../../api/mapreduce.ts';
import { Async } from '../../components/async.tsx';
import { CommandLine } from '../../components/command-line.tsx';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Name } from '../../components/name.tsx';
import { Bytes, Count } from '../../components/quantity.tsx';
import { ShowMore } from '../../components/show-more.tsx';
import { baseName } from '../../format/shorten.ts';

const COLUMNS: readonly TableColumn<SkippedRecord>[] = [
  {
    name: 'file',
    header: 'File',
    cell: ({ file }) => (
      <span title={file}>
        <Name text={baseName(file)} />
      </span>
    ),
  },
  { name: 'offset', header: 'Byte offset', align: 'end', cell: ({ offset }) => <Count value={offset} /> },
  { name: 'bytes', header: 'Length', align: 'end', cell: ({ bytes }) => <Bytes value={bytes} /> },
  { name: 'reason', header: 'Reason', cell: ({ reason }) => <bdi>{reason}</bdi> },
];

/** The records that the mapper refused: where each lies in its file, and why. */
export function SkippedPanel({ execution }: { execution: Execution }) {
  const skipped = useInfiniteQuery(skippedQuery(execution.id));
  const items = skipped.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Async answer={skipped} lines={6}>
      {() =>
        items.length === 0 ? (
          <Empty
            title={execution.state === 'running' ? 'No record was skipped so far.' : 'No record was skipped.'}
          />
        ) : (
          <>
            <DataTable
              label="Skipped records"
              columns={COLUMNS}
              rows={items}
              rowKey={({ file, offset }) => `${file}:${offset}`}
            />
            <ShowMore list={skipped} shown={items.length} total={execution.progress.skipped} />
            {items[0] ? <Look record={items[0]} /> : null}
          </>
        )
      }
    </Async>
  );
}

/** The platform does not send the record itself; the command reads the first one from its file. */
function Look({ record }: { record: SkippedRecord }) {
  return (
    <div className="stack-tight" style={{ padding: '0 16px 16px' }}>
      <p className="dim small">To see the first one:</p>
      <CommandLine
        command={`tail -c +${record.offset + 1} '${record.file.replaceAll("'", `'\\''`)}' | head -c ${record.bytes}`}
      />
    </div>
  );
}
