import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { datasetNameSchema, type Eviction, type Fsync, formatBytes, parseBytes } from '@oremill/types';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { createDataset } from '../../api/kv.ts';
import { Note } from '../../components/note.tsx';
import { Review } from '../../components/review.tsx';

const FSYNCS: readonly { value: Fsync; label: string }[] = [
  { value: 'always', label: 'once it is on the disk (always)' },
  { value: 'everysec', label: 'at once; on the disk within a second (everysec)' },
  { value: 'off', label: 'at once; on the disk when the system writes it (off)' },
];

const EVICTIONS: readonly { value: Eviction; label: string }[] = [
  { value: 'refuse', label: 'further writes are refused' },
  { value: 'evict-oldest', label: 'the oldest entries go' },
  { value: 'evict-expiring', label: 'entries that expire go first' },
];

const LOSS: Readonly<Record<Fsync, string>> = {
  always: 'A power cut loses nothing that was acknowledged. Each write waits for the disk.',
  everysec: 'A power cut loses at most the last second of writes.',
  off: 'A power cut loses what the system had not written yet, which may be many seconds.',
};

const PARTS_MAX = 256;

/** Making a live dataset, which programs write entry by entry. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [fsync, setFsync] = useState<Fsync>('everysec');
  const [limit, setLimit] = useState('');
  const [eviction, setEviction] = useState<Eviction>('refuse');
  const [isOrdered, setIsOrdered] = useState(true);
  const [parts, setParts] = useState(1);
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: createDataset,
    onSuccess: async (dataset) => {
      client.setQueryData(['datasets', dataset.name], dataset);
      void client.invalidateQueries({ queryKey: ['datasets'], exact: true });
      await navigate({ to: '/kv/datasets/$name', params: { name: dataset.name } });
    },
  });
  const nameFault = name === '' ? undefined : datasetNameSchema.safeParse(name).error?.issues[0]?.message;
  const maxBytes = limit.trim() === '' ? undefined : parseBytes(limit);
  const limitFault = limit.trim() !== '' && !maxBytes ? 'Write a size such as 512MiB or 2 GiB.' : undefined;
  const isReady = name !== '' && nameFault === undefined && limitFault === undefined;

  return (
    <Review
      title="New live dataset"
      confirmLabel={isReady ? `Make ${name}` : 'Make it'}
      isBusy={create.isPending}
      error={create.error}
      onConfirm={
        isReady
          ? () =>
              create.mutate({ name, fsync, eviction, isOrdered, parts, ...(maxBytes ? { maxBytes } : {}) })
          : undefined
      }
      onClose={onClose}
    >
      <TextInput
        label="Name"
        description="Lower case letters, digits and -; programs choose the dataset by it."
        autoComplete="off"
        spellCheck={false}
        error={nameFault}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        label="A write is acknowledged"
        data={FSYNCS}
        value={fsync}
        onChange={(next) => setFsync(next as Fsync)}
        allowDeselect={false}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <div className="columns">
        <TextInput
          label="Memory that it may take"
          placeholder="no limit"
          description={maxBytes ? `${formatBytes(maxBytes)} at most.` : 'Such as 512MiB.'}
          error={limitFault}
          value={limit}
          onChange={(event) => setLimit(event.currentTarget.value)}
        />
        <Select
          label="At the limit"
          disabled={maxBytes === undefined}
          data={EVICTIONS}
          value={eviction}
          onChange={(next) => setEviction(next as Eviction)}
          allowDeselect={false}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
      </div>
      <NumberInput
        label="Tables"
        description="Each ends at 4 GiB. Several share the entries, and the memory that it may take."
        min={1}
        max={PARTS_MAX}
        allowDecimal={false}
        value={parts}
        onChange={(next) => setParts(Math.max(1, Number(next)))}
      />
      <Switch
        label="Keep keys in order"
        description="Prefixes can be searched then. It costs memory and time for each new key."
        checked={isOrdered}
        onChange={(event) => setIsOrdered(event.currentTarget.checked)}
      />
      <Note tone={fsync === 'off' ? 'warning' : 'running'}>
        <p>{LOSS[fsync]}</p>
      </Note>
    </Review>
  );
}
