import { saveState, sha1Hex } from '@backplane/kernel';
import { Prng } from '@backplane/testkit';
import { describe, expect, it } from 'vitest';
import { VicEngine } from '../src/vic-ii/engine.ts';
import { MODELS, type VicModelName } from '../src/vic-ii/models.ts';

/** An engine on 16K of random RAM. */
function engine(model: VicModelName, memory: Uint8Array, colour: Uint8Array): VicEngine {
  const e = new VicEngine(MODELS[model]);
  e.memory = memory;
  e.pages = new Int32Array(64);
  e.colour = colour;
  e.power();
  return e;
}

const state = (e: VicEngine) => sha1Hex(saveState({ state: (io) => e.state(io) }));
const picture = (e: VicEngine) => sha1Hex(e.painter.pixels);

/** Registers as programs set them, now and then as no program does. */
function randomWrite(random: Prng): [reg: number, value: number] {
  const reg = random.pick([
    0x11,
    0x11,
    0x11,
    0x16,
    0x16,
    0x18,
    0x20,
    0x21,
    0x22,
    0x15,
    0x17,
    0x1c,
    0x1d,
    0x10,
    random.below(0x2f),
  ]);
  if (reg === 0x11) return [reg, random.oneIn(4) ? random.below(256) : 0x18 | (random.below(8) << 4) | random.below(8)];
  if (reg === 0x16) return [reg, random.oneIn(2) ? 8 | random.below(32) : random.below(32)];
  if (reg === 0x15 && !random.oneIn(3)) return [reg, 0];
  return [reg, reg >= 0x20 ? random.below(16) : random.below(256)];
}

describe.each(['6569', '8565', '6567R8', '6567R56A'] as const)('whole lines of the %s', (model) => {
  it.each([1, 2, 3, 4, 5, 6])('are what their cycles give one by one (seed %i)', (seed) => {
    const random = new Prng(seed);
    const memory = Uint8Array.from({ length: 0x4000 }, () => random.below(256));
    const colour = Uint8Array.from({ length: 1024 }, () => random.below(16));
    const whole = engine(model, memory, colour);
    const exact = engine(model, memory, colour);
    exact.exactOnly = true;
    let lines = 0;
    for (let n = 0; n < 700; n++) {
      const cycles = random.oneIn(3) ? random.below(100) : random.below(30) * 63 + random.below(65);
      whole.run(cycles);
      exact.run(cycles);
      lines += cycles / 63;
      const writes = random.oneIn(3) ? random.below(4) : 1;
      for (let w = 0; w < writes; w++) {
        const [reg, value] = randomWrite(random);
        whole.write(reg, value);
        exact.write(reg, value);
        whole.run(1);
        exact.run(1);
      }
      memory[random.below(0x4000)] = random.below(256);
      if (n % 10 === 0) expect(state(whole), `step ${n}`).toBe(state(exact));
      if (n % 50 === 0) expect(picture(whole), `step ${n}`).toBe(picture(exact));
    }
    expect(picture(whole)).toBe(picture(exact));
    expect(lines).toBeGreaterThan(5000);
  });

  it('do not depend on whether they are drawn', () => {
    const random = new Prng(9);
    const memory = Uint8Array.from({ length: 0x4000 }, () => random.below(256));
    const colour = new Uint8Array(1024).fill(7);
    const drawn = engine(model, memory, colour);
    const blind = engine(model, memory, colour);
    blind.painter.enabled = false;
    for (let n = 0; n < 300; n++) {
      const cycles = random.below(1000);
      const [reg, value] = randomWrite(random);
      for (const e of [drawn, blind]) {
        e.run(cycles);
        e.write(reg, value);
        e.run(1);
      }
      if (n % 10 === 0) expect(state(blind), `step ${n}`).toBe(state(drawn));
    }
    expect(picture(blind)).not.toBe(picture(drawn));
  });
});
