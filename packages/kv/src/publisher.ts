import type { Clock, Random } from '@oremill/runtime';
import { kvError, type Version } from '@oremill/types';
import type { BuildSources } from './build/build-image.ts';
import { type BuildInThreadOptions, buildInThread } from './build/build-in-thread.ts';
import type { BuildPlan } from './command/store-control.ts';
import { imagePaths } from './dataset/image-paths.ts';
import type { HeldDatasets } from './held.ts';
import { writtenPaths } from './image/part-paths.ts';
import { foundDataset, type ServeOptions, serveVersion } from './publish-version.ts';
import type { StoreFolder } from './store-folder.ts';

export interface PublishOptions extends BuildSources, BuildInThreadOptions {
  /** What people are told that the version was made of; the sources unless given. */
  readonly title?: string | undefined;
  /** Put over the entries of the served version instead of replacing them. */
  readonly isDelta?: boolean | undefined;
  /** `zstd-dictionary:5:256KiB`; as the version before, or `none`. */
  readonly compression?: string | undefined;
  /** As the version before, or true. */
  readonly isOrdered?: boolean | undefined;
  readonly allowsEmpty?: boolean | undefined;
  /** Versions to keep; as before, or 3. */
  readonly keep?: number | undefined;
}

export interface PublisherOptions {
  readonly folder: StoreFolder;
  readonly held: HeldDatasets;
  readonly clock: Clock;
  readonly random: Random;
  /** Threads that load. */
  readonly workers?: number | undefined;
}

/** Makes versions and has their datasets serve them. One change of a dataset at a time is the caller's affair. */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #stopping = new AbortController();

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Ends the builds that are under way. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Where an image for a dataset may be built, by this process or another one of this machine. */
  plan(name: string): BuildPlan {
    const { folder, held } = this.#options;
    const before = held.has(name) ? held.versionsOf(name) : undefined;
    const row = before?.servedRow;
    return {
      target: folder.incoming(),
      base: row ? { version: row.number, images: imagePaths(folder.of(name), row) } : null,
      compression: before?.file.compression ?? 'none',
      isOrdered: before?.file.isOrdered ?? true,
    };
  }

  /** Builds a version from sources and serves it. */
  async publish(name: string, options: PublishOptions): Promise<Version> {
    const { isDelta = false, title, keep, onProgress, signal, ...build } = options;
    const plan = this.plan(name);
    try {
      const base = isDelta ? baseOf(name, plan) : undefined;
      const request = {
        ...build,
        target: plan.target,
        base: base?.images,
        compression: build.compression ?? plan.compression,
        isOrdered: build.isOrdered ?? plan.isOrdered,
        workers: build.workers ?? this.#options.workers,
      };
      const { signal: stopping } = this.#stopping;
      await buildInThread(request, {
        onProgress,
        signal: signal ? AbortSignal.any([signal, stopping]) : stopping,
      });
      const { compression } = request;
      const served = { title: title ?? options.sources.join(', '), base: base?.version, keep, compression };
      return await this.#serve(name, plan.target, served);
    } finally {
      this.#options.folder.discardIncoming(plan.target);
    }
  }

  /** Serves what was built where `plan` said. Throws IMAGE_CORRUPT. */
  async publishImage(name: string, image: string, options: ServeOptions): Promise<Version> {
    const { folder } = this.#options;
    if (!folder.isIncoming(image)) {
      throw kvError('FORBIDDEN', 'an image is published from where the store planned it only', {
        hint: 'KV.PLAN says where; a plan ends with its publish, and with the server.',
      });
    }
    try {
      this.#checkBase(name, options.base);
      return await this.#serve(name, image, options);
    } finally {
      folder.discardIncoming(image);
    }
  }

  /** A delta over a version that is no longer served would undo what was published since. */
  #checkBase(name: string, base: number | undefined): void {
    if (base === undefined) return;
    const served = this.#options.held.versionsOf(name).served.version;
    if (served === base) return;
    throw kvError(
      'CONDITION_FAILED',
      `${name} serves version ${served} now, and the delta is over version ${base}`,
      {
        hint: 'Publish the delta again.',
      },
    );
  }

  async #serve(name: string, image: string, options: ServeOptions): Promise<Version> {
    const { held } = this.#options;
    const images = writtenPaths(image);
    if (images.length === 0) throw nothingBuilt(image);
    const version = { ...this.#options, ...options, name, images };
    const served = { isServed: true, isResident: true };
    if (held.has(name)) return { ...(await serveVersion(version, held.versionsOf(name))), ...served };
    const row = foundDataset(version);
    await held.openNew(name);
    return { ...row, ...served };
  }
}

function nothingBuilt(image: string): Error {
  return kvError('SOURCE_MISSING', `there is no table image ${image}`);
}

function baseOf(name: string, { base }: BuildPlan): NonNullable<BuildPlan['base']> {
  if (base) return base;
  throw kvError('DATASET_MISSING', `there is no dataset ${name} to put a delta on`, {
    hint: 'Publish a whole version first.',
  });
}
