/** A module of ours beside the one that asks: the source runs unbuilt, what is published is built. */
export function ownModule(path: string, asking: string): URL {
  return new URL(`${path}.${asking.endsWith('.ts') ? 'ts' : 'js'}`, asking);
}
