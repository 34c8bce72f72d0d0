/** The same bytes, with what a buffer can do: threads hand them over as plain arrays. */
export function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
