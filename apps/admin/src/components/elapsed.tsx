import { useEffect, useState } from 'react';
import { Duration } from './quantity.tsx';
import { Unknown } from './unknown.tsx';

const TICK_MS = 1000;

/** From a start to an end, or to this second while there is none. A clock that is behind the platform's tells 0. */
export function Elapsed({ from, to }: { from: string | undefined; to: string | undefined }) {
  const isMoving = from !== undefined && to === undefined;
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (!isMoving) return;
    setNowMs(Date.now());
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isMoving]);
  if (from === undefined) return <Unknown reason="it was not started" />;
  const untilMs = to === undefined ? nowMs : Date.parse(to);
  return <Duration value={Math.max(0, untilMs - Date.parse(from))} />;
}
