import { WiringError } from './errors.ts';
import { Scheduler } from './scheduler.ts';
import { suggest } from './suggest.ts';

/*
 * Memory as a processor sees it
 *
 * One concrete class for every machine, because a bus access is the hottest thing there is and must stay monomorphic.
 * All RAM and ROM lies in one arena. For each page of 256 bytes a view holds where that page's bytes are: `base`, so
 * that the byte at address `a` is `memory[base + a]` (the page's start is already subtracted, which saves the masking),
 * or SLOW if the page belongs to an I/O device. Writes to ROM go to a junk page. Bank switching swaps prebuilt views.
 *
 * A processor core reads like this and calls the slow path with the tick only when it has to:
 *
 *     const base = readBase[a >> 8];
 *     value = base !== SLOW ? memory[base + a] : space.readSlow(a, tick);
 *
 * `readBase` and `writeBase` are replaced when the view is switched. That can happen only inside a slow access, a port
 * access or a look at a line (`InputPin.at`), or between slices, so a core may hold them in locals and reload them
 * after those. `memory` is fixed once the machine is wired; a core takes it when it starts to run, not when it is made.
 */

/** Page base that means "not plain memory: take the slow path". */
export const SLOW = -0x80000000;
/** Bits of an address within a page. */
export const PAGE_BITS = 8;
/** Bytes in a page. */
export const PAGE_SIZE = 1 << PAGE_BITS;

/** A device's registers on a bus. `offset` counts from the start of the mapped range; `t` is in master ticks. */
export interface IoTarget {
  /** Reads with all side effects. Returns 0–255 (a 16-bit bus is two accesses). */
  read(offset: number, t: number): number;
  write(offset: number, value: number, t: number): void;
  /** Reads without any side effect, for debuggers. */
  peek(offset: number): number;
  /**
   * Extra clock cycles (of the processor's clock) by which this access is stretched (WAIT, READY). Asked after the
   * access; absent means none.
   */
  waits?(offset: number, write: boolean, t: number): number;
  /**
   * False while the device holds the processor (WAIT, READY) until it has something to give. Asked before an
   * instruction with an input cycle begins, and again after the next event or input, any number of times; absent means
   * always ready. What it answers may change only by an event, an input or an access, not by being asked.
   */
  ready?(offset: number, t: number): boolean;
}

/** Told of every write to watched pages, before the write takes place. */
export type WriteWatcher = (address: number, value: number, t: number) => void;

/** What a range of addresses leads to. */
export interface MapEntry {
  /** First address. */
  readonly from: number;
  /** Last address, inclusive. */
  readonly to: number;
  /** Name for messages. */
  readonly name: string;
  /** Arena offset of the byte at `from`, for memory. */
  readonly memory?: number;
  /** Device, for I/O. */
  readonly io?: IoTarget;
  /** Added to (address − from) for I/O. */
  readonly ioOffset?: number;
  /** The range answers reads (default true). */
  readonly read?: boolean;
  /** The range takes writes (default true). With `memory` and false, writes are lost as on a ROM. */
  readonly write?: boolean | 'ignore';
}

interface View {
  readonly id: string;
  readonly readBase: Int32Array;
  readonly writeBase: Int32Array;
  readonly readIo: (PageTarget | null)[];
  readonly writeIo: (PageTarget | null)[];
  /** Bases without watchers. */
  readonly plainWriteBase: Int32Array;
}

/** A page's I/O: the device and what to subtract from the address. One class, so that the call site stays fast. */
class PageTarget {
  readonly io: IoTarget;
  readonly start: number;
  constructor(io: IoTarget, start: number) {
    this.io = io;
    this.start = start;
  }
}

/** A page shared by several ranges: chooses by the byte. */
class MixedPage implements IoTarget {
  readonly #space: AddressSpace;
  readonly #entries: readonly MapEntry[];
  /** By byte of the page: number of the entry, counted from 1; 0 = nothing answers. */
  readonly #index: Uint16Array;

  constructor(space: AddressSpace, entries: readonly MapEntry[], index: Uint16Array) {
    this.#space = space;
    this.#entries = entries;
    this.#index = index;
  }

  /** Arena offset of the RAM at `address`, or −1 if there is none to be written. */
  ramAt(address: number): number {
    const entry = this.#entries[this.#index[address & 0xff]! - 1];
    if (entry?.memory === undefined || entry.write === 'ignore') return -1;
    return entry.memory + address - entry.from;
  }

  read(address: number, t: number): number {
    const entry = this.#entries[this.#index[address & 0xff]! - 1];
    if (entry === undefined) return this.#space.openBus;
    if (entry.io !== undefined) return entry.io.read(address - entry.from + (entry.ioOffset ?? 0), t);
    return this.#space.memory[entry.memory! + address - entry.from]!;
  }

  write(address: number, value: number, t: number): void {
    const entry = this.#entries[this.#index[address & 0xff]! - 1];
    if (entry === undefined || entry.write === 'ignore') return;
    if (entry.io !== undefined) entry.io.write(address - entry.from + (entry.ioOffset ?? 0), value, t);
    else this.#space.memory[entry.memory! + address - entry.from] = value;
  }

  peek(address: number): number {
    const entry = this.#entries[this.#index[address & 0xff]! - 1];
    if (entry === undefined) return this.#space.openBus;
    if (entry.io !== undefined) return entry.io.peek(address - entry.from + (entry.ioOffset ?? 0));
    return this.#space.memory[entry.memory! + address - entry.from]!;
  }

  waits(address: number, write: boolean, t: number): number {
    const entry = this.#entries[this.#index[address & 0xff]! - 1];
    return entry?.io?.waits?.(address - entry.from + (entry.ioOffset ?? 0), write, t) ?? 0;
  }
}

/**
 * Registers that a longer range repeats: the board leaves the address lines between the chip's own and the decoder's
 * unconnected.
 */
export class MirroredIo implements IoTarget {
  readonly #io: IoTarget;
  readonly #size: number;

  /** @param size registers, after which they repeat */
  constructor(io: IoTarget, size: number) {
    this.#io = io;
    this.#size = size;
  }

  read(offset: number, t: number): number {
    return this.#io.read(offset % this.#size, t);
  }

  write(offset: number, value: number, t: number): void {
    this.#io.write(offset % this.#size, value, t);
  }

  peek(offset: number): number {
    return this.#io.peek(offset % this.#size);
  }

  waits(offset: number, write: boolean, t: number): number {
    return this.#io.waits?.(offset % this.#size, write, t) ?? 0;
  }
}

/** What a processor sees: RAM, ROM and I/O. */
export class AddressSpace {
  readonly id: string;
  /** Address bits (8–24). */
  readonly bits: number;
  /** Largest address. */
  readonly mask: number;
  /** Value of reads where nothing answers. */
  readonly openBus: number;
  /** The arena. Replaced while wiring when regions are added; fixed from then on. */
  memory: Uint8Array;
  /** Present view: page bases for reads, see the head of this file. */
  readBase: Int32Array;
  /** Present view: page bases for writes. */
  writeBase: Int32Array;
  /** Wait states that the last slow access asked for, in cycles of the processor's clock. */
  stretch = 0;

  readonly #scheduler: Scheduler;
  readonly #views: View[] = [];
  #view: View;
  #viewIndex = 0;
  #used = 2 * PAGE_SIZE;
  readonly #watchers: (readonly WriteWatcher[] | null)[] = [];

  /**
   * @param id name for messages
   * @param bits address bits, 8 to 24
   * @param scheduler the machine's time line: due events run before a device is accessed
   * @param openBus 0–255
   */
  constructor(id: string, bits: number, scheduler: Scheduler = new Scheduler(), openBus = 0xff) {
    if (!Number.isInteger(bits) || bits < 8 || bits > 24) {
      throw new WiringError(`Space "${id}" has ${bits} address bits; 8 to 24 are possible.`);
    }
    checkOpenBus(`Space "${id}"`, openBus);
    this.id = id;
    this.bits = bits;
    this.mask = 2 ** bits - 1;
    this.openBus = openBus;
    this.#scheduler = scheduler;
    // the first page takes writes to ROM, the second answers reads of nothing
    this.memory = new Uint8Array(this.#used);
    this.memory.fill(openBus, PAGE_SIZE);
    this.#view = this.addView('empty', []);
    this.readBase = this.#view.readBase;
    this.writeBase = this.#view.writeBase;
    this.#views.length = 0;
  }

  /** Adds `size` bytes of memory to the arena and returns their offset. Wiring time only. */
  addMemory(size: number): number {
    const at = this.#used;
    this.#used += Math.ceil(size / PAGE_SIZE) * PAGE_SIZE;
    const grown = new Uint8Array(this.#used);
    grown.set(this.memory);
    this.memory = grown;
    return at;
  }

  /**
   * Prebuilds a map. The first view added is the one in force.
   * @throws WiringError naming both if two ranges overlap for the same direction, or a range is outside the space
   */
  addView(id: string, entries: readonly MapEntry[]): View {
    const pages = (this.mask + 1) / PAGE_SIZE;
    const view: View = {
      id,
      readBase: new Int32Array(pages),
      writeBase: new Int32Array(pages),
      readIo: new Array<PageTarget | null>(pages).fill(null),
      writeIo: new Array<PageTarget | null>(pages).fill(null),
      plainWriteBase: new Int32Array(pages),
    };
    if (this.#views.some((v) => v.id === id)) throw new WiringError(`Space "${this.id}" has two views "${id}".`);
    for (const entry of entries) this.#checkRange(id, entry);
    this.#checkOverlaps(id, entries, (e) => e.read !== false, 'reads');
    this.#checkOverlaps(id, entries, (e) => e.write !== false, 'writes');
    for (let page = 0; page < pages; page++) {
      const start = page * PAGE_SIZE;
      const here = entries.filter((e) => e.from < start + PAGE_SIZE && e.to >= start);
      this.#fillPage(view, start, here);
    }
    view.plainWriteBase.set(view.writeBase);
    this.#views.push(view);
    if (this.#views.length === 1) {
      this.#view = view;
      this.#apply();
    }
    return view;
  }

  #checkRange(view: string, e: MapEntry): void {
    const ok = Number.isInteger(e.from) && Number.isInteger(e.to) && e.from >= 0 && e.from <= e.to && e.to <= this.mask;
    if (!ok) {
      throw new WiringError(
        `Space "${this.id}", view "${view}": "${e.name}" is mapped at ${hex(e.from)}–${hex(e.to)}; ` +
          `the space has addresses 0–${hex(this.mask)}.`,
      );
    }
    if ((e.memory === undefined) === (e.io === undefined)) {
      throw new WiringError(`Space "${this.id}", view "${view}": "${e.name}" needs either memory or a device.`);
    }
    if (e.memory !== undefined && (e.memory < 2 * PAGE_SIZE || e.memory + (e.to - e.from) >= this.#used)) {
      throw new WiringError(`Space "${this.id}", view "${view}": "${e.name}" reaches beyond the memory of the space.`);
    }
  }

  #checkOverlaps(view: string, entries: readonly MapEntry[], applies: (e: MapEntry) => boolean, what: string): void {
    const sorted = entries.filter(applies).sort((a, b) => a.from - b.from);
    for (let i = 1; i < sorted.length; i++) {
      const a = sorted[i - 1]!;
      const b = sorted[i]!;
      if (b.from <= a.to) {
        throw new WiringError(
          `Space "${this.id}", view "${view}": "${a.name}" (${hex(a.from)}–${hex(a.to)}) and "${b.name}" ` +
            `(${hex(b.from)}–${hex(b.to)}) both answer ${what} at ${hex(b.from)}. Move one of them.`,
        );
      }
    }
  }

  #fillPage(view: View, start: number, here: readonly MapEntry[]): void {
    const page = start / PAGE_SIZE;
    for (const write of [false, true]) {
      const list = here.filter((e) => (write ? e.write !== false : e.read !== false));
      const base = write ? view.writeBase : view.readBase;
      const io = write ? view.writeIo : view.readIo;
      const only = list[0];
      if (only === undefined) {
        base[page] = (write ? 0 : PAGE_SIZE) - start;
      } else if (list.length === 1 && only.from <= start && only.to >= start + PAGE_SIZE - 1) {
        if (write && only.write === 'ignore') {
          base[page] = -start;
        } else if (only.io !== undefined) {
          base[page] = SLOW;
          io[page] = new PageTarget(only.io, only.from - (only.ioOffset ?? 0));
        } else {
          base[page] = only.memory! - only.from;
        }
      } else {
        const index = new Uint16Array(PAGE_SIZE);
        list.forEach((e, n) => {
          index.fill(n + 1, Math.max(e.from - start, 0), Math.min(e.to - start + 1, PAGE_SIZE));
        });
        base[page] = SLOW;
        io[page] = new PageTarget(new MixedPage(this, list, index), 0);
      }
    }
  }

  /** Index of a view by name, for `select`. @throws WiringError */
  viewIndex(id: string): number {
    const n = this.#views.findIndex((v) => v.id === id);
    if (n < 0) {
      const views = this.#views.map((v) => v.id);
      throw new WiringError(`Space "${this.id}" has no view "${id}".${suggest(id, views)}`);
    }
    return n;
  }

  /** Names of the views, in the order of their numbers. */
  get views(): readonly string[] {
    return this.#views.map((v) => v.id);
  }

  /** Number of the view in force. */
  get selected(): number {
    return this.#viewIndex;
  }

  /** Puts a prebuilt view in force. @throws RangeError if there is none of that number */
  select(index: number): void {
    const view = this.#views[index];
    if (view === undefined)
      throw new RangeError(`Space "${this.id}" has views 0–${this.#views.length - 1}, not ${index}.`);
    this.#viewIndex = index;
    this.#view = view;
    this.#apply();
  }

  #apply(): void {
    this.readBase = this.#view.readBase;
    this.writeBase = this.#view.writeBase;
  }

  /**
   * Tells `watcher` of every write to the pages of `from`–`to` in every view, before it takes place. Watched pages take
   * the slow path, so a lazy video chip or a debugger pays only for the pages it watches. Several may watch a page.
   * Watchers are no state: they outlive resets and loads. Call it when the space has its views.
   * @param watcher null ends the watch of everybody on these pages
   * @returns a function that ends the watch of this watcher
   * @throws RangeError if the range is not in the space
   */
  watchWrites(from: number, to: number, watcher: WriteWatcher | null): () => void {
    if (!(from >= 0 && from <= to && to <= this.mask)) {
      throw new RangeError(`Space "${this.id}" has addresses 0–${hex(this.mask)}, not ${hex(from)}–${hex(to)}.`);
    }
    const change = (edit: (now: readonly WriteWatcher[]) => readonly WriteWatcher[]): void => {
      for (let page = from >> PAGE_BITS; page <= to >> PAGE_BITS; page++) {
        const list = edit(this.#watchers[page] ?? []);
        this.#watchers[page] = list.length === 0 ? null : list;
        for (const view of this.#views) view.writeBase[page] = list.length === 0 ? view.plainWriteBase[page]! : SLOW;
      }
    };
    change((now) => (watcher === null ? [] : now.includes(watcher) ? now : [...now, watcher]));
    return () => change((now) => now.filter((w) => w !== watcher));
  }

  /**
   * Shows other memory in `from`–`to`, from arena offset `memory` on, in every view: a window whose place a register sets,
   * where views would be too many. The range must be whole pages that are RAM in all views. Processors that hold the page
   * bases see it at once. The choice is the caller's state: it is made anew after a load.
   * @throws RangeError if the range is not such memory
   */
  remap(from: number, to: number, memory: number): void {
    const first = from >> PAGE_BITS;
    const last = to >> PAGE_BITS;
    const whole = (from & (PAGE_SIZE - 1)) === 0 && ((to + 1) & (PAGE_SIZE - 1)) === 0 && from >= 0 && from <= to;
    if (!whole || to > this.mask || memory < 2 * PAGE_SIZE || memory + (to - from) >= this.#used) {
      throw new RangeError(`Space "${this.id}" cannot show its memory from ${memory} on at ${hex(from)}–${hex(to)}.`);
    }
    const base = memory - from;
    for (const view of this.#views) {
      for (let page = first; page <= last; page++) {
        if (
          view.readIo[page] != null ||
          view.writeIo[page] != null ||
          view.plainWriteBase[page] === -page * PAGE_SIZE
        ) {
          throw new RangeError(`Space "${this.id}", view "${view.id}" has no RAM at ${hex(page * PAGE_SIZE)}.`);
        }
        view.readBase[page] = base;
        view.plainWriteBase[page] = base;
        if (this.#watchers[page] == null) view.writeBase[page] = base;
      }
    }
  }

  /** Reads with side effects, as a bus master does at tick `t`. */
  read(address: number, t: number): number {
    const base = this.readBase[address >> PAGE_BITS]!;
    return base !== SLOW ? this.memory[base + address]! : this.readSlow(address, t);
  }

  /** Writes as a bus master does at tick `t`. */
  write(address: number, value: number, t: number): void {
    const base = this.writeBase[address >> PAGE_BITS]!;
    if (base !== SLOW) this.memory[base + address] = value;
    else this.writeSlow(address, value, t);
  }

  /** The slow path of a read: due events, then the device. Sets `stretch`. */
  readSlow(address: number, t: number): number {
    if (this.#scheduler.next <= t) this.#scheduler.runUntil(t);
    const page = address >> PAGE_BITS;
    const target = this.#view.readIo[page];
    if (target == null) {
      this.stretch = 0;
      return this.memory[this.#view.readBase[page]! + address]!;
    }
    const io = target.io;
    const offset = address - target.start;
    const value = io.read(offset, t);
    this.stretch = io.waits === undefined ? 0 : io.waits(offset, false, t);
    return value;
  }

  /** The slow path of a write: due events, watcher, then the device or memory. Sets `stretch`. */
  writeSlow(address: number, value: number, t: number): void {
    if (this.#scheduler.next <= t) this.#scheduler.runUntil(t);
    const page = address >> PAGE_BITS;
    const watchers = this.#watchers[page];
    if (watchers != null) for (let i = 0; i < watchers.length; i++) watchers[i]!(address, value, t);
    const target = this.#view.writeIo[page];
    if (target == null) {
      this.stretch = 0;
      this.memory[this.#view.plainWriteBase[page]! + address] = value;
      return;
    }
    const io = target.io;
    const offset = address - target.start;
    io.write(offset, value, t);
    this.stretch = io.waits === undefined ? 0 : io.waits(offset, true, t);
  }

  /** Reads without side effects. */
  peek(address: number): number {
    const a = address & this.mask;
    const page = a >> PAGE_BITS;
    const base = this.readBase[page]!;
    if (base !== SLOW) return this.memory[base + a]!;
    const target = this.#view.readIo[page];
    return target == null ? this.openBus : target.io.peek(a - target.start);
  }

  /**
   * The byte that a write to `address` would replace: the RAM beneath a ROM. The open bus where writes do not reach
   * memory. No side effects.
   */
  peekRam(address: number): number {
    const at = this.#ramAt(address & this.mask);
    return at < 0 ? this.openBus : this.memory[at]!;
  }

  /** Stores into RAM where the present view has memory for writes; I/O and ROM are left alone (returns false). */
  poke(address: number, value: number): boolean {
    const at = this.#ramAt(address & this.mask);
    if (at < 0) return false;
    this.memory[at] = value;
    return true;
  }

  /** Arena offset of the RAM that a write to `address` reaches, or −1. */
  #ramAt(address: number): number {
    const page = address >> PAGE_BITS;
    const io = this.#view.writeIo[page]?.io;
    if (io !== undefined) return io instanceof MixedPage ? io.ramAt(address) : -1;
    const at = this.#view.plainWriteBase[page]! + address;
    return at < PAGE_SIZE ? -1 : at;
  }
}

/** @throws WiringError unless `openBus` is a byte */
export function checkOpenBus(where: string, openBus: number): void {
  if (!Number.isInteger(openBus) || openBus < 0 || openBus > 0xff) {
    throw new WiringError(`${where} reads ${openBus} where nothing answers; it takes a byte, 0–255.`);
  }
}

/** An address for messages. */
export function hex(n: number): string {
  return `${n.toString(16).toUpperCase().padStart(4, '0')}h`;
}
