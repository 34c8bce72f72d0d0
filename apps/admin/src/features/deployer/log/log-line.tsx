import type { LogLine } from '@oremill/types';
import { Link } from '@tanstack/react-router';
import type { CSSProperties, MouseEvent } from 'react';
import { formatClock, type Zone } from '../../../format/time.ts';
import { type AnsiPiece, type AnsiStyle, parseAnsi } from './parse-ansi.ts';
import { splitMarked } from './split-marked.ts';

const LETTERS_MAX = 10_000;
const BEGINNING_LETTERS = 2_000;

export interface LogLineProps {
  readonly number: number;
  /** Undefined while it is on its way. */
  readonly line: LogLine | undefined;
  readonly isPicked: boolean;
  readonly marked: string;
  readonly zone: Zone | undefined;
  readonly onPick: (event: MouseEvent, number: number) => void;
  readonly onOpen: (text: string) => void;
}

/** A line with its number, which is a link to it; a very long one is cut. */
export function LogLineView({ number, line, isPicked, marked, zone, onPick, onOpen }: LogLineProps) {
  const text = line?.text ?? '';
  const isCut = text.length > LETTERS_MAX;
  return (
    <div
      className="log-line"
      data-line={number}
      data-stream={line?.stream}
      data-picked={isPicked || undefined}
    >
      <Link
        to="."
        search={(before) => ({ ...before, lines: `L${number}` })}
        resetScroll={false}
        className="log-number"
        tabIndex={-1}
        aria-label={`Line ${number}`}
        onClick={(event) => onPick(event, number)}
      >
        {number}
      </Link>
      {zone === undefined || line === undefined ? null : (
        <span className="log-time">{formatClock(line.atMs, zone)}</span>
      )}
      <span className="log-text">
        {parseAnsi(isCut ? text.slice(0, BEGINNING_LETTERS) : text).map((piece, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line never move
          <Piece key={index} piece={piece} marked={marked} />
        ))}
        {isCut ? (
          <button type="button" className="log-more" onClick={() => onOpen(text)}>
            … show all {text.length.toLocaleString('en')} letters
          </button>
        ) : null}
      </span>
    </div>
  );
}

function Piece({ piece: { text, style, href }, marked }: { piece: AnsiPiece; marked: string }) {
  const parts = splitMarked(text, marked).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line never move
    part.isMarked ? <mark key={index}>{part.text}</mark> : part.text,
  );
  const look = Object.keys(style).length === 0 ? undefined : toCss(style);
  if (href === undefined) return look ? <span style={look}>{parts}</span> : parts;
  return (
    <a href={href} target="_blank" rel="noreferrer" style={look}>
      {parts}
    </a>
  );
}

function toCss({ color, background, isInverse, ...flags }: AnsiStyle): CSSProperties {
  const [front, back] = [cssColor(color), cssColor(background)];
  const [text, ground] = isInverse ? [back ?? 'var(--surface)', front ?? 'var(--text)'] : [front, back];
  return {
    ...(text === undefined ? {} : { color: text }),
    ...(ground === undefined ? {} : { background: ground }),
    ...(flags.isBold ? { fontWeight: 700 } : {}),
    ...(flags.isDim ? { opacity: 0.8 } : {}),
    ...(flags.isItalic ? { fontStyle: 'italic' } : {}),
    ...(flags.isUnderlined ? { textDecoration: 'underline' } : {}),
  };
}

function cssColor(color: number | string | undefined): string | undefined {
  return typeof color === 'number' ? `var(--ansi-${color})` : color;
}
