/** Replaces the values of a key by fewer, on bytes: codecs are wrapped around it. */
export type Combine =
  /** Values are decimal integers; a sum that is not a safe integer is an error that names the key. */
  { readonly kind: 'sum' } | { readonly kind: 'function'; readonly combine: CombineFunction };

export type CombineFunction = (
  key: Buffer,
  values: Iterable<Buffer>,
  emit: (value: string | Uint8Array) => void,
) => void;
