import { install, main, root, toolEnvironment, turboCommand } from './prepare.mjs';
import { runInPlace } from './run-command.mjs';

await main(async () => {
  const [task = 'build', ...rest] = process.argv.slice(2);
  await install();
  const [command, args] = turboCommand(task, rest);
  return runInPlace(command, args, { cwd: root, env: toolEnvironment() });
});
