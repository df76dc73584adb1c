import type { RegisterInfo } from '@backplane/kernel';
import type { Core6502 } from './core.ts';

/** How a register name maps onto the core. */
interface Access {
  readonly bits: number;
  get(core: Core6502): number;
  set(core: Core6502, value: number): void;
}

const byte = (name: 'a' | 'x' | 'y' | 's'): Access => ({
  bits: 8,
  get: (core) => core[name],
  set: (core, value) => {
    core[name] = value;
  },
});

const ACCESS = new Map<string, Access>([
  [
    'pc',
    {
      bits: 16,
      get: (core) => core.pc,
      set: (core, value) => {
        core.pc = value;
        core.toBoundary();
      },
    },
  ],
  ['a', byte('a')],
  ['x', byte('x')],
  ['y', byte('y')],
  ['s', byte('s')],
  ['p', { bits: 8, get: (core) => core.getP(), set: (core, value) => core.setP(value) }],
]);

/** The port's registers by their addresses: writing them is a write of the processor to 0 or 1. */
const PORT_ACCESS = new Map<string, Access>([
  [
    'ddr',
    {
      bits: 8,
      get: (core) => core.port!.direction,
      set: (core, value) => core.setPort(0, value),
    },
  ],
  [
    'port',
    {
      bits: 8,
      get: (core) => core.port!.data,
      set: (core, value) => core.setPort(1, value),
    },
  ],
]);

const info = (map: ReadonlyMap<string, Access>): readonly RegisterInfo[] =>
  [...map].map(([name, { bits }]) => ({ name, bits }));

/** Names and widths in the order a debugger shows them. */
export const REGISTERS: readonly RegisterInfo[] = info(ACCESS);
/** The same for a chip with a port. */
export const PORT_REGISTERS: readonly RegisterInfo[] = info(new Map([...ACCESS, ...PORT_ACCESS]));

function find(core: Core6502, name: string): Access {
  const key = name.toLowerCase();
  const access = ACCESS.get(key) ?? (core.port === null ? undefined : PORT_ACCESS.get(key));
  if (access === undefined) {
    const known = (core.port === null ? REGISTERS : PORT_REGISTERS).map((r) => r.name).join(' ');
    throw new RangeError(`This processor has no register "${name}". It has: ${known}.`);
  }
  return access;
}

export function getRegister(core: Core6502, name: string): number {
  return find(core, name).get(core);
}

/** The value is masked to the register's width. Setting PC abandons the instruction in progress. */
export function setRegister(core: Core6502, name: string, value: number): void {
  const access = find(core, name);
  access.set(core, value & (2 ** access.bits - 1));
}
