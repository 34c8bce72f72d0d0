import { eachPair, identity, keyAndSum, sum } from '../job/built-ins.ts';
import { bytes, integer } from '../job/codecs.ts';
import { rawKeys, rawPairs } from '../job/output.ts';
import type { ShuffleDefinition, StepDefinition } from '../job/step.ts';

/**
 * Whether the pairs of a step stand in its output as they travel, so that no JavaScript has to see them: `pair`, as
 * key, tab, value; `key`, as the key alone.
 */
export function copiedForm({ shuffle, output }: StepDefinition): 'pair' | 'key' | undefined {
  if (shuffle === undefined) return undefined;
  const { reducer, key, value } = shuffle;
  if (reducer.given === eachPair && key === bytes && value === bytes) {
    if (output === rawKeys) return 'key';
    // `rawPairs` refuses a tab in a key, and keys that were cut at the first tab have none.
    return output === rawPairs ? 'pair' : undefined;
  }
  const isKeyField = key.encoding !== undefined && key.encoding === output.encoding;
  if (!isKeyField) return undefined;
  if (reducer.given === identity && value.encoding === output.encoding) return 'pair';
  return isSummed(shuffle) && output.encoding !== 'csv' ? 'pair' : undefined;
}

/** Whether the pairs of a step are stored as they travel, by an output of pairs. */
export function arePairsCopied({ shuffle, output: { pairs } }: StepDefinition): boolean {
  if (shuffle?.reducer.given !== eachPair || pairs === undefined) return false;
  return pairs.key === shuffle.key && pairs.value === shuffle.value;
}

/** Merging adds up what the mappers counted, so that each key has one value left. */
function isSummed({ reducer, combiner, value }: ShuffleDefinition): boolean {
  return reducer.given === keyAndSum && combiner?.given === sum && value === integer;
}
