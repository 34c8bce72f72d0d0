const BYTES_A_LINE = 16;

/** Lines of 16 bytes: where they are, the bytes, and the letters that they would be, dots for all others. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_LINE) {
    const piece = [...bytes.subarray(at, at + BYTES_A_LINE)];
    const hex = piece.map((byte) => byte.toString(16).padStart(2, '0'));
    const [left, right] = [hex.slice(0, 8).join(' '), hex.slice(8).join(' ')];
    const letters = piece.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'));
    lines.push(
      `${at.toString(16).padStart(6, '0')}  ${left.padEnd(23)}  ${right.padEnd(23)}  ${letters.join('')}`,
    );
  }
  return lines.join('\n');
}
