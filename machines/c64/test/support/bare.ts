import { createMachine, extendMachine, type MachineConfig, sha1Hex } from '@backplane/kernel';
import { c64, c64Ntsc } from '../../src/definition.ts';

/*
 * A C64 whose ROMs hold nothing but what a test puts there: needs no firmware
 */

/** Fills a ROM so that every byte tells its ROM and its place. */
function pattern(size: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, n) => (n * 7 + (n >> 8) * 13 + seed) & 0xff);
}

const image = (id: string, bytes: Uint8Array) => ({ id, title: `test ${id}`, sha1: sha1Hex(bytes), bytes });

export const BASIC = pattern(0x2000, 0x10);
export const CHARGEN = pattern(0x1000, 0x30);

/** A KERNAL ROM that runs `program` from E000h, with interrupts to `nmi` and `irq`. */
export function kernal(program: readonly number[], nmi = 0xe000, irq = 0xe000): Uint8Array {
  const rom = pattern(0x2000, 0x50);
  rom.set(program);
  for (const [n, vector] of [nmi, 0xe000, irq].entries()) {
    rom[0x1ffa + 2 * n] = vector & 0xff;
    rom[0x1ffb + 2 * n] = vector >> 8;
  }
  return rom;
}

const sockets = (program: readonly number[], nmi?: number, irq?: number) => ({
  kernal: { title: 'test', size: 0x2000, images: [image('kernal', kernal(program, nmi, irq))] },
  basic: { title: 'test', size: 0x2000, images: [image('basic', BASIC)] },
  chargen: { title: 'test', size: 0x1000, images: [image('chargen', CHARGEN)] },
});

/** The PAL machine with a program of one's own as its KERNAL. */
export function bareDefinition(program: readonly number[], nmi?: number, irq?: number) {
  return extendMachine(c64, { id: 'c64-bare', title: 'C64 with a test ROM', roms: sockets(program, nmi, irq) });
}

export function bareNtsc(program: readonly number[]) {
  return extendMachine(c64Ntsc, { id: 'c64-bare-ntsc', title: 'NTSC C64 with a test ROM', roms: sockets(program) });
}

/** jmp * at E000h. */
export const HALT = [0x4c, 0x00, 0xe0];

export function bareMachine(
  program: readonly number[] = HALT,
  config: Omit<MachineConfig<ReturnType<typeof bareDefinition>>, 'roms'> = {},
) {
  return createMachine(bareDefinition(program), config);
}

export type BareMachine = ReturnType<typeof bareMachine>;

/** φ2 cycles as ticks. */
export const CYCLE = 18;
