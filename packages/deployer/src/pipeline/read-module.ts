import type { ConfigFile } from './config-file.ts';
import { evaluateConfig } from './evaluate-config.ts';
import { locateInSource } from './locate-in-source.ts';
import type { ReadConfig } from './read-config.ts';

export interface ReadModuleOptions {
  readonly folder: string;
  readonly timeoutMs: number;
}

/** Reads a config that is a module, by running it. */
export async function readModule(
  { name }: ConfigFile,
  { folder, timeoutMs }: ReadModuleOptions,
): Promise<ReadConfig> {
  const said = await evaluateConfig({ folder, name, timeoutMs });
  if (!('fault' in said)) return { value: said.value, locate: locateInSource(said.source) };
  const { message, file = name, line, column } = said.fault;
  return { problems: [{ file, message, ...(line === undefined ? {} : { place: { line, column } }) }] };
}
