import { formatBytes, formatShare } from '@oremill/types';
import './memory.css';
import type { MemoryPart } from './memory-parts.ts';

/** Memory as a bar of its parts; `width` is its share of the axis. */
export function MemoryBar({
  name,
  parts,
  width = 1,
}: {
  name: string;
  parts: readonly MemoryPart[];
  width?: number;
}) {
  const sentence = parts.map((part) => `${part.name} ${formatBytes(part.bytes)}`).join(', ');
  return (
    <div className="memory-track">
      <div
        className="memory-bar"
        role="img"
        aria-label={`${name}: ${sentence || 'nothing'}`}
        style={{ width: `${width * 100}%` }}
      >
        {parts.map((part) => (
          <span
            key={part.name}
            title={`${part.name} ${formatBytes(part.bytes)}, ${formatShare(part.share)}`}
            style={{ flexGrow: part.bytes, background: part.color }}
          />
        ))}
      </div>
    </div>
  );
}
