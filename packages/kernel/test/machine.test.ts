import { describe, expect, it } from 'vitest';
import {
  createMachine,
  type Machine,
  type MachineDefinition,
  type MachineEvent,
  merge,
  ratio,
  StateError,
  stateBody,
  stateDifference,
} from '../src/index.ts';
import { box } from './support/box.ts';
import type { Latch, Walker } from './support/parts.ts';

/** A box whose processor writes the latch too: the first page of the second view is the latch. */
const busy = merge(box, {
  spaces: {
    memory: {
      views: {
        low: [
          { from: 0, to: 0x7f, region: 'ram' },
          { from: 0x80, to: 0x80, io: 'latch.registers' },
          { from: 0x81, to: 0x7fff, region: 'ram', offset: 0x81 },
        ],
      },
    },
  },
  inputs: {
    type: { title: 'type', to: 'latch.type' },
    button: { title: 'button', to: 'latch.button' },
    label: { title: 'label', to: 'latch.label' },
  },
  outputs: { copy: { title: 'the same bytes', from: 'latch.tx' } },
}) as MachineDefinition;

type Box = Machine & { readonly parts: { readonly cpu: Walker; readonly latch: Latch } };
const make = (definition: MachineDefinition = busy): Box => createMachine<MachineDefinition>(definition) as Box;

describe('running', () => {
  it('does not depend on slices', () => {
    const whole = make();
    whole.run(12_345);
    for (const slice of [1, 7, 999]) {
      const sliced = make();
      while (sliced.tick < 12_345) sliced.runUntil(Math.min(12_345, sliced.tick + slice));
      expect(stateDifference(sliced.save(), whole.save())).toBeNull();
    }
    expect(whole.tick).toBe(12_345);
    expect(whole.seconds).toBe(0.012345);
    expect(whole.parts.cpu.cycles).toBe(12_345);
  });

  it('rounds a target up, and takes none that is no tick', () => {
    const machine = make();
    expect(machine.run(0.5)).toBe('limit');
    expect(machine.tick).toBe(1);
    machine.run(-10);
    expect(machine.tick).toBe(1);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 2 ** 54]) {
      expect(() => machine.runUntil(bad)).toThrow(RangeError);
    }
  });

  it('ends with the event that the guest tells, and goes on from there', () => {
    const machine = make();
    const events: MachineEvent[] = [];
    const end = machine.onEvent((e) => events.push(e));
    machine.wired.lines.hold!.listen((_, t) => {
      if (t === 3000) machine.part('latch').io!.registers!.write(2, 7, t);
    });
    expect(machine.runUntil(10_000)).toBe('exit');
    expect(machine.stopEvent).toEqual({ kind: 'exit', code: 7, tick: 3000, source: 'latch' });
    expect(machine.tick).toBeLessThan(3010);
    expect(machine.runUntil(10_000)).toBe('limit');
    expect([machine.stopEvent, machine.tick]).toEqual([null, 10_000]);
    expect(events.length).toBe(1);
    end();
    const plain = make();
    plain.runUntil(10_000);
    expect(machine.hash()).toBe(plain.hash());
  });

  it('an event told between runs ends the next run at once', () => {
    const machine = make();
    machine.run(10);
    machine.input('button', true);
    expect(machine.run(10)).toBe('power-off');
    expect(machine.tick).toBe(10);
    expect(machine.run(10)).toBe('limit');
    machine.input('button', true);
    machine.reset();
    expect(machine.run(10)).toBe('limit');
  });

  it('can be stopped by a listener, without any effect on the state', () => {
    const machine = make();
    machine.wired.lines.hold!.listen(() => machine.requestStop());
    let runs = 0;
    while (machine.tick < 20_000) {
      expect(machine.runUntil(20_000)).toBe('limit');
      runs++;
    }
    expect(runs).toBe(20);
    const plain = make();
    plain.runUntil(20_000);
    expect(machine.hash()).toBe(plain.hash());
  });

  it('belongs to nobody else while it runs', () => {
    const machine = make();
    const errors: string[] = [];
    const uses = [
      () => machine.run(1),
      () => machine.save(),
      () => machine.load(new Uint8Array(0)),
      () => machine.reset(),
      () => machine.input('type', 'x'),
      () => machine.insert('slot', null),
    ];
    machine.wired.lines.hold!.listen(() => {
      for (const use of uses) {
        try {
          use();
        } catch (error) {
          errors.push((error as Error).message);
        }
      }
    });
    machine.run(1001);
    expect(errors.length).toBe(uses.length);
    expect(errors[0]).toBe(
      'A listener cannot run the machine while it runs. Call requestStop, and do it after the run.',
    );
    expect(machine.run(1)).toBe('limit');
  });

  it('a processor that stands still is told and does not hang', () => {
    const machine = make();
    machine.processor.run = () => {};
    expect(() => machine.run(10)).toThrow('Processor "cpu" does not advance from cycle 0');
  });
});

describe('the host side', () => {
  it('gives inputs to parts, and refuses what does not fit', () => {
    const machine = make();
    machine.input('knob', 9);
    machine.input('type', 'abc');
    machine.input('type', Uint8Array.of(1, 2));
    expect(machine.parts.latch.value).toBe(14);
    expect(() => machine.input('knop', 1)).toThrow('box has no input "knop". Did you mean "knob"?');
    expect(() => machine.input('toString', 1)).toThrow('has no input "toString"');
    expect(() => machine.input('knob', 'x')).toThrow('Input "knob" takes a number, not a string.');
    expect(() => machine.input('knob', Number.NaN)).toThrow('takes a number, not NaN');
    expect(() => machine.input('type', 5)).toThrow('takes bytes or text, not 5');
    expect(() => machine.input('button', 'on')).toThrow('takes true or false, not a string');
    expect(() => machine.input('label', Uint8Array.of(1))).toThrow('takes a text, not bytes');
  });

  it('inserts and ejects media', () => {
    const machine = make();
    machine.insert('slot', 5);
    expect(machine.parts.latch.medium).toBe(5);
    machine.insert('slot', null);
    expect(machine.parts.latch.medium).toBeNull();
    expect(() => machine.insert('slott', 5)).toThrow('box has no medium "slott". Did you mean "slot"?');
    expect(() => machine.insert('slot', 'disk')).toThrow('The slot takes a number.');
  });

  it('hands outputs to everybody who listens to one of their names', () => {
    const machine = make();
    const got: string[] = [];
    const end = machine.onOutput('tx', (v, t) => got.push(`tx ${v} ${t}`));
    machine.onOutput('copy', (v) => {
      got.push(`copy ${v}`);
      end();
    });
    const { registers } = machine.parts.latch.io;
    registers.write(3, 65, 10);
    registers.write(3, 66, 11);
    expect(got).toEqual(['tx 65 10', 'copy 65', 'copy 66']);
    expect(() => machine.onOutput('rx', () => {})).toThrow('box has no output "rx". Did you mean "tx"?');
  });

  it('finds parts by name', () => {
    const machine = make();
    expect(machine.part('cpu')).toBe(machine.processor);
    expect(() => machine.part('cpuu')).toThrow('Did you mean "cpu"?');
    expect(() => machine.part('hasOwnProperty')).toThrow('has no part');
    expect(machine.screen).toBeNull();
  });

  it('listeners change nothing', () => {
    const [plain, heard] = [make(), make()];
    heard.onEvent(() => {});
    heard.onOutput('tx', () => {});
    for (const m of [plain, heard]) m.run(5000);
    expect(heard.hash()).toBe(plain.hash());
  });
});

describe('reset', () => {
  it('power makes a machine that is like a fresh one', () => {
    const machine = make();
    machine.run(5000);
    machine.wired.spaces.memory!.select(1);
    machine.wired.clocks.cpu!.retune(6000, ratio(3));
    machine.input('knob', 200);
    machine.run(5000);
    const fresh = make();
    expect(machine.hash()).not.toBe(fresh.hash());
    machine.reset('power');
    expect(stateDifference(machine.save(), fresh.save())).toBeNull();
    for (const m of [machine, fresh]) m.run(4321);
    expect(machine.hash()).toBe(fresh.hash());
  });

  it('the reset button leaves time, RAM and the view in force', () => {
    const machine = make();
    machine.run(500);
    machine.wired.spaces.memory!.select(1);
    machine.reset();
    expect([machine.tick, machine.wired.spaces.memory!.selected, machine.parts.latch.value]).toEqual([500, 1, 1]);
    machine.wired.spaces.memory!.select(0);
    expect(machine.wired.spaces.memory!.peek(0x7f)).toBe(0x7f);
  });
});

describe('snapshots', () => {
  it('at any stop change nothing', () => {
    const machine = make();
    const copy = make();
    for (let n = 0; n < 60; n++) {
      machine.run(137);
      copy.load(machine.save());
      expect(copy.hash()).toBe(machine.hash());
      if (n % 10 === 0) {
        machine.run(2500);
        copy.run(2500);
        expect(stateDifference(copy.save(), machine.save())).toBeNull();
      }
    }
  });

  it('that do not fit leave the machine as it was, and say why', () => {
    const machine = make();
    machine.run(1500);
    const saved = machine.save();
    const hash = machine.hash();
    const other = (patch: object, options = {}) =>
      createMachine<MachineDefinition>(merge(busy, patch) as MachineDefinition, { options }).save();
    const cases: [Uint8Array, string][] = [
      [other({ id: 'other' }), 'a machine with id other; this one has box'],
      [other({}, { start: 9 }), 'a machine with options {"start":9,'],
      [other({ parts: { more: { ...box.parts.latch } } }), 'cpu:Walker latch:Latch more:Latch'],
      [new Uint8Array(0), 'not a Backplane snapshot'],
      [saved.slice(0, -1), 'damaged or cut short'],
      [saved.map((b, i) => (i === 5000 ? b ^ 4 : b)), 'damaged or cut short'],
    ];
    for (const [bytes, message] of cases) {
      expect(() => machine.load(bytes)).toThrow(message);
      expect(() => machine.load(bytes)).toThrow(StateError);
      expect(machine.hash()).toBe(hash);
      expect(machine.tick).toBe(1500);
    }
  });

  it('that fail half-way leave the machine as it was', () => {
    const machine = make();
    machine.run(1500);
    const hash = machine.hash();
    const later = make();
    later.run(99_000);
    const saved = later.save();
    Object.assign(machine.parts.latch, {
      rederive: () => {
        if (machine.tick === 99_000) throw new TypeError('no such page');
      },
    });
    expect(() => machine.load(saved)).toThrow('The snapshot does not fit: no such page');
    expect(machine.hash()).toBe(hash);
    machine.run(500);
    const plain = make();
    plain.run(2000);
    expect(machine.hash()).toBe(plain.hash());
  });

  it('of older versions of a device are read', () => {
    const machine = make();
    Object.defineProperty(machine.parts.latch, 'stateVersion', { value: 1, configurable: true });
    machine.parts.latch.state = function (io) {
      this.value = io.number('value', this.value);
    };
    machine.input('knob', 123);
    const copy = make();
    copy.load(machine.save());
    expect(copy.parts.latch.value).toBe(123);
    expect(() => machine.load(copy.save())).toThrow('section "part latch" was saved as version 2');
  });

  it('keep what a device has on its pins, and what happened on a line just before', () => {
    const machine = make();
    machine.run(1001);
    const line = machine.wired.lines.hold!;
    expect([line.level, line.at(1000), line.at(1001)]).toEqual([true, false, true]);
    const copy = make();
    copy.load(machine.save());
    const loaded = copy.wired.lines.hold!;
    expect([loaded.level, loaded.at(1000), loaded.at(1001)]).toEqual([true, false, true]);
    machine.run(500);
    expect(machine.wired.lines.hold!.history(0)).toEqual([0, 1000]);
    copy.load(machine.save());
    expect(copy.wired.lines.hold!.history(0)).toEqual([]);
    expect(copy.scheduler.now).toBe(1501);
  });

  it('keep it longer where a clock is slower', () => {
    const slow = merge(busy, { clocks: { slow: { divide: 100 } } }) as MachineDefinition;
    const [machine, copy] = [make(slow), make(slow)];
    machine.run(1799);
    copy.load(machine.save());
    expect(copy.wired.lines.hold!.history(0)).toEqual([0, 1000]);
    machine.run(2);
    copy.load(machine.save());
    expect(copy.wired.lines.hold!.history(0)).toEqual([]);
  });

  it('with impossible values are refused', () => {
    const machine = make();
    machine.run(1001);
    const hash = machine.hash();
    /** A snapshot with the value of a string or number exchanged, and a check sum that fits. */
    const forged = (name: string, value: number | string): Uint8Array => {
      const mine = make();
      mine.load(machine.save());
      const { state } = mine;
      mine.state = function (io) {
        const wrap = (inner: typeof io): typeof io =>
          new Proxy(inner, {
            get: (target, key) => {
              if (key === 'section') {
                return (n: string, v: number, f: (s: typeof io) => void) => target.section(n, v, (s) => f(wrap(s)));
              }
              if (key === 'number' || key === 'string') {
                return (n: string, v: never) => {
                  if (n !== name) return target[key](n, v);
                  if (typeof value === 'number') target.number(n, value);
                  else target.string(n, value);
                  return v;
                };
              }
              const found = Reflect.get(target, key) as unknown;
              return typeof found === 'function' ? (found as () => void).bind(target) : found;
            },
          });
        state.call(this, wrap(io));
      };
      return mine.save();
    };
    const cases: [string, number | string, string][] = [
      ['tick', -1, 'of tick -1'],
      ['tick', 0.5, 'of tick 0.5'],
      ['view', 'high', 'Space "memory" has no view "high"'],
      ['pins', 'busy nmi', 'has no pin "nmi"'],
      ['hold', '0 5 0', 'The transitions of line "hold"'],
      ['hold', 'x y', 'The transitions of line "hold"'],
      ['latch.beat', -7, 'Event "latch.beat" is set for tick -7'],
      ['num', 0, 'Clock "cpu" cannot run at 0/1'],
    ];
    for (const [name, value, message] of cases) {
      const bytes = forged(name, value);
      stateBody(bytes);
      expect(() => machine.load(bytes), name).toThrow(message);
      expect(machine.hash()).toBe(hash);
    }
  });

  it('have the hash of their bytes', () => {
    const machine = make();
    machine.run(777);
    expect(machine.hash()).toMatch(/^[0-9a-f]{40}$/);
    expect(make().hash()).toBe(make().hash());
    expect(make().hash()).not.toBe(machine.hash());
  });
});
