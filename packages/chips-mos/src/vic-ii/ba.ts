import type { VicEngine } from './engine.ts';

/*
 * When BA changes next
 *
 * BA follows from the raster line, D011, and which sprites fetch. As long as no register is written all of that can be
 * told in advance, without fetching or drawing anything: the scheduler then needs one event per edge.
 */

/** Runs ahead of the engine and finds the edges of BA. */
export class BaPredictor {
  readonly #engine: VicEngine;
  readonly #mc = new Uint8Array(8);
  readonly #mcBase = new Uint8Array(8);
  #line = 0;
  #cycle = 0;
  #allowBad = 0;
  #dma = 0;
  #expand = 0;
  /** BA at the place reached. */
  low = false;

  constructor(engine: VicEngine) {
    this.#engine = engine;
  }

  /** Starts afresh from where the engine stands. */
  reset(): void {
    const e = this.#engine;
    this.#line = e.line;
    this.#cycle = e.cycle;
    this.#allowBad = e.allowBad;
    this.#dma = e.dma;
    this.#expand = e.expand;
    this.#mc.set(e.mc);
    this.#mcBase.set(e.mcBase);
    this.low = e.baLow !== 0;
  }

  /** Goes on to the next edge. Returns its distance from the place before in cycles, Infinity if there is none. */
  next(): number {
    const { regs, model, spriteBa } = this.#engine;
    const d011 = regs[0x11]!;
    const d015 = regs[0x15]!;
    const d017 = regs[0x17]!;
    const yscroll = d011 & 7;
    const den = (d011 & 0x10) !== 0;
    const cycles = model.cycles;
    const check = model.sprite0 - 3;
    const mc = this.#mc;
    const mcBase = this.#mcBase;
    const low = this.low;
    const far = 2 * cycles * model.lines;
    let passed = 0;
    while (passed < far) {
      let c = ++this.#cycle;
      if (c > cycles) {
        c = this.#cycle = 1;
        if (++this.#line === model.lines) this.#line = 0;
      }
      passed++;
      const line = this.#line;
      if (line === 0x30) {
        if (den) this.#allowBad = 1;
      } else if (line === 0xf8) this.#allowBad = 0;
      const bad = this.#allowBad !== 0 && (line & 7) === yscroll;
      const idle = !bad && this.#dma === 0;
      if (idle && !low && c < check) {
        // nothing can happen in what is left before the sprites of the next line are looked for
        passed += check - 1 - c;
        this.#cycle = check - 1;
        continue;
      }
      if (c === 16) {
        if (this.#dma !== 0) {
          for (let s = 0; s < 8; s++) {
            const bit = 1 << s;
            if ((this.#dma & this.#expand & bit) === 0) continue;
            mcBase[s] = mc[s]!;
            if (mcBase[s] === 63) this.#dma &= ~bit;
          }
        }
      } else if (c === check || c === check + 1) {
        const candidates = d015 & ~this.#dma;
        if (candidates !== 0) {
          for (let s = 0; s < 8; s++) {
            const bit = 1 << s;
            if ((candidates & bit) === 0 || regs[s * 2 + 1] !== (line & 0xff)) continue;
            this.#dma |= bit;
            mcBase[s] = 0;
            this.#expand |= bit;
          }
        }
        if (c !== check) this.#expand ^= d017 & this.#dma;
      } else if (c === 58) mc.set(mcBase);
      if (idle && !low && this.#dma === 0) {
        if (c > check) {
          passed += cycles - c;
          this.#cycle = cycles;
        }
        continue;
      }
      const dma = this.#dma;
      const now = (bad && c >= 12 && c <= 54) || (dma & spriteBa[c]!) !== 0;
      if (dma !== 0) {
        const since = c >= model.sprite0 ? c - model.sprite0 : c + cycles - model.sprite0;
        const s = since >> 1;
        if (s < 8 && (dma & (1 << s)) !== 0) mc[s] = (mc[s]! + 1 + (since & 1)) & 63;
      }
      if (now !== low) {
        this.low = now;
        return passed;
      }
      if (c > 16 && c < 53) {
        // sprites are fetched in the borders only: BA stays as it is up to the end of the c-accesses
        passed += 53 - c;
        this.#cycle = 53;
      }
    }
    return Number.POSITIVE_INFINITY;
  }
}
