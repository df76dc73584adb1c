import { type CardDefinition, defineCard, definePart } from '@backplane/kernel';
import { ParallelPortPart } from '../parallel/parallel.ts';
import { CHARACTER_GENERATOR } from '../video/character-generator.ts';
import { MONO_CRYSTAL, MONO_WINDOW, MonoAdapter, type MonoOptions } from '../video/mono.ts';

/** The circuits of the Hercules card. */
export const HerculesPart = definePart({
  type: 'HerculesGraphicsCard',
  title: 'Hercules Graphics Card',
  io: { registers: { size: 12 }, configuration: { size: 1 }, memory: { size: MONO_WINDOW } },
  create: (ctx, options: Omit<MonoOptions, 'hercules'>) => new MonoAdapter(ctx, { ...options, hercules: true }),
});

/**
 * A Hercules Graphics Card with settings of your own.
 * @param half the upper half of its memory is never on the bus, so that a colour adapter can be there
 */
export function herculesCard(
  id: string,
  title: string,
  half: boolean,
  options: Partial<Omit<MonoOptions, 'hercules'>> = {},
): CardDefinition {
  return defineCard({
    id,
    title,
    fits: 'isa8',
    clocks: { dots: { hz: MONO_CRYSTAL, title: 'Dot clock' } },
    parts: {
      video: {
        type: HerculesPart,
        clock: 'dots',
        rom: 'font',
        peers: { board: 'board' },
        options: { crtc: 'mc6845', phosphor: 'green', ...options },
      },
      parallel: { type: ParallelPortPart, clock: 'clk', options: { plug: 'printer' } },
    },
    spaces: { memory: [{ from: 0xb0000, to: half ? 0xb7fff : 0xbffff, io: 'video.memory' }] },
    ports: {
      io: [
        { from: 0x3b0, to: 0x3bb, io: 'video.registers' },
        { from: 0x3bc, to: 0x3be, io: 'parallel.registers' },
        { from: 0x3bf, to: 0x3bf, io: 'video.configuration' },
      ],
    },
    lines: { irq7: { from: ['parallel.irq'] } },
    outputs: { printer: { title: 'printer at 3BCh', from: 'parallel.printer' } },
    roms: { font: CHARACTER_GENERATOR },
  });
}

export const hercules = herculesCard('hercules', 'Hercules Graphics Card', false);

/** Beside a colour adapter: 32 KB of its memory are on the bus. */
export const herculesHalf = herculesCard('hercules-half', 'Hercules Graphics Card, lower half of its memory', true);
