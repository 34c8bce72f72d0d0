import './legend.css';

/** What the colours of a figure stand for. */
export function Legend({
  entries,
}: {
  entries: readonly { readonly name: string; readonly color: string }[];
}) {
  return (
    <ul className="legend small dim">
      {entries.map(({ name, color }) => (
        <li key={name}>
          <span className="swatch" style={{ background: color }} />
          {name}
        </li>
      ))}
    </ul>
  );
}
