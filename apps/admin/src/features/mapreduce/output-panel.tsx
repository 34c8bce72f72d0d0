import { type Execution, formatCount, manifestTotals, type OutputManifest, type Part } from '@oremill/types';
import { Copy } from '../../components/copy.tsx';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Bytes, Count } from '../../components/quantity.tsx';

const COLUMNS: readonly TableColumn<Part>[] = [
  { name: 'path', header: 'Part', isTight: true, cell: ({ path }) => <span className="mono">{path}</span> },
  { name: 'rows', header: 'Rows', align: 'end', cell: ({ rows }) => <Count value={rows} /> },
  { name: 'bytes', header: 'Size', align: 'end', cell: ({ bytes }) => <Bytes value={bytes} /> },
  {
    name: 'sha256',
    header: 'sha256',
    isTight: true,
    cell: ({ sha256 }) => (
      <span className="row" style={{ gap: 2, flexWrap: 'nowrap' }}>
        <span className="mono" title={sha256}>
          {sha256.slice(0, 12)}…
        </span>
        <Copy text={sha256} what="checksum" />
      </span>
    ),
  },
];

/** The manifest: parts with their checksums, the columns, and how the rows are encoded. */
export function OutputPanel({ execution }: { execution: Execution }) {
  const { manifest, output, state } = execution;
  if (!manifest) {
    return (
      <Empty
        title={
          state === 'running'
            ? 'The output is published when the job ends.'
            : 'This execution published no output.'
        }
      />
    );
  }
  return (
    <div className="stack">
      <div className="stack-tight" style={{ padding: '16px 16px 0' }}>
        <p className="dim small">Folder</p>
        <div className="row" style={{ gap: 4 }}>
          <code style={{ overflowWrap: 'anywhere' }}>{output}</code>
          <Copy text={output} what="path" />
        </div>
        <Summary manifest={manifest} />
      </div>
      <DataTable label="Parts" columns={COLUMNS} rows={manifest.parts} rowKey={({ path }) => path} />
      <div className="stack-tight" style={{ padding: '0 16px 16px' }}>
        <h3>Columns</h3>
        <ul className="column-list">
          {manifest.columns.map(({ name, type }) => (
            <li key={name}>
              <span className="mono">{name}</span> <span className="dim small">{type}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Summary({ manifest }: { manifest: OutputManifest }) {
  const totals = manifestTotals(manifest);
  return (
    <p className="dim">
      {formatCount(totals.rows)} rows in {formatCount(manifest.parts.length)} parts,{' '}
      <Bytes value={totals.bytes} />, {manifest.encoding}
    </p>
  );
}
