import type { ReactNode } from 'react';
import './failure.css';
import type { StatusRole } from './status-roles.ts';

/** A few words that explain a state and name the next step. */
export function Note({ role, children }: { role: StatusRole; children: ReactNode }) {
  const style = {
    '--note-color': `var(--${role})`,
    '--note-tint': `var(--${role}-tint)`,
  } as React.CSSProperties;
  return (
    <div className="note stack-tight" style={style}>
      {children}
    </div>
  );
}
