import { DeviceBench, Prng } from '@backplane/testkit';
import type { CiaOptions, Mos6526Part } from '../../src/index.ts';
import { SlowCia } from './slow-cia.ts';

const MAINS = 50;

/** Values for a register that make something happen soon, and now and then any value. */
function valueFor(register: number, random: Prng): number {
  const any = random.below(256);
  switch (register) {
    case 4:
    case 6:
      return random.oneIn(4) ? any : random.below(12);
    case 5:
    case 7:
      return random.oneIn(8) ? random.below(4) : 0;
    case 8:
      return random.oneIn(3) ? any : random.below(10);
    case 9:
    case 10:
      return random.oneIn(2) ? any : random.pick([0x59, 0x58, 0x00, 0x09]);
    case 11:
      return random.oneIn(2) ? any : random.pick([0x11, 0x12, 0x92, 0x91, 0x01, 0x09]);
    case 13:
      return random.oneIn(3) ? random.below(32) : 0x80 | random.below(32);
    case 14:
      return random.oneIn(4)
        ? any
        : random.pick([0x00, 0x01, 0x11, 0x19, 0x08, 0x51, 0x41, 0x59, 0x21, 0x17, 0x13, 0x05]);
    case 15:
      return random.oneIn(4)
        ? any
        : random.pick([0x00, 0x01, 0x11, 0x19, 0x41, 0x51, 0x49, 0x59, 0x61, 0x71, 0x21, 0x17, 0x13, 0x53]);
    default:
      return any;
  }
}

/** Makes random accesses on the device and on the model, and compares what they show, access by access. */
export function compare(
  part: typeof Mos6526Part,
  options: CiaOptions,
  seed: number,
  steps: number,
  hooks: boolean,
): void {
  const random = new Prng(seed);
  // ticks a second: an edge of the TOD pin every 400 or 20,000 cycles
  const crystal = random.oneIn(3) ? 1_000_000 : 20_000;
  const bench = new DeviceBench({ part, options: { ...options, mains: MAINS }, crystal });
  const ports = { a: 0xff, b: 0xff };
  const seen = (text: string): void => {
    bench.observed.push(text);
  };
  bench.device.connect({
    readA: () => ports.a,
    readB: () => ports.b,
    ...(hooks
      ? {
          changedA: (value: number, ddr: number, t: number) => seen(`portA ${value} ${ddr} ${t}`),
          changedB: (value: number, ddr: number, t: number) => seen(`portB ${value} ${ddr} ${t}`),
        }
      : {}),
  });
  bench.observed.length = 0;
  bench.reset('power');
  const expected: string[] = [];
  const slow = new SlowCia(
    {
      old: options.model !== '8521',
      week4485: options.week4485 ?? false,
      isEdge: (cycle) => cycle % (crystal / MAINS) === 0,
    },
    (text) => {
      if (hooks || !text.startsWith('port')) expected.push(text);
    },
  );
  const outside = { cnt: false, sp: false, flag: false };
  const history: string[] = [];
  // between resets of the random choice, a favourite pair of registers is used more often
  let favourites = [14, 13];
  let longest = 8;
  for (let n = 0; n < steps; n++) {
    if (random.oneIn(40)) {
      favourites = [random.below(16), 4 + random.below(12)];
      longest = random.pick([2, 2, 4, 4, 12, 12, 40, 40, 200, 5000]);
    }
    const cycles = random.below(longest);
    for (let i = 0; i < cycles; i++) slow.step();
    bench.advance(cycles);
    const register = random.oneIn(2) ? random.pick(favourites) : random.below(16);
    const kind = random.below(16);
    if (kind < 6) {
      history.push(`${bench.tick} read ${register}`);
      const value = bench.read('registers', register);
      expected.push(`read registers[${register}] ${slow.read(register, ports.a, ports.b)} ${bench.tick}`);
      history[history.length - 1] += ` = ${value}`;
    } else if (kind < 13) {
      const value = valueFor(register, random);
      history.push(`${bench.tick} write ${register} = ${value.toString(16)}h`);
      bench.write('registers', register, value);
      slow.write(register, value);
    } else if (kind < 15) {
      const pin = random.pick(['cnt', 'cnt', 'sp', 'flag'] as const);
      const low = random.oneIn(2);
      history.push(`${bench.tick} ${pin} ${low ? 'low' : 'high'}`);
      bench.drive(pin, low);
      slow.drive(pin, low, outside[pin]);
      outside[pin] = low;
    } else {
      ports.a = random.below(256);
      ports.b = random.below(256);
      for (let r = 0; r < 16; r++) {
        bench.observed.push(`peek ${r} ${bench.peek('registers', r)}`);
        expected.push(`peek ${r} ${slow.peek(r, ports.a, ports.b)}`);
      }
    }
    if (bench.observed.join() !== expected.join()) {
      throw new Error(
        `seed ${seed}, step ${n}: the device shows ${JSON.stringify(bench.observed)}, the model ` +
          `${JSON.stringify(expected)} after\n${history.slice(-25).join('\n')}`,
      );
    }
    bench.observed.length = 0;
    expected.length = 0;
  }
}
