import { Button } from '@mantine/core';
import { IconPlus, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { datasetsQuery } from '../../api/kv.ts';
import { Async } from '../../components/async.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { CreateDialog } from './create-dialog.tsx';
import { DATASET_COLUMNS } from './dataset-columns.tsx';
import { MemoryOverview } from './memory-overview.tsx';
import { NoDatasets } from './no-datasets.tsx';
import { PublishReview } from './publish-review.tsx';

type Opened = 'create' | 'publish';

/** What is served from memory, from which version, and how much of it there is. */
export function DatasetsPage() {
  const datasets = useQuery(datasetsQuery);
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  return (
    <div className="stack">
      <PageHeader
        title="Datasets"
        documentTitle="Datasets"
        aside={
          <>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setOpened('create')}
            >
              New live dataset…
            </Button>
            <Button leftSection={<IconUpload size={16} aria-hidden />} onClick={() => setOpened('publish')}>
              Publish…
            </Button>
          </>
        }
      />
      <Panel title="In the store">
        <Async answer={datasets} lines={4}>
          {(items) =>
            items.length === 0 ? (
              <NoDatasets />
            ) : (
              <DataTable
                label="Datasets"
                columns={DATASET_COLUMNS}
                rows={items}
                rowKey={({ name }) => name}
              />
            )
          }
        </Async>
      </Panel>
      <MemoryOverview datasets={datasets.data ?? []} />
      {opened === 'create' ? <CreateDialog onClose={close} /> : null}
      {opened === 'publish' ? <PublishReview datasets={datasets.data ?? []} onClose={close} /> : null}
    </div>
  );
}
