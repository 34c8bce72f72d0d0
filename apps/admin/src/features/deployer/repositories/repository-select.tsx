import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { repositoriesQuery } from '../../../api/deployer-repositories.ts';

/** One of the repositories: as a field with a label, else as a filter that may stay empty. */
export function RepositorySelect({
  label,
  value,
  onChange,
}: {
  label?: string;
  value: string | undefined;
  onChange: (name: string | undefined) => void;
}) {
  const repositories = useQuery(repositoriesQuery);
  const names = (repositories.data ?? []).map(({ name }) => name);
  return (
    <Select
      {...(label === undefined
        ? {
            'aria-label': 'Repository',
            placeholder: 'Any repository',
            size: 'xs',
            w: 160,
            clearable: true,
            clearButtonProps: { 'aria-label': 'Any repository' },
          }
        : { label, placeholder: 'choose one' })}
      searchable={names.length > 10}
      data={value === undefined || names.includes(value) ? names : [...names, value]}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}
