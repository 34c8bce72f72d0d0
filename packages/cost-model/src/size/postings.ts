/** How the numbers of the documents of a term are written, ascending. */
export type PostingsCode = 'delta-varint' | 'elias-fano';

/** Bits that each of the lists has, when `frequency` of `documents` have the term and lie anywhere. */
export function postingsBits(frequency: number, documents: number, code: PostingsCode): number {
  if (frequency <= 0) return 0;
  return code === 'delta-varint'
    ? 8 * frequency * varintBytes(frequency / documents)
    : eliasFanoBits(frequency, documents);
}

const GROUP_BITS = 7;

/**
 * Bytes of a gap to the next document, seven bits a byte: gaps are geometric where each document has the term with
 * probability `share`, so a further byte is taken with the probability that the gap is 128, 16384, … or more.
 */
function varintBytes(share: number): number {
  let bytes = 1;
  for (let least = 2 ** GROUP_BITS; ; least *= 2 ** GROUP_BITS) {
    const probability = (1 - share) ** (least - 1);
    bytes += probability;
    if (probability < 1e-6) return bytes;
  }
}

/** Two bits and the logarithm of the mean gap for each (Elias 1974, Fano 1971; Vigna, "Quasi-succinct indices", 2013). */
function eliasFanoBits(frequency: number, documents: number): number {
  return frequency * (2 + Math.ceil(Math.log2(Math.max(documents / frequency, 1))));
}
