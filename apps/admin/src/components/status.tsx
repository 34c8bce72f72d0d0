import type { ReactNode } from 'react';
import './status.css';
import type { StatusLook, StatusShape } from './status-roles.ts';

const PATHS: Readonly<Record<StatusShape, ReactNode>> = {
  check: <path d="M2.5 7.5 5.7 10.7 11.5 3.8" />,
  play: (
    <>
      <circle className="status-turning" cx="7" cy="7" r="6" strokeDasharray="26 12" strokeWidth="1.4" />
      <path d="M5.6 4.6 9.6 7 5.6 9.4Z" fill="currentColor" strokeWidth="0.8" />
    </>
  ),
  triangle: <path d="M7 1.8 12.8 12H1.2ZM7 5.4v3M7 10.2v.1" strokeWidth="1.5" />,
  cross: <path d="M3 3l8 8M11 3l-8 8" />,
  bars: <path d="M4.5 2.5v9M9.5 2.5v9" strokeWidth="2.6" />,
  dash: <path d="M3 7h8" />,
  slashed: (
    <>
      <circle cx="7" cy="7" r="5.4" strokeWidth="1.6" />
      <path d="M3.4 10.6 10.6 3.4" strokeWidth="1.6" />
    </>
  ),
  diamond: <path d="M7 1.5 12.5 7 7 12.5 1.5 7Z" strokeWidth="1.6" />,
  bolt: <path d="M9.5 1.5 4 7.6h5.6L5 12.8M5 12.8V9.4M5 12.8H8.4" strokeWidth="1.5" />,
};

/** A state as shape, word and colour; the first two tell it without the third. */
export function Status({
  look,
  word,
  isTinted = false,
}: {
  look: StatusLook;
  word: string;
  isTinted?: boolean;
}) {
  const color = `var(--${look.role})`;
  const style = isTinted ? { color, background: `var(--${look.role}-tint)` } : { color };
  return (
    <span className="status" data-tint={isTinted || undefined} style={style}>
      <svg
        className="status-shape"
        viewBox="0 0 14 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {PATHS[look.shape]}
      </svg>
      {word}
    </span>
  );
}
