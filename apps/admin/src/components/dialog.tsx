import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import './dialog.css';

/**
 * A dialog with its title and a way out. Built from Mantine's parts, because its whole Modal puts the title into a
 * second `header`, which a screen reader takes for another banner of the page.
 */
export function Dialog({
  title,
  size = 'md',
  onClose,
  children,
}: {
  title: string;
  size?: 'md' | 'lg' | 'xl';
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Modal.Root opened onClose={onClose} size={size} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content>
        <div className="dialog-head">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body className="dialog-body">{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
