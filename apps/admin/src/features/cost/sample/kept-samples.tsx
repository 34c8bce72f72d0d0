import { ActionIcon, Button } from '@mantine/core';
import type { StoredSample } from '@oremill/types';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { removeSample, samplesQuery } from '../../../api/cost.ts';
import { Async } from '../../../components/async.tsx';
import { DataTable, type TableColumn } from '../../../components/data-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Name } from '../../../components/name.tsx';
import { Bytes, Count } from '../../../components/quantity.tsx';
import { Time } from '../../../components/time.tsx';

/** What was measured before, newest first. */
export function KeptSamples({ onChosen }: { onChosen: (sample: StoredSample) => void }) {
  const samples = useQuery(samplesQuery);
  const client = useQueryClient();
  const forgetting = useMutation({
    mutationFn: removeSample,
    onSettled: () => client.invalidateQueries({ queryKey: ['samples'] }),
  });
  const columns: readonly TableColumn<StoredSample>[] = [
    {
      name: 'name',
      header: 'Sample',
      cell: (sample) => (
        <Button variant="subtle" size="compact-sm" c="var(--link)" ml={-8} onClick={() => onChosen(sample)}>
          <Name text={sample.statistics.name} />
        </Button>
      ),
    },
    {
      name: 'records',
      header: 'Records',
      align: 'end',
      cell: ({ statistics }) => <Count value={statistics.records} />,
    },
    {
      name: 'mean',
      header: 'Mean size',
      align: 'end',
      cell: ({ statistics }) => <Bytes value={Math.round(statistics.record.mean)} />,
    },
    { name: 'read', header: 'Measured', isTight: true, cell: ({ readAt }) => <Time at={readAt} isInRow /> },
    {
      name: 'forget',
      header: <span className="unseen">Forget</span>,
      align: 'end',
      cell: ({ id, statistics }) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label={`Forget ${statistics.name}`}
          onClick={() => forgetting.mutate(id)}
        >
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      ),
    },
  ];
  return (
    <>
      {forgetting.error ? <Failure error={forgetting.error} /> : null}
      <Async answer={samples} lines={3}>
        {(items) =>
          items.length === 0 ? (
            <Empty title="No sample is kept yet." />
          ) : (
            <DataTable label="Kept samples" columns={columns} rows={items} rowKey={({ id }) => id} />
          )
        }
      </Async>
    </>
  );
}
