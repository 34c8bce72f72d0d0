import { Button, CloseButton, SegmentedControl } from '@mantine/core';
import { formatBytes, type TextOrBytes } from '@oremill/types';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { failureOf } from '../../../api/failure.ts';
import { readValue, type StoredValue } from '../../../api/kv-values.ts';
import { addressOf, isAddressable } from '../../../api/value-address.ts';
import { Async } from '../../../components/async.tsx';
import { Copy } from '../../../components/copy.tsx';
import { Facts } from '../../../components/facts.tsx';
import { Panel } from '../../../components/panel.tsx';
import { Bytes } from '../../../components/quantity.tsx';
import { Time } from '../../../components/time.tsx';
import { Unknown } from '../../../components/unknown.tsx';
import { showHiddenInLines } from '../../../format/shorten.ts';
import { identityOf, lineOf } from '../../../format/text-or-bytes.ts';
import { EntryActions } from './entry-actions.tsx';
import { KeyText } from './key-text.tsx';
import './keys-page.css';
import { HEX_BYTES_MAX, showValue, type ValueForm, valueForms } from './value-forms.ts';

const FIRST_BYTES = 64 * 1024;
/** More than that is for a program, or for a download. */
const WHOLE_BYTES_MAX = 8 * 1024 * 1024;

/** One entry: its value as JSON, text or hex, when it ends, and what can be done with it. */
export function EntryPanel({
  dataset,
  entryKey,
  isWritable,
  onClose,
}: {
  dataset: string;
  entryKey: TextOrBytes;
  isWritable: boolean;
  onClose: () => void;
}) {
  const [bytesMax, setBytesMax] = useState(FIRST_BYTES);
  const value = useQuery(
    queryOptions({
      queryKey: ['entry', dataset, identityOf(entryKey), bytesMax],
      queryFn: ({ signal }) => readValue({ dataset, key: entryKey, bytesMax }, signal),
      staleTime: 0,
    }),
  );
  const isMissing = value.error !== null && failureOf(value.error).status === 404;
  return (
    <div className="entry">
      <Panel title="Entry" aside={<CloseButton size="sm" aria-label="Close the entry" onClick={onClose} />}>
        <div className="panel-body row" style={{ flexWrap: 'nowrap', gap: 4 }}>
          <span className="mono entry-key">
            <KeyText value={entryKey} lengthMax={400} />
          </span>
          <Copy text={lineOf(entryKey)} what="key" />
        </div>
        {isMissing ? (
          <p className="panel-body dim" role="status">
            There is no such key, or not any more.
          </p>
        ) : (
          <Async answer={value} lines={8}>
            {(stored) => (
              <EntryView
                dataset={dataset}
                entryKey={entryKey}
                stored={stored}
                isWritable={isWritable}
                onMore={() => setBytesMax(WHOLE_BYTES_MAX)}
              />
            )}
          </Async>
        )}
      </Panel>
    </div>
  );
}

const FORM_NAMES: Readonly<Record<ValueForm, string>> = { json: 'JSON', text: 'Text', hex: 'Hex' };

function EntryView({
  dataset,
  entryKey,
  stored,
  isWritable,
  onMore,
}: {
  dataset: string;
  entryKey: TextOrBytes;
  stored: StoredValue;
  isWritable: boolean;
  onMore: () => void;
}) {
  const [chosen, setChosen] = useState<ValueForm>();
  const { bytes, totalBytes, isWhole, expiresAt } = stored;
  const forms = valueForms(bytes, isWhole);
  const form = chosen && forms.includes(chosen) ? chosen : forms[0];
  const shown = showValue(bytes, isWhole, form);
  return (
    <>
      <div className="stack-tight" style={{ padding: '0 16px 12px' }}>
        <Facts
          facts={[
            {
              name: 'Value',
              value:
                totalBytes === undefined ? (
                  <span className="number">≥ {formatBytes(bytes.length)}</span>
                ) : (
                  <Bytes value={totalBytes} />
                ),
            },
            {
              name: 'Expires',
              value:
                expiresAt === undefined ? <Unknown reason="it never expires" /> : <Time at={expiresAt} />,
            },
          ]}
        />
        {isWritable ? <EntryActions dataset={dataset} entryKey={entryKey} stored={stored} /> : null}
        <div className="row spread">
          <SegmentedControl
            size="xs"
            aria-label="Show the value as"
            value={form}
            onChange={(next) => setChosen(next as ValueForm)}
            data={forms.map((one) => ({ value: one, label: FORM_NAMES[one] }))}
          />
          <Copy text={shown} what="value" label="Copy" />
        </div>
        {isWhole ? null : (
          <Cut
            stored={stored}
            address={isAddressable(entryKey) ? addressOf(dataset, entryKey) : undefined}
            onMore={onMore}
          />
        )}
        {form === 'hex' && bytes.length > HEX_BYTES_MAX ? (
          <p className="dim small">The first {formatBytes(HEX_BYTES_MAX)} are shown in hex.</p>
        ) : null}
      </div>
      <pre
        className="entry-value"
        data-form={form}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard
        tabIndex={0}
      >
        {shown === '' ? <span className="dim">empty</span> : <bdi>{showHiddenInLines(shown)}</bdi>}
      </pre>
    </>
  );
}

/** A long value is shown by its beginning: how much that is, and how to get the rest. */
function Cut({
  stored: { bytes, totalBytes },
  address,
  onMore,
}: {
  stored: StoredValue;
  address: string | undefined;
  onMore: () => void;
}) {
  const canBeWhole = bytes.length < WHOLE_BYTES_MAX && (totalBytes ?? 0) <= WHOLE_BYTES_MAX;
  return (
    <div className="row small">
      <span>
        <span aria-hidden="true">△</span> The first {formatBytes(bytes.length)} are shown
        {totalBytes === undefined ? '.' : ` of ${formatBytes(totalBytes)}.`}
      </span>
      {canBeWhole ? (
        <Button variant="default" size="compact-xs" onClick={onMore}>
          Show all
        </Button>
      ) : null}
      {address === undefined ? null : (
        <a href={address} download="value">
          Download
        </a>
      )}
    </div>
  );
}
