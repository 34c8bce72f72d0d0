const SHOWN_BYTES_MAX = 100;

/** A key as it can stand in a message: its beginning, where it is long. */
export function showKey(key: Uint8Array): string {
  const shown = JSON.stringify(Buffer.from(key.subarray(0, SHOWN_BYTES_MAX)).toString());
  return key.length > SHOWN_BYTES_MAX ? `${shown}…` : shown;
}
