import { Autocomplete } from '@mantine/core';
import type { DatasetReport } from '@oremill/types';

/** Which dataset is published to: one that is published already, or a new name. */
export function DatasetField({
  datasets,
  value,
  fault,
  onChange,
}: {
  datasets: readonly DatasetReport[];
  value: string;
  fault: string | undefined;
  onChange: (name: string) => void;
}) {
  return (
    <Autocomplete
      label="Dataset"
      description="One that is published already, or a new name: lower case letters, digits and -."
      data={datasets.filter(({ kind }) => kind === 'published').map(({ name }) => name)}
      error={fault}
      value={value}
      onChange={onChange}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}
