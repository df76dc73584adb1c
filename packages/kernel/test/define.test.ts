import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  createMachine,
  type DeviceOf,
  defineMachine,
  extendMachine,
  type MachineDefinition,
  type OptionsFor,
  type OptionsOf,
  option,
  part,
} from '../src/index.ts';
import { base, box, parts, spaces } from './support/box.ts';
import { type Latch, type LatchOptions, LatchPart, type Walker, WalkerPart } from './support/parts.ts';

/*
 * What the compiler has to accept and to refuse. This file is part of the package's type check: an `expect-error` that
 * no longer is one fails there.
 */

describe('types', () => {
  it('knows the devices of a machine', () => {
    const machine = createMachine(box);
    expectTypeOf(machine.parts.cpu).toEqualTypeOf<Walker>();
    expectTypeOf(machine.parts.latch).toEqualTypeOf<Latch>();
    expectTypeOf<DeviceOf<typeof LatchPart>>().toEqualTypeOf<Latch>();
    expectTypeOf<OptionsOf<typeof LatchPart>>().toEqualTypeOf<LatchOptions>();
    expect(machine.parts.latch.value).toBe(1);
    // @ts-expect-error there is no such part
    expect(machine.parts.lach).toBeUndefined();
  });

  it('knows the options of a machine', () => {
    expectTypeOf<OptionsFor<typeof box>>().toEqualTypeOf<{
      readonly start?: number;
      readonly model?: 'a' | 'b';
      readonly turbo?: boolean;
    }>();
    expect(createMachine(box, { options: { start: 7, model: 'b' } }).parts.latch.value).toBe(7);
    // @ts-expect-error there is no such option
    expect(() => createMachine(box, { options: { strat: 7 } })).toThrow('Did you mean "start"?');
    // @ts-expect-error there is no such choice
    expect(() => createMachine(box, { options: { model: 'c' } })).toThrow('it takes a, b');
  });

  it('keeps them for variants, with the devices of the parts that were exchanged', () => {
    const twin = extendMachine(box, {
      id: 'twin',
      title: 'Twin',
      parts: { second: part(LatchPart, { clock: 'cpu', options: { start: 9 } }) },
    });
    const machine = createMachine(twin);
    expectTypeOf(machine.parts.cpu).toEqualTypeOf<Walker>();
    expectTypeOf(machine.parts.second).toEqualTypeOf<Latch>();
    expect(machine.parts.second.value).toBe(9);
    const other = extendMachine(box, { id: 'other', title: 'Other', parts: { latch: { type: WalkerPart } } });
    expectTypeOf<DeviceOf<(typeof other)['parts']['latch']['type']>>().toEqualTypeOf<Walker>();
    expect(other.parts.latch.type).toBe(WalkerPart);
  });

  it('is a definition like any other', () => {
    expectTypeOf(box).toExtend<MachineDefinition>();
    const machine = createMachine<MachineDefinition>(box);
    expect(Object.keys(machine.parts)).toEqual(['cpu', 'latch']);
  });

  it('refuses names that do not exist', () => {
    // @ts-expect-error no clock of that name
    defineMachine({ ...base, parts: { cpu: part(WalkerPart, { clock: 'cpux', space: 'memory' }) }, spaces });
    // @ts-expect-error no space of that name
    defineMachine({ ...base, parts: { ...parts, cpu: part(WalkerPart, { clock: 'cpu', space: 'mem' }) }, spaces });
    // @ts-expect-error no port space of that name
    defineMachine({ ...base, parts: { ...parts, cpu: part(WalkerPart, { clock: 'cpu', ports: 'io' }) }, spaces });
    // @ts-expect-error no ROM of that name
    defineMachine({ ...base, parts: { ...parts, cpu: part(WalkerPart, { clock: 'cpu', rom: 'basic' }) }, spaces });
    defineMachine({
      ...base,
      parts,
      // @ts-expect-error no window of that name
      spaces: { memory: { bits: 16, regions: {}, views: { v: [{ from: 0, to: 1, io: 'latch.register' }] } } },
    });
    defineMachine({
      ...base,
      parts,
      // @ts-expect-error a processor has no window
      spaces: { memory: { bits: 16, regions: {}, views: { v: [{ from: 0, to: 1, io: 'cpu.registers' }] } } },
    });
    defineMachine({
      ...base,
      parts,
      // @ts-expect-error no region of that name
      spaces: { memory: { bits: 16, regions: { ram: { ram: 1 } }, views: { v: [{ from: 0, to: 1, region: 'rom' }] } } },
    });
    defineMachine({
      ...base,
      parts,
      // @ts-expect-error no ROM of that name
      spaces: { memory: { bits: 16, regions: { os: { rom: 'kernal' } }, views: { v: [] } } },
    });
    // @ts-expect-error no window of that name in a port space
    defineMachine({ ...base, parts, spaces, ports: { io: { decode: 255, map: [{ from: 0, to: 1, io: 'latch.x' }] } } });
    // @ts-expect-error no part of that name acknowledges
    defineMachine({ ...base, parts, spaces, ports: { io: { decode: 255, map: [], acknowledge: 'pic' } } });
    // @ts-expect-error an input pin does not drive
    defineMachine({ ...base, parts, spaces, lines: { x: { from: ['cpu.wait'], to: [] } } });
    // @ts-expect-error an output pin does not read
    defineMachine({ ...base, parts, spaces, lines: { x: { from: [], to: ['cpu.busy'] } } });
    // @ts-expect-error no pin of that name
    defineMachine({ ...base, parts, spaces, lines: { x: { from: ['latch.int'], to: [] } } });
    // @ts-expect-error no input of that name
    defineMachine({ ...base, parts, spaces, inputs: { x: { title: 'x', to: 'latch.nob' } } });
    // @ts-expect-error no output of that name
    defineMachine({ ...base, parts, spaces, outputs: { x: { title: 'x', from: 'latch.rx' } } });
    // @ts-expect-error no bay of that name
    defineMachine({ ...base, parts, spaces, media: { x: { title: 'x', bay: 'latch.bay', formats: [] } } });
    // @ts-expect-error no part of that name has a screen
    defineMachine({ ...base, parts, spaces, screen: 'crt' });
    // @ts-expect-error no option of that name
    defineMachine({ ...base, parts, spaces, crystal: option('clock') });
    // @ts-expect-error a part's options have names
    part(LatchPart, { clock: 'cpu', options: { strat: 5 } });
    // @ts-expect-error a part's options have types
    part(LatchPart, { clock: 'cpu', options: { start: 'five' } });
    // @ts-expect-error a misspelt key
    defineMachine({ ...base, parts, spaces, line: {} });
    expect(defineMachine({ ...base, parts, spaces }).id).toBe('box');
  });
});
