import { WiringError } from './errors.ts';
import { Scheduler } from './scheduler.ts';
import { checkOpenBus, hex, type IoTarget } from './space.ts';

/** A range of port addresses and the device behind it. */
export interface PortEntry {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  /** Name for messages. */
  readonly name: string;
  readonly io: IoTarget;
  /** Added to (port − from). */
  readonly ioOffset?: number;
}

/** What answers an interrupt acknowledge cycle: the byte on the data bus. */
export type Acknowledge = (t: number) => number;

const NOTHING: IoTarget = { read: () => 0xff, write: () => {}, peek: () => 0xff };

/**
 * The I/O address space of a processor with IN and OUT. Every access goes to a device, so there is no fast path; the
 * table is one byte per port. The processor hands over the full address; the board decodes `mask`.
 */
export class PortSpace {
  readonly id: string;
  /** Address bits that the board decodes (FFh or FFFFh as a rule). */
  readonly mask: number;
  /** Value of reads where nothing answers. */
  readonly openBus: number;
  /** Wait states that the last access asked for, in cycles of the processor's clock. */
  stretch = 0;
  /** What drives the data bus in an interrupt acknowledge cycle. */
  acknowledge: Acknowledge;
  /** True if some device can hold the processor: input cycles have to ask `ready` first. */
  holds = false;

  readonly #scheduler: Scheduler;
  readonly #entries: PortEntry[] = [];
  readonly #index: Uint8Array;
  readonly #targets: IoTarget[] = [NOTHING];
  readonly #start: number[] = [0];

  constructor(id: string, mask: number, scheduler: Scheduler = new Scheduler(), openBus = 0xff) {
    if (!Number.isInteger(mask) || mask < 0 || mask > 0xffff) {
      throw new WiringError(`Port space "${id}" decodes ${mask}; it takes a mask of address bits, 0–FFFFh.`);
    }
    checkOpenBus(`Port space "${id}"`, openBus);
    this.id = id;
    this.mask = mask;
    this.openBus = openBus;
    this.acknowledge = () => openBus;
    this.#scheduler = scheduler;
    this.#index = new Uint8Array(mask + 1);
  }

  /** Maps a device. @throws WiringError naming both if ranges overlap, or a range is outside the space */
  map(entry: PortEntry): void {
    const whole = Number.isInteger(entry.from) && Number.isInteger(entry.to);
    const ok = whole && entry.from >= 0 && entry.from <= entry.to && entry.to <= this.mask;
    if (!ok) {
      throw new WiringError(
        `Port space "${this.id}": "${entry.name}" is mapped at ${hex(entry.from)}–${hex(entry.to)}; ` +
          `the board decodes 0–${hex(this.mask)}.`,
      );
    }
    for (const other of this.#entries) {
      if (entry.from <= other.to && other.from <= entry.to) {
        const at = Math.max(entry.from, other.from);
        throw new WiringError(
          `Port space "${this.id}": "${other.name}" (${hex(other.from)}–${hex(other.to)}) and "${entry.name}" ` +
            `(${hex(entry.from)}–${hex(entry.to)}) both answer port ${hex(at)}. Move one of them.`,
        );
      }
    }
    if (this.#targets.length > 255) throw new WiringError(`Port space "${this.id}" has more than 255 ranges.`);
    this.#index.fill(this.#targets.length, entry.from, entry.to + 1);
    this.#targets.push(entry.io);
    this.#start.push(entry.from - (entry.ioOffset ?? 0));
    this.#entries.push(entry);
    if (entry.io.ready !== undefined) this.holds = true;
  }

  get entries(): readonly PortEntry[] {
    return this.#entries;
  }

  /** False if the device holds the processor before an input cycle at tick `t`; see `IoTarget.ready`. */
  ready(port: number, t: number): boolean {
    if (this.#scheduler.next <= t) this.#scheduler.runUntil(t);
    const n = this.#index[port & this.mask]!;
    return this.#targets[n]!.ready?.((port & this.mask) - this.#start[n]!, t) ?? true;
  }

  /** An input cycle at tick `t`. Sets `stretch`. */
  read(port: number, t: number): number {
    if (this.#scheduler.next <= t) this.#scheduler.runUntil(t);
    const n = this.#index[port & this.mask]!;
    if (n === 0) {
      this.stretch = 0;
      return this.openBus;
    }
    const io = this.#targets[n]!;
    const offset = (port & this.mask) - this.#start[n]!;
    const value = io.read(offset, t);
    this.stretch = io.waits === undefined ? 0 : io.waits(offset, false, t);
    return value;
  }

  /** An output cycle at tick `t`. Sets `stretch`. */
  write(port: number, value: number, t: number): void {
    if (this.#scheduler.next <= t) this.#scheduler.runUntil(t);
    const n = this.#index[port & this.mask]!;
    if (n === 0) {
      this.stretch = 0;
      return;
    }
    const io = this.#targets[n]!;
    const offset = (port & this.mask) - this.#start[n]!;
    io.write(offset, value, t);
    this.stretch = io.waits === undefined ? 0 : io.waits(offset, true, t);
  }

  /** Reads without side effects. */
  peek(port: number): number {
    const n = this.#index[port & this.mask]!;
    return n === 0 ? this.openBus : this.#targets[n]!.peek((port & this.mask) - this.#start[n]!);
  }
}
