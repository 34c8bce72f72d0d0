import type { DatasetReport, Version } from '@oremill/types';

/** The version that readers see, those aside who are pinned to another; none of a live dataset. */
export function servedVersionOf({ versions }: Pick<DatasetReport, 'versions'>): Version | undefined {
  return versions.find(({ isServed }) => isServed);
}
