import { Command } from '@commander-js/extra-typings';
import { drawTable, print, printJson, say } from '@oremill/runtime/cli';
import type { Pipeline, PipelineStep } from '@oremill/types';
import { pipelineJsonSchema } from '../pipeline/json-schema.ts';
import { checkPipeline } from '../pipeline/load-pipeline.ts';
import { allNeeds, orderSteps } from '../pipeline/order-steps.ts';
import { plannedNames, planRun } from '../pipeline/plan-run.ts';
import { formatProblem } from '../pipeline/problem.ts';
import { drawGraph } from './draw-graph.ts';

const EXIT_FAILED = 1;

export const checkCommand = new Command('check')
  .description('read the config of a repository and show its steps; exit 1: tells all that is wrong with it')
  .argument('[folder]', 'root of the repository', '.')
  .option('--json', 'print the file, the pipeline and its planned steps, or the problems, as JSON')
  .action(async (folder, { json }) => {
    const { file, pipeline, problems } = await checkPipeline(folder);
    if (pipeline === undefined) process.exitCode = EXIT_FAILED;
    if (json) return printJson({ file, problems, ...(pipeline && { pipeline, steps: planRun(pipeline) }) });
    if (pipeline === undefined) {
      for (const problem of problems) print(formatProblem(problem));
      return say(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`);
    }
    print(drawPipeline(pipeline));
    say(`${file} is right`);
  });

export const schemaCommand = new Command('schema')
  .description('print the JSON schema of oremill.yaml, for editors')
  .action(() => print(JSON.stringify(pipelineJsonSchema(), null, 2)));

function drawPipeline({ gates, steps }: Pipeline): string {
  const named = orderSteps(allNeeds(steps)).flatMap((name) => {
    const step = steps[name];
    return step === undefined ? [] : [{ name, step }];
  });
  const rows = named.map(({ name, step }) => [
    name,
    plannedNames(name, step).length,
    step.needs.length === 0 && step.when !== 'success' ? 'all others' : step.needs.join(', '),
    conditionOf(step),
    step.timeout,
    usesOf(step),
  ]);
  const table = drawTable(['step', 'cells', 'after', 'done', 'at most', 'with'], rows);
  const graph = drawGraph(named.map(({ name, step }) => ({ name, needs: step.needs })));
  const count = gates.length === 1 ? '1 gate' : `${gates.length} gates`;
  return [...(graph === undefined ? [] : [graph]), table, count].join('\n');
}

function conditionOf({ affected, when }: PipelineStep): string {
  const words = { success: [], always: ['always'], onFailure: ['after a failure'] }[when];
  if (affected === undefined) return words.join();
  const [[kind, what] = ['', '']] = Object.entries(affected);
  return [...words, `where ${kind} ${[what].flat().join(', ')} changed`].join(', ');
}

function usesOf({ caches, isolation, secrets, services }: PipelineStep): string {
  const enclosure = typeof isolation === 'string' ? isolation : isolation.image;
  return [...services, ...caches, ...secrets, ...(enclosure === 'none' ? [] : [enclosure])].join(', ');
}
