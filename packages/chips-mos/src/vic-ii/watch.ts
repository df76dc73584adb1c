import type { AddressSpace, WriteWatcher } from '@backplane/kernel';
import type { VicBus, VicEngine } from './engine.ts';

/*
 * Which pages of memory are watched
 *
 * A chip that draws lazily must hear of writes to what it may fetch, before they happen. Watched pages are slow for the
 * processor, so only those are watched that the present registers and sprite pointers lead to. The set only has to be
 * large enough; it grows at once and shrinks now and then, and is no state.
 */

/** Frames after which pages are looked through. */
const PATIENCE = 50;

export class FetchWatch {
  readonly #space: AddressSpace | null;
  readonly #engine: VicEngine;
  readonly #watcher: WriteWatcher;
  readonly #ends: ((() => void) | null)[] = new Array(256).fill(null);
  readonly #wanted = new Uint8Array(256);
  #age = 0;
  #bus: VicBus | null = null;

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
    if (cpu < 0 || this.#space === null) return;
    this.#wanted[cpu] = 1;
    if (this.#ends[cpu] != null) return;
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
    const e = this.#engine;
    const { regs } = e;
    const d018 = regs[0x18]!;
    const matrix = (d018 >> 4) << 2;
    this.#page(0x3f);
    this.#page(0x39);
    if ((regs[0x11]! & 0x10) !== 0 || e.allowBad !== 0 || e.idle === 0) {
      this.#pages(matrix, 4);
      if ((regs[0x11]! & 0x20) !== 0) this.#pages((d018 & 8) << 2, 32);
      else this.#pages((d018 & 14) << 2, 8);
    }
    const sprites = regs[0x15]! | e.dma;
    if (sprites === 0) return;
    this.#page(matrix + 3);
    for (let s = 0; s < 8; s++) {
      if ((sprites & (1 << s)) === 0) continue;
      const at = (matrix << 8) | 0x3f8 | s;
      this.#sprite(bus.memory[bus.pages[at >> 8]! + at]!);
      this.#sprite(e.pointer[s]!);
    }
  }

  /** Forgets pages that have not been needed for a while. Called once in a frame, or less often. */
  age(): void {
    if (++this.#age < PATIENCE) return;
    this.#age = 0;
    this.#wanted.fill(0);
    this.update();
    for (let cpu = 0; cpu < 256; cpu++) {
      const end = this.#ends[cpu];
      if (end == null || this.#wanted[cpu] !== 0) continue;
      end();
      this.#ends[cpu] = null;
    }
  }
}
