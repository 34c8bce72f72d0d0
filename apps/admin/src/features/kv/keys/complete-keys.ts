export interface KeyCompletion {
  readonly text: string;
  /** A key, and not the beginning of several. */
  readonly isKey: boolean;
}

/** People divide their keys with these. */
const SEPARATOR = /[:/.|_\-#]/g;

/**
 * How a prefix may go on, from keys in order that begin with it: where several share their next part, that part;
 * else the key. It knows only the keys that are loaded.
 */
export function completeKeys(prefix: string, keys: readonly string[], countMax: number): KeyCompletion[] {
  const groups = Map.groupBy(
    keys.filter((key) => key.startsWith(prefix) && key !== prefix),
    (key) => partAfter(key, prefix.length),
  );
  return [...groups].slice(0, countMax).map(([part, members]) => {
    const [first = part, last = first] = [members[0], members.at(-1)];
    return members.length === 1
      ? { text: first, isKey: true }
      : { text: sharedParts(part, first, last), isKey: false };
  });
}

/** The key up to its first separator behind `from`; all of it when there is none. */
function partAfter(key: string, from: number): string {
  SEPARATOR.lastIndex = from;
  const found = SEPARATOR.exec(key);
  return found === null ? key : key.slice(0, found.index + 1);
}

/** Part after part as long as the first key in order shares it with the last: then all between do. */
function sharedParts(part: string, first: string, last: string): string {
  let shared = part;
  while (shared.length < first.length) {
    const longer = partAfter(first, shared.length);
    if (longer === first || !last.startsWith(longer)) break;
    shared = longer;
  }
  return shared;
}
