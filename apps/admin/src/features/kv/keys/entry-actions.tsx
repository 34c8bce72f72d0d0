import { Button } from '@mantine/core';
import type { TextOrBytes } from '@oremill/types';
import { IconClock, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { StoredValue } from '../../../api/kv-values.ts';
import { isAddressable } from '../../../api/value-address.ts';
import { DeleteReview } from './delete-review.tsx';
import { EntryReview } from './entry-review.tsx';
import { ExpiryReview } from './expiry-review.tsx';

type Opened = 'edit' | 'expiry' | 'delete';

/** What can be done with an entry of a live dataset. */
export function EntryActions({
  dataset,
  entryKey,
  stored,
}: {
  dataset: string;
  entryKey: TextOrBytes;
  stored: StoredValue;
}) {
  // What the form was opened with stays in it, also when the value is read anew meanwhile.
  const [opened, setOpened] = useState<{ readonly what: Opened; readonly stored: StoredValue }>();
  const open = (what: Opened) => () => setOpened({ what, stored });
  const close = () => setOpened(undefined);
  return (
    <div className="row">
      {isAddressable(entryKey) ? (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPencil size={14} aria-hidden />}
          disabled={!stored.isWhole}
          onClick={open('edit')}
        >
          Edit…
        </Button>
      ) : null}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconClock size={14} aria-hidden />}
        onClick={open('expiry')}
      >
        Expiry…
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconTrash size={14} aria-hidden />}
        onClick={open('delete')}
      >
        Delete…
      </Button>
      {isAddressable(entryKey) ? null : (
        <span className="dim small">A key that cannot stand in an address is written over RESP.</span>
      )}
      {opened?.what === 'edit' && isAddressable(entryKey) ? (
        <EntryReview
          dataset={dataset}
          entry={{ key: entryKey, stored: opened.stored }}
          onSaved={close}
          onClose={close}
        />
      ) : null}
      {opened?.what === 'expiry' ? (
        <ExpiryReview dataset={dataset} entryKey={entryKey} stored={opened.stored} onClose={close} />
      ) : null}
      {opened?.what === 'delete' ? (
        <DeleteReview dataset={dataset} entryKey={entryKey} stored={opened.stored} onClose={close} />
      ) : null}
    </div>
  );
}
