import { createMachine, type Machine, type MachineDefinition, sha1Hex, stateDifference } from '@backplane/kernel';
import { blankFloppy, openFloppy } from '@backplane/media';
import { Prng } from '@backplane/testkit';
import { describe, expect, it } from 'vitest';
import { ibm5160 } from '../src/index.ts';

/*
 * Guests that do anything at all: random instructions, random port accesses. Nothing may throw or hang, and what a
 * machine does afterwards is the same after saving and loading.
 */

/** All kinds of cards at once, as far as their addresses allow. */
const SETS: readonly Readonly<Record<string, string>>[] = [
  {
    isa1: 'cga',
    isa2: 'floppy',
    isa3: 'xtide',
    isa4: 'adlib',
    isa5: 'serial',
    isa6: 'parallel',
    isa7: 'clock',
    isa8: 'ems2m',
  },
  {
    isa1: 'hercules-half',
    isa2: 'cga-composite',
    isa3: 'xtide-rev2',
    isa4: 'mouse',
    isa5: 'serial-com2',
    isa6: 'joystick',
    isa7: 'umb',
    isa8: 'floppy-dd',
  },
  {
    isa1: 'mda',
    isa2: 'floppy',
    isa3: 'parallel-278',
    isa4: 'adlib',
    isa5: 'mouse-systems',
    isa6: 'clock',
    isa7: 'joystick',
    isa8: 'xtide',
  },
];

/** By set: some seeds, and those that led to states that were not saved in full. */
const SEEDS = [
  [1, 128],
  [1, 104],
  [1, 158],
];
/** Rounds of a guest, and how many of them lie between two savings. */
const ROUNDS = 30;
const SAVED_EVERY = 10;

function build(slots: Readonly<Record<string, string>>, image: Uint8Array): Machine {
  const machine = createMachine(ibm5160 as MachineDefinition, { slots });
  const floppy = Object.entries(slots).find(([, card]) => card.startsWith('floppy'))![0];
  const { medium } = openFloppy(image.slice(), { fileName: 'a.img', baseSha1: sha1Hex(image) });
  machine.insert(`${floppy}.a`, medium);
  for (const [, video] of machine.displays) video.enabled = true;
  for (const [, audio] of machine.sounds) audio.enabled = true;
  return machine;
}

describe('a wild guest', () => {
  for (const [n, slots] of SETS.entries()) {
    it(`cannot bring the machine down (${Object.values(slots).join(', ')})`, () => {
      const image = blankFloppy('360k');
      for (const seed of SEEDS[n]!) {
        const rng = new Prng(seed * 10 + n);
        const machine = build(slots, image);
        const { memory } = machine.wired.spaces;
        const { io } = machine.wired.ports;
        const cpu = machine.processor;
        // the processor, or DMA that it waits for, stands a little beyond the end of a run
        const now = () => Math.max(machine.tick, machine.scheduler.now, machine.wired.clocks.clk!.tickOf(cpu.cycles));
        for (let round = 0; round < ROUNDS; round++) {
          for (let at = 0; at < 0x4000; at++) memory!.poke(0x10000 + at, rng.next() & 0xff);
          cpu.setRegister('cs', 0x1000);
          cpu.setRegister('ip', 0);
          cpu.setRegister('ds', rng.next() & 1 ? 0xb800 : 0xb000);
          cpu.setRegister('es', 0xb800);
          cpu.setRegister('ss', 0x2000);
          machine.run(20_000 + (rng.next() & 0xffff));
          for (let access = 0; access < 200; access++) {
            const port = rng.next() & 0x3ff;
            if ((rng.next() & 1) === 0) io!.write(port, rng.next() & 0xff, now());
            else io!.read(port, now());
            if ((rng.next() & 15) === 0) machine.run(rng.next() & 0xfff);
          }
          for (const [, video] of machine.displays) video.draw(now());
          for (const [, audio] of machine.sounds) audio.drain(now());
          if (round % SAVED_EVERY !== SAVED_EVERY - 1) continue;
          const state = machine.save();
          const twin = build(slots, image);
          twin.load(state);
          for (const m of [machine, twin]) m.run(300_000);
          expect([seed, round, stateDifference(machine.save(), twin.save())]).toEqual([seed, round, null]);
        }
      }
    });
  }
});
