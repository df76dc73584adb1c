import { createMachine } from '@backplane/kernel';
import { c64, catalog } from '@backplane/machine-c64';
import type { Benchmark } from '@backplane/testkit';

/** φ2 cycles in a PAL picture, and in a second. */
const PICTURE = 63 * 312;
const HZ = 17_734_472 / 18;

/**
 * The whole machine with the project's own firmware, picture by picture, as a session at warp runs it.
 * @param text what is typed after power-on
 * @param seen pictures are drawn and sound is made
 */
function machine(name: string, text: string, seen: boolean): Benchmark {
  return {
    kind: 'machine',
    of: 'c64',
    name,
    hz: HZ,
    prepare() {
      const computer = createMachine(c64);
      for (const [, video] of computer.displays) video.enabled = seen;
      for (const [, audio] of computer.sounds) audio.enabled = seen;
      computer.run(3 * computer.ticksPerSecond);
      computer.input('keybuf', catalog.machines[0].keyboard.buffer.encode(text));
      computer.run(2 * computer.ticksPerSecond);
      const { num } = computer.wired.clocks.phi2!;
      return (cycles) => {
        const first = computer.processor.cycles;
        for (let done = 0; done < cycles; done += PICTURE) {
          computer.run(PICTURE * num);
          if (seen) for (const [, audio] of computer.sounds) audio.drain(computer.tick);
        }
        return computer.processor.cycles - first;
      };
    },
  };
}

const LOOP = '10 for i=1 to 1000:a=a+i*2:next\n20 print a;:goto 10\nrun\n';

export const benchmarks: readonly Benchmark[] = [
  machine('idle BASIC', '', true),
  machine('idle BASIC, unseen and unheard', '', false),
  machine('BASIC loop', LOOP, true),
  machine('BASIC loop, unseen and unheard', LOOP, false),
];
