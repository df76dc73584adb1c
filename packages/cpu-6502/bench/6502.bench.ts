import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { standalone6502 } from '@backplane/cpu-6502';
import type { Benchmark } from '@backplane/testkit';

/** Loads, stores, arithmetic, calls and the stack; loops for ever. */
const USUAL =
  // 0200 ldx #0; 0202 lda $4000,x; clc; adc $10; sta ($12),y; iny; eor #$55; sta $11
  'a200 bd0040 18 6510 9112 c8 4955 8511 ' +
  // 020f jsr $021e; cmp #$80; bcc +2; inc $10; inx; bne $0202; jmp $0200
  '201e02 c980 9002 e610 e8 d0e7 4c0002 ' +
  // 021e pha; lda $4100,x; asl a; rol $14; ora $15; tay; pla; rts
  '48 bd0041 0a 2614 0515 a8 68 60';

function bench(load: (poke: (address: number, byte: number) => void) => number): (cycles: number) => number {
  const { cpu, space } = standalone6502();
  const start = load((address, byte) => space.poke(address, byte));
  cpu.setRegister('pc', start);
  return (cycles) => {
    const first = cpu.cycles;
    cpu.run(first + cycles);
    return cpu.cycles - first;
  };
}

const folder = process.env.BACKPLANE_6502_TESTS ?? '';
const functional = join(folder, '6502_functional_test.bin');
const absent = folder === '' || !existsSync(functional);

/** The bare processor on 64 KiB of RAM. 1 MHz is the 6502 of most home computers. */
export const benchmarks: readonly Benchmark[] = [
  {
    kind: 'processor',
    of: '6502',
    name: 'usual',
    hz: 1_000_000,
    prepare: () =>
      bench((poke) => {
        (USUAL.match(/[0-9a-f]{2}/g) ?? []).forEach((digits, n) => {
          poke(0x200 + n, Number.parseInt(digits, 16));
        });
        poke(0x13, 0x50);
        return 0x200;
      }),
  },
  {
    kind: 'processor',
    of: '6502',
    name: 'functional',
    hz: 1_000_000,
    ...(absent ? { skip: 'set BACKPLANE_6502_TESTS to the folder of 6502_functional_test.bin' } : {}),
    prepare: () => {
      // the test ends in a loop: start again before it does
      let run: ((cycles: number) => number) | null = null;
      let done = 0;
      return (cycles) => {
        if (run === null || done > 96_000_000) {
          const image = readFileSync(functional);
          run = bench((poke) => {
            image.forEach((byte, address) => {
              poke(address, byte);
            });
            return 0x400;
          });
          done = 0;
        }
        const ran = run(cycles);
        done += ran;
        return ran;
      };
    },
  },
];
