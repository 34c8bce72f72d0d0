/** How a stretch of text looks: a number below 16 names a colour of the theme, another colour is written out. */
export interface AnsiStyle {
  readonly color?: number | string;
  readonly background?: number | string;
  readonly isBold?: boolean;
  readonly isDim?: boolean;
  readonly isItalic?: boolean;
  readonly isUnderlined?: boolean;
  readonly isInverse?: boolean;
}

export interface AnsiPiece {
  readonly text: string;
  readonly style: AnsiStyle;
  /** Only http and https. */
  readonly href?: string;
}

const [ESC, BEL] = ['\u001b', '\u0007'];
/** CSI, then OSC up to BEL or ST, then any other escape (ECMA-35 §13.2, ECMA-48 §5.4, xterm's control sequences). */
const ESCAPES = new RegExp(
  `${ESC}\\[([0-?]*)[ -/]*([@-~])|${ESC}\\]([^${BEL}${ESC}]*)(?:${BEL}|${ESC}\\\\)|${ESC}[ -/]*[0-~]?`,
  'g',
);

/**
 * Text of a terminal as pieces with their looks. What moves the cursor is left out; of a line that was written over,
 * as progress bars do, the last state stays.
 */
export function parseAnsi(line: string): AnsiPiece[] {
  const text = lastWritten(line);
  const pieces: AnsiPiece[] = [];
  let style: AnsiStyle = {};
  let href: string | undefined;
  let at = 0;
  const take = (end: number) => {
    const plain = text.slice(at, end);
    if (plain !== '') pieces.push({ text: plain, style, ...(href === undefined ? {} : { href }) });
  };
  for (const match of text.matchAll(ESCAPES)) {
    take(match.index);
    at = match.index + match[0].length;
    const [, parameters, final, command] = match;
    if (final === 'm') style = applySgr(style, parameters ?? '');
    else if (command !== undefined) href = readLink(command, href);
  }
  take(text.length);
  return pieces;
}

/** Without escapes: what is searched and copied. */
export function plainText(line: string): string {
  return lastWritten(line).replace(ESCAPES, '');
}

function lastWritten(line: string): string {
  const text = line.replace(/\r+$/, '');
  return text.slice(text.lastIndexOf('\r') + 1);
}

/** OSC 8: a link begins with its address and ends with an empty one. */
function readLink(command: string, before: string | undefined): string | undefined {
  const link = /^8;[^;]*;(.*)$/.exec(command);
  if (!link) return before;
  return /^https?:\/\//.test(link[1] ?? '') ? link[1] : undefined;
}

function applySgr(style: AnsiStyle, parameters: string): AnsiStyle {
  const codes = parameters.split(/[;:]/).map(Number);
  let next = style;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const [color, taken] = readColor(codes.slice(at + 1));
      at += taken;
      if (color !== undefined) next = { ...next, [code === 38 ? 'color' : 'background']: color };
    } else next = applyCode(next, code);
  }
  return next;
}

function applyCode(style: AnsiStyle, code: number): AnsiStyle {
  if (code === 0) return {};
  if (code >= 30 && code <= 37) return { ...style, color: code - 30 };
  if (code >= 90 && code <= 97) return { ...style, color: code - 82 };
  if (code >= 40 && code <= 47) return { ...style, background: code - 40 };
  if (code >= 100 && code <= 107) return { ...style, background: code - 92 };
  return { ...style, ...FLAGS[code] };
}

// Not absent but false or undefined, so that it takes the place of what was set before.
const FLAGS: Readonly<Record<number, object>> = {
  1: { isBold: true },
  2: { isDim: true },
  3: { isItalic: true },
  4: { isUnderlined: true },
  7: { isInverse: true },
  22: { isBold: false, isDim: false },
  23: { isItalic: false },
  24: { isUnderlined: false },
  27: { isInverse: false },
  39: { color: undefined },
  49: { background: undefined },
};

/** After 38 or 48: `5;n` of 256 colours or `2;r;g;b`; with how many numbers were read. */
function readColor([kind, ...rest]: readonly number[]): [number | string | undefined, number] {
  if (kind === 5) return [colorOf256(rest[0] ?? 0), 2];
  if (kind === 2) return [rgb(rest.slice(0, 3)), 4];
  return [undefined, 1];
}

function colorOf256(index: number): number | string {
  if (index < 16) return index;
  if (index >= 232) return rgb(Array.from({ length: 3 }, () => 8 + (index - 232) * 10));
  const steps = [36, 6, 1].map((size) => Math.floor((index - 16) / size) % 6);
  return rgb(steps.map((step) => (step === 0 ? 0 : 55 + step * 40)));
}

function rgb(parts: readonly number[]): string {
  return `rgb(${[0, 1, 2].map((part) => Math.min(255, Math.max(0, parts[part] || 0))).join(' ')})`;
}
