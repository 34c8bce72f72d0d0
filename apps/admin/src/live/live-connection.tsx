import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { feedCache } from './feed-cache.ts';
import { joinLive } from './relay.ts';

/** Joins the browser's event stream for as long as somebody is signed in and looks. */
export function LiveConnection() {
  const client = useQueryClient();
  useEffect(() => {
    const onSignedOut = () => void client.invalidateQueries({ queryKey: ['session'] });
    return joinLive(feedCache(client, onSignedOut));
  }, [client]);

  // Back in front after a while: one snapshot, since events of that time may have been thinned out.
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible') void client.invalidateQueries({ refetchType: 'active' });
    };
    document.addEventListener('visibilitychange', refresh);
    return () => document.removeEventListener('visibilitychange', refresh);
  }, [client]);
  return null;
}
