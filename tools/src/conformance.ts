/**
 * `npm run conformance -- <processor> --data DIR`: runs a folder of single-instruction tests on a processor's package.
 * The adapter is found by the package's name, `@backplane/cpu-<processor>/conformance`.
 */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, matchesGlob, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type CpuAdapter, type FileResult, mismatchText, PackRunner } from '@backplane/testkit';
import { findPack, openPack } from '@backplane/testkit/node';
import { Command, CommanderError } from 'commander';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
