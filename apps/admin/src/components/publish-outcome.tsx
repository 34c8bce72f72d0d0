import { formatBytes, formatCount, type Version } from '@oremill/types';
import { Link } from '@tanstack/react-router';
import { Note } from './note.tsx';
import { Review } from './review.tsx';

/** A version that was published, and the ways to look at it. */
export function PublishOutcome({
  name,
  version,
  onClose,
}: {
  name: string;
  version: Version;
  onClose: () => void;
}) {
  return (
    <Review
      title="Published"
      confirmLabel="Done"
      isBusy={false}
      error={undefined}
      onConfirm={onClose}
      onClose={onClose}
    >
      <Note tone="ok">
        <p role="status">
          <strong>Version {version.number}</strong> of <strong>{name}</strong>{' '}
          {version.isServed ? 'is served' : 'is kept'}: {formatCount(version.entries)}{' '}
          {version.entries === 1 ? 'entry' : 'entries'} in an image of {formatBytes(version.imageBytes)}.
        </p>
        <p>
          <Link to="/kv/datasets/$name" params={{ name }}>
            Open the dataset
          </Link>{' '}
          or{' '}
          <Link to="/kv/datasets/$name/keys" params={{ name }}>
            browse its keys
          </Link>
          .
        </p>
      </Note>
    </Review>
  );
}
