/** A native call costs more than a loop over so few characters. */
const LOOPED_MAX = 16;

/** Writes a string as UTF-8; returns where it ends. There is room for three bytes for each of its units. */
export function writeText(memory: Buffer, text: string, start: number): number {
  if (text.length > LOOPED_MAX) return start + memory.write(text, start);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x80) return start + memory.write(text, start);
    memory[start + index] = unit;
  }
  return start + text.length;
}
