import { definePart, InputPin, OutputPin } from '@backplane/kernel';
import { DeviceBench, Prng } from '@backplane/testkit';
import type { Mos6522Part } from '../../src/index.ts';
import { SlowVia } from './slow-via.ts';

/** Values for a register that make something happen soon, and now and then any value. */
function valueFor(register: number, random: Prng): number {
  const any = random.below(256);
  switch (register) {
    case 4:
    case 6:
    case 8:
      return random.oneIn(4) ? any : random.below(12);
    case 5:
    case 7:
    case 9:
      return random.oneIn(6) ? random.below(4) : 0;
    case 11:
      return random.oneIn(2)
        ? any
        : random.pick([0x00, 0x40, 0x80, 0xc0, 0x20, 0x10, 0x14, 0x18, 0x04, 0x08, 0x0c, 0x1c]);
    case 14:
      return random.oneIn(3) ? random.below(128) : 0x80 | random.below(128);
    default:
      return any;
  }
}

const FEW_PINS = ['ca1', 'ca2', 'pb6', 'pb6'] as const;
const ALL_PINS = [...FEW_PINS, 'cb1', 'cb1', 'cb2'] as const;

/** A VIA with nothing on CB1 and CB2. */
function withoutLines(part: typeof Mos6522Part): typeof Mos6522Part {
  const alone = definePart({
    ...part,
    pins: { irq: 'out', ca1: 'in', ca2: 'bus', pb6: 'in' },
    create: (ctx) =>
      part.create(
        {
          ...ctx,
          out: { ...ctx.out, cb1: new OutputPin('cb1'), cb2: new OutputPin('cb2') },
          in: { ...ctx.in, cb1: new InputPin('cb1'), cb2: new InputPin('cb2') },
        },
        {},
      ),
  });
  return alone as unknown as typeof Mos6522Part;
}

/**
 * Makes random accesses on the device and on the model, and compares what they show, access by access.
 * @param hooks the ports' owner is told of changes
 * @param lines something is on CB1 and CB2
 */
export function compare(
  part: typeof Mos6522Part,
  seed: number,
  steps: number,
  { hooks, lines }: { readonly hooks: boolean; readonly lines: boolean },
): void {
  const random = new Prng(seed);
  const bench = new DeviceBench({ part: lines ? part : withoutLines(part) });
  const expected: string[] = [];
  const slow = new SlowVia((text) => {
    if ((hooks || !text.startsWith('port')) && (lines || !text.startsWith('cb'))) expected.push(text);
  });
  const told = (name: string) => (value: number, ddr: number, t: number) => {
    bench.observed.push(`${name} ${value} ${ddr} ${t}`);
  };
  bench.device.connect({
    readA: () => slow.inputs[1]!,
    readB: () => slow.inputs[0]!,
    ...(hooks ? { changedA: told('portA'), changedB: told('portB') } : {}),
  });
  bench.observed.length = 0;
  bench.reset('power');
  const history: string[] = [];
  const check = (step: number): void => {
    // what happens in the same cycle has no order that anybody could see
    if (bench.observed.toSorted().join() === expected.toSorted().join()) return;
    throw new Error(
      `seed ${seed}, step ${step}, tick ${bench.tick}: the device shows ${JSON.stringify(bench.observed)}, the model ` +
        `${JSON.stringify(expected)} after\n${history.slice(-25).join('\n')}`,
    );
  };
  let favourites = [11, 14];
  let longest = 8;
  for (let n = 0; n < steps; n++) {
    if (random.oneIn(40)) {
      favourites = [random.below(16), 4 + random.below(12)];
      longest = random.pick([2, 2, 4, 4, 12, 12, 40, 40, 200, 5000]);
    }
    const cycles = random.below(longest);
    // in one go, or cycle by cycle: then a pin that changes late is found too
    const whole = random.oneIn(2);
    for (let i = 0; i < cycles; i++) {
      slow.step();
      if (whole) continue;
      bench.advance(1);
      if (bench.observed.length !== expected.length) check(n);
    }
    if (whole) bench.advance(cycles);
    check(n);
    const register = random.oneIn(2) ? random.pick(favourites) : random.below(16);
    const kind = random.below(16);
    if (kind < 5) {
      const value = bench.read('registers', register);
      expected.push(`read registers[${register}] ${slow.read(register)} ${bench.tick}`);
      history.push(`${bench.tick} read ${register} = ${value}`);
    } else if (kind < 11) {
      const value = valueFor(register, random);
      history.push(`${bench.tick} write ${register} = ${value.toString(16)}h`);
      bench.write('registers', register, value);
      slow.write(register, value);
    } else if (kind < 15) {
      const pin = random.pick(lines ? ALL_PINS : FEW_PINS);
      const low = random.oneIn(2);
      history.push(`${bench.tick} ${pin} ${low ? 'low' : 'high'}`);
      bench.drive(pin, low);
      slow.drive(pin, low);
    } else {
      slow.inputs[0] = random.below(256);
      slow.inputs[1] = random.below(256);
      for (let r = 0; r < 16; r++) {
        bench.observed.push(`peek ${r} ${bench.peek('registers', r)}`);
        expected.push(`peek ${r} ${slow.peek(r)}`);
      }
    }
    check(n);
    bench.observed.length = 0;
    expected.length = 0;
  }
}
