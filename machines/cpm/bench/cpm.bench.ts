import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMachine } from '@backplane/kernel';
import { catalog, cpm } from '@backplane/machine-cpm';
import { type CpmDrive, CpmFileSystem } from '@backplane/media';
import type { Benchmark } from '@backplane/testkit';

/** Folder with zexdoc.com and zexall.com, which do not come with the project. */
const ZEX = process.env.BACKPLANE_ZEX ?? '';

/** The whole machine, booted from its ROM, running a program from the system disk. */
function machine(name: string, program: () => Uint8Array, skip?: string): Benchmark {
  return {
    kind: 'machine',
    of: 'cpm',
    name,
    hz: 4_000_000,
    ...(skip === undefined ? {} : { skip }),
    prepare() {
      const computer = createMachine(cpm);
      const { media } = catalog.machines[0];
      const system = media.builtIn.a;
      const disk = media.open('a', system.image(), { name: system.name, format: system.format, sha1: '' });
      new CpmFileSystem(disk.medium as CpmDrive).writeFile('BENCH.COM', program());
      computer.insert('a', disk.medium);
      computer.input('command', 'BENCH');
      return (cycles) => {
        const first = computer.processor.cycles;
        if (computer.run(cycles) !== 'limit') throw new Error(`${name} has ended: ${computer.stopEvent?.kind}.`);
        return computer.processor.cycles - first;
      };
    },
  };
}

/**
 * Sieve of Eratosthenes over 8,192 flags at 2000h, for ever, a dot on the console after each pass: compute with a
 * little console output, as most programs are.
 */
const SIEVE = Uint8Array.from([
  // 0100 again: fill 2000h–3FFFh with 1
  0x21, 0x00, 0x20, 0x11, 0x01, 0x20, 0x01, 0xff, 0x1f, 0x36, 0x01, 0xed, 0xb0,
  // 010d   ld de,2
  0x11, 0x02, 0x00,
  // 0110 next: ld hl,2000h / add hl,de / ld a,(hl) / or a / jr z,skip
  0x21, 0x00, 0x20, 0x19, 0x7e, 0xb7, 0x28, 0x0b,
  // 0118 mark: add hl,de / ld a,h / cp 40h / jr nc,skip / ld (hl),0 / jp mark   (0118–0122)
  0x19, 0x7c, 0xfe, 0x40, 0x30, 0x05, 0x36, 0x00, 0xc3, 0x18, 0x01,
  // 0123 skip: inc de / ld a,d / cp 20h / jr c,next
  0x13, 0x7a, 0xfe, 0x20, 0x38, 0xe7,
  // 0129   ld c,2 / ld e,'.' / call 5 / jr again
  0x0e, 0x02, 0x1e, 0x2e, 0xcd, 0x05, 0x00, 0x18, 0xce,
]);

const zex = (name: string): Benchmark => {
  const file = join(ZEX, `${name}.com`);
  return machine(
    name,
    () => readFileSync(file),
    ZEX !== '' && existsSync(file) ? undefined : `set BACKPLANE_ZEX to the folder that holds ${name}.com`,
  );
};

export const benchmarks: readonly Benchmark[] = [machine('sieve', () => SIEVE), zex('zexdoc'), zex('zexall')];
