import { Button } from '@mantine/core';
import { formatCount, type KeyValueReport, type TextOrBytes } from '@oremill/types';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keysQuery } from '../../../api/kv.ts';
import { Async } from '../../../components/async.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Name } from '../../../components/name.tsx';
import { Panel } from '../../../components/panel.tsx';
import { ShowMore } from '../../../components/show-more.tsx';
import { KeysTable } from './keys-table.tsx';
import { PrefixField } from './prefix-field.tsx';

/** Where keys are in no order, a page may find little among what it looks at: so many are read by themselves. */
const PAGES_READ_MAX = 25;
const ROWS_WANTED = 20;

/** The entries whose keys begin with what is typed, page after page: in key order, where the dataset keeps one. */
export function KeysPanel({
  name,
  prefix,
  opened,
  isEmpty,
  isOrdered,
  onPrefix,
  onOpen,
}: {
  name: string;
  prefix: string;
  opened: TextOrBytes | undefined;
  /** The dataset has no entry at all. */
  isEmpty: boolean;
  isOrdered: boolean;
  onPrefix: (prefix: string) => void;
  onOpen: (key: TextOrBytes) => void;
}) {
  const keys = useInfiniteQuery(keysQuery(name, prefix));
  const { hasNextPage, isFetching, isPlaceholderData, fetchNextPage } = keys;
  const items = keys.data?.pages.flatMap((page) => page.items) ?? [];
  const pageCount = keys.data?.pages.length ?? 0;
  const isReadingOn =
    !isOrdered &&
    hasNextPage &&
    !isPlaceholderData &&
    items.length < ROWS_WANTED &&
    pageCount < PAGES_READ_MAX;
  useEffect(() => {
    if (isReadingOn && !isFetching) void fetchNextPage();
  }, [isReadingOn, isFetching, fetchNextPage]);

  return (
    <Panel
      title="Entries"
      aside={
        <PrefixField
          prefix={prefix}
          known={isPlaceholderData ? [] : textKeys(items)}
          onChange={onPrefix}
          onOpen={onOpen}
        />
      }
    >
      {isOrdered ? null : <NoOrder prefix={prefix} onOpen={onOpen} />}
      <Async answer={keys} lines={8}>
        {() =>
          items.length === 0 && !hasNextPage ? (
            <NoKeys prefix={prefix} isEmpty={isEmpty} />
          ) : (
            <div data-old={isPlaceholderData || undefined} className="keys-list">
              {items.length === 0 ? null : <KeysTable items={items} opened={opened} />}
              <ShowMore
                list={keys}
                shown={items.length}
                label={items.length < ROWS_WANTED ? 'Look further' : 'Show more'}
              />
              {hasNextPage ? null : (
                <p className="dim small keys-end">
                  {items.length === 1
                    ? 'That is the only one.'
                    : `All ${formatCount(items.length)} are shown.`}
                </p>
              )}
            </div>
          )
        }
      </Async>
    </Panel>
  );
}

function NoOrder({ prefix, onOpen }: { prefix: string; onOpen: (key: string) => void }) {
  return (
    <div className="row small keys-end">
      <span className="dim">
        Keys are in no order here: a prefix is found by looking through the entries.
      </span>
      {prefix === '' ? null : (
        <Button variant="default" size="compact-xs" onClick={() => onOpen(prefix)}>
          Open the key that is exactly this
        </Button>
      )}
    </div>
  );
}

function NoKeys({ prefix, isEmpty }: { prefix: string; isEmpty: boolean }) {
  if (prefix === '' || isEmpty) {
    return (
      <Empty title="There is no entry yet.">
        <p>Programs write entries over RESP or HTTP; you can add one here, or with SET in the console.</p>
      </Empty>
    );
  }
  return (
    <Empty title="No key begins like this.">
      <p>
        Nothing begins with{' '}
        <span className="mono">
          <Name text={prefix} />
        </span>
        . Large and small letters differ.
      </p>
    </Empty>
  );
}

/** As text and in order, which is what completing them needs. */
function textKeys(items: readonly KeyValueReport[]): string[] {
  return items.flatMap(({ key }) => (typeof key === 'string' ? key : [])).toSorted();
}
