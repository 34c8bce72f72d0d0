import { SegmentedControl, TextInput } from '@mantine/core';
import { type DatasetReport, type Execution, manifestTotals } from '@oremill/types';
import { useState } from 'react';
import { DatasetField } from '../../components/dataset-field.tsx';
import { PublishConsequence } from '../../components/publish-consequence.tsx';
import { PublishOutcome } from '../../components/publish-outcome.tsx';
import { PublishSettingsFields } from '../../components/publish-settings.tsx';
import { Review } from '../../components/review.tsx';
import { usePublish } from '../../components/use-publish.ts';
import { NO_PUBLISH_SETTINGS, planPublish, readPublishDraft, toPublish } from '../../format/publish-plan.ts';
import { ExecutionField } from './execution-field.tsx';

type Kind = 'execution' | 'source';

/** Publishing a version from an execution's output or from a file: says first what readers will see then. */
export function PublishReview({
  datasets,
  name: fixedName,
  onClose,
}: {
  datasets: readonly DatasetReport[];
  /** The dataset to publish; without one it is chosen, or named anew. */
  name?: string;
  onClose: () => void;
}) {
  const [typedName, setTypedName] = useState('');
  const [kind, setKind] = useState<Kind>('execution');
  const [execution, setExecution] = useState<Execution>();
  const [path, setPath] = useState('');
  const [settings, setSettings] = useState(NO_PUBLISH_SETTINGS);
  const publish = usePublish();

  const name = fixedName ?? typedName.trim();
  if (publish.data) return <PublishOutcome name={name} version={publish.data} onClose={onClose} />;

  const draft = readPublishDraft(name, datasets, settings);
  const source =
    kind === 'execution'
      ? execution && { executionId: execution.id }
      : path.trim() === ''
        ? undefined
        : { source: path.trim() };
  const isReady = draft.isSound && source !== undefined;
  const rows =
    kind === 'execution' && execution?.manifest ? manifestTotals(execution.manifest).rows : undefined;
  const plan = planPublish(name, draft.dataset, rows, draft.settings);

  return (
    <Review
      title={fixedName === undefined ? 'Publish a dataset' : `Publish a version of ${fixedName}`}
      confirmLabel={isReady ? plan.action : 'Publish'}
      isBusy={publish.isPending}
      error={publish.error}
      onConfirm={
        source && isReady
          ? () => publish.mutate({ name, body: toPublish(source, draft.settings) })
          : undefined
      }
      onClose={onClose}
    >
      {fixedName === undefined ? (
        <DatasetField
          datasets={datasets}
          value={typedName}
          fault={draft.faults.name}
          onChange={setTypedName}
        />
      ) : null}
      <SegmentedControl
        aria-label="What it is made of"
        value={kind}
        onChange={(next) => setKind(next as Kind)}
        data={[
          { value: 'execution', label: 'Output of an execution' },
          { value: 'source', label: 'File or folder' },
        ]}
        style={{ alignSelf: 'start' }}
      />
      {kind === 'execution' ? (
        <ExecutionField value={execution?.id} onChange={setExecution} />
      ) : (
        <TextInput
          label="File, folder or image"
          description="TSV, a folder with a manifest, or a table image, below an allowed folder of this machine; or s3://."
          autoComplete="off"
          spellCheck={false}
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
      )}
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
