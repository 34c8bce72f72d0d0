import { Button } from '@mantine/core';
import type { DatasetReport } from '@oremill/types';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { failureOf } from '../../../api/failure.ts';
import { datasetQuery } from '../../../api/kv.ts';
import { Async } from '../../../components/async.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { Count } from '../../../components/quantity.tsx';
import { identityOf } from '../../../format/text-or-bytes.ts';
import { LostPage } from '../../../frame/lost-page.tsx';
import { servedVersionOf } from '../served-version.ts';
import { EntryPanel } from './entry-panel.tsx';
import { EntryReview } from './entry-review.tsx';
import './keys-page.css';
import { KeysPanel } from './keys-panel.tsx';

const route = getRouteApi('/signed-in/kv/datasets/$name/keys');

/** What is in a dataset: its keys in order from a prefix on, and the value of one of them. */
export function KeysPage() {
  const { name } = route.useParams();
  const dataset = useQuery(datasetQuery(name));
  if (dataset.error && [400, 404].includes(failureOf(dataset.error).status)) return <LostPage />;
  return (
    <Async answer={dataset} lines={12}>
      {(data) => <KeysView key={data.name} dataset={data} />}
    </Async>
  );
}

function KeysView({ dataset }: { dataset: DatasetReport }) {
  const { name, kind, entries, isOrdered } = dataset;
  const { prefix = '', key } = route.useSearch();
  const navigate = route.useNavigate();
  const [isNew, setIsNew] = useState(false);
  const served = servedVersionOf(dataset);
  const isWritable = kind === 'live';
  return (
    <div className="stack">
      <PageHeader
        title={
          <>
            Keys of <bdi>{name}</bdi>
          </>
        }
        documentTitle={`Keys of ${name}`}
        aside={
          isWritable ? (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsNew(true)}>
              New entry…
            </Button>
          ) : null
        }
      >
        <p className="dim">
          <Count value={entries} /> {entries === 1 ? 'entry' : 'entries'} in{' '}
          {served
            ? `version ${served.number}, which is read-only: it is changed by publishing`
            : 'a live dataset, which can be written'}
          .
        </p>
      </PageHeader>
      <div className="keys-page" data-open={key !== undefined || undefined}>
        <KeysPanel
          name={name}
          prefix={prefix}
          opened={key}
          isEmpty={entries === 0}
          isOrdered={isOrdered}
          onPrefix={(next) =>
            void navigate({ search: (before) => ({ ...before, prefix: next || undefined }), replace: true })
          }
          onOpen={(next) => void navigate({ search: (before) => ({ ...before, key: next }) })}
        />
        {key === undefined ? null : (
          <EntryPanel
            key={identityOf(key)}
            dataset={name}
            entryKey={key}
            isWritable={isWritable}
            onClose={() => void navigate({ search: (before) => ({ ...before, key: undefined }) })}
          />
        )}
      </div>
      {isNew ? (
        <EntryReview
          dataset={name}
          onSaved={(saved) => {
            setIsNew(false);
            void navigate({ search: (before) => ({ ...before, key: saved }) });
          }}
          onClose={() => setIsNew(false)}
        />
      ) : null}
    </div>
  );
}
