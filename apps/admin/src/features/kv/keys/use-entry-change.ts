import { useMutation, useQueryClient } from '@tanstack/react-query';

/** A write to an entry: what shows it is read again, whether it succeeded or somebody else was faster. */
export function useEntryChange<Variables>(
  dataset: string,
  change: (variables: Variables) => Promise<void>,
  onDone: (variables: Variables) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (_nothing, variables) => onDone(variables),
    onSettled: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['entry', dataset] }),
        client.invalidateQueries({ queryKey: ['keys', dataset] }),
        client.invalidateQueries({ queryKey: ['datasets'] }),
      ]);
    },
  });
}
