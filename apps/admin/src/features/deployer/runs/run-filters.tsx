import { CloseButton, Select, TextInput } from '@mantine/core';
import { runStateSchema } from '@oremill/types';
import { getRouteApi } from '@tanstack/react-router';
import { RepositorySelect } from '../repositories/repository-select.tsx';
import type { RunsSearch } from '../search.ts';

const route = getRouteApi('/signed-in/deployer/runs');

/** Which runs are listed; the platform looks through all of them. */
export function RunFilters({ search }: { search: RunsSearch }) {
  const navigate = route.useNavigate();
  // Typing replaces the address, so that Back leaves the page instead of undoing letters.
  const set = (change: Partial<RunsSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <>
      <RepositorySelect
        value={search.repository}
        onChange={(repository) => set({ repository, branch: undefined })}
      />
      <TextInput
        aria-label="Branch"
        placeholder="Any branch"
        size="xs"
        w={130}
        value={search.branch ?? ''}
        onChange={(event) => set({ branch: event.currentTarget.value || undefined })}
      />
      <Select
        aria-label="State"
        placeholder="Any state"
        size="xs"
        w={130}
        clearable
        clearButtonProps={{ 'aria-label': 'Any state' }}
        data={runStateSchema.options}
        value={search.state ?? null}
        onChange={(state) => set({ state: runStateSchema.safeParse(state).data })}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <TextInput
        aria-label="Filter by subject or author"
        placeholder="Subject or author"
        size="xs"
        w={180}
        data-filter
        value={search.text ?? ''}
        onChange={(event) => set({ text: event.currentTarget.value || undefined })}
        rightSection={
          search.text ? (
            <CloseButton size="xs" aria-label="Clear the filter" onClick={() => set({ text: undefined })} />
          ) : null
        }
      />
    </>
  );
}
