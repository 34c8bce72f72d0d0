import { AppError, type Job, type JobOption } from '@oremill/types';
import { describeJob, type JobDefinition } from '../job/define-job.ts';
import { loadJob } from '../job/load-job.ts';
import type { StepDefinition } from '../job/step.ts';
import { findJob } from './find-job.ts';

/** What a job is and takes, for people. */
export function explainJob(definition: JobDefinition): string {
  const job = describeJob(definition);
  return [
    `${job.name}: ${job.summary}`,
    '',
    'Steps:',
    ...definition.steps.map((step, index) => `  ${index + 1}  ${explainStep(step)}`),
    '',
    `Output: ${job.encoding}`,
    ...explainColumns(job),
    ...section('Options', listOptions(job.options)),
    ...section('Files', explainFiles(definition)),
  ].join('\n');
}

/** The part of `run JOB --help` that is about the job; undefined when none is named. */
export async function describeJobOptions(named: string | undefined): Promise<string | undefined> {
  if (named === undefined || named.startsWith('-')) return undefined;
  try {
    const definition = await loadJob(findJob(named));
    const { name, summary, options } = describeJob(definition);
    const files = section(`Files of ${name}`, explainFiles(definition));
    if (options.length === 0)
      return [`${name}: ${summary}. It has no options of its own.`, ...files].join('\n');
    return [`${name}: ${summary}`, ...section(`Options of ${name}`, listOptions(options)), ...files].join(
      '\n',
    );
  } catch (error) {
    // Help is given all the same; what is wrong with the job is told when it is run.
    if (error instanceof AppError) return `${error.message}.`;
    throw error;
  }
}

function explainStep({ mapper, shuffle, input }: StepDefinition): string {
  if (shuffle === undefined) return `map, ${explainInput(input)}`;
  const { key, value, combiner, sortValues, partitioner } = shuffle;
  const extras = [
    ...(combiner === undefined ? [] : ['with a combiner']),
    ...(sortValues ? ['values sorted'] : []),
    ...(partitioner === 'hash'
      ? []
      : [partitioner === 'range' ? 'parts in order' : 'a partitioner of its own']),
  ];
  const kind = mapper === undefined ? 'reduce' : 'map, reduce';
  return [kind, explainInput(input), `key ${key.name}`, `value ${value.name}`, ...extras].join(', ');
}

function explainInput({ kind }: StepDefinition['input']): string {
  return {
    text: 'lines of text',
    bytes: 'lines of bytes',
    json: 'declared fields of JSON lines',
    file: 'whole files',
  }[kind];
}

function explainColumns({ columns }: Job): string[] {
  const width = Math.max(0, ...columns.map(({ name }) => name.length));
  return columns.map(({ name, type }) => `  ${name.padEnd(width)}  ${type}`);
}

function explainFiles({ files }: JobDefinition): string[] {
  return Object.entries(files).map(([name, path]) => `${name}  ${path}`);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function listOptions(options: readonly JobOption[]): string[] {
  const flags = options.map(({ flag, type }) => (type === 'boolean' ? flag : `${flag} <${type}>`));
  const width = Math.max(0, ...flags.map((flag) => flag.length));
  return options.map((option, index) => `${(flags[index] ?? '').padEnd(width)}  ${explainOption(option)}`);
}

function explainOption({ description, isRequired, default: fallback, choices, type }: JobOption): string {
  const notes = [
    ...(isRequired ? ['required'] : []),
    ...(type === 'array' ? ['may be given several times'] : []),
    ...(choices === undefined ? [] : [`one of ${choices.join(', ')}`]),
    ...(fallback === undefined ? [] : [`default: ${JSON.stringify(fallback)}`]),
  ];
  const words = description ?? '';
  return notes.length === 0 ? words : `${words}${words === '' ? '' : ' '}(${notes.join('; ')})`;
}
