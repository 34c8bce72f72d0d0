import type { AccessToken } from '@oremill/types';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { tokensQuery } from '../../../api/deployer-access.ts';
import { sessionQuery } from '../../../api/session.ts';
import { ActionButton } from '../../../components/action-button.tsx';
import { Async } from '../../../components/async.tsx';
import { CommandLine } from '../../../components/command-line.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Status } from '../../../components/status.tsx';
import { Time } from '../../../components/time.tsx';
import { MakeTokenDialog } from './make-token-dialog.tsx';
import { RevokeReview } from './revoke-review.tsx';

/** Named tokens with their roles; only admins see them. */
export function TokensPanel() {
  const { data: session } = useQuery(sessionQuery);
  const [isMaking, setIsMaking] = useState(false);
  return (
    <Panel
      title="Tokens"
      aside={
        <ActionButton
          needs="admin"
          size="compact-md"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setIsMaking(true)}
        >
          Make a token…
        </ActionButton>
      }
    >
      {session?.role === 'admin' ? (
        <TokenList />
      ) : (
        <p className="panel-body dim">
          You are signed in as {session?.name ?? '…'}, {session?.role ?? '…'}. Only admins see who has a
          token.
        </p>
      )}
      {isMaking ? <MakeTokenDialog onClose={() => setIsMaking(false)} /> : null}
    </Panel>
  );
}

function TokenList() {
  const tokens = useQuery(tokensQuery);
  return (
    <Async answer={tokens} lines={3}>
      {(items) => (items.length === 0 ? <NoTokens /> : <TokensTable tokens={items} />)}
    </Async>
  );
}

function TokensTable({ tokens }: { tokens: readonly AccessToken[] }) {
  const [revoked, setRevoked] = useState<string>();
  return (
    <>
      <DataTable
        label="Tokens"
        rows={tokens}
        rowKey={({ id }) => id}
        columns={[
          { name: 'name', header: 'Name', cell: ({ name }) => name },
          { name: 'role', header: 'Role', cell: ({ role }) => role },
          {
            name: 'state',
            header: 'State',
            isTight: true,
            cell: ({ revokedAt }) =>
              revokedAt === undefined ? (
                <Status look={{ role: 'ok', shape: 'check' }} word="valid" />
              ) : (
                <Status look={{ role: 'idle', shape: 'slashed' }} word="revoked" />
              ),
          },
          {
            name: 'made',
            header: 'Made',
            cell: ({ createdAt, createdBy }) => (
              <>
                <Time at={createdAt} isInRow /> by {createdBy}
              </>
            ),
          },
          {
            name: 'revoke',
            header: <span className="unseen">Revoke</span>,
            align: 'end',
            cell: ({ name, revokedAt }) =>
              revokedAt === undefined ? (
                <ActionButton
                  needs="admin"
                  variant="default"
                  size="compact-xs"
                  onClick={() => setRevoked(name)}
                >
                  Revoke {name}…
                </ActionButton>
              ) : (
                <Time at={revokedAt} isInRow />
              ),
          },
        ]}
      />
      {revoked === undefined ? null : <RevokeReview name={revoked} onClose={() => setRevoked(undefined)} />}
    </>
  );
}

function NoTokens() {
  return (
    <Empty title="Nobody but you has a token.">
      <p>Make one for each person or program, so that every change tells who made it.</p>
      <CommandLine command="pnpm deployer tokens make ada --role operator" />
    </Empty>
  );
}
