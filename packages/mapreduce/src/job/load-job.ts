import type { Column } from '@oremill/types';

export interface JobDefinition {
  readonly name: string;
  readonly summary: string;
  readonly columns: readonly Column[];
}

/** Imports a job module; JOB_MISSING when there is none, JOB_INVALID when it throws or exports no job. */
export declare function loadJob(job: URL | string): Promise<JobDefinition>;
