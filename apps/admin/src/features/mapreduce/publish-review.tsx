import { type Execution, manifestTotals } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { datasetsQuery } from '../../api/kv.ts';
import { DatasetField } from '../../components/dataset-field.tsx';
import { Failure } from '../../components/failure.tsx';
import { PublishConsequence } from '../../components/publish-consequence.tsx';
import { PublishOutcome } from '../../components/publish-outcome.tsx';
import { PublishSettingsFields } from '../../components/publish-settings.tsx';
import { Review } from '../../components/review.tsx';
import { usePublish } from '../../components/use-publish.ts';
import { NO_PUBLISH_SETTINGS, planPublish, readPublishDraft, toPublish } from '../../format/publish-plan.ts';

/** Publishing an output to the key-value store: says first what readers of the dataset will see then. */
export function PublishReview({ execution, onClose }: { execution: Execution; onClose: () => void }) {
  const datasets = useQuery(datasetsQuery);
  const [typed, setTyped] = useState<string>();
  const [settings, setSettings] = useState(NO_PUBLISH_SETTINGS);
  const publish = usePublish();
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
      <DatasetField
        datasets={datasets.data ?? []}
        value={typed ?? execution.job}
        fault={draft.faults.name}
        onChange={setTyped}
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
      {isReady ? <PublishConsequence plan={plan} /> : null}
    </Review>
  );
}
