/** Cuts a long name in its middle, where names of one family differ least: `packages/ma…ookmarks.jsonl`. */
export function shortenMiddle(text: string, lengthMax: number): string {
  const letters = Array.from(text);
  if (letters.length <= lengthMax) return text;
  const head = Math.ceil((lengthMax - 1) / 2);
  const tail = lengthMax - 1 - head;
  return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - tail).join('')}`;
}

/** The last part of a path or URI: what people call the file. */
export function baseName(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) || path;
}

/** Joiners draw nothing either, and are part of how emoji, Persian and Hindi are written. */
const JOINERS = new Set(['\u200c', '\u200d']);

/**
 * Makes letters visible that draw nothing and turn or hide others: controls and the marks of Unicode's bidirectional
 * algorithm, with which `exe.txt` can be made to look like `txt.exe`.
 */
export function showHidden(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (letter) =>
    JOINERS.has(letter) ? letter : `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The same for a text of several lines, whose line ends and tabs stay what they are. */
export function showHiddenInLines(text: string): string {
  return text
    .split(/(\r?\n|\t)/)
    .map((piece, index) => (index % 2 === 1 ? piece : showHidden(piece)))
    .join('');
}
