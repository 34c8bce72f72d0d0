import { basename, dirname, relative, resolve } from 'node:path';
import { isInside } from './bundle-plugin.ts';

interface SourceMap {
  readonly sources: readonly string[];
}

/**
 * The source map as the comment that ends a module. Sources get names that say the same on every machine: `job:` and
 * the path from the job's folder; `npm:` and a package; and for the engine's own `node:oremill`, because whoever looks
 * for the line of a job's code passes over what is of node.
 */
export function nameSources(text: string, folder: string, engineRoots: ReadonlySet<string>): string {
  const map = JSON.parse(text) as SourceMap;
  const nameOf = (source: string) => {
    const path = resolve(folder, source);
    if (isInside(path, engineRoots)) return `node:oremill/${basename(dirname(path))}/${basename(path)}`;
    const inPackage = path.split(/[/\\]node_modules[/\\]/);
    return inPackage.length > 1 ? `npm:${inPackage.at(-1)}` : `job:${relative(folder, path)}`;
  };
  const named = { ...map, sources: map.sources.map(nameOf) };
  const base64 = Buffer.from(JSON.stringify(named)).toString('base64');
  return `//# sourceMappingURL=data:application/json;base64,${base64}`;
}
