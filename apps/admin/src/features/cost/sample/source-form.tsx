import { Autocomplete, Button, SegmentedControl, Select } from '@mantine/core';
import type { StoredSample } from '@oremill/types';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { readSample } from '../../../api/cost.ts';
import { datasetsQuery } from '../../../api/kv.ts';
import { executionsQuery } from '../../../api/mapreduce.ts';
import { tablesQuery } from '../../../api/warehouse.ts';
import { Failure } from '../../../components/failure.tsx';
import { PathField } from '../../../components/path-field.tsx';
import type { EstimateSearch, SourceKind } from '../search.ts';
import { rulesForSource, toSource, withText } from './rules-for.ts';
import { TextField } from './text-field.tsx';

const KINDS = [
  { value: 'execution', label: 'Output of a job' },
  { value: 'dataset', label: 'Dataset' },
  { value: 'table', label: 'Table' },
  { value: 'file', label: 'File' },
];

/** Something that the platform has, to be measured where it lies. */
export function SourceForm({
  from,
  onRead,
}: {
  from: EstimateSearch['from'];
  onRead: (sample: StoredSample, kind: SourceKind) => void;
}) {
  const [kind, setKind] = useState<SourceKind>(from?.kind ?? 'execution');
  const [name, setName] = useState(from?.name ?? '');
  const [text, setText] = useState('');
  const client = useQueryClient();
  const reading = useMutation({
    mutationFn: async () =>
      readSample(toSource(kind, name), withText(await rulesForSource(kind, name), text)),
    onSuccess: (sample) => {
      void client.invalidateQueries({ queryKey: ['samples'] });
      onRead(sample, kind);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reading.mutate();
  };
  const choose = (next: string) => {
    setKind(next as SourceKind);
    setName('');
    reading.reset();
  };
  return (
    <form className="stack-tight" onSubmit={submit}>
      <div className="sample-ways">
        <SegmentedControl aria-label="Kind" data={KINDS} value={kind} onChange={choose} size="xs" />
      </div>
      <div className="sample-source">
        {kind === 'file' ? <PathField value={name} fault={undefined} onChange={setName} /> : null}
        {kind === 'execution' ? <ExecutionOutput value={name} onChange={setName} /> : null}
        {kind === 'dataset' ? <Named what="Dataset" query={datasetsQuery} {...{ name, setName }} /> : null}
        {kind === 'table' ? <Named what="Table" query={tablesQuery} {...{ name, setName }} /> : null}
        <Button type="submit" loading={reading.isPending} disabled={name === ''}>
          Measure
        </Button>
      </div>
      <TextField value={text} onChange={setText} />
      {reading.error ? <Failure error={reading.error} /> : null}
    </form>
  );
}

function ExecutionOutput({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const executions = useInfiniteQuery(executionsQuery({ state: 'succeeded' }));
  const known = executions.data?.pages.flatMap(({ items }) => items) ?? [];
  const options = known.map(({ id, job }) => ({ value: id, label: `${job} ${id.slice(-8)}` }));
  // One that a link names may be older than those of the first page.
  if (value !== '' && !options.some((option) => option.value === value)) {
    options.push({ value, label: `execution ${value.slice(-8)}` });
  }
  return (
    <Select
      aria-label="Execution"
      placeholder={options.length === 0 ? 'no execution has succeeded yet' : 'newest first'}
      data={options}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      searchable
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}

function Named({
  what,
  query,
  name,
  setName,
}: {
  what: string;
  query: typeof datasetsQuery | typeof tablesQuery;
  name: string;
  setName: (name: string) => void;
}) {
  const { data } = useQuery<readonly { name: string }[]>(query as never);
  return (
    <Autocomplete
      aria-label={what}
      placeholder={data?.[0]?.name ?? 'there is none yet'}
      data={(data ?? []).map((one) => one.name)}
      value={name}
      onChange={setName}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}
