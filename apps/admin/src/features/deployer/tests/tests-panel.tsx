import { SegmentedControl } from '@mantine/core';
import { formatDuration, type TestHabit } from '@oremill/types';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type TestOrder, testsQuery } from '../../../api/deployer-gates.ts';
import { ActionButton } from '../../../components/action-button.tsx';
import { Async } from '../../../components/async.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { Name } from '../../../components/name.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Count } from '../../../components/quantity.tsx';
import { ShowMore } from '../../../components/show-more.tsx';
import { Status } from '../../../components/status.tsx';
import { Unknown } from '../../../components/unknown.tsx';
import { QuarantineReview } from './quarantine-review.tsx';

/** How the tests have gone in their last runs. */
export function TestsPanel({ repository, branch }: { repository: string; branch: string | undefined }) {
  const [order, setOrder] = useState<TestOrder>('flakiest');
  const [chosen, setChosen] = useState<TestHabit>();
  const tests = useInfiniteQuery(testsQuery(repository, order, branch));
  const items = tests.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel
      title="Tests"
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Order"
          data={[
            { value: 'flakiest', label: 'Most flaky first' },
            { value: 'slowest', label: 'Slowest first' },
          ]}
          value={order}
          onChange={(next) => setOrder(next as TestOrder)}
        />
      }
    >
      <Async answer={tests} lines={5}>
        {() =>
          items.length === 0 ? (
            <p className="panel-body dim">
              {order === 'flakiest'
                ? 'No test has failed or changed in its last runs.'
                : 'No run has reported a test yet.'}
            </p>
          ) : (
            <DataTable
              label="Tests"
              rows={items}
              rowKey={({ name, suite }) => `${suite} ${name}`}
              columns={[
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
                  name: 'state',
                  header: 'Known as',
                  cell: ({ flaky, quarantine }) => (
                    <span className="prose">
                      {flaky === undefined ? null : (
                        <>
                          <Status look={{ role: 'warning', shape: 'triangle' }} word="flaky" />{' '}
                          <span className="dim">{flaky}</span>
                        </>
                      )}
                      {quarantine && !quarantine.isOver ? (
                        <Status look={{ role: 'waiting', shape: 'bars' }} word="quarantined" />
                      ) : null}
                    </span>
                  ),
                },
                { name: 'runs', header: 'Runs', align: 'end', cell: ({ runs }) => <Count value={runs} /> },
                {
                  name: 'failures',
                  header: 'Failed',
                  align: 'end',
                  cell: ({ failures }) => <Count value={failures} />,
                },
                {
                  name: 'flips',
                  header: 'Changed',
                  align: 'end',
                  cell: ({ flips }) => <Count value={flips} />,
                },
                {
                  name: 'median',
                  header: 'Median',
                  align: 'end',
                  cell: ({ secondsMedian }) =>
                    secondsMedian === undefined ? (
                      <Unknown reason="its report tells no time" />
                    ) : (
                      formatDuration(secondsMedian * 1000)
                    ),
                },
                {
                  name: 'quarantine',
                  header: <span className="unseen">Quarantine</span>,
                  align: 'end',
                  cell: (row) => (
                    <ActionButton
                      needs="operator"
                      variant="default"
                      size="compact-xs"
                      onClick={() => setChosen(row)}
                    >
                      Quarantine…
                    </ActionButton>
                  ),
                },
              ]}
            />
          )
        }
      </Async>
      <ShowMore list={tests} shown={items.length} />
      {chosen ? (
        <QuarantineReview repository={repository} test={chosen} onClose={() => setChosen(undefined)} />
      ) : null}
    </Panel>
  );
}
