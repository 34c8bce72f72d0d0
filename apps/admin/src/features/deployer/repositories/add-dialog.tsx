import { TextInput } from '@mantine/core';
import { parseDuration, repositoryNameSchema } from '@oremill/types';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { addRepository } from '../../../api/deployer-repositories.ts';
import { Review } from '../../../components/review.tsx';

const POLL_MS_MIN = 1000;

/** Adding a repository by its address; the platform looks at it before it takes it. */
export function AddDialog({ onClose }: { onClose: () => void }) {
  const [url, setUrl] = useState('');
  const [typedName, setTypedName] = useState<string>();
  const [branch, setBranch] = useState('main');
  const [poll, setPoll] = useState('60s');
  const client = useQueryClient();
  const navigate = useNavigate();
  const add = useMutation({
    mutationFn: addRepository,
    onSuccess: async ({ name }) => {
      await client.invalidateQueries({ queryKey: ['repositories'] });
      await navigate({ to: '/deployer/repositories/$name', params: { name } });
    },
  });
  const name = typedName ?? nameFrom(url);
  const nameFault = name === '' ? undefined : repositoryNameSchema.safeParse(name).error?.issues[0]?.message;
  const pollMs = poll.trim() === '' ? null : parseDuration(poll);
  const pollFault =
    pollMs !== null && (pollMs === undefined || pollMs < POLL_MS_MIN)
      ? 'Write a time of 1s or more, such as 60s; leave it empty for none.'
      : undefined;
  const isReady = url.trim() !== '' && name !== '' && branch.trim() !== '' && !nameFault && !pollFault;
  return (
    <Review
      title="Add a repository"
      confirmLabel={isReady ? `Add ${name}` : 'Add it'}
      isBusy={add.isPending}
      error={add.error}
      onConfirm={
        isReady
          ? () => add.mutate({ name, url: url.trim(), targetBranch: branch.trim(), pollMs: pollMs ?? null })
          : undefined
      }
      onClose={onClose}
    >
      <TextInput
        label="Address"
        description="https, ssh or git, or a path on the platform’s machine. Without a password: git’s own settings have it."
        placeholder="https://git.example.org/bookmarks-web.git"
        autoComplete="off"
        spellCheck={false}
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <TextInput
        label="Name"
        autoComplete="off"
        spellCheck={false}
        error={nameFault}
        value={name}
        onChange={(event) => setTypedName(event.currentTarget.value)}
      />
      <TextInput
        label="Target branch"
        description="What changes are compared with."
        autoComplete="off"
        spellCheck={false}
        value={branch}
        onChange={(event) => setBranch(event.currentTarget.value)}
      />
      <TextInput
        label="Look for changes each"
        description="Besides what hooks and webhooks tell; empty: never."
        error={pollFault}
        value={poll}
        onChange={(event) => setPoll(event.currentTarget.value)}
      />
    </Review>
  );
}

/** `https://…/Bookmarks_Web.git` → `bookmarks_web`. */
function nameFrom(url: string): string {
  const last = url.trim().replace(/\/+$/, '').split(/[/:]/).at(-1) ?? '';
  return last
    .replace(/\.git$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, '-')
    .replace(/^[^a-z0-9]+/, '');
}
