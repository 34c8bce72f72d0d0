import { AppError } from '@oremill/types';
import type { Dataset } from '../dataset/dataset.ts';
import type { DatasetSource, Reader } from './dataset-source.ts';
import { oneLine } from './refusal.ts';

/** What a dataset is to a command: there, damaged, or (neither) missing. */
export interface Found {
  readonly dataset?: Dataset | undefined;
  /** Why it cannot be read. */
  readonly problem?: string;
}

/** Looks a dataset up. A damaged one is told of, and keeps nobody from the others. */
export function findReadable(source: DatasetSource, name: string, reader: Reader): Found {
  try {
    return { dataset: source.find(name, reader) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const hint = error.hint === undefined ? '' : ` (${error.hint})`;
    return { problem: oneLine(`${error.message}${hint}`) };
  }
}
