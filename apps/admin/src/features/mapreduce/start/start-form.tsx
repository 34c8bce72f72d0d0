import { Button, NumberInput, SegmentedControl, Select } from '@mantine/core';
import type { ExecutionInput, Job } from '@oremill/types';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { startExecution } from '../../../api/mapreduce.ts';
import { Failure } from '../../../components/failure.tsx';
import { PathField } from './path-field.tsx';
import './start-form.css';
import { UploadField } from './upload-field.tsx';

type Source = 'path' | 'upload';

/** Which job, on what input, with which options; the button starts it and goes to its page. */
export function StartForm({ jobs }: { jobs: readonly [Job, ...Job[]] }) {
  const [jobName, setJobName] = useState(jobs[0].name);
  const [source, setSource] = useState<Source>('path');
  const [path, setPath] = useState('');
  const [uploadId, setUploadId] = useState<string>();
  const [workers, setWorkers] = useState<number>();
  const [skipLimit, setSkipLimit] = useState<number>();
  const navigate = useNavigate();
  const client = useQueryClient();

  const start = useMutation({
    mutationFn: startExecution,
    onSuccess: (execution) => {
      client.setQueryData(['execution', execution.id], execution);
      void client.invalidateQueries({ queryKey: ['executions'] });
      void navigate({ to: '/mapreduce/executions/$id', params: { id: execution.id } });
    },
  });

  const input = readInput(source, path, uploadId);
  const missing = input ? undefined : source === 'path' ? 'Choose a file first' : 'Upload a file first';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!input) return;
    start.mutate({ job: jobName, input, workers, skipLimit });
  };

  const job = jobs.find(({ name }) => name === jobName) ?? jobs[0];
  return (
    <form className="panel-body start-form" onSubmit={submit}>
      <div className="stack-tight start-job">
        <Select
          label="Job"
          data={jobs.map(({ name }) => name)}
          value={jobName}
          onChange={(name) => setJobName(name ?? jobs[0].name)}
          allowDeselect={false}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
        <p className="dim small">{job.summary}</p>
      </div>
      <fieldset className="stack-tight start-input">
        <legend>Input</legend>
        <SegmentedControl
          size="xs"
          value={source}
          onChange={(next) => setSource(next as Source)}
          data={[
            { value: 'path', label: 'On this machine' },
            { value: 'upload', label: 'Upload' },
          ]}
          aria-label="Where the input is"
          style={{ alignSelf: 'start' }}
        />
        {source === 'path' ? (
          <PathField value={path} onChange={setPath} />
        ) : (
          <UploadField onUploaded={setUploadId} />
        )}
      </fieldset>
      <div className="start-options">
        <NumberInput
          label="Workers"
          placeholder="one a core"
          min={1}
          max={64}
          allowDecimal={false}
          hideControls
          value={workers ?? ''}
          onChange={(value) => setWorkers(toNumber(value))}
        />
        <NumberInput
          label="Skip limit"
          placeholder="none"
          description="Fails when more are skipped"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          min={0}
          allowDecimal={false}
          hideControls
          value={skipLimit ?? ''}
          onChange={(value) => setSkipLimit(toNumber(value))}
        />
      </div>
      <div className="stack-tight start-submit">
        {start.error ? <Failure error={start.error} /> : null}
        <div className="row">
          <Button type="submit" loading={start.isPending} aria-disabled={!input} data-disabled={!input}>
            Start {jobName}
          </Button>
          {missing ? <span className="dim small">{missing}.</span> : null}
        </div>
      </div>
    </form>
  );
}

function readInput(source: Source, path: string, uploadId: string | undefined): ExecutionInput | undefined {
  if (source === 'upload') return uploadId === undefined ? undefined : { uploadId };
  return path.trim() === '' ? undefined : { path: path.trim() };
}

/** An empty field is no number, and means the default. */
function toNumber(value: number | string): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
