import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { Failure } from './failure.tsx';

/** A change that others will see: shows what it does, and its button names it. Focus starts on Cancel. */
export function Review({
  title,
  confirmLabel,
  isBusy,
  error,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  confirmLabel: string;
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
          <Button onClick={onConfirm} disabled={onConfirm === undefined} loading={isBusy}>
            {confirmLabel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
