import type { AddressSpace, WriteWatcher } from '@backplane/kernel';
import type { VicBus, VicEngine } from './engine.ts';

/*
 * Which pages of memory are watched
 *
 * A chip that draws lazily must hear of writes to what it may fetch, before they happen. Watched pages are slow for the
 * processor, so only those are watched that the present registers and sprite pointers lead to. The set only has to be
 * large enough; it grows at once and shrinks now and then, and is no state.
 */

export class FetchWatch {
  readonly #space: AddressSpace | null;
  readonly #engine: VicEngine;
  readonly #watcher: WriteWatcher;
  readonly #ends: ((() => void) | null)[] = new Array(256).fill(null);
  #bus: VicBus | null = null;
  /** A watched page was written: sprite pointers may have changed. */
  stale = false;

  constructor(space: AddressSpace | null, engine: VicEngine, written: WriteWatcher) {
    this.#space = space;
    this.#engine = engine;
    this.#watcher = (address, value, t) => {
      written(address, value, t);
      // a pointer changes with this write, to a page that has to be watched from now on
      if ((address & 0x3f8) === 0x3f8) this.#sprite(value);
    };
  }

  select(bus: VicBus): void {
    this.#bus = bus;
  }

  #page(p: number): void {
    const cpu = this.#bus!.cpuPages[p]!;
    if (cpu < 0 || this.#ends[cpu] != null || this.#space === null) return;
    this.#ends[cpu] = this.#space.watchWrites(cpu << 8, (cpu << 8) | 0xff, this.#watcher);
  }

  #pages(from: number, count: number): void {
    for (let p = from; p < from + count; p++) this.#page(p);
  }

  #sprite(pointer: number): void {
    this.#page(pointer >> 2);
  }

  /** Watches everything that can be fetched with the present registers. */
  update(): void {
    const bus = this.#bus;
    if (bus === null) return;
    const { regs } = this.#engine;
    const d018 = regs[0x18]!;
    const matrix = (d018 >> 4) << 2;
    this.#pages(matrix, 4);
    if ((regs[0x11]! & 0x20) !== 0) this.#pages((d018 & 8) << 2, 32);
    else this.#pages((d018 & 14) << 2, 8);
    this.#page(0x3f);
    this.#page(0x39);
    for (let s = 0; s < 8; s++) {
      const at = (matrix << 8) | 0x3f8 | s;
      this.#sprite(bus.memory[bus.pages[at >> 8]! + at]!);
    }
  }
}
