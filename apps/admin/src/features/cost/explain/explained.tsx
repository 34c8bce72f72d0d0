import { createContext, type ReactNode, useContext } from 'react';

/** Opens the explanation of a line of the estimate. */
export const ExplainContext = createContext<(line: string) => void>(() => undefined);

/** A figure that answers "why?": a click opens what it is worked out of. */
export function Explained({ line, what, children }: { line: string; what: string; children: ReactNode }) {
  const explain = useContext(ExplainContext);
  return (
    <button type="button" className="explained number" onClick={() => explain(line)}>
      {children}
      <span className="unseen">: explain {what}</span>
    </button>
  );
}
