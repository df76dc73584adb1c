import { describe, expect, it } from 'vitest';
import {
  type MachineDefinition,
  type OptionSpec,
  option,
  parseOption,
  resolveOptions,
  substitute,
  suggest,
} from '../src/index.ts';

const hz: OptionSpec = { kind: 'integer', title: 'clock', default: 4e6, min: 1000, max: 2 ** 53 - 1, unit: 'Hz' };
const bytes: OptionSpec = { kind: 'integer', title: 'memory', default: 65536, min: 0, max: 2 ** 40, unit: 'bytes' };
const plain: OptionSpec = { kind: 'integer', title: 'offset', default: 0, min: -5, max: 300 };
const choice: OptionSpec = { kind: 'choice', title: 'model', default: 'PAL', values: ['PAL', 'NTSC'] };
const flag: OptionSpec = { kind: 'flag', title: 'turbo', default: false };
const text: OptionSpec = { kind: 'text', title: 'name', default: '', maxLength: 3 };

describe('parseOption', () => {
  it.each<[OptionSpec, unknown, unknown]>([
    [hz, '4M', 4_000_000],
    [hz, '3.579545MHz', 3_579_545],
    [hz, '985.248 kHz', 985_248],
    [hz, '1.005M', 1_005_000],
    [hz, '14.31818m', 14_318_180],
    [hz, '1G', 1e9],
    [hz, 17_734_475, 17_734_475],
    [hz, 9_007_199_254_740_991, 9_007_199_254_740_991],
    [hz, '9007199254740991', 9_007_199_254_740_991],
    [bytes, '64K', 65536],
    [bytes, '64KiB', 65536],
    [bytes, '1.5MB', 1_572_864],
    [bytes, '512', 512],
    [plain, '-5', -5],
    [plain, ' 300 ', 300],
    [choice, 'ntsc', 'NTSC'],
    [flag, true, true],
    [flag, 'on', true],
    [flag, 'NO', false],
    [flag, 1, true],
    [text, 'abc', 'abc'],
    [text, 12, '12'],
  ])('%o takes %j as %j', (spec, value, result) => {
    expect(parseOption('x', spec, value)).toBe(result);
  });

  it.each<[OptionSpec, unknown, string]>([
    [hz, 'fast', 'Option "x" (clock) is "fast"; it takes a whole number from 1000 to 9007199254740991 Hz.'],
    [hz, '64KB', '"64KB"'],
    [hz, '1.5', 'whole number'],
    [hz, 999, 'is 999'],
    [hz, Number.NaN, 'is NaN'],
    [hz, Number.POSITIVE_INFINITY, 'Infinity'],
    [bytes, '64Hz', '"64Hz"'],
    [bytes, '1.23K', 'whole number'],
    [plain, '5k', '-5 to 300'],
    [plain, '5hz', '-5 to 300'],
    [plain, '', '-5 to 300'],
    [plain, 301, '-5 to 300'],
    [plain, 1e300, '-5 to 300'],
    [choice, 'secam', 'it takes PAL, NTSC'],
    [flag, 'perhaps', 'on or off'],
    [text, 'abcd', 'at most 3 characters'],
    [text, { a: 1 }, 'is a structure'],
    [choice, null, 'is null'],
    [flag, ['on'], 'is a structure'],
  ])('%o refuses %j', (spec, value, message) => {
    expect(() => parseOption('x', spec, value)).toThrow(message);
  });
});

describe('resolveOptions', () => {
  const definition = { id: 'box', options: { clock: hz, model: choice } } as unknown as MachineDefinition;

  it('fills in defaults and reads what is given', () => {
    expect(resolveOptions(definition, { clock: '2M' })).toEqual({ clock: 2_000_000, model: 'PAL' });
    expect(resolveOptions(definition, { model: undefined })).toEqual({ clock: 4_000_000, model: 'PAL' });
    expect(resolveOptions(definition)).toEqual({ clock: 4_000_000, model: 'PAL' });
  });

  it('refuses an unknown option with the nearest name, and a default that does not fit', () => {
    expect(() => resolveOptions(definition, { Modell: 'PAL' })).toThrow(
      'box has no option "Modell". Did you mean "model"?',
    );
    expect(() => resolveOptions(definition, { toString: 1 })).toThrow(
      'box has no option "toString". There are: clock, model.',
    );
    const bad = { id: 'box', options: { model: { ...choice, default: 'SECAM' } } } as unknown as MachineDefinition;
    expect(() => resolveOptions(bad)).toThrow('"SECAM"');
  });
});

describe('substitute', () => {
  it('replaces references anywhere and leaves everything else alone', () => {
    const bytesOfRom = Uint8Array.of(1);
    const make = () => 1;
    const value = { a: option('clock'), b: [option('model', { PAL: 18, NTSC: 14 })], c: bytesOfRom, d: make, e: null };
    expect(substitute(value, { clock: 5, model: 'NTSC' }, 'here')).toEqual({
      a: 5,
      b: [14],
      c: bytesOfRom,
      d: make,
      e: null,
    });
  });

  it('names an unknown option and a value that is not mapped', () => {
    expect(() => substitute(option('clok'), { clock: 1 }, 'Part "cpu"')).toThrow(
      'Part "cpu" refers to option "clok". Did you mean "clock"?',
    );
    expect(() => substitute(option('m', { a: 1 }), { m: 'b' }, 'Part "cpu"')).toThrow('option "m" is "b"');
    expect(() => substitute(option('m', {}), { m: 'toString' }, 'Part "cpu"')).toThrow('does not map');
  });
});

describe('suggest', () => {
  it('offers a near name whatever its case, else what there is', () => {
    expect(suggest('PHI3', ['xtal', 'Phi2'])).toBe(' Did you mean "Phi2"?');
    expect(suggest('zzzzzz', ['a', 'b'])).toBe(' There are: a, b.');
    expect(suggest('zzzzzz', ['a'])).toBe(' There is: a.');
    expect(suggest('x', [])).toBe(' There are none.');
  });
});
