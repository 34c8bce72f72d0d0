import { StringDecoder } from 'node:string_decoder';

/** Of a line; what is longer is cut, and told so. */
export const LINE_CHARS_MAX = 64 * 1024;

export interface LineSplitter {
  write(bytes: Uint8Array): void;
  /** Gives what came after the last newline. */
  end(): void;
}

/**
 * Gives lines as they are whole, in bounded memory: of one that is too long, its beginning and how much was left out.
 * Bytes that are no UTF-8 become U+FFFD. `clean` sees what is kept of a line, and whether it was cut.
 */
export function splitLines(
  give: (line: string) => void,
  { clean = (line: string, _isCut: boolean) => line, charsMax = LINE_CHARS_MAX } = {},
): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let kept = '';
  let charsCut = 0;

  const append = (text: string) => {
    const room = Math.max(0, charsMax - kept.length);
    kept += text.slice(0, room);
    charsCut += Math.max(0, text.length - room);
  };
  const giveLine = () => {
    const line = clean(kept.endsWith('\r') ? kept.slice(0, -1) : kept, charsCut > 0);
    const more = charsCut === 0 ? '' : ` … (cut: the line has ${charsCut} more characters)`;
    kept = '';
    charsCut = 0;
    give(line + more);
  };
  const take = (text: string) => {
    const lines = text.split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      append(line);
      giveLine();
    }
    append(rest);
  };

  return {
    write: (bytes) => take(decoder.write(bytes)),
    end() {
      append(decoder.end());
      if (kept !== '' || charsCut > 0) giveLine();
    },
  };
}
