import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { InputValue, MachineDefinition } from '@backplane/kernel';
import type { AutostartPlan, MachineEntry } from '@backplane/session';
import { CliError, fileError, UsageError } from './errors.ts';
import { flatDefinition, type PreparedRun, type ProfileAt } from './prepare.ts';
import { mediaArgument, type RunArguments } from './run-arguments.ts';

/** Of larger files only the beginning is looked at, and only where there are media as large as that. */
const LARGEST = 64 * 2 ** 20;
const BEGINNING = 64 * 2 ** 10;

function readImage(path: string, large: boolean): { readonly image: Uint8Array; readonly size: number } {
  let size: number;
  try {
    const stat = statSync(path);
    if (!stat.isFile()) throw new CliError(`${path}: this is no file; only a file starts by itself.`);
    size = stat.size;
  } catch (error) {
    throw error instanceof CliError ? error : fileError(path, error);
  }
  if (size > LARGEST && !large) {
    throw new CliError(`${path}: the file has ${Math.round(size / 2 ** 20)} MiB; this machine starts no such files.`);
  }
  try {
    return { image: size > LARGEST ? beginning(path) : readFileSync(path), size };
  } catch (error) {
    throw fileError(path, error);
  }
}

function beginning(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(BEGINNING);
    return bytes.subarray(0, readSync(file, bytes, 0, BEGINNING, 0));
  } finally {
    closeSync(file);
  }
}

/** What the machine says of a file. @throws CliError if the file cannot be read or is nothing for this machine */
function identify(entry: MachineEntry, path: string): AutostartPlan {
  let plan: AutostartPlan | null;
  try {
    const { image, size } = readImage(path, entry.media?.large !== undefined);
    plan = entry.autostart!.identify(image, basename(path), size);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${path}: ${(error as Error).message}`);
  }
  if (plan === null) throw new CliError(`${path}: this is nothing that ${entry.definition.title} could start.`);
  return plan;
}

/**
 * Starts a file on a machine that runs: it is switched off and on with the file in its place.
 * @throws CliError if the file cannot be read or is nothing for this machine as it is
 */
export function startNow({ session, entry, media }: PreparedRun, file: string): void {
  const argument = mediaArgument(file);
  if (argument.path === null) throw new CliError('That is no file.');
  const plan = identify(entry, argument.path);
  if (!Object.hasOwn(session.machine.flat.media ?? {}, plan.bay)) {
    throw new CliError(`${argument.path} belongs into "${plan.bay}", which is not there with these cards.`);
  }
  for (const [option, value] of Object.entries(plan.options ?? {})) {
    if (session.machine.options[option] !== value) {
      throw new CliError(`${argument.path} needs the option ${option} to be ${value}: start it from the command line.`);
    }
  }
  media.insert(plan.bay, argument);
  session.reset('power');
  for (const [input, value] of Object.entries(plan.inputs)) session.input(input, value);
}

/**
 * Has the machine say how a file is started, and chooses its bay, cards and options in `args`.
 * @returns the inputs to give at power-on; null if the machine starts no files by itself
 * @throws CliError if the file cannot be read or is nothing for this machine; UsageError if another choice excludes it
 */
export function planAutostart(
  { entry, at }: { readonly entry: MachineEntry; readonly at: ProfileAt | null },
  flat: MachineDefinition,
  args: RunArguments,
  file: string,
): Readonly<Record<string, InputValue>> | null {
  const { id } = entry.definition;
  if (entry.autostart === undefined) {
    if (args.autostart !== null && Object.keys(flat.media ?? {}).length === 0) {
      throw new UsageError(`--autostart ${file}: ${id} starts no files by itself.`);
    }
    return null;
  }
  if (args.state !== null) throw new UsageError(`--state goes on where it was saved: it cannot start ${file}.`);
  const argument = mediaArgument(file);
  if (argument.path === null) throw new UsageError('--autostart needs a file.');
  const plan = identify(entry, argument.path);
  choose(plan, at, args);
  const bays = Object.keys(flatDefinition(entry, at, args).media ?? {});
  if (!bays.includes(plan.bay)) {
    throw new UsageError(`${argument.path} belongs into "${plan.bay}", which is not there with these cards.`);
  }
  const other = args.media[plan.bay];
  if (other !== undefined) throw new UsageError(`${file} and ${other.path}: "${plan.bay}" holds one.`);
  args.media[plan.bay] = argument;
  return plan.inputs;
}

/** Cards and options of the plan, where the user has not chosen. */
function choose(plan: AutostartPlan, at: ProfileAt | null, args: RunArguments): void {
  const { slots = {}, options = {}, overlays = [] } = at?.profile ?? {};
  for (const [slot, card] of Object.entries(plan.slots ?? {})) {
    if (args.slots[slot] === undefined && slots[slot] === undefined) args.slots[slot] = card;
  }
  for (const [option, value] of Object.entries(plan.options ?? {})) {
    if (args.options[option] === undefined && options[option] === undefined) {
      args.options[option] = typeof value === 'number' ? String(value) : value;
    }
  }
  for (const overlay of plan.overlays ?? []) {
    if (!args.overlays.includes(overlay) && !overlays.includes(overlay)) args.overlays.push(overlay);
  }
}
