import { NumberInput } from '@mantine/core';

/** How many points a share may be off to either side. */
export function SpreadField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number;
  onChange: (value: number) => void;
}) {
  return (
    <NumberInput
      aria-label={label}
      prefix="± "
      suffix=" points"
      size="xs"
      min={0}
      step={0.5}
      hideControls
      value={value}
      onChange={(next) => typeof next === 'number' && onChange(next)}
    />
  );
}
