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
  /** Address bits that this device decodes, if they are not those of the board. */
  readonly decode?: number;
}

/** What answers an interrupt acknowledge cycle: the byte on the data bus. */
export type Acknowledge = (t: number) => number;

const PORTS = 0x10000;

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
  /** Number of the entry behind each of the 65,536 ports, 0 = none. */
  readonly #index = new Uint8Array(PORTS);
  readonly #targets: IoTarget[] = [NOTHING];
  readonly #masks: number[] = [0];
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
  }

  /**
   * Maps a device. It answers at all ports that look the same in the address bits that it decodes. Where two devices
   * with different bits meet, the one that decodes more has the port.
   * @throws WiringError naming both if ranges overlap, or a range is outside the space
   */
  map(entry: PortEntry): void {
    const mask = entry.decode ?? this.mask;
    if (!Number.isInteger(mask) || mask < 0 || mask >= PORTS) {
      throw new WiringError(
        `Port space "${this.id}": "${entry.name}" decodes ${mask}; it takes a mask of address bits, 0–FFFFh.`,
      );
    }
    const whole = Number.isInteger(entry.from) && Number.isInteger(entry.to);
    const ok = whole && entry.from >= 0 && entry.from <= entry.to && entry.to <= mask;
    if (!ok) {
      throw new WiringError(
        `Port space "${this.id}": "${entry.name}" is mapped at ${hex(entry.from)}–${hex(entry.to)}; ` +
          `${entry.decode === undefined ? 'the board' : 'it'} decodes 0–${hex(mask)}.`,
      );
    }
    for (const other of this.#entries) {
      if ((other.decode ?? this.mask) !== mask) continue;
      if (entry.from <= other.to && other.from <= entry.to) {
        const at = Math.max(entry.from, other.from);
        throw new WiringError(
          `Port space "${this.id}": "${other.name}" (${hex(other.from)}–${hex(other.to)}) and "${entry.name}" ` +
            `(${hex(entry.from)}–${hex(entry.to)}) both answer port ${hex(at)}. Move one of them.`,
        );
      }
    }
    if (this.#targets.length > 255) throw new WiringError(`Port space "${this.id}" has more than 255 ranges.`);
    const bits = bitCount(mask);
    for (let port = 0; port < PORTS; port++) {
      const seen = port & mask;
      if (seen < entry.from || seen > entry.to || bitCount(this.#masks[this.#index[port]!]!) > bits) continue;
      this.#index[port] = this.#targets.length;
    }
    this.#targets.push(entry.io);
    this.#masks.push(mask);
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
    const n = this.#index[port & 0xffff]!;
    return this.#targets[n]!.ready?.((port & this.#masks[n]!) - this.#start[n]!, t) ?? true;
  }

  /** An input cycle at tick `t`. Sets `stretch`. */
  read(port: number, t: number): number {
    if (this.#scheduler.next <= t) this.#scheduler.runUntil(t);
    const n = this.#index[port & 0xffff]!;
    if (n === 0) {
      this.stretch = 0;
      return this.openBus;
    }
    const io = this.#targets[n]!;
    const offset = (port & this.#masks[n]!) - this.#start[n]!;
    const value = io.read(offset, t);
    this.stretch = io.waits === undefined ? 0 : io.waits(offset, false, t);
    return value;
  }

  /** An output cycle at tick `t`. Sets `stretch`. */
  write(port: number, value: number, t: number): void {
    if (this.#scheduler.next <= t) this.#scheduler.runUntil(t);
    const n = this.#index[port & 0xffff]!;
    if (n === 0) {
      this.stretch = 0;
      return;
    }
    const io = this.#targets[n]!;
    const offset = (port & this.#masks[n]!) - this.#start[n]!;
    io.write(offset, value, t);
    this.stretch = io.waits === undefined ? 0 : io.waits(offset, true, t);
  }

  /** Reads without side effects. */
  peek(port: number): number {
    const n = this.#index[port & 0xffff]!;
    return n === 0 ? this.openBus : this.#targets[n]!.peek((port & this.#masks[n]!) - this.#start[n]!);
  }
}

/** Number of ones in a mask. */
function bitCount(mask: number): number {
  let n = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) n++;
  return n;
}
