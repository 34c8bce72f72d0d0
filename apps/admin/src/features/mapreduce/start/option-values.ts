import type { JobOption } from '@oremill/types';

/** What a field of an option holds: text as it was typed, or how a switch stands. */
export type OptionText = string | boolean;

export type Faults = Readonly<Record<string, string>>;

export interface OptionValues {
  /** What a request sends: what was left empty, or stands as by default, is not in it. */
  readonly values: Readonly<Record<string, unknown>>;
  /** By name of the option. */
  readonly faults: Faults;
}

/** The typed options of a job as the values that its schema will check. */
export function readOptions(
  options: readonly JobOption[],
  texts: Readonly<Record<string, OptionText>>,
): OptionValues {
  const values: Record<string, unknown> = {};
  const faults: Record<string, string> = {};
  for (const option of options) {
    const { name } = option;
    const read = readOption(option, texts[name]);
    if ('fault' in read) faults[name] = read.fault;
    else if (read.value !== undefined) values[name] = read.value;
  }
  return { values, faults };
}

function readOption(
  { type, isRequired, default: usual }: JobOption,
  text: OptionText | undefined,
): { value: unknown } | { fault: string } {
  if (type === 'boolean') {
    const value = text === true;
    return { value: value === (usual === true) ? undefined : value };
  }
  const typed = typeof text === 'string' ? text.trim() : '';
  if (typed === '') return isRequired ? { fault: 'It is needed.' } : { value: undefined };
  if (type === 'array')
    return {
      value: typed
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    };
  if (type === 'string') return { value: text };
  const value = Number(typed);
  if (!Number.isFinite(value)) return { fault: 'It must be a number.' };
  if (type === 'integer' && !Number.isInteger(value)) return { fault: 'It must be a whole number.' };
  return { value };
}

/** What a field begins with; an empty one shows the default as its placeholder. */
export function firstText({ type, default: usual }: JobOption): OptionText {
  return type === 'boolean' ? usual === true : '';
}

/** `min count` for `--min-count`. */
export function labelOf({ flag }: JobOption): string {
  const words = flag.replace(/^-+/, '').replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

export function defaultText({ default: usual }: JobOption): string | undefined {
  if (usual === undefined || usual === null) return undefined;
  if (Array.isArray(usual)) return usual.length === 0 ? undefined : usual.map(String).join('\n');
  return typeof usual === 'string' ? usual : JSON.stringify(usual);
}
