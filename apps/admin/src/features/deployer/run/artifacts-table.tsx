import type { Artifact } from '@oremill/types';
import { artifactAddress } from '../../../api/deployer-runs.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Bytes, Count } from '../../../components/quantity.tsx';

/** What a step kept; each can be downloaded as a tar file. */
export function ArtifactsTable({ run, artifacts }: { run: string; artifacts: readonly Artifact[] }) {
  if (artifacts.length === 0) return <Empty title="This step kept nothing." />;
  return (
    <DataTable
      label="Artifacts"
      rows={artifacts}
      rowKey={({ name }) => name}
      columns={[
        {
          name: 'name',
          header: 'Artifact',
          cell: ({ name }) => (
            <a href={artifactAddress(run, name)} download={`${name}.tar`}>
              {name}.tar
            </a>
          ),
        },
        { name: 'files', header: 'Files', align: 'end', cell: ({ files }) => <Count value={files} /> },
        { name: 'bytes', header: 'Size', align: 'end', cell: ({ bytes }) => <Bytes value={bytes} /> },
        {
          name: 'digest',
          header: 'sha256',
          cell: ({ digest }) => (
            <span className="mono" title={digest}>
              {digest.slice(0, 16)}…
            </span>
          ),
        },
      ]}
    />
  );
}
