import {
  type ClockSpec,
  compose,
  type MachineDefinition,
  type OptionSpec,
  type Ratio,
  resolveOptions,
  substitute,
} from '@backplane/kernel';
import type { MachineEntry } from '@backplane/session';
import { mediaSwitches, optionSwitch, slotSwitch, streamSwitches } from './switches.ts';

/*
 * What a definition says about a machine, as plain data: for `info`, `--json` and the generated help. Nothing is wired,
 * so it works without ROMs.
 */

export type MachineDescription = ReturnType<typeof describeMachine>;

/** Frequency of a clock in Hz. */
function clockHz(spec: ClockSpec, crystal: number): number {
  if ('divide' in spec) return crystal / spec.divide;
  const hz = spec.hz as number | Ratio;
  return typeof hz === 'number' ? hz : hz.num / hz.den;
}

function optionDescription(name: string, spec: OptionSpec) {
  return { name, switch: optionSwitch(name), ...spec };
}

/** Everything that can be said about a machine with its options at their defaults, and the cards that are in it then. */
export function describeMachine(entry: MachineEntry, flat: MachineDefinition = compose(entry.definition)) {
  const d = flat;
  const options = resolveOptions(d);
  const value = <T>(v: unknown): T => substitute(v, options, d.id) as T;
  const crystal = value<number>(d.crystal);
  const clocks = Object.entries(d.clocks).map(([name, spec]) => {
    const resolved = value<ClockSpec>(spec);
    return { name, title: resolved.title ?? null, hz: clockHz(resolved, crystal) };
  });
  const hzOf = (clock: string) => clocks.find((c) => c.name === clock)?.hz ?? null;
  const parts = Object.entries(d.parts).map(([name, place]) => ({
    name,
    type: place.type.type,
    title: place.type.title,
    clock: place.clock,
    processor: place.type.processor === true,
  }));
  const memory = Object.entries(d.spaces ?? {}).map(([name, space]) => ({
    name,
    bits: space.bits,
    openBus: space.openBus ?? 0xff,
    regions: Object.entries(space.regions).map(([region, spec]) =>
      'rom' in spec
        ? { name: region, kind: 'rom' as const, rom: spec.rom, bytes: d.roms?.[spec.rom]?.size ?? null }
        : { name: region, kind: 'ram' as const, bytes: value<number>(spec.ram) },
    ),
    views: Object.entries(space.views).map(([view, maps]) => ({
      name: view,
      map: maps.map((m) => ({
        from: m.from,
        to: m.to,
        what: m.region ?? m.io ?? '',
        offset: m.offset ?? 0,
        access: m.access ?? 'both',
      })),
    })),
  }));
  const ports = Object.entries(d.ports ?? {}).map(([name, space]) => ({
    name,
    decode: space.decode,
    openBus: space.openBus ?? 0xff,
    map: space.map.map((m) => {
      const [part, window] = splitLast(m.io);
      const info = d.parts[part]?.type.io?.[window] as { title?: string } | undefined;
      return { from: m.from, to: m.to, what: m.io, title: info?.title ?? d.parts[part]?.type.title ?? null };
    }),
  }));
  const support = entry.media;
  return {
    id: d.id,
    title: d.title,
    year: d.year,
    maker: d.maker ?? null,
    status: d.status,
    summary: entry.summary,
    crystal,
    clocks,
    processors: parts
      .filter((p) => p.processor)
      .map(({ name, type, title, clock }) => ({ name, type, title, clock, hz: hzOf(clock) })),
    parts,
    memory,
    ports,
    lines: Object.entries(d.lines ?? {}).map(([name, line]) => ({
      name,
      title: line.title ?? null,
      from: line.from,
      to: line.to,
    })),
    options: Object.entries(d.options ?? {}).map(([name, spec]) => optionDescription(name, spec)),
    slots: Object.entries(entry.definition.slots ?? {}).map(([name, slot]) => ({
      name,
      switch: slotSwitch(name),
      title: slot.title ?? slot.type.title,
      type: slot.type.id,
      default: slot.default,
      cards: Object.entries(slot.cards).map(([id, card]) => ({ name: id, title: card.title })),
    })),
    overlays: Object.entries(d.overlays ?? {}).map(([name, overlay]) => ({ name, title: overlay.title })),
    media: Object.entries(d.media ?? {}).map(([name, medium]) => ({
      name,
      switches: mediaSwitches(name),
      title: medium.title,
      formats: medium.formats,
      folder: support?.folders?.bays.includes(name) ?? false,
      default: support?.builtIn?.[name]?.title ?? null,
    })),
    formats: (support?.formats ?? []).map(({ id, title }) => ({ id, title })),
    roms: Object.entries(d.roms ?? {}).map(([name, set]) => ({
      name,
      title: set.title,
      size: set.size,
      default: set.default ?? set.images[0]?.id ?? null,
      images: set.images.map(({ id, title, sha1, bytes, size }) => ({
        id,
        title,
        size: bytes?.length ?? size ?? set.size,
        sha1,
        included: bytes !== undefined,
      })),
    })),
    inputs: Object.entries(d.inputs ?? {}).map(([name, input]) => {
      const [part, pin] = splitLast(input.to);
      const info = d.parts[part]?.type.inputs?.[pin] as { kind?: string } | undefined;
      return {
        name,
        title: input.title,
        kind: info?.kind ?? null,
        switch: streamSwitches(entry, d).inputs[name] ?? null,
      };
    }),
    outputs: Object.entries(d.outputs ?? {}).map(([name, output]) => ({
      name,
      title: output.title,
      switch: streamSwitches(entry, d).outputs[name] ?? null,
    })),
    keyboard:
      entry.keyboard === undefined
        ? null
        : {
            keys: entry.keyboard.keys.map(({ id, title }) => ({ id, title })),
            names: Object.keys(entry.keyboard.names),
            characters: Object.keys(entry.keyboard.characters).join(''),
          },
    // the same joystick may be on a card in any slot
    controllers: (entry.controllers ?? [])
      .filter(({ title }, n, all) => all.findIndex((c) => c.title === title) === n)
      .map(({ title, buttons }) => ({ title, buttons: Object.keys(buttons) })),
    profiles: (entry.profiles ?? []).map(({ name, title }) => ({ name, title })),
  };
}

function splitLast(name: string): readonly [string, string] {
  const dot = name.lastIndexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
}
