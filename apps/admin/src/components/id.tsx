import { Copy } from './copy.tsx';

/** The last eight characters of an id, which is how it is said aloud, and a button for all of it. */
export function Id({ value }: { value: string }) {
  return (
    <span className="row" style={{ gap: 2, display: 'inline-flex', flexWrap: 'nowrap' }}>
      <span className="mono" title={value}>
        {value.slice(-8)}
      </span>
      <Copy text={value} what="id" />
    </span>
  );
}
