import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import {
  addRepositorySchema,
  changeRepositorySchema,
  forgeNameSchema,
  repositorySchema,
  triggeredSchema,
} from './repository.ts';
import { repositoryNameSchema } from './run.ts';

const tag = 'deployer';
const byName = z.object({ name: repositoryNameSchema });

export const listRepositories = defineEndpoint({
  method: 'GET',
  path: '/deployer/repositories',
  operation: 'listRepositories',
  summary: 'Repositories by name, and how the last look at each went',
  tag,
  status: 200,
  reply: z.object({ items: z.array(repositorySchema) }),
});

export const getRepository = defineEndpoint({
  method: 'GET',
  path: '/deployer/repositories/:name',
  operation: 'getRepository',
  summary: 'One repository',
  tag,
  status: 200,
  params: byName,
  reply: repositorySchema,
});

export const addRepository = defineEndpoint({
  method: 'POST',
  path: '/deployer/repositories',
  operation: 'addRepository',
  summary: 'Add a repository; the first look at it builds the target branch',
  tag,
  role: 'admin',
  status: 201,
  body: addRepositorySchema,
  reply: repositorySchema,
});

export const changeRepository = defineEndpoint({
  method: 'PUT',
  path: '/deployer/repositories/:name',
  operation: 'changeRepository',
  summary: 'Change what is given of a repository',
  tag,
  role: 'admin',
  status: 200,
  params: byName,
  body: changeRepositorySchema,
  reply: repositorySchema,
});

export const removeRepository = defineEndpoint({
  method: 'DELETE',
  path: '/deployer/repositories/:name',
  operation: 'removeRepository',
  summary: 'Remove a repository with its runs; refused while one of them has not ended',
  tag,
  role: 'admin',
  status: 204,
  params: byName,
});

export const lookAtRepository = defineEndpoint({
  method: 'POST',
  path: '/deployer/repositories/:name/look',
  operation: 'lookAtRepository',
  summary: 'Look now whether a repository has changed',
  tag,
  status: 200,
  params: byName,
  reply: triggeredSchema,
});

export const installHook = defineEndpoint({
  method: 'PUT',
  path: '/deployer/repositories/:name/hook',
  operation: 'installHook',
  summary: 'Have the bare repository on the server’s machine tell of pushes',
  tag,
  role: 'admin',
  status: 200,
  params: byName,
  body: z.strictObject({
    folder: z.string().min(1).max(4000).optional().describe('Default: the path that is its address'),
  }),
  reply: repositorySchema,
});

export const removeHook = defineEndpoint({
  method: 'DELETE',
  path: '/deployer/repositories/:name/hook',
  operation: 'removeHook',
  summary: 'Take the hook away; what was there before is put back',
  tag,
  role: 'admin',
  status: 200,
  params: byName,
  reply: repositorySchema,
});

export const receiveWebhook = defineEndpoint({
  method: 'POST',
  path: '/deployer/hooks/:forge/:name',
  operation: 'receiveWebhook',
  summary: 'What a forge tells of a push or a pull request, signed with the secret of the repository',
  tag,
  status: 202,
  params: z.object({ forge: forgeNameSchema, name: repositoryNameSchema }),
  reply: triggeredSchema,
  isPublic: true,
});
