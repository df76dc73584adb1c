import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PeerBenchmark } from '@backplane/testkit';
import { Z80 } from 'z80-emulator';
import { MIXES } from '../../../packages/cpu-z80/bench/mixes.ts';

const version = (name: string): string => {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
};

/** npm's `z80-emulator` on the same mixes, with the simplest memory it can have. */
export const peers: readonly PeerBenchmark[] = MIXES.map((mix) => ({
  peer: `z80-emulator ${version('z80-emulator')}`,
  of: 'z80',
  name: mix.id,
  async prepare() {
    const memory = new Uint8Array(0x10000);
    memory.set(mix.bytes, mix.origin);
    const hal = {
      tStateCount: 0,
      readMemory: (address: number) => memory[address]!,
      writeMemory: (address: number, value: number) => {
        memory[address] = value;
      },
      contendMemory: () => {},
      readPort: () => 0xff,
      writePort: () => {},
      contendPort: () => {},
    };
    const cpu = new Z80(hal);
    cpu.regs.pc = mix.origin;
    cpu.regs.sp = mix.sp;
    return (cycles: number) => {
      hal.tStateCount = 0;
      while (hal.tStateCount < cycles) cpu.step();
      return hal.tStateCount;
    };
  },
}));
