import type { KeyValueReport, TextOrBytes } from '@oremill/types';
import { Link } from '@tanstack/react-router';
import { DataTable, type TableColumn } from '../../../components/data-table.tsx';
import { Bytes } from '../../../components/quantity.tsx';
import { Time } from '../../../components/time.tsx';
import { Unknown } from '../../../components/unknown.tsx';
import { showHidden } from '../../../format/shorten.ts';
import { identityOf, lineOf } from '../../../format/text-or-bytes.ts';
import { KeyText } from './key-text.tsx';

const LETTERS_SHOWN = 72;

/** Keys with the beginnings of their values; a row's link opens the entry beside the list. */
export function KeysTable({
  items,
  opened,
}: {
  items: readonly KeyValueReport[];
  opened: TextOrBytes | undefined;
}) {
  const columns: readonly TableColumn<KeyValueReport>[] = [
    {
      name: 'key',
      header: 'Key',
      cell: ({ key }) => (
        <Link
          from="/kv/datasets/$name/keys"
          to="."
          search={(before) => ({ ...before, key })}
          className="mono key-link"
          // A link with another search is the same page: the router alone cannot tell which entry is open.
          aria-current={opened !== undefined && identityOf(opened) === identityOf(key) ? 'true' : undefined}
          preload={false}
        >
          <KeyText value={key} />
        </Link>
      ),
    },
    { name: 'value', header: 'Value', cell: (item) => <Preview item={item} /> },
    { name: 'size', header: 'Size', align: 'end', cell: ({ valueBytes }) => <Bytes value={valueBytes} /> },
    {
      name: 'expires',
      header: 'Expires',
      isTight: true,
      cell: ({ expiresAt }) =>
        expiresAt === undefined ? <Unknown reason="it never expires" /> : <Time at={expiresAt} isInRow />,
    },
  ];
  return <DataTable label="Entries" columns={columns} rows={items} rowKey={({ key }) => identityOf(key)} />;
}

function Preview({ item: { value, isTruncated } }: { item: KeyValueReport }) {
  const text = lineOf(value);
  if (text === '') return <span className="dim">{isTruncated ? '…' : 'empty'}</span>;
  const letters = Array.from(text);
  const isCut = isTruncated || letters.length > LETTERS_SHOWN;
  return (
    <span className="mono key-preview">
      <bdi>{showHidden(letters.slice(0, LETTERS_SHOWN).join(''))}</bdi>
      {isCut ? '…' : ''}
    </span>
  );
}
