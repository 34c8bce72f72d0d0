export { print, printJson, say } from './print.ts';
export { type Program, type RunCliOptions, runCli } from './run-cli.ts';
