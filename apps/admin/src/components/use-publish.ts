import { useMutation, useQueryClient } from '@tanstack/react-query';
import { publishVersion } from '../api/kv.ts';

/** Publishes a version; what is known of datasets, and of the keys of this one, is read again then. */
export function usePublish() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: publishVersion,
    onSuccess: (_version, { name }) => {
      void client.invalidateQueries({ queryKey: ['datasets'] });
      void client.invalidateQueries({ queryKey: ['keys', name] });
    },
  });
}
