import { Button } from '@mantine/core';
import { IconCalculator } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

/** Leads to the estimate of something that the platform has. */
export function KeepingCost({ kind, name }: { kind: 'dataset' | 'execution'; name: string }) {
  return (
    <Button
      variant="default"
      renderRoot={(props) => <Link to="/cost" search={{ from: { kind, name } }} {...props} />}
      leftSection={<IconCalculator size={16} aria-hidden />}
    >
      What would it cost to keep?
    </Button>
  );
}
