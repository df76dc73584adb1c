import { createMachine, type Machine, type MachineConfig, type MachineDefinition, sha1Hex } from '@backplane/kernel';

/** An 8 KB ROM for FE000h with a program at its beginning; the processor starts there. */
export function romWith(program: readonly number[]): Uint8Array {
  const rom = new Uint8Array(0x2000).fill(0xff);
  rom.set(program);
  // FFFF0: JMP FE00:0000
  rom.set([0xea, 0x00, 0x00, 0x00, 0xfe], 0x1ff0);
  return rom;
}

/** The choice of an image that no set lists. */
export function withBios(rom: Uint8Array): Pick<MachineConfig, 'roms' | 'romChoices'> {
  const sha1 = sha1Hex(rom);
  return {
    roms: { find: (wanted) => (wanted === sha1 ? rom : undefined), places: [] },
    romChoices: { bios: `sha1:${sha1}` },
  };
}

/** Bytes in hexadecimal. */
export const hex = (text: string): number[] =>
  text
    .trim()
    .split(/\s+/)
    .map((b) => Number.parseInt(b, 16));

/** A machine with a program in its ROM and empty slots. */
export function bareMachine<const D extends MachineDefinition>(
  definition: D,
  program: readonly number[],
  config: MachineConfig = {},
): Machine<D> {
  const slots = Object.fromEntries(Object.keys(definition.slots ?? {}).map((name) => [name, null]));
  return createMachine<D>(definition, {
    slots,
    ...withBios(romWith(program)),
    ...config,
  } as unknown as MachineConfig<D>);
}
