export interface MarkedPart {
  readonly text: string;
  readonly isMarked: boolean;
}

/** Cuts a text at each place where the word is, whatever its case. */
export function splitMarked(text: string, word: string): MarkedPart[] {
  if (word === '') return [{ text, isMarked: false }];
  const [found, sought] = [text.toLowerCase(), word.toLowerCase()];
  // Some letters have another length in lower case: then the places would not fit.
  if (found.length !== text.length) return [{ text, isMarked: false }];
  const parts: MarkedPart[] = [];
  let at = 0;
  for (let next = found.indexOf(sought); next !== -1; next = found.indexOf(sought, at)) {
    if (next > at) parts.push({ text: text.slice(at, next), isMarked: false });
    at = next + sought.length;
    parts.push({ text: text.slice(next, at), isMarked: true });
  }
  if (at < text.length || parts.length === 0) parts.push({ text: text.slice(at), isMarked: false });
  return parts;
}
