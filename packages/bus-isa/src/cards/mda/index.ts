import { type CardDefinition, defineCard, definePart } from '@backplane/kernel';
import { CHARACTER_GENERATOR } from '../video/character-generator.ts';
import { MONO_CRYSTAL, MONO_WINDOW, MonoAdapter, type MonoOptions } from '../video/mono.ts';

/** The circuits of IBM's adapter. */
export const MdaPart = definePart({
  type: 'IbmMda',
  title: 'Monochrome Display Adapter',
  io: { registers: { size: 12 }, memory: { size: MONO_WINDOW } },
  create: (ctx, options: Omit<MonoOptions, 'hercules'>) => new MonoAdapter(ctx, { ...options, hercules: false }),
});

/** A monochrome display adapter with settings of your own. */
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
    },
    spaces: { memory: [{ from: 0xb0000, to: 0xb7fff, io: 'video.memory' }] },
    ports: { io: [{ from: 0x3b0, to: 0x3bb, io: 'video.registers' }] },
    roms: { font: CHARACTER_GENERATOR },
  });
}

export const mda = mdaCard('mda', 'IBM Monochrome Display Adapter');
