import { createMachine, type MachineDefinition } from '@backplane/kernel';
import { ibm5160, xtTurbo } from '@backplane/machine-ibm-pc';
import { type Benchmark, LOOP_ORIGIN, loopSector } from '@backplane/testkit';

/** Ticks in a picture of the colour adapter. */
const PICTURE = 912 * 262;
/** Emulated seconds within which the BIOS has finished its tests. */
const BOOTED = 5;

const bytes = (hex: string): number[] => hex.split(' ').map((digits) => Number.parseInt(digits, 16));

/** What runs; null is the BIOS waiting for a key. */
const PROGRAMS: Readonly<Record<string, readonly number[] | null>> = {
  'BIOS waiting for a key': null,
  /** The boot sector of the testkit. */
  loop: [...loopSector(0xffff)],
  /** INT 10h, AH = 0Eh, for ever: lines fill and the screen scrolls. */
  'text through INT 10h': bytes('fb bb 07 00 b8 41 0e cd 10 eb f9'),
  /** REP MOVSW of 24 lines of text within the memory of the colour adapter. */
  'REP MOVSW on the screen': bytes('fb fc b8 00 b8 8e d8 8e c0 be a0 00 31 ff b9 80 07 f3 a5 eb f4'),
  /** REP STOSW of 8,192 words. */
  'REP STOSW in RAM': bytes('fb fc b8 00 20 8e c0 31 ff b9 00 20 f3 ab eb f7'),
};

/**
 * The whole machine, picture by picture, as a session at warp runs it.
 * @param seen pictures are drawn and sound is made
 */
function machine(definition: MachineDefinition, program: string, hz: number, seen: boolean): Benchmark {
  return {
    kind: 'machine',
    of: definition.id,
    name: `${program}${seen ? ', picture and sound' : ''}`,
    hz,
    prepare() {
      const computer = createMachine(definition);
      for (const [, video] of computer.displays) video.enabled = seen;
      for (const [, audio] of computer.sounds) audio.enabled = seen;
      computer.run(BOOTED * computer.ticksPerSecond);
      const cpu = computer.processor;
      const code = PROGRAMS[program] ?? null;
      if (code !== null) {
        const memory = computer.wired.spaces.memory!;
        code.forEach((byte, n) => {
          memory.poke(LOOP_ORIGIN + n, byte);
        });
        cpu.setRegister('cs', 0);
        cpu.setRegister('ip', LOOP_ORIGIN);
      }
      return (cycles) => {
        const first = cpu.cycles;
        while (cpu.cycles - first < cycles) {
          computer.run(PICTURE);
          if (!seen) continue;
          for (const [, video] of computer.displays) video.draw(computer.tick);
          for (const [, audio] of computer.sounds) audio.drain(computer.tick);
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
  machine(ibm5160, 'BIOS waiting for a key', XT, false),
  machine(ibm5160, 'BIOS waiting for a key', XT, true),
  machine(ibm5160, 'text through INT 10h', XT, false),
  machine(ibm5160, 'text through INT 10h', XT, true),
  machine(ibm5160, 'REP MOVSW on the screen', XT, false),
  machine(ibm5160, 'REP MOVSW on the screen', XT, true),
  machine(ibm5160, 'REP STOSW in RAM', XT, false),
  machine(xtTurbo, 'loop', 8_000_000, false),
];
