import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMachine, type RomSource, sha1Hex } from '@backplane/kernel';
import { c64, catalog } from '@backplane/machine-c64';
import type { Benchmark } from '@backplane/testkit';

/** Folder with original ROM images, which do not come with the project. */
const FOLDER = process.env.BACKPLANE_C64_ROMS ?? '';
const SKIP = existsSync(FOLDER) ? undefined : 'set BACKPLANE_C64_ROMS to a folder with original ROM images';
/** φ2 cycles in a PAL picture, and in a second. */
const PICTURE = 63 * 312;
const HZ = 17_734_472 / 18;

function originals(): RomSource {
  const images = new Map<string, Uint8Array>();
  for (const name of readdirSync(FOLDER)) {
    const bytes = new Uint8Array(readFileSync(join(FOLDER, name)));
    images.set(sha1Hex(bytes), bytes);
  }
  return { find: (sha1) => images.get(sha1), places: [FOLDER] };
}

/**
 * The whole machine, picture by picture, as a session at warp runs it.
 * @param text what is typed after power-on
 * @param seen pictures are drawn and sound is made
 */
function machine(name: string, text: string, seen: boolean): Benchmark {
  return {
    kind: 'machine',
    of: 'c64',
    name,
    hz: HZ,
    ...(SKIP === undefined ? {} : { skip: SKIP }),
    prepare() {
      const computer = createMachine(c64, {
        roms: originals(),
        romChoices: { kernal: '901227-03', basic: '901226-01', chargen: '901225-01' },
      });
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
