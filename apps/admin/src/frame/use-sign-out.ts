import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { signOut } from '../api/session.ts';

/** Forgets the cookie, then everything that was read with it. */
export function useSignOut(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return () => {
    void signOut().then(async () => {
      await navigate({ to: '/sign-in', search: {} });
      client.clear();
    });
  };
}
