import { Button, SegmentedControl, Select } from '@mantine/core';
import type { Job } from '@oremill/types';
import { IconChevronDown } from '@tabler/icons-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { failureOf } from '../../../api/failure.ts';
import { startExecution } from '../../../api/mapreduce.ts';
import { Failure } from '../../../components/failure.tsx';
import { PathField } from '../../../components/path-field.tsx';
import { useStarting } from '../use-starting.ts';
import { OptionFields } from './option-fields.tsx';
import type { OptionText } from './option-values.ts';
import { placeFaults } from './place-faults.ts';
import { SettingsFields } from './settings-fields.tsx';
import './start-form.css';
import { NO_SETTINGS, readRequest, type Source } from './start-request.ts';
import { UploadField } from './upload-field.tsx';

const SETTINGS = ['workers', 'memory', 'partitions', 'skip', 'compression'];

/** Which job, on what input, with which options; the button starts it and goes to its page. */
export function StartForm({ jobs }: { jobs: readonly [Job, ...Job[]] }) {
  const [jobName, setJobName] = useState(jobs[0].name);
  const [source, setSource] = useState<Source>('path');
  const [path, setPath] = useState('');
  const [uploadId, setUploadId] = useState<string>();
  const [texts, setTexts] = useState<Readonly<Record<string, Readonly<Record<string, OptionText>>>>>({});
  const [settings, setSettings] = useState(NO_SETTINGS);
  const [isOpen, setIsOpen] = useState(false);
  /** Nobody is told of an empty field before the button was pressed. */
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const settingsId = useId();

  const job = jobs.find(({ name }) => name === jobName) ?? jobs[0];
  const options = texts[job.name] ?? {};
  const start = useStarting(startExecution);
  const { request, faults: typed } = readRequest(job, { source, path, uploadId, options, settings });
  const refused = start.error ? placeFaults(failureOf(start.error).reply, job.options) : {};
  const { input: missing, ...wrong } = typed;
  const faults = tries > 0 ? { ...refused, ...wrong } : refused;
  const isSettingWrong = SETTINGS.some((name) => name in faults);
  const isShown = isOpen || isSettingWrong;

  const edit = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      set(value);
      // What was refused is no longer what stands there.
      start.reset();
    };
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTries(tries + 1);
    if (request) start.mutate(request);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each try and each refusal, not while typing
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries, start.error]);

  return (
    <form ref={form} className="panel-body start-form" onSubmit={submit} noValidate>
      <div className="stack-tight start-job">
        <Select
          label="Job"
          data={jobs.map(({ name }) => name)}
          value={jobName}
          error={faults.job}
          onChange={edit((name: string | null) => setJobName(name ?? jobs[0].name))}
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
          onChange={edit((next: string) => setSource(next as Source))}
          data={[
            { value: 'path', label: 'On this machine' },
            { value: 'upload', label: 'Upload' },
          ]}
          aria-label="Where the input is"
          style={{ alignSelf: 'start' }}
        />
        {source === 'path' ? (
          <PathField value={path} fault={faults.input} onChange={edit(setPath)} />
        ) : (
          <>
            <UploadField onUploaded={edit(setUploadId)} />
            {faults.input === undefined ? null : (
              <p className="start-fault" role="alert">
                {faults.input}
              </p>
            )}
          </>
        )}
      </fieldset>
      {job.options.length === 0 ? null : (
        <OptionFields
          key={job.name}
          options={job.options}
          texts={options}
          faults={faults}
          onChange={(name, text) => edit(setTexts)({ ...texts, [job.name]: { ...options, [name]: text } })}
        />
      )}
      <div className="start-more">
        <Button
          variant="subtle"
          color="gray"
          c="var(--text)"
          size="compact-sm"
          aria-expanded={isShown}
          aria-controls={settingsId}
          rightSection={<IconChevronDown size={14} aria-hidden className="start-chevron" />}
          onClick={() => setIsOpen(!isShown)}
        >
          Settings
        </Button>
        <div id={settingsId} hidden={!isShown}>
          <SettingsFields
            settings={settings}
            faults={faults}
            onChange={(change) => edit(setSettings)({ ...settings, ...change })}
          />
        </div>
      </div>
      <div className="stack-tight start-submit">
        {start.error && Object.keys(refused).length === 0 ? <Failure error={start.error} /> : null}
        <div className="row">
          <Button type="submit" loading={start.isPending} aria-disabled={!!missing} data-disabled={!!missing}>
            Start {jobName}
          </Button>
          {missing ? <span className="dim small">{missing}</span> : null}
        </div>
      </div>
    </form>
  );
}
