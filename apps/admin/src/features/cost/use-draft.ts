import { useEffect, useRef, useState } from 'react';
import { changesOf, type Draft, draftSchema } from './draft.ts';

/** Quick enough to seem at once, and a slider that is drawn along asks once. */
const QUIET_MS = 200;

/**
 * What stands in the form: follows each key and each pull at once, and goes into the address when the hand rests. When
 * the address changes by itself (back, a link), the form follows it.
 */
export function useDraft(
  inAddress: Readonly<Record<string, unknown>> | undefined,
  onRest: (changes: Partial<Draft>) => void,
): [Draft, (change: Partial<Draft>) => void] {
  const text = JSON.stringify(inAddress ?? {});
  const [draft, setDraft] = useState(() => draftSchema.parse(inAddress ?? {}));
  const written = useRef(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (written.current === text) return;
    written.current = text;
    clearTimeout(timer.current);
    setDraft(draftSchema.parse(JSON.parse(text)));
  }, [text]);

  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const changes = changesOf(next);
      written.current = JSON.stringify(changes);
      // Of the scenario that was changed, also where the form shows the other one by now.
      onRest(changes);
    }, QUIET_MS);
  };
  return [draft, change];
}
