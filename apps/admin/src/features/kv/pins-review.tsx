import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core';
import type { DatasetReport } from '@oremill/types';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { pinVersions } from '../../api/kv.ts';
import { Note } from '../../components/note.tsx';
import { Review } from '../../components/review.tsx';
import './kv.css';
import { describePins, toPins, type UserPin } from './pins.ts';

/** Shows some another version: a share of the connections to try it out, a user to hold one back. */
export function PinsReview({
  dataset,
  served,
  onClose,
}: {
  dataset: DatasetReport;
  served: number;
  onClose: () => void;
}) {
  const { name, versions, pins } = dataset;
  const [users, setUsers] = useState<readonly UserPin[]>(() =>
    Object.entries(pins?.users ?? {}).map(([user, version]) => ({ user, version })),
  );
  const [share, setShare] = useState(pins?.share ?? { version: served, percent: 0 });
  const client = useQueryClient();
  const pin = useMutation({
    mutationFn: pinVersions,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['datasets'] });
      onClose();
    },
  });
  const data = versions.map(({ number, isServed }) => ({
    value: String(number),
    label: `version ${number}${isServed ? ' (served)' : ''}`,
  }));
  const next = toPins(users, share);
  const setUser = (index: number, change: Partial<UserPin>) =>
    setUsers(users.map((user, at) => (at === index ? { ...user, ...change } : user)));

  return (
    <Review
      title={`Who sees which version of ${name}`}
      confirmLabel="Apply"
      isBusy={pin.isPending}
      error={pin.error}
      onConfirm={() => pin.mutate({ name, pins: next })}
      onClose={onClose}
    >
      <fieldset className="plain-fieldset stack-tight">
        <legend>A share of the connections</legend>
        <div className="row">
          <NumberInput
            aria-label="Percent of connections"
            w={110}
            min={0}
            max={100}
            suffix=" %"
            value={share.percent}
            onChange={(percent) => setShare({ ...share, percent: Number(percent) || 0 })}
          />
          <span>see</span>
          <Select
            aria-label="Version for the share"
            w={180}
            data={data}
            value={String(share.version)}
            onChange={(version) => setShare({ ...share, version: Number(version) })}
            allowDeselect={false}
            comboboxProps={{ transitionProps: { duration: 0 } }}
          />
        </div>
      </fieldset>
      <fieldset className="plain-fieldset stack-tight">
        <legend>Users</legend>
        {users.map(({ user, version }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; its name is being typed
          <div key={index} className="row" style={{ flexWrap: 'nowrap' }}>
            <TextInput
              aria-label={`Name of user ${index + 1}`}
              placeholder="name"
              value={user}
              onChange={(event) => setUser(index, { user: event.currentTarget.value })}
            />
            <Select
              aria-label={`Version for user ${index + 1}`}
              w={180}
              data={data}
              value={String(version)}
              onChange={(number) => setUser(index, { version: Number(number) })}
              allowDeselect={false}
              comboboxProps={{ transitionProps: { duration: 0 } }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              c="var(--text)"
              aria-label={`Remove user ${index + 1}`}
              onClick={() => setUsers(users.filter((_user, at) => at !== index))}
            >
              <IconX size={16} />
            </ActionIcon>
          </div>
        ))}
        <div>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setUsers([...users, { user: '', version: served }])}
          >
            Add a user
          </Button>
        </div>
      </fieldset>
      <Note tone="running">
        {describePins(next, served).map((line) => (
          <p key={line}>
            <strong>{line}</strong>
          </p>
        ))}
        <p>Connections that are open see it with their next command.</p>
      </Note>
    </Review>
  );
}
