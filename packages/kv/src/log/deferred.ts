/** A promise that is settled from outside. */
export type Deferred = PromiseWithResolvers<void>;

/** One that nobody may be waiting for: its failure is known otherwise. */
export function defer(): Deferred {
  const deferred = Promise.withResolvers<void>();
  deferred.promise.catch(() => undefined);
  return deferred;
}
