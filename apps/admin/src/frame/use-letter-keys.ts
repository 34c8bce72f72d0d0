import { useEffect } from 'react';
import { createKeyReader, type KeyActions } from './key-sequence.ts';
import { usePreferences } from './preferences.ts';

/** Shortcuts of single letters: off while somebody types, while a dialog is open, and where switched off. */
export function useLetterKeys(actions: KeyActions): void {
  const { hasLetterKeys } = usePreferences();
  useEffect(() => {
    if (!hasLetterKeys) return;
    const readKey = createKeyReader(actions);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"]')) return;
      if (readKey(event.key, event.timeStamp)) event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [actions, hasLetterKeys]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
