import { useEffect, useState } from 'react';

const QUIET_MS = 200;
const SHOWN_MS_MIN = 300;

/** Whether to show that something takes long: not in the first 200 ms, and then for at least 300, so nothing flickers. */
export function useSlow(isPending: boolean): boolean {
  const [shownMs, setShownMs] = useState<number>();
  useEffect(() => {
    if (isPending === (shownMs !== undefined)) return;
    const waitMs = isPending ? QUIET_MS : Math.max(0, SHOWN_MS_MIN - (Date.now() - (shownMs ?? 0)));
    const timer = setTimeout(() => setShownMs(isPending ? Date.now() : undefined), waitMs);
    return () => clearTimeout(timer);
  }, [isPending, shownMs]);
  return shownMs !== undefined;
}
