import {
  type CardDefinition,
  type LineSpec,
  type MachineDefinition,
  merge,
  type PartPlace,
  type PortSpaceSpec,
  type RegionSpec,
} from './define.ts';
import { WiringError } from './errors.ts';
import { suggest } from './suggest.ts';

/** What a profile chooses for a machine's slots: the name of an offered card, a card itself, or null for empty. */
export type SlotChoices = Readonly<Record<string, string | CardDefinition | null>>;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Makes one flat definition of a machine, its overlays and the cards in its slots. Parts of a card are named
 * `slot.part`.
 * @throws WiringError for unknown overlays, slots or cards, or a card that does not fit
 */
export function compose(
  definition: MachineDefinition,
  choices: SlotChoices = {},
  overlays: readonly string[] = [],
): MachineDefinition {
  let flat = definition;
  for (const name of overlays) {
    const offered = definition.overlays ?? {};
    if (!Object.hasOwn(offered, name)) {
      throw new WiringError(`${definition.id} has no overlay "${name}".${suggest(name, Object.keys(offered))}`);
    }
    flat = merge(flat, offered[name]!.patch) as MachineDefinition;
  }
  const slots = flat.slots ?? {};
  for (const name of Object.keys(choices)) {
    if (!Object.hasOwn(slots, name)) {
      throw new WiringError(`${definition.id} has no slot "${name}".${suggest(name, Object.keys(slots))}`);
    }
  }
  for (const [name, slot] of Object.entries(slots)) {
    const choice = (Object.hasOwn(choices, name) ? choices[name] : slot.default) ?? null;
    if (choice === null) continue;
    let card: CardDefinition;
    if (typeof choice === 'string') {
      if (!Object.hasOwn(slot.cards, choice)) {
        throw new WiringError(
          `Slot "${name}" of ${definition.id} has no card "${choice}".${suggest(choice, Object.keys(slot.cards))}`,
        );
      }
      card = slot.cards[choice]!;
    } else card = choice;
    if (card.fits !== slot.type.id) {
      throw new WiringError(
        `Card "${card.id}" fits a ${card.fits} slot; slot "${name}" of ${definition.id} is a ${slot.type.id} slot.`,
      );
    }
    flat = plug(flat, name, card);
  }
  return flat;
}

function plug(base: MachineDefinition, slotName: string, card: CardDefinition): MachineDefinition {
  const slot = base.slots![slotName]!;
  const where = `Card "${card.id}" in slot "${slotName}"`;
  const bound = (signal: string, kind: string): string => {
    if (!Object.hasOwn(slot.type.signals, signal)) {
      throw new WiringError(
        `${where} uses signal "${signal}", which a ${slot.type.id} slot does not have.` +
          suggest(signal, Object.keys(slot.type.signals)),
      );
    }
    const is = slot.type.signals[signal]!;
    if (is !== kind) throw new WiringError(`${where} uses signal "${signal}" as a ${kind}; it is a ${is}.`);
    const target = Object.hasOwn(slot.bind, signal) ? slot.bind[signal] : undefined;
    if (target === undefined) {
      throw new WiringError(
        `Slot "${slotName}" of ${base.id} does not connect signal "${signal}", which ${card.id} needs.`,
      );
    }
    return target;
  };
  const inCard = (pin: string) => `${slotName}.${pin}`;
  const range = <T extends { readonly io?: string }>(m: T): T => (m.io === undefined ? m : { ...m, io: inCard(m.io) });
  const owned = (own: Readonly<Record<string, unknown>> | undefined, name: string, kind: string): string =>
    own !== undefined && Object.hasOwn(own, name) ? inCard(name) : bound(name, kind);
  const out = { ...base } as Mutable<MachineDefinition>;

  const parts: Record<string, PartPlace> = { ...base.parts };
  for (const [name, place] of Object.entries(card.parts)) {
    parts[inCard(name)] = {
      ...place,
      clock: owned(card.clocks, place.clock, 'clock'),
      ...(place.space === undefined ? {} : { space: owned(card.ownSpaces, place.space, 'space') }),
      ...(place.ports === undefined ? {} : { ports: owned(card.ownPorts, place.ports, 'ports') }),
      ...(place.rom === undefined ? {} : { rom: inCard(place.rom) }),
      ...(place.processor === undefined ? {} : { processor: inCard(place.processor) }),
      ...(place.peers === undefined
        ? {}
        : {
            peers: Object.fromEntries(
              Object.entries(place.peers).map(([peer, target]) => [peer, owned(card.parts, target, 'part')]),
            ),
          }),
    };
  }
  out.parts = parts;

  const ownRegions = (regions: Readonly<Record<string, RegionSpec>>) =>
    Object.fromEntries(Object.entries(regions).map(([k, r]) => [k, 'rom' in r ? { rom: inCard(r.rom) } : r]));
  for (const signal of new Set([...Object.keys(card.regions ?? {}), ...Object.keys(card.spaces ?? {})])) {
    const id = bound(signal, 'space');
    const space = out.spaces?.[id];
    if (space === undefined) throw new WiringError(`${where}: ${base.id} has no space "${id}".`);
    const own = card.regions?.[signal] ?? {};
    const maps = (card.spaces?.[signal] ?? []).map((m) =>
      m.region !== undefined && Object.hasOwn(own, m.region) ? { ...m, region: inCard(m.region) } : range(m),
    );
    const views = Object.fromEntries(Object.entries(space.views).map(([v, list]) => [v, [...list, ...maps]]));
    const regions = { ...space.regions };
    for (const [k, r] of Object.entries(ownRegions(own))) regions[inCard(k)] = r;
    out.spaces = { ...out.spaces, [id]: { ...space, regions, views } };
  }
  for (const [signal, maps] of Object.entries(card.ports ?? {})) {
    const id = bound(signal, 'ports');
    const space = out.ports?.[id];
    if (space === undefined) throw new WiringError(`${where}: ${base.id} has no port space "${id}".`);
    const added: PortSpaceSpec['map'] = maps.map(range);
    out.ports = { ...out.ports, [id]: { ...space, map: [...space.map, ...added] } };
  }
  const lines: Record<string, LineSpec> = { ...out.lines };
  for (const [signal, pins] of Object.entries(card.lines ?? {})) {
    const id = bound(signal, 'line');
    const line = lines[id];
    if (line === undefined) throw new WiringError(`${where}: ${base.id} has no line "${id}".`);
    lines[id] = {
      ...line,
      from: [...line.from, ...(pins.from ?? []).map(inCard)],
      to: [...line.to, ...(pins.to ?? []).map(inCard)],
    };
  }
  for (const [id, wire] of Object.entries(card.wires ?? {})) {
    lines[inCard(id)] = { ...wire, from: wire.from.map(inCard), to: wire.to.map(inCard) };
  }
  out.lines = lines;

  const prefixed = <T>(entries: Readonly<Record<string, T>> | undefined, change: (t: T) => T) =>
    Object.fromEntries(Object.entries(entries ?? {}).map(([k, v]) => [inCard(k), change(v)]));
  out.clocks = { ...out.clocks, ...prefixed(card.clocks, (c) => c) };
  out.spaces = {
    ...out.spaces,
    ...prefixed(card.ownSpaces, (space) => ({
      ...space,
      regions: ownRegions(space.regions),
      views: Object.fromEntries(Object.entries(space.views).map(([k, list]) => [k, list.map(range)])),
    })),
  };
  out.ports = {
    ...out.ports,
    ...prefixed(card.ownPorts, (ports) => ({
      ...ports,
      map: ports.map.map(range),
      ...(ports.acknowledge === undefined ? {} : { acknowledge: inCard(ports.acknowledge) }),
    })),
  };
  out.roms = { ...out.roms, ...prefixed(card.roms, (r) => r) };
  out.inputs = { ...out.inputs, ...prefixed(card.inputs, (i) => ({ ...i, to: inCard(i.to) })) };
  out.outputs = { ...out.outputs, ...prefixed(card.outputs, (o) => ({ ...o, from: inCard(o.from) })) };
  out.media = { ...out.media, ...prefixed(card.media, (m) => ({ ...m, bay: inCard(m.bay) })) };
  return out;
}
