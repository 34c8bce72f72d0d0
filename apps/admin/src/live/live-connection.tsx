import type { Role } from '@oremill/types';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sessionQuery } from '../api/session.ts';
import { feedCache } from './feed-cache.ts';
import { joinLive } from './relay.ts';

/** Joins the browser's event stream for as long as somebody is signed in and looks. */
export function LiveConnection() {
  const client = useQueryClient();
  const role = useQuery(sessionQuery).data?.role;
  useEffect(() => {
    if (role === undefined) return;
    const onSignedOut = () => void client.invalidateQueries({ queryKey: ['session'] });
    return joinLive(streamsOf(role), feedCache(client, onSignedOut));
  }, [client, role]);

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

/** Of executions only admins are told; of runs everybody is. */
function streamsOf(role: Role): readonly string[] {
  return role === 'admin' ? ['/events', '/deployer/runs/events'] : ['/deployer/runs/events'];
}
