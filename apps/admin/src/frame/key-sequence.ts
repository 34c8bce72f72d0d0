/** What pressing keys in a row leads to; `g j` is written as it is said. */
export type KeyActions = Readonly<Record<string, () => void>>;

const SEQUENCE_MS_MAX = 1200;

/** Reads keys one at a time and runs the action of `?` or of `g j`; a sequence must go on within 1.2 s. */
export function createKeyReader(actions: KeyActions): (key: string, nowMs: number) => boolean {
  const leads = new Set(
    Object.keys(actions).flatMap((keys) => (keys.includes(' ') ? [keys.split(' ')[0]] : [])),
  );
  let lead: string | undefined;
  let leadMs = 0;
  return (key, nowMs) => {
    const isContinued = lead !== undefined && nowMs - leadMs <= SEQUENCE_MS_MAX;
    const action = actions[isContinued ? `${lead} ${key}` : key];
    lead = !action && leads.has(key) ? key : undefined;
    leadMs = nowMs;
    action?.();
    return action !== undefined || lead !== undefined;
  };
}
