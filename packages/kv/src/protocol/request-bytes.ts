/** Bit 5 is what differs between the cases of an ASCII letter. */
const LOWER_CASE = 0x20;

/** Whether these bytes are the word, which is lower case; they may be in any. */
export function isWord(bytes: Uint8Array, from: number, to: number, word: string): boolean {
  if (to - from !== word.length) return false;
  for (let index = 0; index < word.length; index++) {
    const byte = bytes[from + index] as number;
    const isUpper = byte >= 0x41 && byte <= 0x5a;
    if ((isUpper ? byte | LOWER_CASE : byte) !== word.charCodeAt(index)) return false;
  }
  return true;
}

/** For an error: itself where it can be seen, otherwise its number. */
export function showByte(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
}
