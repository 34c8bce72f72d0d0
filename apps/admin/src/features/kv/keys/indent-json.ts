const INDENT = '  ';

/**
 * JSON over several lines, every number and name written as it was: reading and writing it anew would round
 * 12345678901234567890 and drop the first of two equal names. Undefined when the text is no JSON object or array.
 */
export function indentJson(text: string): string | undefined {
  const trimmed = text.trim();
  if (!/^[[{]/.test(trimmed) || !isJson(trimmed)) return undefined;
  let depth = 0;
  let indented = '';
  // A string, a sign of structure, white space, or a run of anything else: a number or a word.
  for (const [token] of trimmed.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|\s+|[^\s"[\]{},:]+/g)) {
    if (/^\s/.test(token)) continue;
    if (token === '}' || token === ']') {
      depth -= 1;
      indented += /[[{]$/.test(indented) ? token : line(depth) + token;
    } else {
      if (/[[{]$/.test(indented)) indented += line(depth);
      indented += token;
      if (token === '{' || token === '[') depth += 1;
      else if (token === ',') indented += line(depth);
      else if (token === ':') indented += ' ';
    }
  }
  return indented;
}

function line(depth: number): string {
  return `\n${INDENT.repeat(depth)}`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
