import './no-eval.ts';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/mantine.css';
import './styles/tokens.css';
import './styles/base.css';
import { createQueryClient } from './api/query-client.ts';
import { createAdminRouter } from './routes.tsx';
import { resolveVariables, theme } from './theme.ts';

const client = createQueryClient(() => toSignIn());
const router = createAdminRouter(client);

/** A request was refused for want of a session: sign in, then come back to where the person was. */
function toSignIn(): void {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in') return;
  void router.navigate({ to: '/sign-in', search: { next: href } });
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element "root"');
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      colorSchemeManager={localStorageColorSchemeManager()}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
