/** A view into a table's memory, such as a value that was read from it, is not there any more once the table is written. */
export function unshare(bytes: Uint8Array): Uint8Array {
  return bytes.buffer instanceof SharedArrayBuffer ? Uint8Array.from(bytes) : bytes;
}
