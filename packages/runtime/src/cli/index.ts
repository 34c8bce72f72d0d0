export { print, printJson, say } from './print.ts';
export { type Program, runCli } from './run-cli.ts';
