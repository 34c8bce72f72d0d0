import type { ReactNode } from 'react';
import './failure.css';
import type { StatusRole } from './status-roles.ts';

/** A few words that explain a state and name the next step. */
export function Note({ tone, children }: { tone: StatusRole; children: ReactNode }) {
  const style = {
    '--note-color': `var(--${tone})`,
    '--note-tint': `var(--${tone}-tint)`,
  } as React.CSSProperties;
  return (
    <div className="note stack-tight" style={style}>
      {children}
    </div>
  );
}
