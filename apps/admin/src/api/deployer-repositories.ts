import type { AddRepository, ChangeRepository, Repository, Triggered } from '@oremill/types';
import { queryOptions } from '@tanstack/react-query';
import { api, read } from './client.ts';
import { withoutAbsent } from './without-absent.ts';

export const repositoriesQuery = queryOptions({
  queryKey: ['repositories'],
  queryFn: async ({ signal }): Promise<Repository[]> =>
    (await read(api.GET('/deployer/repositories', { signal }))).items,
});

export function addRepository(body: AddRepository): Promise<Repository> {
  return read(api.POST('/deployer/repositories', { body: withoutAbsent(body) }));
}

export function changeRepository(name: string, body: ChangeRepository): Promise<Repository> {
  return read(
    api.PUT('/deployer/repositories/{name}', { params: { path: { name } }, body: withoutAbsent(body) }),
  );
}

export async function removeRepository(name: string): Promise<void> {
  await read(api.DELETE('/deployer/repositories/{name}', { params: { path: { name } } }));
}

export function lookAtRepository(name: string): Promise<Triggered> {
  return read(api.POST('/deployer/repositories/{name}/look', { params: { path: { name } } }));
}

export function installHook(name: string): Promise<Repository> {
  return read(api.PUT('/deployer/repositories/{name}/hook', { params: { path: { name } }, body: {} }));
}

export function removeHook(name: string): Promise<Repository> {
  return read(api.DELETE('/deployer/repositories/{name}/hook', { params: { path: { name } } }));
}
