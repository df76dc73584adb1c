import type { RegisterInfo } from '@backplane/kernel';
import type { Z80Core } from './core.ts';

/** How a register name maps onto the core. */
interface Access {
  readonly bits: number;
  get(core: Z80Core): number;
  set(core: Z80Core, value: number): void;
}

type ByteField = 'a' | 'f' | 'b' | 'c' | 'd' | 'e' | 'h' | 'l' | 'i' | 'r' | 'q';
type WordField = 'pc' | 'sp' | 'ix' | 'iy' | 'wz' | 'af2' | 'bc2' | 'de2' | 'hl2';
type FlagField = 'iff1' | 'iff2' | 'ei' | 'p' | 'halted';

const field = (bits: number, name: ByteField | WordField | FlagField | 'im'): Access => ({
  bits,
  get: (core) => core[name],
  set: (core, value) => {
    core[name] = value;
  },
});

const pair = (high: ByteField, low: ByteField): Access => ({
  bits: 16,
  get: (core) => (core[high] << 8) | core[low],
  set: (core, value) => {
    core[high] = value >> 8;
    core[low] = value & 0xff;
  },
});

const ACCESS = new Map<string, Access>([
  ['pc', field(16, 'pc')],
  ['sp', field(16, 'sp')],
  ['af', pair('a', 'f')],
  ['bc', pair('b', 'c')],
  ['de', pair('d', 'e')],
  ['hl', pair('h', 'l')],
  ['ix', field(16, 'ix')],
  ['iy', field(16, 'iy')],
  ["af'", field(16, 'af2')],
  ["bc'", field(16, 'bc2')],
  ["de'", field(16, 'de2')],
  ["hl'", field(16, 'hl2')],
  ['i', field(8, 'i')],
  ['r', field(8, 'r')],
  ['im', field(2, 'im')],
  ['iff1', field(1, 'iff1')],
  ['iff2', field(1, 'iff2')],
  ['wz', field(16, 'wz')],
  ['q', field(8, 'q')],
  ['ei', field(1, 'ei')],
  ['p', field(1, 'p')],
  ['halted', field(1, 'halted')],
  ['a', field(8, 'a')],
  ['f', field(8, 'f')],
  ['b', field(8, 'b')],
  ['c', field(8, 'c')],
  ['d', field(8, 'd')],
  ['e', field(8, 'e')],
  ['h', field(8, 'h')],
  ['l', field(8, 'l')],
]);

/** Names and widths in the order a debugger shows them. */
export const REGISTERS: readonly RegisterInfo[] = [...ACCESS].map(([name, { bits }]) => ({ name, bits }));

function find(name: string): Access {
  const access = ACCESS.get(name.toLowerCase());
  if (access === undefined) {
    throw new RangeError(`The Z80 has no register "${name}". It has: ${[...ACCESS.keys()].join(' ')}.`);
  }
  return access;
}

export function getRegister(core: Z80Core, name: string): number {
  return find(name).get(core);
}

/** The value is masked to the register's width; IM 3 does not exist and becomes IM 2. */
export function setRegister(core: Z80Core, name: string, value: number): void {
  const access = find(name);
  const masked = value & (2 ** access.bits - 1);
  access.set(core, name.toLowerCase() === 'im' ? Math.min(masked, 2) : masked);
}
