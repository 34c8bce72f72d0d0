import { type ExecutionInput, type Job, parseBytes, type StartExecution } from '@oremill/types';
import { type Faults, type OptionText, readOptions } from './option-values.ts';

export type Source = 'path' | 'upload';
export type SkipUnit = 'records' | 'percent';

/** The settings of an execution as they stand in their fields; an empty one takes its default. */
export interface Settings {
  readonly workers: string;
  readonly memory: string;
  readonly partitions: string;
  readonly skip: string;
  readonly skipUnit: SkipUnit;
  readonly compression: string;
}

export const NO_SETTINGS: Settings = {
  workers: '',
  memory: '',
  partitions: '',
  skip: '',
  skipUnit: 'records',
  compression: '',
};

export interface StartDraft {
  readonly source: Source;
  readonly path: string;
  readonly uploadId: string | undefined;
  readonly options: Readonly<Record<string, OptionText>>;
  readonly settings: Settings;
}

export interface StartRequest {
  /** Undefined while a field is wrong. */
  readonly request: StartExecution | undefined;
  /** By field; an option is `options.<name>`. */
  readonly faults: Faults;
}

const COMPRESSIONS = ['none', 'gzip', 'zstd'] as const;

/** What a filled form asks for, or what is wrong in which of its fields. */
export function readRequest(job: Job, draft: StartDraft): StartRequest {
  const { settings } = draft;
  const faults: Record<string, string> = {};
  const take = (field: string, value: number | undefined, fault: string) => {
    if (value !== undefined && Number.isNaN(value)) faults[field] = fault;
    return value;
  };
  const input = readInput(draft);
  if (input === undefined) {
    faults.input = draft.source === 'path' ? 'Choose a file first.' : 'Upload a file first.';
  }
  const options = readOptions(job.options, draft.options);
  for (const [name, fault] of Object.entries(options.faults)) faults[`options.${name}`] = fault;
  const isShare = settings.skipUnit === 'percent';
  const skip = isShare ? readNumber(settings.skip, 0, 100) : readWhole(settings.skip, 0);
  take('skip', skip, isShare ? 'A share from 0 to 100 %.' : 'A whole number, 0 or more.');
  const workers = take('workers', readWhole(settings.workers, 1), 'A whole number, 1 or more.');
  const partitions = take('partitions', readWhole(settings.partitions, 1), 'A whole number, 1 or more.');
  const memoryBytes = take('memory', readMemory(settings.memory), 'Bytes such as 512MiB or 2GiB.');
  const compression = COMPRESSIONS.find((name) => name === settings.compression);
  if (input === undefined || Object.keys(faults).length > 0) return { request: undefined, faults };
  return {
    request: {
      job: job.name,
      input,
      options: Object.keys(options.values).length === 0 ? undefined : { ...options.values },
      workers,
      memoryBytes,
      partitions,
      compression,
      ...(isShare ? { skipShareMax: skip === undefined ? undefined : skip / 100 } : { skipLimit: skip }),
    },
    faults,
  };
}

function readInput({ source, path, uploadId }: StartDraft): ExecutionInput | undefined {
  if (source === 'upload') return uploadId === undefined ? undefined : { uploadId };
  return path.trim() === '' ? undefined : { path: path.trim() };
}

/** Undefined for an empty text, NaN for a wrong one. */
function readNumber(text: string, min: number, max: number): number | undefined {
  if (text.trim() === '') return undefined;
  const value = Number(text);
  return value >= min && value <= max ? value : Number.NaN;
}

function readWhole(text: string, min: number): number | undefined {
  const value = readNumber(text, min, Number.MAX_SAFE_INTEGER);
  return value === undefined || Number.isInteger(value) ? value : Number.NaN;
}

function readMemory(text: string): number | undefined {
  if (text.trim() === '') return undefined;
  return parseBytes(text) || Number.NaN;
}
