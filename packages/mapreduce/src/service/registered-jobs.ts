import { type Job, mapreduceError } from '@oremill/types';
import { describeJob } from '../job/define-job.ts';
import { loadJob } from '../job/load-job.ts';

export interface RegisteredJob {
  readonly job: Job;
  readonly module: URL;
}

/** The jobs that may be run for clients: nothing else ever is. */
export class RegisteredJobs {
  readonly #jobs = new Map<string, RegisteredJob>();

  /** Throws JOB_INVALID when a module is no job. */
  static async load(modules: readonly URL[]): Promise<RegisteredJobs> {
    const registered = new RegisteredJobs();
    for (const module of modules) {
      const job = describeJob(await loadJob(module));
      registered.#jobs.set(job.name, { job, module });
    }
    return registered;
  }

  list(): Job[] {
    return [...this.#jobs.values()].map(({ job }) => job);
  }

  /** Throws JOB_MISSING. */
  find(name: string): RegisteredJob {
    const job = this.#jobs.get(name);
    if (job) return job;
    throw mapreduceError('JOB_MISSING', `no job is registered as ${name}`, {
      hint: `Registered: ${[...this.#jobs.keys()].join(', ')}.`,
    });
  }
}
