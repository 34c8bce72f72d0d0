import { formatBytes, type TextOrBytes } from '@oremill/types';
import { deleteValue, type StoredValue } from '../../../api/kv-values.ts';
import { Note } from '../../../components/note.tsx';
import { Review } from '../../../components/review.tsx';
import { announce } from '../../../frame/announcer.tsx';
import { KeyText } from './key-text.tsx';
import { useEntryChange } from './use-entry-change.ts';

/** Deleting one entry, if it still is what was looked at. */
export function DeleteReview({
  dataset,
  entryKey,
  stored,
  onClose,
}: {
  dataset: string;
  entryKey: TextOrBytes;
  stored: StoredValue;
  onClose: () => void;
}) {
  const remove = useEntryChange(
    dataset,
    () => deleteValue(dataset, entryKey, stored.etag),
    () => {
      announce('The entry is deleted');
      onClose();
    },
  );
  return (
    <Review
      title="Delete this entry"
      confirmLabel="Delete it"
      isDestructive
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    >
      <Note tone="warning">
        <p>
          <strong>
            Removes{' '}
            <span className="mono">
              <KeyText value={entryKey} lengthMax={120} />
            </span>{' '}
            and its value
            {stored.totalBytes === undefined ? '' : ` of ${formatBytes(stored.totalBytes)}`} from {dataset}.
          </strong>
        </p>
        <p>
          {stored.etag === undefined
            ? 'There is no way back.'
            : 'If somebody changed it since you opened it, it stays. Else there is no way back.'}
        </p>
      </Note>
    </Review>
  );
}
