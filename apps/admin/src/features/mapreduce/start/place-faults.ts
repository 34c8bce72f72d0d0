import type { ErrorReply, JobOption } from '@oremill/types';
import type { Faults } from './option-values.ts';

/** Names of a request's fields that stand under another name in the form. */
const FIELDS: Readonly<Record<string, string>> = {
  memoryBytes: 'memory',
  skipLimit: 'skip',
  skipShareMax: 'skip',
};

/** Which fields a refusal is about, with its words; empty when it is about none of them. */
export function placeFaults({ code, message, hint }: ErrorReply, options: readonly JobOption[]): Faults {
  const words = hint === undefined ? sentence(message) : `${sentence(message)} ${hint}`;
  if (/^(INPUT|UPLOAD)_/.test(code)) return { input: words };
  if (code.startsWith('JOB_')) return { job: words };
  if (code === 'REQUEST_INVALID') return placeInvalid(message);
  if (code !== 'OPTION_INVALID') return {};
  const faults = placeOptions(message, options);
  if (Object.keys(faults).length > 0) return faults;
  // Too little memory for so many workers: what the engine checks besides the options of the job.
  return /memory/i.test(message) ? { memory: sentence(message) } : {};
}

/** `job grep: --pattern: not a regular expression; --min-count: too small` */
function placeOptions(message: string, options: readonly JobOption[]): Faults {
  const faults: Record<string, string> = {};
  // Not at each semicolon, since the words of a fault may have one too.
  const parts = message.split(/(?:^|[:;] )(?=--[a-z])/);
  for (const part of parts) {
    const [, flag, fault] = /^(--[a-z0-9-]+): (.*)$/s.exec(part) ?? [];
    const option = options.find((candidate) => candidate.flag === flag);
    if (option && fault !== undefined) faults[`options.${option.name}`] = sentence(fault);
  }
  return faults;
}

/** `body/partitions: Too small: expected number to be >=1` */
function placeInvalid(message: string): Faults {
  const [, path, fault] = /^body\/([^:]+): (.*)$/s.exec(message) ?? [];
  if (path === undefined || fault === undefined) return {};
  const [field = '', name] = path.split('/');
  if (field === 'options') return name === undefined ? {} : { [`options.${name}`]: sentence(fault) };
  return { [FIELDS[field] ?? field]: sentence(fault) };
}

function sentence(words: string): string {
  const begun = words.slice(0, 1).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
