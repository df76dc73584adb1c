import { type CardDefinition, defineCard, definePart } from '@backplane/kernel';
import { ParallelPortPart } from '../parallel/parallel.ts';
import { CHARACTER_GENERATOR } from '../video/character-generator.ts';
import { MONO_CRYSTAL, MONO_WINDOW, MonoAdapter, type MonoOptions } from '../video/mono.ts';

/** The circuits of IBM's adapter. */
export const MdaPart = definePart({
  type: 'IbmMda',
  title: 'Monochrome Display Adapter',
  io: { registers: { size: 12 }, memory: { size: MONO_WINDOW } },
  create: (ctx, options: Omit<MonoOptions, 'hercules'>) => new MonoAdapter(ctx, { ...options, hercules: false }),
});

/** A monochrome display and printer adapter with settings of your own. */
export function mdaCard(
  id: string,
  title: string,
  options: Partial<Omit<MonoOptions, 'hercules'>> = {},
): CardDefinition {
  return defineCard({
    id,
    title,
    fits: 'isa8',
    clocks: { dots: { hz: MONO_CRYSTAL, title: 'Dot clock' } },
    parts: {
      video: {
        type: MdaPart,
        clock: 'dots',
        rom: 'font',
        peers: { board: 'board' },
        options: { crtc: 'mc6845', phosphor: 'green', ...options },
      },
      parallel: { type: ParallelPortPart, clock: 'clk', options: { plug: 'printer' } },
    },
    spaces: { memory: [{ from: 0xb0000, to: 0xb7fff, io: 'video.memory' }] },
    ports: {
      io: [
        { from: 0x3b0, to: 0x3bb, io: 'video.registers' },
        { from: 0x3bc, to: 0x3be, io: 'parallel.registers' },
      ],
    },
    lines: { irq7: { from: ['parallel.irq'] } },
    outputs: { printer: { title: 'printer at 3BCh', from: 'parallel.printer' } },
    roms: { font: CHARACTER_GENERATOR },
  });
}

export const mda = mdaCard('mda', 'IBM Monochrome Display and Printer Adapter');
