import { blankImage, CpmDrive, DiskMedium, parseInlineFormat } from '@backplane/media';
import { type Prng, testDevice } from '@backplane/testkit';
import { describe, test } from 'vitest';
import {
  BANKS,
  ClockPart,
  ControlPart,
  LONGEST_COMMAND,
  MemoryManagementPart,
  StartupPart,
  TimerPart,
} from '../src/parts/board.ts';
import { Auxiliary, Printer, TerminalLines } from '../src/parts/byte-ports.ts';
import { Console } from '../src/parts/console.ts';
import { DiskControllerPart } from '../src/parts/disk-controller.ts';

const runner = { describe, test };

const format = parseInlineFormat('seclen=128,tracks=4,sectrk=16,blocksize=1024,maxdir=32,boottrk=0,skew=3');

/** A small disk whose sectors hold random bytes. */
function disk(random: Prng): CpmDrive {
  const base = blankImage(format);
  for (let n = 0; n < 64; n++) base[random.below(base.length)] = random.below(256);
  return new CpmDrive(
    new DiskMedium({
      format,
      geometry: { cylinders: 4, heads: 1, sectors: 16, sectorSize: 128, order: 'alternate', firstSector: 1 },
      base,
      writeProtected: random.oneIn(4),
    }),
    format,
  );
}

for (const terminal of ['adm3a', 'vt52', 'vt100'] as const) {
  testDevice({
    ...runner,
    part: Console,
    options: { terminal },
    inputs: { key: (random) => random.pick(['up', 'down', 'home', 'f1', 'x', 'nonsense']) },
    // the switch that ends the input would end the run of every sequence at its beginning
    steps: 400,
  });
}
testDevice({ ...runner, part: Printer });
testDevice({ ...runner, part: Auxiliary });
testDevice({ ...runner, part: TerminalLines });
testDevice({ ...runner, part: DiskControllerPart, spaceBits: 16, media: { a: disk, p: disk } });
testDevice({
  ...runner,
  part: MemoryManagementPart,
  spaceBits: 16,
  views: ['boot', ...Array.from({ length: BANKS }, (_, n) => `bank ${n}`)],
});
testDevice({ ...runner, part: TimerPart, pause: 30_000 });
testDevice({ ...runner, part: ClockPart, pause: 5_000_000 });
testDevice({ ...runner, part: ControlPart });
testDevice({
  ...runner,
  part: StartupPart,
  options: { boot: 3 },
  inputs: { command: (random) => 'PROG ARG'.slice(0, random.below(Math.min(8, LONGEST_COMMAND))) },
});
