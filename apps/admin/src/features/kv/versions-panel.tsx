import { Button } from '@mantine/core';
import type { DatasetReport, Version } from '@oremill/types';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { OutputSource } from '../../components/output-source.tsx';
import { Panel } from '../../components/panel.tsx';
import { Bytes, Count } from '../../components/quantity.tsx';
import { Status } from '../../components/status.tsx';
import type { StatusLook } from '../../components/status-roles.ts';
import { Time } from '../../components/time.tsx';
import { Unknown } from '../../components/unknown.tsx';
import { pinsOf } from './pins.ts';
import { RollbackReview } from './rollback-review.tsx';
import { servedVersionOf } from './served-version.ts';

/** The versions that are kept, newest first: which is served, which wait in memory, and the way back to each. */
export function VersionsPanel({ dataset }: { dataset: DatasetReport }) {
  const [target, setTarget] = useState<Version>();
  const served = servedVersionOf(dataset);
  const columns: readonly TableColumn<Version>[] = [
    { name: 'state', header: 'State', isTight: true, cell: (version) => <VersionState version={version} /> },
    {
      name: 'number',
      header: 'Version',
      isTight: true,
      cell: ({ number, base }) => (
        <span className="number">
          {number}
          {base === undefined ? null : <span className="dim"> delta on {base}</span>}
        </span>
      ),
    },
    {
      name: 'published',
      header: 'Published',
      isTight: true,
      cell: ({ publishedAt }) => <Time at={publishedAt} isInRow />,
    },
    {
      name: 'source',
      header: 'From',
      isTight: true,
      cell: ({ source }) => <OutputSource source={source} />,
    },
    { name: 'entries', header: 'Entries', align: 'end', cell: ({ entries }) => <Count value={entries} /> },
    {
      name: 'bytes',
      header: 'Image',
      align: 'end',
      cell: ({ imageBytes, parts }) => (
        <>
          <Bytes value={imageBytes} />
          {parts === undefined ? null : <span className="dim"> in {parts} parts</span>}
        </>
      ),
    },
    {
      name: 'readers',
      header: 'Pinned for',
      cell: ({ number }) => {
        const pinned = pinsOf(dataset.pins, number);
        return pinned === '' ? (
          <Unknown reason="nobody is pinned to it" />
        ) : (
          <span className="prose">{pinned}</span>
        );
      },
    },
    {
      name: 'back',
      header: <span className="unseen">Serve it</span>,
      align: 'end',
      cell: (version) =>
        version.isServed || dataset.replica !== undefined ? null : (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            aria-label={`Serve version ${version.number}`}
            onClick={() => setTarget(version)}
          >
            Serve…
          </Button>
        ),
    },
  ];
  return (
    <Panel title="Versions" aside={<span className="dim">{dataset.versions.length} kept</span>}>
      <DataTable
        label="Versions"
        columns={columns}
        rows={dataset.versions}
        rowKey={({ number }) => String(number)}
      />
      {target && served ? (
        <RollbackReview
          name={dataset.name}
          served={served}
          target={target}
          onClose={() => setTarget(undefined)}
        />
      ) : null}
    </Panel>
  );
}

const SERVED: StatusLook = { role: 'ok', shape: 'check' };
const RESIDENT: StatusLook = { role: 'idle', shape: 'bars' };
const ON_DISK: StatusLook = { role: 'idle', shape: 'dash' };

function VersionState({ version: { isServed, isResident } }: { version: Version }) {
  if (isServed) return <Status look={SERVED} word="served" />;
  return isResident ? <Status look={RESIDENT} word="in memory" /> : <Status look={ON_DISK} word="on disk" />;
}
