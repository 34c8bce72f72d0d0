import type { DatasetReport } from '@oremill/types';

/** What the console speaks to, and whether it can be written: `bookmarks (version 3, read-only)`. */
export function describePrompt(dataset: DatasetReport | undefined): string {
  if (!dataset) return 'no dataset';
  const served = dataset.versions.find(({ isServed }) => isServed);
  return served ? `${dataset.name} (version ${served.number}, read-only)` : `${dataset.name} (live)`;
}
