import { createMachine } from '@backplane/kernel';
import { testMachine } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { bareDefinition } from './support/bare.ts';
import { BUSY, BUSY_IRQ, BUSY_NMI } from './support/busy.ts';
import { SCRIPT } from './support/script.ts';

const definition = bareDefinition(BUSY, BUSY_NMI, BUSY_IRQ);
const TICKS = 1_300_000;

testMachine({ describe, test, definition, script: SCRIPT, ticks: TICKS, single: 40_000 });

describe('the program that keeps everything busy', () => {
  test('does so', () => {
    const machine = createMachine(definition);
    machine.run(TICKS);
    const registers = machine.wired.spaces.memory!;
    // interrupts have come, sprites have collided, the sound chip has made noise
    expect(registers.peek(0xd021) & 15).not.toBe(0);
    expect(registers.peek(0x07e7)).not.toBe(0xff);
    expect(registers.peekRam(0xe000)).not.toBe(0);
    expect(
      new Set(registers.memory.subarray(machine.parts.pla.ramAt + 0x400, machine.parts.pla.ramAt + 0x500)).size,
    ).toBeGreaterThan(40);
  });

  test('has the same hash whether pictures and sound are made or not', () => {
    const hashes = [false, true].map((on) => {
      const machine = createMachine(definition);
      for (const [, video] of machine.displays) video.enabled = on;
      for (const [, audio] of machine.sounds) audio.enabled = on;
      for (let n = 0; n < 10; n++) {
        machine.run(TICKS / 10);
        if (on) for (const [, audio] of machine.sounds) audio.drain(machine.tick);
        if (on) for (const [, video] of machine.displays) video.draw(machine.tick);
      }
      return machine.hash();
    });
    expect(hashes[0]).toBe(hashes[1]);
  });
});
