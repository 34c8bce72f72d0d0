#!/usr/bin/env node
import { runCli } from '@oremill/runtime/cli';
import { program } from './cli/program.ts';

await runCli(program);
