import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { PageHeader } from '../components/page-header.tsx';

/** There is no page at this address. */
export function LostPage() {
  return (
    <div className="stack">
      <PageHeader title="Nothing is here" documentTitle="Not found" />
      <p>
        No page has the address <code>{location.pathname}</code>. It may have been moved, or the link was cut.
      </p>
      <div>
        <Button component={Link} to="/">
          Go to the overview
        </Button>
      </div>
    </div>
  );
}
