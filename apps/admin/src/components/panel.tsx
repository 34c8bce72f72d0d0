import { type ReactNode, useId } from 'react';

/** A part of a page with a name. */
export function Panel({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id}>{title}</h2>
        {aside ? <div className="row">{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}
