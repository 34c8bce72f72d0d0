import { Button, Select, Switch, TextInput } from '@mantine/core';
import { COMPRESSION_LEVEL, COMPRESSION_LEVEL_WITH_DICTIONARY } from '@oremill/types';
import { IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { type PublishSettings, VERSIONS_KEPT } from '../format/publish-plan.ts';
import './publish-settings.css';

const COMPRESSIONS = [
  { value: 'same', label: 'as the version before, else none' },
  { value: 'none', label: 'none' },
  { value: 'zstd', label: 'zstd, each value by itself' },
  { value: 'zstd-dictionary', label: 'zstd with a dictionary of this dataset' },
];

const ORDERS = [
  { value: 'same', label: 'as the version before, else in order' },
  { value: 'ordered', label: 'in order, so that prefixes can be searched' },
  { value: 'unordered', label: 'in no order, which takes less memory' },
];

const DUPLICATES = [
  { value: 'last', label: 'the last counts' },
  { value: 'first', label: 'the first counts' },
  { value: 'error', label: 'nothing is published' },
];

/** How a version is made: whole or over the one before, and behind a button what few people change. */
export function PublishSettingsFields({
  settings,
  faults,
  canBeDelta,
  onChange,
}: {
  settings: PublishSettings;
  faults: Readonly<Record<string, string>>;
  /** There is a version to put a delta on. */
  canBeDelta: boolean;
  onChange: (change: Partial<PublishSettings>) => void;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const moreId = useId();
  const hasDictionary = settings.compression === 'zstd-dictionary';
  const hasLevel = hasDictionary || settings.compression === 'zstd';
  const select = <Name extends 'compression' | 'order' | 'duplicates'>(name: Name) => ({
    value: settings[name],
    onChange: (next: string | null) => onChange({ [name]: next as PublishSettings[Name] }),
    allowDeselect: false,
    comboboxProps: { transitionProps: { duration: 0 } },
  });
  return (
    <>
      <Switch
        label="Delta: put it over the served version"
        description={
          canBeDelta
            ? 'Entries that are not in the source stay. Without it they are gone from the new version.'
            : 'There is no version yet that it could be put over.'
        }
        disabled={!canBeDelta}
        checked={settings.isDelta && canBeDelta}
        onChange={(event) => onChange({ isDelta: event.currentTarget.checked })}
      />
      <div>
        <Button
          variant="subtle"
          color="gray"
          c="var(--text)"
          size="compact-sm"
          ml={-8}
          aria-expanded={isOpen}
          aria-controls={moreId}
          rightSection={<IconChevronDown size={14} aria-hidden className="publish-chevron" />}
          onClick={() => setIsOpen(!isOpen)}
        >
          Settings
        </Button>
        <div id={moreId} className="publish-more" hidden={!isOpen}>
          <Select label="Compression of values" data={COMPRESSIONS} {...select('compression')} />
          {hasLevel && (
            <TextInput
              label="Level"
              description="1 is fast, 19 is small. Reading costs the same."
              placeholder={String(hasDictionary ? COMPRESSION_LEVEL_WITH_DICTIONARY : COMPRESSION_LEVEL)}
              inputMode="numeric"
              error={faults.level}
              value={settings.level}
              onChange={(event) => onChange({ level: event.currentTarget.value.trim() })}
            />
          )}
          {hasDictionary && (
            <TextInput
              label="Longest dictionary, in KiB"
              placeholder="256"
              inputMode="numeric"
              error={faults.dictionaryKib}
              value={settings.dictionaryKib}
              onChange={(event) => onChange({ dictionaryKib: event.currentTarget.value.trim() })}
            />
          )}
          <Select label="Keys" data={ORDERS} {...select('order')} />
          <Select label="Of equal keys" data={DUPLICATES} {...select('duplicates')} />
          <TextInput
            label="Versions to keep"
            placeholder={String(VERSIONS_KEPT)}
            inputMode="numeric"
            error={faults.keep}
            value={settings.keep}
            onChange={(event) => onChange({ keep: event.currentTarget.value.trim() })}
          />
          <TextInput
            label="Bad lines to skip at most"
            placeholder="0"
            inputMode="numeric"
            error={faults.badLinesMax}
            value={settings.badLinesMax}
            onChange={(event) => onChange({ badLinesMax: event.currentTarget.value.trim() })}
          />
        </div>
      </div>
    </>
  );
}
