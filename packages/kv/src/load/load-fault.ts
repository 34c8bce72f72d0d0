import type { kvErrors } from '@oremill/types';

export interface FaultOptions {
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/**
 * What a thread of a load throws, to become a `kvError` where the load ends. The contracts of the platform, which those
 * come with, take longer to import than a worker takes to start.
 */
export class LoadFault extends Error {
  readonly code: keyof typeof kvErrors;
  readonly hint: string | undefined;

  constructor(code: keyof typeof kvErrors, message: string, { hint, cause }: FaultOptions = {}) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
    this.hint = hint;
  }
}
