import { Command, CommanderError } from 'commander';
import { createDisk } from './disk.ts';
import { CliError, UsageError } from './errors.ts';
import { info } from './info.ts';
import { type ListKind, list } from './list.ts';
import { didYouMean } from './names.ts';
import { OutputClosed, print, tell } from './output.ts';
import { pickMachine } from './picker.ts';
import { PACKAGES_VARIABLE, Registry } from './registry.ts';
import { ROMS_VARIABLE, RomFolders, romFolders } from './rom-folders.ts';
import { romsIdent, romsList, romsVerify } from './roms.ts';
import { run } from './run.ts';
import { normaliseVerb } from './spellings.ts';
import { validate } from './validate.ts';

/** The verbs, for messages. */
const VERBS = ['list', 'info', 'run', 'roms', 'disk', 'validate', 'help'];

/**
 * The program `backplane`.
 * @param args arguments without the interpreter and the program
 * @returns the exit code
 */
export async function main(args: readonly string[], version: string): Promise<number> {
  const debug = (process.env.BACKPLANE_DEBUG ?? '') !== '';
  try {
    return await dispatch(normaliseVerb(args), version);
  } catch (error) {
    if (error instanceof OutputClosed) return 141;
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      tell(error.message.replace(/^error: /, '').replaceAll('\n', ' '));
      return 2;
    }
    tell((error as Error).message || String(error));
    if (debug) console.error(error);
    if (error instanceof CliError) return error.exitCode;
    return USAGE_ERRORS.has((error as Error).name) ? 2 : 1;
  }
}

/** Errors of the packages below that tell of a mistake in what the user chose. */
const USAGE_ERRORS = new Set(['ProfileError', 'KeySequenceError', 'UnknownKeyError', 'WiringError']);

async function dispatch(args: readonly string[], version: string): Promise<number> {
  const { packages, rest } = takePackages(args);
  const registry = new Registry({ packages });
  const [verb, ...more] = rest;
  if (verb === 'run') return run(registry, more);
  if (verb === 'help' && more[0] === 'run') return run(registry, [...more.slice(1), '--help']);
  let code = 0;
  const program = commands(registry, version, (result) => {
    code = result;
  });
  if (verb === undefined) {
    if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) {
      program.outputHelp();
      return 0;
    }
    const name = await pickMachine(registry);
    return name === null ? 0 : run(registry, [name]);
  }
  if (!verb.startsWith('-') && !VERBS.includes(verb)) {
    // MAME's way: the machine without a verb
    if (/\.(?:json|[cm]?js)$/.test(verb) || (await registry.has(verb))) return run(registry, rest);
    const names = (await registry.all()).map((m) => m.entry.definition.id);
    throw new UsageError(
      `There is no command "${verb}".${didYouMean(verb, [...VERBS, ...names])} "backplane --help" shows what there is.`,
    );
  }
  await program.parseAsync([...rest], { from: 'user' });
  return code;
}

/** Takes --machine-package out, which holds for every verb. What follows a program belongs to the program. */
function takePackages(args: readonly string[]): { packages: string[]; rest: string[] } {
  const packages: string[] = [];
  const rest: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    const m = /^--?machine[-_]package(?:=(.*))?$/.exec(arg);
    if (m === null) {
      rest.push(arg);
      if (arg === '--') {
        rest.push(...args.slice(i + 1));
        break;
      }
      continue;
    }
    const value = m[1] ?? args[++i];
    if (value === undefined) throw new UsageError('Option --machine-package needs a value.');
    packages.push(value);
  }
  return { packages, rest };
}

function commands(registry: Registry, version: string, result: (code: number) => void): Command {
  const program = new Command('backplane')
    .description('Runs old computers in your terminal.')
    .version(version, '-V, --version', 'the version')
    .helpOption('-h, --help', 'this help')
    .helpCommand('help [command]', 'help for a command')
    .configureHelp({ helpWidth: 100 })
    .addHelpText(
      'after',
      `
Without arguments a list of machines appears to choose from. "backplane MACHINE …" is the same as
"backplane run MACHINE …". MAME's spellings work: -listfull, -listslots, -listmedia, -listroms,
-verifyroms, -romident, -listdevices, -validate.

Environment:
  ${ROMS_VARIABLE.padEnd(PACKAGES_VARIABLE.length)}  folders to look for ROMs in
  ${PACKAGES_VARIABLE}  packages or module files with more machines, separated by commas
  ${'BACKPLANE_DEBUG=1'.padEnd(PACKAGES_VARIABLE.length)}  details of errors

Examples:
  backplane run cpm                            a CP/M computer
  backplane run cpm -b ./files                 the same with a folder as drive B
  backplane run cpm hello.com                  runs a CP/M program as if it were one of the host's
  backplane run cpm --headless --type 'DIR\\n' --screen-text`,
    );
  const settle = (command: Command): Command =>
    command.exitOverride().configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: () => {} });
  settle(program);

  settle(program.command('list'))
    .description('the machines, or of them the slots, media or parts')
    .argument('[glob...]', 'names; * and ? stand for others')
    .option('--slots', 'their slots and cards')
    .option('--media', 'their media')
    .option('--devices', 'their parts')
    .option('--json', 'as JSON')
    .action(async (globs: string[], o: Record<string, boolean | undefined>) => {
      const kinds = (['slots', 'media', 'devices'] as const).filter((kind) => o[kind]);
      if (kinds.length > 1) throw new UsageError(`--${kinds[0]} and --${kinds[1]} exclude each other.`);
      result(await list(registry, globs, { kind: (kinds[0] ?? 'machines') as ListKind, json: o.json === true }));
    });

  settle(program.command('info'))
    .description('everything about a machine: processors, memory, ports, options, media, ROMs')
    .argument('<machine>')
    .option('--json', 'as JSON')
    .option('--schema', 'the JSON Schema of its profiles')
    .action(async (name: string, o: { json?: boolean; schema?: boolean }) => {
      if (o.json && o.schema) throw new UsageError('--json and --schema exclude each other.');
      const found = /\.[cm]?js$/.test(name) ? (await registry.load(name))[0]! : await registry.find(name);
      result(info(found, o.schema ? 'schema' : o.json ? 'json' : 'text'));
    });

  program
    .command('run')
    .description('runs a machine, a profile or a program: "backplane run MACHINE --help" has the details')
    .argument('<machine|profile.json|module.js>')
    .argument('[arguments...]');

  const roms = settle(program.command('roms')).description('ROM images: list, verify, ident');
  roms.argument('[verb]').action((wrong?: string) => {
    const verbs = ['list', 'verify', 'ident'];
    throw new UsageError(
      wrong === undefined
        ? `"roms" needs one of ${verbs.join(', ')}.`
        : `"roms ${wrong}" is not known; there are ${verbs.join(', ')}.${didYouMean(wrong, verbs)}`,
    );
  });
  settle(roms.command('list'))
    .description('the known images of the machines')
    .argument('[glob...]')
    .action(async (globs: string[]) => result(await romsList(registry, globs)));
  settle(roms.command('verify'))
    .description('which images are there, and which are missing')
    .argument('[glob...]')
    .option('--rompath <folders>', 'folders to look in')
    .action(async (globs: string[], o: { rompath?: string }) => {
      const given = (o.rompath ?? '').split(process.platform === 'win32' ? ';' : /[;:]/).filter((p) => p !== '');
      result(await romsVerify(registry, globs, new RomFolders(romFolders(given))));
    });
  settle(roms.command('ident'))
    .description('which known images files are')
    .argument('<file...>')
    .action(async (files: string[]) => result(await romsIdent(registry, files)));

  const disk = settle(program.command('disk')).description('hard disk images');
  settle(disk.command('create'))
    .description('makes an empty one')
    .argument('<file>')
    .argument('<size>', '20M, 504M …, or cylinders/heads/sectors: 615/4/17')
    .option('--format <name>', 'raw, vhd (grows as it is written) or vhd-fixed; by the suffix .vhd otherwise')
    .action((file: string, size: string, o: { format?: string }) => result(createDisk(file, size, o.format)));

  settle(program.command('validate'))
    .description('puts every machine together with every card and tells what does not fit')
    .argument('[glob...]')
    .action(async (globs: string[]) => result(await validate(registry, globs)));
  return program;
}
