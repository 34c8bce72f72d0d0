export { print, printJson, say, writeOut } from './print.ts';
export { type Program, type RunCliOptions, runCli } from './run-cli.ts';
