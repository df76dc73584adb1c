import { defineMachine, option, part } from '../../src/index.ts';
import { LatchPart, WalkerPart } from './parts.ts';

export const base = {
  id: 'box',
  title: 'Box',
  year: 1980,
  status: 'working',
  crystal: 1_000_000,
  clocks: { cpu: { divide: 1 } },
} as const;

export const parts = {
  cpu: part(WalkerPart, { clock: 'cpu', space: 'memory' }),
  latch: part(LatchPart, { clock: 'cpu', space: 'memory', options: { start: 5 } }),
};

export const spaces = {
  memory: {
    bits: 16,
    regions: { ram: { ram: 0x8000 } },
    views: {
      low: [
        { from: 0, to: 0x7fff, region: 'ram' },
        { from: 0xf000, to: 0xf003, io: 'latch.registers' },
      ],
      none: [{ from: 0xf000, to: 0xf003, io: 'latch.registers' }],
    },
  },
} as const;

export const box = defineMachine({
  ...base,
  options: {
    start: { kind: 'integer', title: 'start value', default: 1, min: 0, max: 255 },
    model: { kind: 'choice', title: 'model', default: 'a', values: ['a', 'b'] },
    turbo: { kind: 'flag', title: 'turbo', default: false },
  },
  parts: {
    cpu: part(WalkerPart, { clock: 'cpu', space: 'memory' }),
    latch: part(LatchPart, { clock: 'cpu', space: 'memory', options: { start: option('start') } }),
  },
  spaces,
  lines: { hold: { from: ['latch.beat'], to: ['cpu.wait', 'latch.hold'] } },
  inputs: { knob: { title: 'knob', to: 'latch.knob' } },
  outputs: { tx: { title: 'bytes', from: 'latch.tx' } },
  media: { slot: { title: 'slot', bay: 'latch.slot', formats: ['number'] } },
});
