import type { Quarantine } from '@oremill/types';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { quarantineQuery, releaseTest } from '../../../api/deployer-gates.ts';
import { ActionButton } from '../../../components/action-button.tsx';
import { Async } from '../../../components/async.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Name } from '../../../components/name.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Status } from '../../../components/status.tsx';
import { Time } from '../../../components/time.tsx';

/** Tests whose failures do not count, why, and until when. */
export function QuarantinePanel({ repository }: { repository: string }) {
  const client = useQueryClient();
  const quarantine = useQuery(quarantineQuery(repository));
  const release = useMutation({
    mutationFn: ({ name, suite }: Quarantine) => releaseTest(repository, suite, name),
    onSuccess: async () => {
      for (const key of ['quarantine', 'tests']) await client.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <Panel title="Quarantine">
      {release.error ? <Failure error={release.error} /> : null}
      <Async answer={quarantine} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <p className="panel-body dim">The failure of every test counts.</p>
          ) : (
            <DataTable
              label="Quarantine"
              rows={items}
              rowKey={({ name, suite }) => `${suite} ${name}`}
              columns={[
                {
                  name: 'state',
                  header: 'State',
                  isTight: true,
                  cell: ({ isOver }) =>
                    isOver ? (
                      <Status look={{ role: 'failed', shape: 'triangle' }} word="over: it counts" />
                    ) : (
                      <Status look={{ role: 'waiting', shape: 'bars' }} word="quarantined" />
                    ),
                },
                {
                  name: 'test',
                  header: 'Test',
                  cell: ({ name, suite }) => (
                    <span className="prose">
                      <Name text={name} lengthMax={80} /> <span className="dim">{suite}</span>
                    </span>
                  ),
                },
                {
                  name: 'reason',
                  header: 'Reason',
                  cell: ({ reason }) => <span className="prose">{reason}</span>,
                },
                {
                  name: 'until',
                  header: 'Until',
                  isTight: true,
                  cell: ({ until }) => <Time at={until} isInRow />,
                },
                { name: 'by', header: 'By', cell: ({ createdBy }) => createdBy },
                {
                  name: 'release',
                  header: <span className="unseen">Release</span>,
                  align: 'end',
                  cell: (row) => (
                    <ActionButton
                      needs="operator"
                      variant="default"
                      size="compact-xs"
                      loading={release.isPending && release.variables === row}
                      onClick={() => release.mutate(row)}
                    >
                      Count it again
                    </ActionButton>
                  ),
                },
              ]}
            />
          )
        }
      </Async>
    </Panel>
  );
}
