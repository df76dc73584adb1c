import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { install, main, root, turbo } from './prepare.mjs';
import { runInPlace } from './run-command.mjs';

await main(async () => {
  await install();
  await turbo('build', 'Building', ['backplane...', './machines/*...']);
  // npm changes to the root of the repository; names of files in the arguments are relative to where the user is.
  const from = process.env.npm_lifecycle_event === 'start' ? process.env.INIT_CWD : undefined;
  const cwd = from !== undefined && existsSync(from) ? from : process.cwd();
  const program = join(root, 'packages', 'cli', 'bin', 'backplane.js');
  return runInPlace(process.execPath, [program, ...process.argv.slice(2)], { cwd, env: process.env });
});
