import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

/**
 * @typedef {object} Finished
 * @property {number} code Exit code; 128 + signal number when a signal ended it.
 * @property {string} output Standard output and standard error, in the order they came.
 * @property {string} log File that holds the same text; call `forget` when nobody needs it.
 * @property {() => void} forget Deletes the file.
 */

/**
 * Runs a command quietly and keeps what it writes.
 *
 * @param {string} command Program to run.
 * @param {string[]} args Its arguments.
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, name: string, onLine?: (line: string) => void }} options `name` is the
 *   stem of the log file; `onLine` sees each line as it comes.
 * @returns {Promise<Finished>}
 */
export async function runQuietly(command, args, { cwd, env, name, onLine }) {
  const folder = mkdtempSync(join(tmpdir(), 'backplane-'));
  const log = join(folder, `${name}.log`);
  const file = createWriteStream(log);
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let rest = '';
  const take = (/** @type {string} */ text) => {
    output += text;
    file.write(text);
    if (onLine === undefined) return;
    const lines = (rest + text).split(/[\r\n]+/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
  child.stdout.setEncoding('utf8').on('data', take);
  child.stderr.setEncoding('utf8').on('data', take);
  const code = await exitCode(child).catch((/** @type {Error} */ error) => {
    take(`${command}: ${error.message}\n`);
    return 127;
  });
  file.end();
  await finished(file);
  return { code, output, log, forget: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Runs a command in place of this process: same terminal, same standard streams.
 *
 * On a terminal Ctrl-C goes to every process of the foreground group, so the child already has it and it is not passed
 * on a second time. A signal sent to this process alone (by a supervisor, or without a terminal) is passed on.
 *
 * @param {string} command Program to run.
 * @param {string[]} args Its arguments.
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} Its exit code; 128 + signal number when a signal ended it.
 */
export async function runInPlace(command, args, options) {
  const child = spawn(command, args, { ...options, stdio: 'inherit' });
  const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  /** @type {Map<NodeJS.Signals, () => void>} */
  const handlers = new Map();
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'])) {
    const sentToGroup = onTerminal && (signal === 'SIGINT' || signal === 'SIGQUIT');
    handlers.set(signal, sentToGroup ? () => {} : () => child.kill(signal));
  }
  for (const [signal, handler] of handlers) process.on(signal, handler);
  try {
    return await exitCode(child);
  } finally {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
