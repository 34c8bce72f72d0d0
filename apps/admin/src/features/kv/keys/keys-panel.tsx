import type { KeyValueReport, TextOrBytes } from '@oremill/types';
import { useInfiniteQuery } from '@tanstack/react-query';
import { keysQuery } from '../../../api/kv.ts';
import { Async } from '../../../components/async.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Name } from '../../../components/name.tsx';
import { Panel } from '../../../components/panel.tsx';
import { ShowMore } from '../../../components/show-more.tsx';
import { KeysTable } from './keys-table.tsx';
import { PrefixField } from './prefix-field.tsx';

/** The entries whose keys begin with what is typed, in key order, page after page. */
export function KeysPanel({
  name,
  prefix,
  opened,
  isEmpty,
  onPrefix,
  onOpen,
}: {
  name: string;
  prefix: string;
  opened: TextOrBytes | undefined;
  /** The dataset has no entry at all. */
  isEmpty: boolean;
  onPrefix: (prefix: string) => void;
  onOpen: (key: TextOrBytes) => void;
}) {
  const keys = useInfiniteQuery(keysQuery(name, prefix));
  const items = keys.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel
      title="Entries"
      aside={
        <PrefixField
          prefix={prefix}
          known={keys.isPlaceholderData ? [] : textKeys(items)}
          onChange={onPrefix}
          onOpen={onOpen}
        />
      }
    >
      <Async answer={keys} lines={8}>
        {() =>
          items.length === 0 ? (
            <NoKeys prefix={prefix} isEmpty={isEmpty} />
          ) : (
            <div data-old={keys.isPlaceholderData || undefined} className="keys-list">
              <KeysTable items={items} opened={opened} />
              <ShowMore list={keys} shown={items.length} />
              {keys.hasNextPage ? null : (
                <p className="dim small keys-end">
                  {items.length === 1 ? 'That is the only one.' : `All ${items.length} are shown.`}
                </p>
              )}
            </div>
          )
        }
      </Async>
    </Panel>
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

function textKeys(items: readonly KeyValueReport[]): string[] {
  return items.flatMap(({ key }) => (typeof key === 'string' ? key : []));
}
