import { SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { failureOf } from '../../../api/failure.ts';
import { type StoredValue, writeValue } from '../../../api/kv-values.ts';
import { isAddressable } from '../../../api/value-address.ts';
import { Review } from '../../../components/review.tsx';
import { announce } from '../../../frame/announcer.tsx';
import '../kv.css';
import { Conflict, useTheirs } from './conflict.tsx';
import { type ExpiryChoice, readTtlSeconds } from './expiry.ts';
import { ExpiryFields } from './expiry-fields.tsx';
import { useEntryChange } from './use-entry-change.ts';
import { convertWritten, editableText, readWritten, toBase64, type ValueWriting } from './value-writing.ts';

interface Write {
  readonly key: string;
  readonly etag: string | undefined;
  readonly ttlSeconds: number | undefined;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Writing an entry: a new one, or another value for one. What somebody else wrote meanwhile is not overwritten unseen. */
export function EntryReview({
  dataset,
  entry,
  onSaved,
  onClose,
}: {
  dataset: string;
  /** The entry that is edited; a new one without it. */
  entry?: { readonly key: string; readonly stored: StoredValue };
  onSaved: (key: string) => void;
  onClose: () => void;
}) {
  const known = entry && editableText(entry.stored.bytes);
  const [key, setKey] = useState(entry?.key ?? '');
  const [writing, setWriting] = useState<ValueWriting>(entry && known === undefined ? 'base64' : 'text');
  const [text, setText] = useState(() => (entry ? (known ?? toBase64(entry.stored.bytes)) : ''));
  const [choice, setChoice] = useState<ExpiryChoice>(entry?.stored.expiresAt ? 'keep' : 'never');
  const [typed, setTyped] = useState('');
  const write = useEntryChange(
    dataset,
    (variables: Write) => writeValue({ dataset, ...variables }),
    (variables) => {
      announce('The entry is written');
      onSaved(variables.key);
    },
  );
  const isConflict = write.error !== null && failureOf(write.error).reply.code === 'CONDITION_FAILED';
  const theirs = useTheirs(dataset, key, isConflict, write.submittedAt);

  const bytes = readWritten(writing, text);
  const ttlSeconds = readTtlSeconds(choice, typed, entry?.stored.expiresAt, Date.now());
  const isReady = isAddressable(key) && bytes !== undefined && ttlSeconds !== undefined;
  const isLooked = !isConflict || theirs.isKnown;
  const save = () => {
    if (bytes === undefined || ttlSeconds === undefined) return;
    const etag = isConflict ? theirs.stored?.etag : entry?.stored.etag;
    write.mutate({ key, bytes, etag, ttlSeconds: ttlSeconds === 'never' ? undefined : ttlSeconds });
  };

  return (
    <Review
      title={entry ? 'Edit this entry' : 'New entry'}
      confirmLabel={isConflict ? (theirs.stored ? 'Overwrite theirs' : 'Write it anew') : 'Write it'}
      isBusy={write.isPending}
      error={isConflict ? undefined : write.error}
      onConfirm={isReady && isLooked ? save : undefined}
      onClose={onClose}
    >
      <TextInput
        label="Key"
        readOnly={entry !== undefined}
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: 'mono' }}
        error={key !== '' && !isAddressable(key) ? 'This key cannot stand in an address.' : undefined}
        value={key}
        onChange={(event) => {
          setKey(event.currentTarget.value);
          write.reset();
        }}
      />
      <Textarea
        className="entry-input"
        label="Value"
        autosize
        minRows={4}
        maxRows={14}
        spellCheck={false}
        error={bytes === undefined ? 'This is not base64.' : undefined}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <SegmentedControl
        size="xs"
        aria-label="How the value is written"
        value={writing}
        onChange={(next) => {
          const converted = convertWritten(text, writing, next as ValueWriting);
          if (converted === undefined) return;
          setWriting(next as ValueWriting);
          setText(converted);
        }}
        data={[
          {
            value: 'text',
            label: 'Text (UTF-8)',
            disabled: convertWritten(text, writing, 'text') === undefined,
          },
          { value: 'base64', label: 'Base64' },
        ]}
        style={{ alignSelf: 'start' }}
      />
      <ExpiryFields
        choice={choice}
        typed={typed}
        canKeep={entry?.stored.expiresAt !== undefined}
        fault={typed !== '' && ttlSeconds === undefined ? 'Write a time such as 90s or 12h.' : undefined}
        onChange={(nextChoice, nextTyped) => {
          setChoice(nextChoice);
          setTyped(nextTyped);
        }}
      />
      {isConflict ? <Conflict isNew={entry === undefined} theirs={theirs} /> : null}
    </Review>
  );
}
