import { type Device, definePart, type IoTarget, type PartContext, ratio, type StateIo } from '@backplane/kernel';
import { describe, expect, it, test } from 'vitest';
import { DeviceBench, type TestRunner, testDevice } from '../src/index.ts';
import { ToyTimerPart } from './fixture.ts';

/** A runner that runs tests at once and notes which fail. */
function collector(): TestRunner & { readonly failed: string[]; readonly names: string[] } {
  const failed: string[] = [];
  const names: string[] = [];
  return {
    failed,
    names,
    describe: (_, body) => body(),
    test: Object.assign(
      (name: string, body: () => void) => {
        names.push(name);
        try {
          body();
        } catch (error) {
          failed.push(`${name}: ${(error as Error).message}`);
        }
      },
      { skip: () => {} },
    ),
  };
}

/** What can be wrong with the device below. */
type Fault =
  | 'none'
  | 'forgets a field'
  | 'keeps a field'
  | 'loads another order'
  | 'peek counts'
  | 'power leaves a field'
  | 'throws'
  | 'gives no byte'
  | 'uses a name twice'
  | 'uses a name twice in a list'
  | 'counts syncs'
  | 'has no version';

/**
 * A shift register with a lazy counter, a FIFO for the host's bytes, and a medium of one byte: enough to get everything
 * wrong that a device can get wrong.
 */
class Shifter implements Device {
  readonly stateVersion: number;
  readonly io: { readonly registers: IoTarget };
  readonly #fault: Fault;
  readonly #ctx: PartContext<'carry', 'enable'>;
  #shift = 0;
  #count = 0;
  #syncedTo = 0;
  #peeks = 0;
  #fifo: number[] = [];
  #disk: { byte: number } | null = null;

  constructor(ctx: PartContext<'carry', 'enable'>, fault: Fault) {
    this.#ctx = ctx;
    this.#fault = fault;
    this.stateVersion = fault === 'has no version' ? 0 : 1;
    ctx.in.enable.listen((_, t) => this.sync(t));
    this.io = {
      registers: {
        read: (offset, t) => {
          this.sync(t);
          if (fault === 'gives no byte' && offset === 1) return this.#count;
          return offset === 0 ? this.#shift & 0xff : offset === 1 ? this.#count & 0xff : this.#byte(true);
        },
        write: (offset, value, t) => {
          if (fault === 'throws' && value === 0x80) throw new Error('not implemented');
          this.sync(t);
          if (offset === 0) this.#shift = ((this.#shift << 1) | (value & 1)) & 0xffff;
          else if (offset === 1) this.#count = value;
          else if (this.#disk !== null) this.#disk.byte = value;
          ctx.out.carry.drive((this.#shift & 0x100) !== 0, t);
        },
        peek: (offset) => {
          if (fault === 'peek counts') this.#peeks++;
          const count = this.#count + (ctx.in.enable.level ? ctx.scheduler.now - this.#syncedTo : 0) + this.#peeks;
          return offset === 0 ? this.#shift & 0xff : offset === 1 ? count & 0xff : this.#byte(false);
        },
      },
    };
  }

  #byte(take: boolean): number {
    if (this.#disk !== null) return this.#disk.byte;
    return (take ? this.#fifo.shift() : this.#fifo[0]) ?? 0;
  }

  sync(t: number): void {
    if (this.#ctx.in.enable.at(t)) this.#count = (this.#count + t - this.#syncedTo) & 0xffff;
    else if (this.#fault === 'counts syncs') this.#count++;
    if (this.#peeks > 0) this.#count += this.#peeks;
    this.#peeks = 0;
    this.#syncedTo = t;
  }

  input(_name: string, value: unknown): void {
    if (value instanceof Uint8Array) this.#fifo.push(...value);
  }

  insert(_bay: string, medium: unknown): void {
    this.#disk = medium as { byte: number } | null;
  }

  reset(_kind: string, t: number): void {
    if (this.#fault !== 'power leaves a field') this.#shift = 0;
    this.#count = 0;
    this.#syncedTo = t;
    this.#peeks = 0;
    this.#fifo = [];
    this.#ctx.out.carry.drive(false, t);
  }

  state(io: StateIo): void {
    if (this.#fault === 'loads another order' && io.loading) {
      this.#count = io.number('count', this.#count);
      this.#shift = io.number('shift', this.#shift);
    } else {
      this.#shift = io.number('shift', this.#shift);
      this.#count = io.number(this.#fault === 'uses a name twice' ? 'shift' : 'count', this.#count);
    }
    this.#syncedTo = io.number('syncedTo', this.#syncedTo);
    if (this.#fault === 'keeps a field') io.blob('fifo', Uint8Array.from(this.#fifo));
    else if (this.#fault !== 'forgets a field') this.#fifo = [...io.blob('fifo', Uint8Array.from(this.#fifo))];
    if (this.#fault === 'uses a name twice in a list') {
      io.section('list', 1, (s) => {
        for (let n = 0; n < 2; n++) s.number('item', n);
      });
    }
    const byte = io.number('disk', this.#disk?.byte ?? -1);
    if (this.#disk !== null) this.#disk.byte = byte;
  }
}

const shifter = (fault: Fault) =>
  definePart({
    type: 'Shifter',
    title: 'Shifter',
    pins: { carry: 'out', enable: 'in' },
    io: { registers: { size: 3 } },
    inputs: { bytes: { kind: 'bytes' } },
    bays: { disk: { medium: 'byte' } },
    create: (ctx) => new Shifter(ctx, fault),
  });

const check = (fault: Fault) => {
  const runner = collector();
  testDevice({
    ...runner,
    part: shifter(fault),
    steps: 400,
    media: { disk: (random) => ({ byte: random.below(256) }) },
  });
  return runner;
};

testDevice({ describe, test, part: ToyTimerPart, ticksPerCycle: ratio(17_734_475, 1_000_000) });
testDevice({
  describe,
  test,
  part: shifter('none'),
  media: { disk: (random) => ({ byte: random.below(256) }) },
});

describe('testDevice', () => {
  it('finds nothing wrong with a good device', () => {
    const runner = check('none');
    expect(runner.failed).toEqual([]);
    expect(runner.names.length).toBe(17);
  });

  it.each<[Fault, RegExp]>([
    ['forgets a field', /save and load .* After a load at step \d+/],
    ['keeps a field', /save and load .*the state differs in device\/fifo/],
    ['loads another order', /save and load .* has integer "shift" at byte \d+ where/],
    ['peek counts', /peek has no side effects .* After peeking/],
    ['power leaves a field', /power-on gives a fresh device .*differs in device\/shift/],
    ['throws', /random accesses never throw .*step \d+, seed 1: write registers\[\d] = 128, tick \d+: not implemented/],
    ['gives no byte', /read gives \d+, which is no byte/],
    ['uses a name twice', /names of state are unique.*The name "shift" is used twice/],
    ['uses a name twice in a list', /names of state are unique.*The name "list\/item" is used twice/],
    ['counts syncs', /when it is synchronised makes no difference/],
    ['has no version', /stateVersion is 0/],
  ])('finds a device that %s', (fault, message) => {
    expect(check(fault).failed.join('\n')).toMatch(message);
  });
});

describe('DeviceBench', () => {
  it('shows what leaves a device, and lets time pass', () => {
    const bench = new DeviceBench({ part: ToyTimerPart, ticksPerCycle: ratio(10) });
    bench.write('registers', 0, 5);
    bench.advance(120);
    bench.drive('gate', true);
    expect([bench.peek('registers', 1), bench.read('registers', 2)]).toEqual([2, 1]);
    expect(bench.observed).toEqual(['out on 50', 'out off 100', 'read registers[2] 1 120']);
    expect(bench.hash()).toMatch(/^[0-9a-f]{40}$/);
  });
});
