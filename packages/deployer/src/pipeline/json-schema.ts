import { pipelineSchema } from '@oremill/types';
import { z } from 'zod';
import type { PartPath } from './problem.ts';

/** As much of a JSON schema as ours are made of. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** The shape of a config as a person writes it, for editors. */
export function pipelineJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(pipelineSchema, { io: 'input' });
  return { ...schema, title: 'Pipeline of Oremill', description: 'oremill.yaml' } as JsonSchema;
}

/** Names that the schema knows at a place of a config; none where any name is right. */
export function namesAt(root: JsonSchema, path: PartPath): string[] {
  let schemas = formsOf(root, root);
  for (const part of path) {
    schemas = schemas.flatMap((schema) => {
      const inner = typeof part === 'number' ? schema.items : memberOf(schema, part);
      return inner === undefined ? [] : formsOf(root, inner);
    });
  }
  return [...new Set(schemas.flatMap(({ properties = {} }) => Object.keys(properties)))];
}

function memberOf(
  { properties = {}, additionalProperties }: JsonSchema,
  name: string,
): JsonSchema | undefined {
  if (Object.hasOwn(properties, name)) return properties[name];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

function formsOf(root: JsonSchema, schema: JsonSchema): JsonSchema[] {
  const name = schema.$ref?.replace('#/$defs/', '');
  const target = name === undefined ? schema : root.$defs?.[name];
  if (target === undefined) return [];
  return target.anyOf === undefined ? [target] : target.anyOf.flatMap((form) => formsOf(root, form));
}
