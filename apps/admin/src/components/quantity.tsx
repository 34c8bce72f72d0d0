import {
  type Bytes as ByteCount,
  type BytesPerSecond,
  formatBytes,
  formatCount,
  formatDuration,
  formatRate,
  formatShare,
  type Milliseconds,
} from '@oremill/types';
import { Unknown } from './unknown.tsx';

/** `1.18 GiB`; hovering gives the exact bytes. */
export function Bytes({ value }: { value: ByteCount }) {
  return (
    <span className="number" title={`${formatCount(value)} bytes`}>
      {formatBytes(value)}
    </span>
  );
}

export function Count({ value }: { value: number }) {
  return <span className="number">{formatCount(value)}</span>;
}

export function Duration({ value }: { value: Milliseconds }) {
  return (
    <span className="number" title={`${formatCount(Math.round(value))} ms`}>
      {formatDuration(value)}
    </span>
  );
}

/** `212 MB/s`; a rate of nothing read yet is not known. */
export function Rate({ value }: { value: BytesPerSecond }) {
  return value === 0 ? (
    <Unknown reason="no input has been read yet" />
  ) : (
    <span className="number">{formatRate(value)}</span>
  );
}

/** `9.8 %` of something; undefined is a dash with the reason. */
export function Share({ value, reason }: { value: number | undefined; reason: string }) {
  return value === undefined ? (
    <Unknown reason={reason} />
  ) : (
    <span className="number">{formatShare(value)}</span>
  );
}
