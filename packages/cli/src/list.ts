import { describeMachine, type MachineDescription } from './describe.ts';
import { UsageError } from './errors.ts';
import { didYouMean, globExpression, table } from './names.ts';
import { print } from './output.ts';
import type { FoundMachine, Registry } from './registry.ts';

/** What `list` shows. */
export type ListKind = 'machines' | 'slots' | 'media' | 'devices';

export interface ListOptions {
  readonly kind: ListKind;
  readonly json: boolean;
}

/**
 * The machines whose names match one of the globs; all without one.
 * @throws UsageError if a glob matches nothing, with the nearest name
 */
export async function matching(registry: Registry, globs: readonly string[]): Promise<readonly FoundMachine[]> {
  const all = await registry.all();
  if (globs.length === 0) return all;
  const found = new Set<FoundMachine>();
  for (const glob of globs) {
    const expression = globExpression(glob);
    const hits = all.filter((m) => expression.test(m.entry.definition.id));
    if (hits.length === 0) {
      const names = all.map((m) => m.entry.definition.id);
      throw new UsageError(
        `No machine is called "${glob}".${didYouMean(glob, names) || ` There are: ${names.join(', ')}.`}`,
      );
    }
    for (const hit of hits) found.add(hit);
  }
  return all.filter((m) => found.has(m));
}

/** `backplane list`. */
export async function list(registry: Registry, globs: readonly string[], options: ListOptions): Promise<number> {
  const machines = await matching(registry, globs);
  const described = machines.map((m) => ({ ...describeMachine(m.entry), source: m.source }));
  if (options.json) {
    print(
      JSON.stringify(
        described.map((d) => jsonOf(d, options.kind)),
        null,
        2,
      ),
    );
    return 0;
  }
  if (options.kind === 'machines') {
    const rows = described.flatMap((d) => [
      [d.id, String(d.year), d.status, d.title, d.summary],
      ...d.profiles.map((p) => [p.name, '', '', p.title, '']),
    ]);
    print(table([['NAME', 'YEAR', 'STATUS', 'TITLE', ''], ...rows].map((r) => r.slice(0, 4))));
    return 0;
  }
  const rows = described.flatMap((d) => rowsOf(d, options.kind));
  const heads = {
    slots: ['MACHINE', 'SLOT', 'DEFAULT', 'CARDS'],
    media: ['MACHINE', 'MEDIUM', 'SWITCH', 'FORMATS'],
    devices: ['MACHINE', 'PART', 'TYPE', 'TITLE'],
  };
  print(table([heads[options.kind], ...rows]));
  return 0;
}

function jsonOf(d: MachineDescription & { readonly source: string }, kind: ListKind): unknown {
  const { id, title, year, maker, status, summary, source, profiles } = d;
  switch (kind) {
    case 'machines':
      return { name: id, title, year, maker, status, summary, source, profiles };
    case 'slots':
      return { name: id, slots: d.slots };
    case 'media':
      return { name: id, media: d.media };
    case 'devices':
      return { name: id, parts: d.parts };
  }
}

function rowsOf(d: MachineDescription, kind: ListKind): string[][] {
  switch (kind) {
    case 'slots':
      return d.slots.length === 0
        ? [[d.id, '(none)', '', '']]
        : d.slots.map((s) => [d.id, s.name, s.default ?? 'none', s.cards.map((c) => c.name).join(', ')]);
    case 'media':
      return d.media.map((m) => [d.id, m.name, m.switches.join(' '), m.formats.join(', ')]);
    default:
      return d.parts.map((p) => [d.id, p.name, p.type, p.title]);
  }
}
