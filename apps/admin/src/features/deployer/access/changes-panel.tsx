import { CloseButton, TextInput } from '@mantine/core';
import { type Change, commitSchema, idSchema } from '@oremill/types';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { changesQuery } from '../../../api/deployer-access.ts';
import { Async } from '../../../components/async.tsx';
import { DataTable, type TableColumn } from '../../../components/data-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Name } from '../../../components/name.tsx';
import { Panel } from '../../../components/panel.tsx';
import { ShowMore } from '../../../components/show-more.tsx';
import { Time } from '../../../components/time.tsx';

const route = getRouteApi('/signed-in/deployer/access');

const COLUMNS: readonly TableColumn<Change>[] = [
  { name: 'at', header: 'When', isTight: true, cell: ({ at }) => <Time at={at} isInRow /> },
  { name: 'actor', header: 'Who', isTight: true, cell: ({ actor }) => <Name text={actor} lengthMax={40} /> },
  { name: 'action', header: 'What', isTight: true, cell: ({ action }) => action },
  { name: 'subject', header: 'Of what', isTight: true, cell: (change) => <Subject change={change} /> },
  {
    name: 'details',
    header: 'Details',
    cell: ({ details }) => (
      <span className="prose">
        <Name text={describeDetails(details)} lengthMax={160} />
      </span>
    ),
  },
];

/** Who has changed what, newest first. */
export function ChangesPanel() {
  const { actor } = route.useSearch();
  const navigate = route.useNavigate();
  const changes = useInfiniteQuery(changesQuery({ actor }));
  const items = changes.data?.pages.flatMap((page) => page.items) ?? [];
  const set = (next: string | undefined) => void navigate({ search: { actor: next }, replace: true });
  return (
    <Panel
      title="Changes"
      aside={
        <TextInput
          aria-label="By whom"
          placeholder="By whom"
          size="xs"
          w={180}
          data-filter
          value={actor ?? ''}
          onChange={(event) => set(event.currentTarget.value || undefined)}
          rightSection={
            actor ? <CloseButton size="xs" aria-label="By anybody" onClick={() => set(undefined)} /> : null
          }
        />
      }
    >
      <Async answer={changes} lines={6}>
        {() => (
          <>
            {items.length === 0 ? (
              <Empty
                title={
                  actor === undefined ? 'Nobody has changed anything yet.' : `${actor} has changed nothing.`
                }
              />
            ) : (
              <DataTable label="Changes" columns={COLUMNS} rows={items} rowKey={({ id }) => id} />
            )}
            <ShowMore list={changes} label="Show older" shown={items.length} />
          </>
        )}
      </Async>
    </Panel>
  );
}

function Subject({ change: { action, subject } }: { change: Change }) {
  if (action.startsWith('run.') && idSchema.safeParse(subject).success) {
    return (
      <Link to="/deployer/runs/$id" params={{ id: subject }}>
        run <span className="mono">{subject.slice(-8)}</span>
      </Link>
    );
  }
  return <Name text={subject} lengthMax={60} />;
}

/** Without ids, which the subject leads to; commits by their first digits. */
function describeDetails(details: Change['details']): string {
  return Object.entries(details)
    .filter(([, value]) => !idSchema.safeParse(value).success)
    .map(
      ([name, value]) => `${name}: ${typeof value === 'string' ? shortCommit(value) : JSON.stringify(value)}`,
    )
    .join(', ');
}

function shortCommit(text: string): string {
  return commitSchema.safeParse(text).success ? text.slice(0, 7) : text;
}
