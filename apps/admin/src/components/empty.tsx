import type { ReactNode } from 'react';
import './empty.css';

/** Nothing is here yet: one sentence on what would be, and the ways to get it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}
