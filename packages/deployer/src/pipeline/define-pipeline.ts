import type { METRIC_NAMES, PipelineInput } from '@oremill/types';

/*
 * Only types are imported here: a repository that is built need not have installed anything, so this file is what
 * `@oremill/deployer` is to its config.
 */

type StepInput = PipelineInput['steps'][string];
type ServiceInput = NonNullable<PipelineInput['services']>[string];
type CacheInput = NonNullable<PipelineInput['caches']>[string];
type SecretInput = NonNullable<PipelineInput['secrets']>[string];
type GateInput = NonNullable<PipelineInput['gates']>[number];

/** Each name that a step refers to is one that the pipeline has; the compiler knows. */
interface NamedStep<
  Step extends string,
  Artifact extends string,
  Service extends string,
  Cache extends string,
  Secret extends string,
> extends Omit<StepInput, 'needs' | 'services' | 'caches' | 'secrets' | 'artifacts' | 'uses'> {
  needs?: NoInfer<Step>[];
  services?: NoInfer<Service>[];
  caches?: NoInfer<Cache>[];
  secrets?: NoInfer<Secret>[];
  artifacts?: { [Name in Artifact]?: string[] };
  uses?: NoInfer<Artifact>[];
}

/** How long a step takes, or one cell of its matrix. */
type DurationOf<Step extends string> = `steps.${Step}.seconds` | `steps.${Step}[${string}].seconds`;

/** A pipeline as it is written, with the names in it. */
export interface NamedPipeline<
  Step extends string,
  Artifact extends string,
  Service extends string,
  Cache extends string,
  Secret extends string,
> extends Omit<PipelineInput, 'steps' | 'services' | 'caches' | 'secrets' | 'gates'> {
  steps: { [Name in Step]: NamedStep<Step, Artifact, Service, Cache, Secret> };
  services?: { [Name in Service]: ServiceInput };
  caches?: { [Name in Cache]: CacheInput };
  secrets?: { [Name in Secret]: SecretInput };
  gates?: (GateInput & { metric: (typeof METRIC_NAMES)[number] | DurationOf<NoInfer<Step>> })[];
}

/** Says how a repository is built: `export default definePipeline({ steps: { test: { run: 'make test' } } })`. */
export function definePipeline<
  Step extends string = never,
  Artifact extends string = never,
  Service extends string = never,
  Cache extends string = never,
  Secret extends string = never,
>(pipeline: NamedPipeline<Step, Artifact, Service, Cache, Secret>): PipelineInput {
  return pipeline as PipelineInput;
}
