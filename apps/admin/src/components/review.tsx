import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { Failure } from './failure.tsx';

/** White on it has a contrast of 9, in the light and in the dark. */
const DESTRUCTIVE = '#8b2106';

/** A change that others will see: shows what it does, and its button names it. Focus starts on Cancel. */
export function Review({
  title,
  confirmLabel,
  isDestructive = false,
  isBusy,
  error,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  confirmLabel: string;
  /** There is no way back. */
  isDestructive?: boolean;
  isBusy: boolean;
  error: unknown;
  onConfirm: (() => void) | undefined;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog title={title} size="lg" onClose={onClose}>
      <div className="stack">
        {children}
        {error ? <Failure error={error} /> : null}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button
            {...(isDestructive ? { color: DESTRUCTIVE } : {})}
            onClick={onConfirm}
            disabled={onConfirm === undefined}
            loading={isBusy}
          >
            {confirmLabel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
