import type { DatasetSource } from './command/dataset-source.ts';
import type { StoreControl } from './command/store-control.ts';
import type { Store } from './store.ts';

/** A store as the commands of the server see it. */
export function datasetSourceOf(store: Store): DatasetSource & { readonly control: StoreControl } {
  let lastSaveS = 0;
  let saves = 0;
  return {
    control: store,
    leader: store.leader,
    // Asked for each write.
    get replica() {
      return store.isReplica ? store : undefined;
    },
    isLoading: false,
    names: () => store.names(),
    find: (name, reader) => (store.has(name) ? store.find(name, reader) : undefined),
    // The only one there is, or none: which of several is meant, the client has to say.
    get defaultDataset() {
      const [first, ...others] = store.names();
      return others.length === 0 ? first : undefined;
    },
    stats: () => ({
      memoryBytesMax: 0,
      isLogged: true,
      lastSaveS,
      isSaving: saves > 0,
      // Asks every dataset, and few who ask for the rest want it.
      get evictedKeys() {
        return store.list().reduce((sum, { evicted = 0 }) => sum + evicted, 0);
      },
    }),
    async save() {
      saves += 1;
      try {
        lastSaveS = Math.floor((await store.snapshot()) / 1000);
      } finally {
        saves -= 1;
      }
    },
  };
}
