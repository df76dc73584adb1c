import { createMachine, type MachineDefinition } from '@backplane/kernel';
import { ibm5160, xtTurbo } from '@backplane/machine-ibm-pc';
import { type Benchmark, LOOP_ORIGIN, loopSector } from '@backplane/testkit';

/** Ticks in a picture of the colour adapter. */
const PICTURE = 912 * 262;
/** Emulated seconds within which the BIOS has finished its tests. */
const BOOTED = 5;

/**
 * The whole machine, picture by picture, as a session at warp runs it.
 * @param program what runs: the BIOS waiting for a key, or the boot sector of the testkit
 * @param seen pictures are drawn and sound is made
 */
function machine(definition: MachineDefinition, program: 'idle' | 'loop', hz: number, seen: boolean): Benchmark {
  return {
    kind: 'machine',
    of: definition.id,
    name: `${program === 'idle' ? 'BIOS waiting for a key' : 'loop'}${seen ? ', picture and sound' : ''}`,
    hz,
    prepare() {
      const computer = createMachine(definition);
      for (const [, video] of computer.displays) video.enabled = seen;
      for (const [, audio] of computer.sounds) audio.enabled = seen;
      computer.run(BOOTED * computer.ticksPerSecond);
      const cpu = computer.processor;
      if (program === 'loop') {
        const memory = computer.wired.spaces.memory!;
        loopSector(0xffff).forEach((byte, n) => {
          memory.poke(LOOP_ORIGIN + n, byte);
        });
        cpu.setRegister('cs', 0);
        cpu.setRegister('ip', LOOP_ORIGIN);
      }
      return (cycles) => {
        const first = cpu.cycles;
        while (cpu.cycles - first < cycles) {
          computer.run(PICTURE);
          if (seen) for (const [, audio] of computer.sounds) audio.drain(computer.tick);
        }
        return cpu.cycles - first;
      };
    },
  };
}

const XT = 14_318_180 / 3;

export const benchmarks: readonly Benchmark[] = [
  machine(ibm5160, 'loop', XT, false),
  machine(ibm5160, 'loop', XT, true),
  machine(ibm5160, 'idle', XT, false),
  machine(ibm5160, 'idle', XT, true),
  machine(xtTurbo, 'loop', 8_000_000, false),
];
