import { SegmentedControl, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Faults } from './option-values.ts';
import type { Settings, SkipUnit } from './start-request.ts';

const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** How an execution is run; the placeholders are what an empty field means. */
export function SettingsFields({
  settings,
  faults,
  onChange,
}: {
  settings: Settings;
  faults: Faults;
  onChange: (change: Partial<Settings>) => void;
}) {
  const text = (name: 'workers' | 'memory' | 'partitions' | 'skip') => ({
    value: settings[name],
    error: faults[name],
    autoComplete: 'off',
    inputWrapperOrder: ORDER,
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [name]: event.currentTarget.value }),
  });
  return (
    <fieldset className="start-options">
      <legend className="unseen">Settings</legend>
      <TextInput label="Workers" placeholder="one a core" inputMode="numeric" {...text('workers')} />
      <TextInput
        label="Memory"
        placeholder="512 MiB"
        description="Bound of the whole run"
        {...text('memory')}
      />
      <TextInput
        label="Partitions"
        placeholder="4"
        description="Reducers, and so parts"
        inputMode="numeric"
        {...text('partitions')}
      />
      <TextInput
        label="Skip limit"
        placeholder="none"
        description="Fails when more are skipped"
        inputMode="decimal"
        {...text('skip')}
        inputContainer={(input) => (
          <SkipRow unit={settings.skipUnit} onChange={(skipUnit) => onChange({ skipUnit })}>
            {input}
          </SkipRow>
        )}
      />
      <Select
        label="Compression"
        placeholder="none"
        description="Of the parts"
        inputWrapperOrder={ORDER}
        data={['none', 'gzip', 'zstd']}
        value={settings.compression === '' ? null : settings.compression}
        error={faults.compression}
        onChange={(compression) => onChange({ compression: compression ?? '' })}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
    </fieldset>
  );
}

/** The number with what it counts. */
function SkipRow({
  unit,
  onChange,
  children,
}: {
  unit: SkipUnit;
  onChange: (unit: SkipUnit) => void;
  children: ReactNode;
}) {
  return (
    <div className="skip-row">
      {children}
      <SegmentedControl
        size="xs"
        aria-label="What the skip limit counts"
        value={unit}
        onChange={(next) => onChange(next as SkipUnit)}
        data={[
          { value: 'records', label: 'records' },
          { value: 'percent', label: '%' },
        ]}
      />
    </div>
  );
}
