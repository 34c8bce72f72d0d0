import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { sessionQuery } from '../api/session.ts';
import { type Section, sectionsOf } from './sections.tsx';

/** The sections that the session may come to. */
export function useSections(): readonly Section[] {
  const role = useQuery(sessionQuery).data?.role ?? 'admin';
  return useMemo(() => sectionsOf(role), [role]);
}
