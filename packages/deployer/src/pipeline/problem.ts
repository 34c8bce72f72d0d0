import { type AppError, deployerError } from '@oremill/types';

/** Where in a file, both from 1. */
export interface Place {
  readonly line: number;
  readonly column?: number | undefined;
}

/** A part of a config: `['steps', 'test', 'needs', 0]`. */
export type PartPath = readonly (string | number)[];

/** What is wrong with a config, and where. */
export interface Problem {
  readonly path: PartPath;
  /** The name in the path is wrong, and not the value that it has. */
  readonly isOfKey?: boolean;
  readonly message: string;
}

/** Where a part of a config is in its file; undefined where that cannot be told. */
export type Locate = (path: PartPath, isOfKey: boolean) => Place | undefined;

/** A problem with its place, as it is shown. */
export interface PlacedProblem {
  readonly file: string;
  readonly place?: Place | undefined;
  readonly path: PartPath;
  readonly message: string;
}

/** `oremill.yaml:12:14: steps.test.needs[0]: there is no step …` */
export function formatProblem({ file, place, path, message }: PlacedProblem): string {
  const at = [file, place?.line, place?.column].filter((one) => one !== undefined).join(':');
  return `${at}: ${path.length === 0 ? '' : `${formatPath(path)}: `}${message}`;
}

/** `steps.test.needs[0]` */
export function formatPath(path: PartPath): string {
  return path.map((part, index) => formatPart(part, index)).join('');
}

function formatPart(part: string | number, index: number): string {
  if (typeof part === 'number') return `[${part}]`;
  if (!/^[\w-]+$/.test(part)) return `[${JSON.stringify(part)}]`;
  return index === 0 ? part : `.${part}`;
}

const MOST_SHOWN = 20;

/** All that is wrong with a config in one error, the first of it in the first line. */
export function pipelineInvalid(problems: readonly PlacedProblem[]): AppError {
  const shown = problems.slice(0, MOST_SHOWN).map(formatProblem);
  if (problems.length > MOST_SHOWN) shown.push(`and ${problems.length - MOST_SHOWN} more`);
  return deployerError('PIPELINE_INVALID', shown.join('\n'), {
    hint: 'deployer check tells all that is wrong with a config, before it is pushed.',
  });
}
