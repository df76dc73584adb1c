/**
 * `npm run check:imports`: arrows between packages point one way, and what must be deterministic stays away from the
 * host. The layers are in lib/package-kinds.ts.
 */
import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adviceFor, CODE_FROM_TEXT, COMMON_GLOBALS, LANGUAGE_GLOBALS, LOCALE_METHODS } from './lib/host-globals.ts';
import { type HostAccess, isInPart, KIND_RULES, type Kind, kindOf } from './lib/package-kinds.ts';
import { type ImportFact, readSourceFacts, type UseFact } from './lib/source-facts.ts';
import { listFiles, type Manifest, readManifest, readWorkspace, type WorkspacePackage } from './lib/workspace.ts';

export type Rule =
  | 'package-kind'
  | 'import-direction'
  | 'deep-import'
  | 'undeclared-dependency'
  | 'package-cycle'
  | 'node-built-in'
  | 'host-global'
  | 'dynamic-import'
  | 'code-from-text'
  | 'parse';

export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly rule: Rule;
  /** What is wrong. */
  readonly what: string;
  /** What to do instead. */
  readonly instead: string;
}

export interface Report {
  readonly problems: readonly Problem[];
  readonly packages: number;
  readonly files: number;
}

interface Context {
  /** What the root of the repository gives to the tests and tools of every package: the test runner, for one. */
  readonly shared: ReadonlySet<string>;
  readonly pack: WorkspacePackage;
  readonly kind: Kind;
  readonly byName: ReadonlyMap<string, WorkspacePackage>;
  readonly report: (problem: Problem) => void;
}

const SOURCE_FILE = /\.(?:[cm]?ts|tsx|[cm]?js|jsx)$/;
const NODE_BUILT_INS = new Set(builtinModules);

/**
 * Checks every package of a repository.
 *
 * @param root Folder of the repository.
 * @returns All problems, in the order of packages and files.
 */
export function checkImports(root: string): Report {
  const packages = readWorkspace(root);
  const byName = new Map(packages.map((pack) => [pack.name, pack]));
  const atRoot = Object.keys(readManifest(root, '.').devDependencies ?? {});
  const shared = new Set(atRoot.filter((name) => !byName.has(name)));
  const problems: Problem[] = [];
  const report = (problem: Problem) => problems.push(problem);
  const edges = new Map<string, Set<string>>();
  let files = 0;

  for (const pack of packages) {
    edges.set(pack.name, new Set(Object.keys(declared(pack.manifest, true)).filter((name) => byName.has(name))));
    const kind = kindOf(pack.folder);
    if (kind === undefined) {
      report({
        file: `${pack.folder}/package.json`,
        line: 1,
        rule: 'package-kind',
        what: `no layer is known for the folder ${pack.folder}`,
        instead:
          'name it cpu-*, chips-* or bus-*, put it below machines/ or roms/, or give it a place in tools/src/lib/package-kinds.ts',
      });
      continue;
    }
    const context: Context = { shared, pack, kind, byName, report };
    for (const file of listFiles(root, pack.folder, SOURCE_FILE)) {
      files++;
      for (const name of checkFile(context, file, readFileSync(join(root, file), 'utf8'))) {
        edges.get(pack.name)?.add(name);
      }
    }
  }
  for (const cycle of findCycles(edges)) report(cycleProblem(root, cycle, byName));
  return { problems, packages: packages.length, files };
}

/** @returns Names of the workspace packages that the file imports. */
function checkFile(context: Context, file: string, text: string): string[] {
  const { pack, kind, byName, report } = context;
  const place = placeOf(file.slice(pack.folder.length + 1), kind);
  let facts: ReturnType<typeof readSourceFacts>;
  try {
    facts = readSourceFacts(file, text);
  } catch (error) {
    const [, line = '1', words = String(error)] = /:(\d+): ([\s\S]*)$/.exec((error as Error).message) ?? [];
    report({ file, line: Number(line), rule: 'parse', what: words, instead: 'mend the syntax' });
    return [];
  }
  for (const fact of facts.imports) checkImport(context, file, place, fact);
  for (const use of facts.uses) checkUse(context, file, place, use);
  return facts.imports
    .map(({ specifier }) => splitSpecifier(specifier)[0])
    .filter((name) => name !== pack.name && byName.has(name));
}

interface Place {
  /** Whether the file is shipped: sources and programs, as against tests, benchmarks and settings. */
  readonly shipped: boolean;
  readonly host: HostAccess;
}

function placeOf(path: string, kind: Kind): Place {
  const rule = KIND_RULES[kind];
  const shipped = /^(?:src|bin)\//.test(path);
  const opened = isInPart(path, rule.hostPart);
  return { shipped, host: !shipped || opened || path.startsWith('bin/') ? 'all' : rule.host };
}

function checkImport(context: Context, file: string, place: Place, fact: ImportFact): void {
  const { shared, pack, kind, byName, report } = context;
  const { specifier, line } = fact;
  const at = { file, line };
  if (specifier.startsWith('.')) {
    checkRelative(context, file, place, fact);
    return;
  }
  if (specifier.startsWith('#')) return;
  const [name, subpath] = splitSpecifier(specifier);

  if (specifier.startsWith('node:') || NODE_BUILT_INS.has(name)) {
    if (place.host === 'all') return;
    report({
      ...at,
      rule: 'node-built-in',
      what: `imports the Node built-in "${specifier}"; ${KIND_RULES[kind].title} runs in a browser too`,
      instead: 'do it in cli, web, tools or src/node of the session or the test kit, and pass the result in',
    });
    return;
  }

  const target = byName.get(name);
  if (name === pack.name) {
    if (place.shipped) {
      report({
        ...at,
        rule: 'deep-import',
        what: `imports its own package "${specifier}" by name`,
        instead: 'use the relative path of the file',
      });
    }
    return;
  }
  // A private package is never installed elsewhere, so the difference between its dependencies means nothing.
  const known = declared(pack.manifest, !place.shipped || pack.manifest.private === true);
  if (!(name in known) && (place.shipped || !shared.has(name))) {
    const elsewhere = name in declared(pack.manifest, true);
    report({
      ...at,
      rule: 'undeclared-dependency',
      what: `imports "${specifier}", which ${elsewhere ? 'is only a devDependency' : 'is not a dependency'} in ${pack.folder}/package.json`,
      instead: place.shipped
        ? `add "${name}" to the dependencies, or do without it`
        : `add "${name}" to the devDependencies`,
    });
  }
  if (target === undefined) return;

  const targetKind = kindOf(target.folder);
  if (place.shipped && targetKind !== undefined && !KIND_RULES[kind].mayImport.includes(targetKind)) {
    const allowed = KIND_RULES[kind].mayImport.map((one) => KIND_RULES[one].title).join(', ');
    report({
      ...at,
      rule: 'import-direction',
      what: `${KIND_RULES[kind].title} imports "${name}" (${KIND_RULES[targetKind].title})`,
      instead: `${allowed === '' ? 'import none of our packages here' : `import only ${allowed}`}; move what both need down a layer, or hand it in from above`,
    });
  }
  const entry = entries(target.manifest).find((one) => matchesEntry(one, subpath));
  if (entry !== undefined && place.host !== 'all' && targetKind !== undefined && opensHost(target, targetKind, entry)) {
    report({
      ...at,
      rule: 'node-built-in',
      what: `imports "${specifier}", which needs Node; ${KIND_RULES[kind].title} runs in a browser too`,
      instead: 'import it in cli, web or tools and pass the result in',
    });
  }
  if (entry === undefined) {
    report({
      ...at,
      rule: 'deep-import',
      what: `reaches into "${name}": "${subpath}" is not in its exports`,
      instead: `import from ${entries(target.manifest)
        .map((entry) => `"${posix.join(name, entry)}"`)
        .join(' or ')}, and export there what is missing`,
    });
  }
}

/** @returns Whether an entry of the exports leads to the part in which everything of the host is allowed. */
function opensHost({ manifest }: WorkspacePackage, kind: Kind, entry: string): boolean {
  const target = JSON.stringify((manifest.exports as Record<string, unknown> | undefined)?.[entry] ?? '');
  return [...target.matchAll(/"\.\/([^"]+)"/g)].some(([, path]) => isInPart(path as string, KIND_RULES[kind].hostPart));
}

function checkRelative(
  { pack, kind, report }: Context,
  file: string,
  place: Place,
  { specifier, line }: ImportFact,
): void {
  const target = posix.join(posix.dirname(file), specifier);
  if (!target.startsWith(`${pack.folder}/`)) {
    // Benchmarks and generators are not shipped and so have no entry in any exports; tools are there to run them.
    if (kind === 'tools' && /^(?:packages|machines|roms)\/[^/]+\/(?:bench|generate)\//.test(target)) return;
    report({
      file,
      line,
      rule: 'deep-import',
      what: `imports "${specifier}", a file outside of ${pack.folder}`,
      instead: 'import the other package by its name',
    });
  } else if (place.shipped && !/^(?:src|bin|dist|package\.json)(?:\/|$)/.test(target.slice(pack.folder.length + 1))) {
    report({
      file,
      line,
      rule: 'deep-import',
      what: `imports "${specifier}", which is not shipped with the package`,
      instead: `move the file below ${pack.folder}/src`,
    });
  }
  const part = KIND_RULES[kind].hostPart;
  if (isInPart(target.slice(pack.folder.length + 1), part) && place.host !== 'all') {
    report({
      file,
      line,
      rule: 'node-built-in',
      what: `imports "${specifier}", which needs Node; ${KIND_RULES[kind].title} runs in a browser too`,
      instead: `give ${part} an entry of its own in the exports, and hand in what is needed from there`,
    });
  }
}

function checkUse({ kind, report }: Context, file: string, place: Place, use: UseFact): void {
  const { name, line } = use;
  const { title } = KIND_RULES[kind];
  const at = { file, line };
  if (use.kind === 'global' && CODE_FROM_TEXT.has(name)) {
    if (!place.shipped || kind === 'tools') return;
    report({
      ...at,
      rule: 'code-from-text',
      what: `uses ${name}, which a page with a strict content security policy refuses`,
      instead: 'generate the code when building',
    });
    return;
  }
  if (place.host === 'all') return;
  const deterministic = place.host === 'none';
  switch (use.kind) {
    case 'global': {
      if (LANGUAGE_GLOBALS.has(name) || (!deterministic && COMMON_GLOBALS.has(name))) return;
      const why = deterministic ? 'is the same in every run on every host' : 'runs in Node and in a browser alike';
      report({
        ...at,
        rule: 'host-global',
        what: `uses the global ${name}; ${title} ${why}`,
        instead: adviceFor(name),
      });
      return;
    }
    case 'math':
      if (!deterministic || (name !== 'Math.random' && name !== 'Math[…]')) return;
      report(
        name === 'Math.random'
          ? {
              ...at,
              rule: 'host-global',
              what: `uses Math.random; ${title} is the same in every run on every host`,
              instead: "keep a seeded generator in the device's state",
            }
          : {
              ...at,
              rule: 'host-global',
              what: 'passes Math on as a whole, so that Math.random cannot be ruled out',
              instead: 'write Math.name where it is used',
            },
      );
      return;
    case 'method':
      if (!deterministic || !LOCALE_METHODS.has(name)) return;
      report({
        ...at,
        rule: 'host-global',
        what: `calls ${name}, which follows the language settings of the host`,
        instead: 'compare with < and >, and format with a function of your own',
      });
      return;
    case 'meta':
      if (!deterministic) return;
      report({
        ...at,
        rule: 'host-global',
        what: `uses import.meta; ${title} does not know where it was loaded from`,
        instead: 'put the data into a module and import it',
      });
      return;
    case 'reference':
      report({
        ...at,
        rule: 'host-global',
        what: `refers to the types "${name}"`,
        instead: 'import the types that are needed from their package',
      });
      return;
    case 'dynamic-import':
      if (!deterministic && name !== '') return;
      report({
        ...at,
        rule: 'dynamic-import',
        what: deterministic ? 'imports dynamically' : 'imports a module whose name is computed',
        instead: deterministic ? 'use a static import' : 'write the name of the module as a string',
      });
  }
}

/** @returns The packages that shipped files, or with `all` also tests, may import. */
function declared(manifest: Manifest, all: boolean): Record<string, string> {
  return {
    ...manifest.dependencies,
    ...manifest.peerDependencies,
    ...manifest.optionalDependencies,
    ...(all ? manifest.devDependencies : {}),
  };
}

/** @returns Package name and subpath: `@backplane/kernel/x` is `@backplane/kernel` and `./x`. */
function splitSpecifier(specifier: string): [name: string, subpath: string] {
  const parts = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  return [parts.slice(0, length).join('/'), ['.', ...parts.slice(length)].join('/')];
}

function entries({ exports }: Manifest): string[] {
  if (typeof exports !== 'object' || exports === null) return ['.'];
  const keys = Object.keys(exports);
  return keys.every((key) => key.startsWith('.')) ? keys : ['.'];
}

function matchesEntry(entry: string, subpath: string): boolean {
  const star = entry.indexOf('*');
  if (star < 0) return entry === subpath;
  return subpath.startsWith(entry.slice(0, star)) && subpath.endsWith(entry.slice(star + 1));
}

/** @returns One cycle per knot, as names with the first repeated at the end. */
function findCycles(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const walk = (name: string, path: string[]) => {
    const begun = path.indexOf(name);
    if (begun >= 0) {
      cycles.push([...path.slice(begun), name]);
      return;
    }
    if (done.has(name)) return;
    for (const next of edges.get(name) ?? []) walk(next, [...path, name]);
    done.add(name);
  };
  for (const name of edges.keys()) walk(name, []);
  return cycles;
}

function cycleProblem(root: string, cycle: string[], byName: ReadonlyMap<string, WorkspacePackage>): Problem {
  const folder = byName.get(cycle[0] as string)?.folder ?? '';
  const file = `${folder}/package.json`;
  const lines = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8').split('\n') : [];
  return {
    file,
    line: Math.max(1, lines.findIndex((line) => line.includes(`"${cycle[1]}"`)) + 1),
    rule: 'package-cycle',
    what: `packages depend on each other in a circle: ${cycle.join(' -> ')}`,
    instead: 'move what they share into a package below both, or the tests into the upper one',
  };
}

/** @returns The problem in two lines, beginning with `file:line`. */
export function formatProblem({ file, line, rule, what, instead }: Problem): string {
  return `${file}:${line}: ${what} [${rule}]\n    Instead: ${instead}.`;
}

function main(): void {
  const given = process.argv[2];
  const root = given === undefined ? join(dirname(fileURLToPath(import.meta.url)), '..', '..') : resolve(given);
  let report: Report;
  try {
    report = checkImports(root);
  } catch (error) {
    console.error(`check-imports: ${(error as Error).message}`);
    process.exitCode = 1;
    return;
  }
  const { problems, packages, files } = report;
  for (const problem of problems) console.error(formatProblem(problem));
  if (problems.length > 0) {
    console.error(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in ${packages} packages.`);
    process.exitCode = 1;
  } else {
    console.log(`Imports and host globals are in order: ${files} files in ${packages} packages.`);
  }
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) main();
