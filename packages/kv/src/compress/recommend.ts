import { type CompressionChoice, formatBytes } from '@oremill/types';

export interface Recommendation {
  readonly recommended: string;
  readonly reason: string;
}

export interface Limits {
  readonly readUsMax: number;
  readonly compressUsMax: number;
}

/** Of the raw bytes: less is not worth a dictionary to keep and microseconds on each read. */
const LEAST_SAVING = 0.1;
/** Of the raw bytes: choices that differ by less are equal, and the one that compresses fastest is taken. */
const EQUAL_SAVING = 0.01;

/** The choice that saves most memory within the limits of time. */
export function recommend(choices: readonly CompressionChoice[], limits: Limits): Recommendation {
  const offered = choices.filter(({ kind }) => kind !== 'none' && kind !== 'zlib');
  const fast = offered.filter(
    ({ readUs, compressUs }) => readUs <= limits.readUsMax && compressUs <= limits.compressUsMax,
  );
  const best = smallest(fast);
  if (best === undefined || !isWorthIt(best))
    return { recommended: 'none', reason: whyNone(offered, limits) };
  const rawBytes = best.datasetBytes + best.savedBytes;
  const [chosen = best] = fast
    .filter(({ savedBytes }) => savedBytes >= best.savedBytes - rawBytes * EQUAL_SAVING)
    .sort((left, right) => left.compressUs - right.compressUs);
  const share = (chosen.datasetBytes / rawBytes).toFixed(2);
  const saved = `saves ${formatBytes(chosen.savedBytes)}: values take ${share} of their bytes`;
  return {
    recommended: chosen.name,
    reason: `It ${saved}, and one is read in ${us(chosen.readUs)}.${smaller(chosen, offered)}`,
  };
}

function isWorthIt({ datasetBytes, savedBytes }: CompressionChoice): boolean {
  return savedBytes > 0 && savedBytes >= (datasetBytes + savedBytes) * LEAST_SAVING;
}

function whyNone(offered: readonly CompressionChoice[], { readUsMax, compressUsMax }: Limits): string {
  return offered.some(isWorthIt)
    ? `What saves memory takes more than ${us(readUsMax)} to read a value, or more than ${us(compressUsMax)} to compress one.`
    : 'Nothing saves a tenth of the memory: these values are short, or have too little in common.';
}

/** What more could be had for more time. */
function smaller(chosen: CompressionChoice, offered: readonly CompressionChoice[]): string {
  const best = smallest(offered);
  if (best === undefined || best.datasetBytes >= chosen.datasetBytes) return '';
  const more = formatBytes(chosen.datasetBytes - best.datasetBytes);
  return ` "${best.name}" would save ${more} more, at ${us(best.compressUs)} to compress and ${us(best.readUs)} to read a value.`;
}

function smallest(choices: readonly CompressionChoice[]): CompressionChoice | undefined {
  return choices.toSorted((left, right) => left.datasetBytes - right.datasetBytes)[0];
}

function us(microseconds: number): string {
  return `${microseconds < 10 ? microseconds.toFixed(1) : Math.round(microseconds)} µs`;
}
