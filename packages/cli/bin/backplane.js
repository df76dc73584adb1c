#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/main.js', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  console.error('backplane has not been built yet: run "npm start" or "npm run build" in the repository.');
  process.exitCode = 1;
}
