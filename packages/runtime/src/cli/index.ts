export { drawTable } from './draw-table.ts';
export { parseCount, parseMilliseconds, parseSize } from './parse-arguments.ts';
export { print, printJson, say, writeOut } from './print.ts';
export { type Program, type RunCliOptions, runCli } from './run-cli.ts';
