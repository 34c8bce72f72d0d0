import { Button } from '@mantine/core';
import type { DatasetReport } from '@oremill/types';
import { IconPlus, IconSearch, IconTerminal2, IconTrash, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { failureOf } from '../../api/failure.ts';
import { datasetQuery } from '../../api/kv.ts';
import { Async } from '../../components/async.tsx';
import { KeepingCost } from '../../components/keeping-cost.tsx';
import { Note } from '../../components/note.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Time } from '../../components/time.tsx';
import { LostPage } from '../../frame/lost-page.tsx';
import { DatasetState } from './dataset-columns.tsx';
import { DatasetFigures } from './dataset-figures.tsx';
import { MemoryPanel } from './memory-panel.tsx';
import { PinsPanel } from './pins-panel.tsx';
import { PublishReview } from './publish-review.tsx';
import { RemoveReview } from './remove-review.tsx';
import { ReplicaNote } from './replica-state.tsx';
import { VersionsPanel } from './versions-panel.tsx';

const route = getRouteApi('/signed-in/kv/datasets/$name');

/** One dataset: what is served, how full it is, and the versions to go back to. */
export function DatasetPage() {
  const { name } = route.useParams();
  const dataset = useQuery(datasetQuery(name));
  // A name that no dataset may have is refused as invalid; both mean that there is none.
  if (dataset.error && [400, 404].includes(failureOf(dataset.error).status)) return <LostPage />;
  return (
    <Async answer={dataset} lines={12}>
      {(data) => <DatasetView key={data.name} dataset={data} />}
    </Async>
  );
}

function DatasetView({ dataset }: { dataset: DatasetReport }) {
  const { name, kind, problem, createdAt } = dataset;
  return (
    <div className="stack">
      <PageHeader title={<bdi>{name}</bdi>} documentTitle={name} aside={<DatasetActions dataset={dataset} />}>
        <div className="row">
          <DatasetState problem={problem} isTinted />
          <span>{kind}</span>
          <span className="dim">
            Made <Time at={createdAt} />
          </span>
        </div>
      </PageHeader>
      {problem === undefined ? null : (
        <Note tone="failed">
          <p>
            <strong>{problem}</strong>
          </p>
        </Note>
      )}
      {dataset.replica === undefined ? null : <ReplicaNote replica={dataset.replica} />}
      <DatasetFigures dataset={dataset} />
      <MemoryPanel dataset={dataset} />
      {kind === 'published' ? (
        <>
          <VersionsPanel dataset={dataset} />
          <PinsPanel dataset={dataset} />
        </>
      ) : null}
    </div>
  );
}

function DatasetActions({ dataset }: { dataset: DatasetReport }) {
  const { name, kind, replica } = dataset;
  const isWritable = replica === undefined;
  const isEdited = isWritable && kind === 'live';
  const [opened, setOpened] = useState<'publish' | 'remove'>();
  const close = () => setOpened(undefined);
  return (
    <>
      {isWritable ? (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setOpened('remove')}
        >
          Remove…
        </Button>
      ) : null}
      <KeepingCost kind="dataset" name={name} />
      <Button
        variant="default"
        renderRoot={(props) => <Link to="/kv/commands" search={{ dataset: name }} {...props} />}
        leftSection={<IconTerminal2 size={16} aria-hidden />}
      >
        Console
      </Button>
      <Button
        variant={isEdited ? 'filled' : 'default'}
        renderRoot={(props) => <Link to="/kv/datasets/$name/keys" params={{ name }} {...props} />}
        leftSection={isEdited ? <IconPlus size={16} aria-hidden /> : <IconSearch size={16} aria-hidden />}
      >
        {isEdited ? 'Browse and edit keys' : 'Browse keys'}
      </Button>
      {isWritable && kind === 'published' ? (
        <Button leftSection={<IconUpload size={16} aria-hidden />} onClick={() => setOpened('publish')}>
          Publish…
        </Button>
      ) : null}
      {opened === 'publish' ? <PublishReview datasets={[dataset]} name={name} onClose={close} /> : null}
      {opened === 'remove' ? <RemoveReview dataset={dataset} onClose={close} /> : null}
    </>
  );
}
