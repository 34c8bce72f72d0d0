import type { KnownTest, Run, Verdict } from '@oremill/types';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { Name } from '../../../components/name.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Status } from '../../../components/status.tsx';
import type { StatusLook } from '../../../components/status-roles.ts';
import { QuarantineReview } from '../tests/quarantine-review.tsx';

type Kind = 'flaky' | 'quarantined' | 'expired';

const LOOKS: Readonly<Record<Kind, StatusLook>> = {
  flaky: { role: 'warning', shape: 'triangle' },
  quarantined: { role: 'waiting', shape: 'bars' },
  expired: { role: 'failed', shape: 'triangle' },
};

interface Row extends KnownTest {
  readonly kind: Kind;
}

/** Tests of which more is known than how they went this time. */
export function KnownTests({ run, verdict }: { run: Run; verdict: Verdict }) {
  const [chosen, setChosen] = useState<KnownTest>();
  const rows = (['expired', 'flaky', 'quarantined'] as const).flatMap((kind): Row[] =>
    (verdict[kind] ?? []).map((test) => ({ ...test, kind })),
  );
  if (rows.length === 0) return null;
  return (
    <Panel title="Tests to know of">
      <DataTable
        label="Tests to know of"
        rows={rows}
        rowKey={({ kind, name, suite }) => `${kind} ${suite} ${name}`}
        columns={[
          {
            name: 'kind',
            header: 'State',
            isTight: true,
            cell: ({ kind }) => <Status look={LOOKS[kind]} word={kind} />,
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
          { name: 'why', header: 'Why', cell: ({ why }) => <span className="prose">{why}</span> },
          {
            name: 'quarantine',
            header: <span className="unseen">Quarantine</span>,
            align: 'end',
            cell: (row) =>
              row.kind === 'quarantined' ? null : (
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
      {chosen ? (
        <QuarantineReview repository={run.repository} test={chosen} onClose={() => setChosen(undefined)} />
      ) : null}
    </Panel>
  );
}
