import type { MachineDefinition } from './define.ts';
import { WiringError } from './errors.ts';
import { suggest } from './suggest.ts';

/*
 * The keys that a definition may have. The compiler checks what is written in TypeScript; what comes from JSON, from
 * overlays or from variants is checked here, so that a misspelt key is told and not ignored.
 */

const KEYS = {
  machine: [
    'id',
    'title',
    'year',
    'maker',
    'status',
    'crystal',
    'options',
    'clocks',
    'parts',
    'spaces',
    'ports',
    'lines',
    'slots',
    'roms',
    'inputs',
    'outputs',
    'media',
    'screen',
    'overlays',
  ],
  clock: ['divide', 'hz', 'title'],
  part: ['type', 'clock', 'space', 'ports', 'rom', 'processor', 'peers', 'options'],
  space: ['bits', 'openBus', 'regions', 'views'],
  region: ['ram', 'powerOn', 'rom'],
  range: ['from', 'to', 'region', 'io', 'offset', 'fit', 'access'],
  ports: ['decode', 'openBus', 'map', 'acknowledge'],
  line: ['title', 'merge', 'from', 'to'],
  slot: ['type', 'title', 'bind', 'cards', 'default'],
  rom: ['title', 'size', 'sizes', 'images', 'default'],
} as const;

function check(kind: keyof typeof KEYS, where: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) {
    throw new WiringError(`${where} is ${value === null ? 'null' : `a ${typeof value}`}; it takes an object.`);
  }
  const known: readonly string[] = KEYS[kind];
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) throw new WiringError(`${where} has a key "${key}".${suggest(key, known)}`);
  }
}

/**
 * Checks the keys of a definition and of what is in it.
 * @throws WiringError that names the place and the nearest key
 */
export function checkShape(definition: MachineDefinition): void {
  const { id } = definition;
  check('machine', `Machine "${id}"`, definition);
  const each = (
    kind: keyof typeof KEYS,
    name: string,
    table: Readonly<Record<string, unknown>> | undefined,
  ): readonly (readonly [where: string, value: unknown])[] =>
    Object.entries(table ?? {}).map(([key, value]) => {
      const where = `${id}: ${name} "${key}"`;
      check(kind, where, value);
      return [where, value] as const;
    });
  each('clock', 'clock', definition.clocks);
  each('part', 'part', definition.parts);
  each('line', 'line', definition.lines);
  each('slot', 'slot', definition.slots);
  each('rom', 'ROM', definition.roms);
  each('ports', 'port space', definition.ports);
  each('space', 'space', definition.spaces);
  for (const [name, space] of Object.entries(definition.spaces ?? {})) {
    each('region', `space "${name}", region`, space.regions);
    for (const [view, ranges] of Object.entries(space.views)) {
      for (const range of ranges) check('range', `${id}: space "${name}", view "${view}", a range`, range);
    }
  }
}
