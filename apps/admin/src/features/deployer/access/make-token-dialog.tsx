import { Button, Select, TextInput } from '@mantine/core';
import { type MadeToken, type Role, roleSchema, tokenNameSchema } from '@oremill/types';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { makeToken } from '../../../api/deployer-access.ts';
import { CommandLine } from '../../../components/command-line.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Note } from '../../../components/note.tsx';
import { Review } from '../../../components/review.tsx';

const ROLES: Readonly<Record<Role, string>> = {
  viewer: 'viewer: looks at the deployer, changes nothing',
  operator: 'operator: also starts, cancels, repeats and approves runs',
  admin: 'admin: also repositories and tokens, and everything else of the platform',
};

/** Making a token; it is shown once, and kept by nobody. */
export function MakeTokenDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: makeToken,
    // What a mutation returned is not kept either, once the dialog is closed.
    gcTime: 0,
    onSuccess: async () => {
      for (const key of ['tokens', 'changes']) await client.invalidateQueries({ queryKey: [key] });
    },
  });
  if (make.data) return <MadeTokenDialog made={make.data} onClose={onClose} />;
  const fault = name === '' ? undefined : tokenNameSchema.safeParse(name).error?.issues[0]?.message;
  const isReady = name !== '' && fault === undefined;
  return (
    <Review
      title="Make a token"
      confirmLabel={isReady ? `Make ${name}, ${role}` : 'Make it'}
      isBusy={make.isPending}
      error={make.error}
      onConfirm={isReady ? () => make.mutate({ name, role }) : undefined}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        description="Of the person or program that will use it; it stands beside all that is done with it."
        autoComplete="off"
        spellCheck={false}
        error={fault}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        label="Role"
        data={roleSchema.options.map((value) => ({ value, label: ROLES[value] }))}
        value={role}
        onChange={(next) => setRole(next as Role)}
        allowDeselect={false}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
    </Review>
  );
}

function MadeTokenDialog({ made: { name, role, token }, onClose }: { made: MadeToken; onClose: () => void }) {
  return (
    <Dialog title={`The token of ${name}`} size="lg" onClose={onClose}>
      <div className="stack">
        <CommandLine command={token} />
        <Note tone="warning">
          <p>
            <strong>It is shown this once.</strong> The platform keeps only its sha256: copy it now, and give
            it to {name} by a way that others do not read.
          </p>
        </Note>
        <p className="dim">
          Signing in with it makes a session with the role {role}. Programs send it as{' '}
          <code>Authorization: Bearer …</code>.
        </p>
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>I have copied it</Button>
        </div>
      </div>
    </Dialog>
  );
}
