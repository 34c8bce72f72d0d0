import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import { includesRole, type Role } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sessionQuery } from '../api/session.ts';

/** A button that changes something. To whom the role does not allow it, it says why, and does nothing. */
export function ActionButton({
  needs,
  onClick,
  children,
  ...given
}: ButtonProps & { needs: Role; onClick: () => void; children: ReactNode }) {
  const { data: session } = useQuery(sessionQuery);
  const isAllowed = session === undefined || includesRole(session.role, needs);
  if (isAllowed) {
    return (
      <Button {...given} onClick={onClick}>
        {children}
      </Button>
    );
  }
  const reason = `You are signed in as ${session.name}, ${session.role}; this needs the role ${needs}.`;
  return (
    <Tooltip label={reason} events={{ hover: true, focus: true, touch: true }}>
      <Button {...given} aria-disabled data-disabled aria-description={reason} onClick={() => undefined}>
        {children}
      </Button>
    </Tooltip>
  );
}
