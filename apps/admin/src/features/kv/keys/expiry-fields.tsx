import { SegmentedControl, TextInput } from '@mantine/core';
import type { ExpiryChoice } from './expiry.ts';

/** When an entry ends: as it does now, never, or after a time. */
export function ExpiryFields({
  choice,
  typed,
  canKeep,
  fault,
  onChange,
}: {
  choice: ExpiryChoice;
  typed: string;
  /** It has an end that could stay. */
  canKeep: boolean;
  fault: string | undefined;
  onChange: (choice: ExpiryChoice, typed: string) => void;
}) {
  return (
    <fieldset className="plain-fieldset stack-tight">
      <legend>Expires</legend>
      <div className="row" style={{ alignItems: 'start' }}>
        <SegmentedControl
          aria-label="When the entry expires"
          value={choice}
          onChange={(next) => onChange(next as ExpiryChoice, typed)}
          data={[
            ...(canKeep ? [{ value: 'keep', label: 'As now' }] : []),
            { value: 'never', label: 'Never' },
            { value: 'after', label: 'After' },
          ]}
        />
        {choice === 'after' ? (
          <TextInput
            aria-label="Time until it expires"
            placeholder="90s, 15m, 12h, 7d"
            w={160}
            error={fault}
            value={typed}
            onChange={(event) => onChange(choice, event.currentTarget.value)}
          />
        ) : null}
      </div>
    </fieldset>
  );
}
