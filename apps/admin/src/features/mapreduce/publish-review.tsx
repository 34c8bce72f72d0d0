import { Autocomplete } from '@mantine/core';
import { type Execution, manifestTotals } from '@oremill/types';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { datasetsQuery, publishVersion } from '../../api/kv.ts';
import { Failure } from '../../components/failure.tsx';
import { Note } from '../../components/note.tsx';
import { PublishOutcome } from '../../components/publish-outcome.tsx';
import { PublishSettingsFields } from '../../components/publish-settings.tsx';
import { Review } from '../../components/review.tsx';
import { NO_PUBLISH_SETTINGS, planPublish, readPublishDraft, toPublish } from '../../format/publish-plan.ts';

/** Publishing an output to the key-value store: says first what readers of the dataset will see then. */
export function PublishReview({ execution, onClose }: { execution: Execution; onClose: () => void }) {
  const datasets = useQuery(datasetsQuery);
  const [typed, setTyped] = useState<string>();
  const [settings, setSettings] = useState(NO_PUBLISH_SETTINGS);
  const client = useQueryClient();
  const publish = useMutation({
    mutationFn: publishVersion,
    onSuccess: (_version, { name }) => {
      void client.invalidateQueries({ queryKey: ['datasets'] });
      void client.invalidateQueries({ queryKey: ['keys', name] });
    },
  });
  const { manifest } = execution;
  if (!manifest) return null;

  // A dataset is as a rule called like the job that makes it.
  const name = (typed ?? execution.job).trim();
  if (publish.data) return <PublishOutcome name={name} version={publish.data} onClose={onClose} />;

  const draft = readPublishDraft(name, datasets.data ?? [], settings);
  // Before it is known what is served, nothing is promised about it.
  const isReady = draft.isSound && datasets.data !== undefined;
  const plan = planPublish(name, draft.dataset, manifestTotals(manifest).rows, draft.settings);

  return (
    <Review
      title="Publish this output to the key-value store"
      confirmLabel={isReady ? plan.action : 'Publish'}
      isBusy={publish.isPending}
      error={publish.error}
      onConfirm={
        isReady
          ? () => publish.mutate({ name, body: toPublish({ executionId: execution.id }, draft.settings) })
          : undefined
      }
      onClose={onClose}
    >
      {datasets.error ? <Failure error={datasets.error} onRetry={() => void datasets.refetch()} /> : null}
      <Autocomplete
        label="Dataset"
        description="One that is published already, or a new name: lower case letters, digits and -."
        data={(datasets.data ?? []).filter(({ kind }) => kind === 'published').map((one) => one.name)}
        error={draft.faults.name}
        value={typed ?? execution.job}
        onChange={setTyped}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <p className="dim">
        Each row becomes an entry: its first column, <strong>{manifest.columns[0]?.name}</strong>, is the key,
        and the rest is the value.
      </p>
      <PublishSettingsFields
        settings={settings}
        faults={draft.faults}
        canBeDelta={draft.canBeDelta}
        onChange={(change) => setSettings({ ...settings, ...change })}
      />
      {isReady ? (
        <Note tone={plan.isFinal ? 'warning' : 'running'}>
          <p>
            <strong>{plan.consequence}</strong>
          </p>
          <p>{plan.undo}</p>
        </Note>
      ) : null}
    </Review>
  );
}
