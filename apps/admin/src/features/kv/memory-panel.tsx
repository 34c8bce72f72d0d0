import { type DatasetReport, formatBytes, formatCount } from '@oremill/types';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import '../../components/legend.css';
import { Panel } from '../../components/panel.tsx';
import { Bytes, Share } from '../../components/quantity.tsx';
import { Unknown } from '../../components/unknown.tsx';
import './memory.css';
import { MemoryBar } from './memory-bar.tsx';
import { type MemoryPart, memoryCost, memoryParts } from './memory-parts.ts';
import { TableRows } from './table-rows.tsx';

const COLUMNS: readonly TableColumn<MemoryPart>[] = [
  {
    name: 'part',
    header: 'Part',
    isTight: true,
    cell: ({ name, color }) => (
      <span className="memory-name">
        <span className="swatch" style={{ background: color }} />
        {name}
      </span>
    ),
  },
  {
    name: 'meaning',
    header: 'What it is',
    cell: ({ meaning }) => <span className="prose">{meaning}</span>,
  },
  { name: 'bytes', header: 'Bytes', align: 'end', cell: ({ bytes }) => <Bytes value={bytes} /> },
  {
    name: 'share',
    header: 'Share',
    align: 'end',
    cell: ({ share }) => <Share value={share} reason="" />,
  },
  {
    name: 'pair',
    header: 'An entry',
    align: 'end',
    cell: ({ bytesAPair }) =>
      bytesAPair === undefined ? (
        <Unknown reason="it does not grow with the entries" />
      ) : (
        <span className="number">{bytesAPair.toFixed(1)} B</span>
      ),
  },
];

/** Where the memory of a dataset is, to the byte: a bar, and the same as numbers. */
export function MemoryPanel({ dataset }: { dataset: DatasetReport }) {
  const { memory, entries, name } = dataset;
  const parts = memoryParts(memory, entries);
  const { bytesAPair, apartBytes } = memoryCost(memory, entries);
  return (
    <Panel
      title="Memory"
      aside={
        <span className="dim" title={`${formatCount(memory.totalBytes)} bytes`}>
          {formatBytes(memory.totalBytes)}
        </span>
      }
    >
      <div className="panel-body stack-tight">
        <MemoryBar name={`Memory of ${name}`} parts={parts} />
        <p className="dim">
          {bytesAPair === undefined ? (
            'There is no entry yet: this is what an empty dataset takes.'
          ) : (
            <>
              <strong className="number">{bytesAPair.toFixed(1)} bytes</strong> an entry beyond its key and
              value{memory.expiryBytes > 0 ? ', without the expiry' : ''}; and <Bytes value={apartBytes} />{' '}
              free or fixed, whatever the number of entries.
            </>
          )}
        </p>
        {dataset.parts ? <TableRows parts={dataset.parts} /> : null}
      </div>
      <div className="memory-parts">
        <DataTable label="Parts of the memory" columns={COLUMNS} rows={parts} rowKey={(part) => part.name} />
      </div>
    </Panel>
  );
}
