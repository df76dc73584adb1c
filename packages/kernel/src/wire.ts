import type { ClockSpec, MachineDefinition, MapSpec, OptionValue, PartPlace } from './define.ts';
import type { Device, MachineEvent, PartContext } from './device.ts';
import { WiringError } from './errors.ts';
import { InputPin, Line, OutputPin } from './line.ts';
import { substitute } from './options.ts';
import type { IoInfo, PinDirection } from './part.ts';
import { PortSpace } from './ports.ts';
import type { Processor } from './processor.ts';
import { type RomSource, resolveRom } from './rom.ts';
import type { Scheduler } from './scheduler.ts';
import { checkShape } from './shape.ts';
import { AddressSpace, type IoTarget, type MapEntry, MirroredIo } from './space.ts';
import { suggest } from './suggest.ts';
import { ClockDomain, type Ratio, ratio } from './time.ts';

/** A part as it stands in a wired machine. */
export interface WiredPart {
  readonly id: string;
  readonly place: PartPlace;
  readonly device: Device;
  readonly clock: ClockDomain;
  readonly out: Readonly<Record<string, OutputPin>>;
  readonly in: Readonly<Record<string, InputPin>>;
}

/** RAM of a space, with how it looks at power-on. */
export interface RamRegion {
  readonly space: string;
  readonly name: string;
  readonly at: number;
  readonly size: number;
  readonly powerOn: number | ((offset: number) => number);
}

/** Everything that wiring makes. */
export interface Wired {
  readonly ticksPerSecond: number;
  readonly clocks: Readonly<Record<string, ClockDomain>>;
  readonly spaces: Readonly<Record<string, AddressSpace>>;
  readonly ports: Readonly<Record<string, PortSpace>>;
  readonly lines: Readonly<Record<string, Line>>;
  readonly parts: Readonly<Record<string, WiredPart>>;
  readonly ram: readonly RamRegion[];
  /** For parts on a bus: `space NAME` or `ports NAME` of all maps they are in, in the order of the definition. */
  readonly mappedIn: Readonly<Record<string, readonly string[]>>;
  /** SHA-1 of the image in each ROM socket. */
  readonly roms: Readonly<Record<string, { readonly image: string; readonly sha1: string }>>;
}

/** What wiring needs from the machine. */
export interface WireHost {
  readonly scheduler: Scheduler;
  readonly roms: RomSource;
  readonly romChoices: Readonly<Record<string, string>>;
  emit(event: MachineEvent): void;
  output(part: string, name: string, value: number, t: number): void;
}

function need<T>(table: Readonly<Record<string, T>> | undefined, name: string, where: string, kind: string): T {
  if (table === undefined || !Object.hasOwn(table, name)) {
    throw new WiringError(`${where} names ${kind} "${name}".${suggest(name, Object.keys(table ?? {}))}`);
  }
  return table[name]!;
}

/** Splits `part.name` at the last dot (card parts have dots of their own). */
export function splitName(name: string): readonly [part: string, rest: string] {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
}

/**
 * Puts a flat definition together.
 * @throws WiringError, RomError
 */
export function wire(
  definition: MachineDefinition,
  options: Readonly<Record<string, OptionValue>>,
  host: WireHost,
): Wired {
  checkShape(definition);
  const value = <T>(v: unknown, where: string): T => substitute(v, options, `${definition.id}: ${where}`) as T;
  const crystal = value<number>(definition.crystal, 'crystal');
  if (!Number.isSafeInteger(crystal) || crystal <= 0) {
    throw new WiringError(`${definition.id}: the crystal must be a whole number of Hz, not ${crystal}.`);
  }

  const clocks: Record<string, ClockDomain> = {};
  for (const [id, spec] of Object.entries(definition.clocks)) {
    clocks[id] = new ClockDomain(id, ticksPerCycle(id, value<ClockSpec>(spec, `clock "${id}"`), crystal));
  }

  const spaces: Record<string, AddressSpace> = {};
  for (const [id, spec] of Object.entries(definition.spaces ?? {})) {
    spaces[id] = new AddressSpace(id, spec.bits, host.scheduler, spec.openBus ?? 0xff);
  }
  const ports: Record<string, PortSpace> = {};
  for (const [id, spec] of Object.entries(definition.ports ?? {})) {
    ports[id] = new PortSpace(id, spec.decode, host.scheduler, spec.openBus ?? 0xff);
  }

  const romBytes: Record<string, Uint8Array> = {};
  const roms: Record<string, { image: string; sha1: string }> = {};
  for (const name of Object.keys(host.romChoices)) need(definition.roms, name, 'The choice of ROMs', 'ROM');
  for (const [name, set] of Object.entries(definition.roms ?? {})) {
    const { image, bytes } = resolveRom(name, set, host.roms, host.romChoices[name]);
    romBytes[name] = bytes;
    roms[name] = { image: image.id, sha1: image.sha1 };
  }

  // regions come before parts, so that a processor finds the final arena
  const ram: RamRegion[] = [];
  const regions: Record<string, Record<string, { at: number; size: number; rom: boolean }>> = {};
  for (const [id, spec] of Object.entries(definition.spaces ?? {})) {
    const table: Record<string, { at: number; size: number; rom: boolean }> = {};
    regions[id] = table;
    for (const [name, region] of Object.entries(spec.regions)) {
      if ('rom' in region) {
        if ('ram' in region) {
          throw new WiringError(`Region "${name}" of space "${id}" is both RAM and a ROM. Take one away (null).`);
        }
        const bytes = need(romBytes, region.rom, `Region "${name}" of space "${id}"`, 'ROM');
        const at = spaces[id]!.addMemory(bytes.length);
        spaces[id]!.memory.set(bytes, at);
        table[name] = { at, size: bytes.length, rom: true };
      } else {
        const size = value<number>(region.ram, `region "${name}"`);
        if (!Number.isInteger(size) || size < 1 || size > 2 ** 24) {
          throw new WiringError(
            `Region "${name}" of space "${id}" is ${size} bytes of RAM; it takes a whole number from 1 to 16777216.`,
          );
        }
        const at = spaces[id]!.addMemory(size);
        table[name] = { at, size, rom: false };
        ram.push({ space: id, name, at, size, powerOn: region.powerOn ?? 0 });
      }
    }
  }

  const parts: Record<string, WiredPart> = {};
  for (const [id, place] of Object.entries(definition.parts)) {
    const where = `Part "${id}"`;
    const clock = need(clocks, place.clock, where, 'clock');
    const out: Record<string, OutputPin> = {};
    const inn: Record<string, InputPin> = {};
    for (const [pin, direction] of Object.entries((place.type.pins ?? {}) as Record<string, PinDirection>)) {
      if (direction !== 'in') out[pin] = new OutputPin(`${id}.${pin}`);
      if (direction !== 'out') inn[pin] = new InputPin(`${id}.${pin}`);
    }
    const ctx: PartContext = {
      id,
      clock,
      ticksPerSecond: crystal,
      scheduler: host.scheduler,
      out,
      in: inn,
      space: place.space === undefined ? null : need(spaces, place.space, where, 'space'),
      ports: place.ports === undefined ? null : need(ports, place.ports, where, 'port space'),
      rom: place.rom === undefined ? null : need(romBytes, place.rom, where, 'ROM'),
      emit: (event, tick) => host.emit({ ...event, tick, source: id }),
      output: (name, byte, t) => host.output(id, name, byte, t),
    };
    const device: Device = place.type.create(ctx, value<unknown>(place.options ?? {}, `part "${id}"`));
    if (place.type.processor === true && typeof (device as Partial<Processor>).run !== 'function') {
      throw new WiringError(`${where}: ${place.type.type} is declared as a processor, but what it makes cannot run.`);
    }
    parts[id] = { id, place, device, clock, out, in: inn };
  }
  for (const { id, place } of Object.values(parts)) {
    if (place.processor === undefined) continue;
    const chosen = Object.entries(parts).filter(([, p]) => p.place.type.processor === true);
    need(Object.fromEntries(chosen), place.processor, `Part "${id}"`, 'processor');
  }

  for (const { id, place, device } of Object.values(parts)) {
    const peers = Object.entries(place.peers ?? {}).map(([name, target]) => [
      name,
      need(parts, target, `Part "${id}", peer "${name}",`, 'part').device,
    ]);
    if (peers.length > 0 && device.attach === undefined) {
      throw new WiringError(`Part "${id}" (${place.type.type}) has peers, but takes none. Take \`peers\` away.`);
    }
    device.attach?.(Object.fromEntries(peers));
  }

  const mappedIn: Record<string, string[]> = {};
  const noteBus = (partName: string, bus: string): void => {
    const buses = mappedIn[partName] ?? [];
    if (!buses.includes(bus)) mappedIn[partName] = [...buses, bus];
  };
  const windowOf = (
    { io: name, offset, from, to }: { io: string; offset: number; from: number; to: number },
    where: string,
    bus: string,
  ): IoTarget => {
    const [partName, windowName] = splitName(name);
    const owner = need(parts, partName, where, 'part');
    noteBus(partName, bus);
    const info = need<IoInfo>(
      owner.place.type.io,
      windowName,
      `${where}: part "${partName}" (${owner.place.type.type})`,
      'window',
    );
    const io = owner.device.io?.[windowName];
    if (io === undefined) {
      throw new WiringError(`${owner.place.type.type} declares window "${windowName}" but does not provide it.`);
    }
    if (!Number.isInteger(offset) || offset < 0 || offset >= info.size) {
      throw new WiringError(`${where}: "${name}" has ${info.size} registers; ${offset} is none of them.`);
    }
    return offset + (to - from) < info.size ? io : new MirroredIo(io, info.size);
  };

  for (const [id, spec] of Object.entries(definition.spaces ?? {})) {
    const toEntry = (m: MapSpec, view: string): MapEntry | null => {
      const where = `Space "${id}", view "${view}"`;
      const offset = m.offset ?? 0;
      const direction = { read: m.access !== 'write', write: m.access !== 'read' };
      if ((m.region === undefined) === (m.io === undefined)) {
        throw new WiringError(`${where}: a range needs either a region or a register window.`);
      }
      if (m.region !== undefined) {
        const region = need(regions[id], m.region, where, 'region');
        let { from, to } = m;
        const spare = m.fit === undefined ? 0 : to - from + 1 - (region.size - offset);
        if (spare > to - from) return null;
        if (spare > 0 && m.fit === 'start') to -= spare;
        else if (spare > 0) from += spare;
        if (!Number.isInteger(offset) || offset < 0 || offset + (to - from) >= region.size) {
          throw new WiringError(
            `${where}: the range of "${m.region}" takes ${to - from + 1} bytes from ${offset}; it has ${region.size}.`,
          );
        }
        const write = direction.write && region.rom ? 'ignore' : direction.write;
        return { from, to, name: m.region, memory: region.at + offset, read: direction.read, write };
      }
      const io = windowOf({ io: m.io!, offset, from: m.from, to: m.to }, where, `space ${id}`);
      return { from: m.from, to: m.to, name: m.io!, io, ioOffset: offset, ...direction };
    };
    const views = Object.entries(spec.views);
    if (views.length === 0) throw new WiringError(`Space "${id}" has no view. Add one that maps its regions.`);
    for (const [view, maps] of views) {
      spaces[id]!.addView(
        view,
        maps.map((m) => toEntry(m, view)).filter((entry) => entry !== null),
      );
    }
  }

  for (const [id, spec] of Object.entries(definition.ports ?? {})) {
    const where = `Port space "${id}"`;
    for (const m of spec.map) {
      const offset = m.offset ?? 0;
      const io = windowOf({ io: m.io, offset, from: m.from, to: m.to }, where, `ports ${id}`);
      const decode = m.decode === undefined ? {} : { decode: m.decode };
      ports[id]!.map({ from: m.from, to: m.to, name: m.io, io, ioOffset: offset, ...decode });
    }
    if (spec.acknowledge !== undefined) {
      const { device, place } = need(parts, spec.acknowledge, where, 'part');
      if (device.acknowledge === undefined) {
        throw new WiringError(
          `${where}: part "${spec.acknowledge}" (${place.type.type}) does not answer interrupt acknowledge cycles.`,
        );
      }
      noteBus(spec.acknowledge, `ports ${id}`);
      ports[id]!.acknowledge = device.acknowledge.bind(device);
    }
  }

  const lines: Record<string, Line> = {};
  for (const [id, spec] of Object.entries(definition.lines ?? {})) {
    const line = new Line(id, spec.merge ?? 'any');
    const pin = <T>(name: string, side: 'from' | 'to', pick: (p: WiredPart) => Readonly<Record<string, T>>): T => {
      const [partName, pinName] = splitName(name);
      const where = `Line "${id}" (${side})`;
      const owner = need(parts, partName, where, 'part');
      const table = pick(owner);
      if (!Object.hasOwn(table, pinName)) {
        throw new WiringError(
          `${where}: ${owner.place.type.type} "${partName}" has no ${side === 'from' ? 'driving' : 'reading'} pin ` +
            `"${pinName}".${suggest(pinName, Object.keys(table))}`,
        );
      }
      return table[pinName]!;
    };
    for (const name of spec.from) pin(name, 'from', (p) => p.out).connect(line);
    for (const name of spec.to) pin(name, 'to', (p) => p.in).connect(line);
    lines[id] = line;
  }
  return { ticksPerSecond: crystal, clocks, spaces, ports, lines, parts, ram, roms, mappedIn };
}

function ticksPerCycle(id: string, spec: ClockSpec, crystal: number): Ratio {
  if ('divide' in spec === 'hz' in spec) {
    throw new WiringError(
      `Clock "${id}" needs one of divide and hz, and has ${'hz' in spec ? 'both. Take one away (null)' : 'neither'}.`,
    );
  }
  if ('divide' in spec) {
    if (!Number.isSafeInteger(spec.divide) || spec.divide < 1) {
      throw new WiringError(`Clock "${id}" divides by ${spec.divide}; it takes a whole number from 1.`);
    }
    return ratio(spec.divide);
  }
  const hz = spec.hz as number | Ratio;
  const { num, den } = typeof hz === 'number' ? { num: hz, den: 1 } : hz;
  if (![num, den].every((n) => Number.isSafeInteger(n) && n >= 1)) {
    throw new WiringError(
      `Clock "${id}" has ${num}${den === 1 ? '' : `/${den}`} Hz; it takes whole hertz from 1, or { num, den } for a ratio.`,
    );
  }
  if (crystal * den > Number.MAX_SAFE_INTEGER) {
    throw new WiringError(
      `Clock "${id}" has ${num}/${den} Hz: too fine for a crystal of ${crystal} Hz. Give a ratio of smaller numbers.`,
    );
  }
  return ratio(crystal * den, num);
}

/** The processors of a wired machine, in the order of the definition. */
export function processorsOf(wired: Wired): readonly (WiredPart & { readonly device: Processor })[] {
  return Object.values(wired.parts).filter((p) => p.place.type.processor === true) as (WiredPart & {
    readonly device: Processor;
  })[];
}
