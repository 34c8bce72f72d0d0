import { useSyncExternalStore } from 'react';

/** The dialogs of the frame. Their code is loaded when one is first asked for, so that the first page comes sooner. */
export type FrameDialog = 'palette' | 'keys';

let open: FrameDialog | undefined;
const listeners = new Set<() => void>();

export function openDialog(dialog: FrameDialog): void {
  open = dialog;
  for (const listener of listeners) listener();
}

/** Closes this dialog; another one that was opened meanwhile stays. */
export function closeDialog(dialog: FrameDialog): void {
  if (open === dialog) open = undefined;
  for (const listener of listeners) listener();
}

export function useOpenDialog(): FrameDialog | undefined {
  return useSyncExternalStore(subscribe, () => open);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
