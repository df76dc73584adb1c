import { type CardDefinition, defineCard, definePart } from '@backplane/kernel';
import { BusClockPart } from '../video/bus-clock.ts';
import { CHARACTER_GENERATOR } from '../video/character-generator.ts';
import { CGA_WINDOW, Cga, type CgaOptions } from './cga.ts';

export type { CgaOptions } from './cga.ts';
export { compositeLevel, decodeTurn } from './composite.ts';

/** The card's circuits. */
export const CgaPart = definePart({
  type: 'IbmCga',
  title: 'Color/Graphics Monitor Adapter',
  io: { registers: { size: 16 }, memory: { size: CGA_WINDOW } },
  create: (ctx, options: CgaOptions) => new Cga(ctx, options),
});

const DEFAULTS: CgaOptions = { crtc: 'mc6845', font: 'thick', snow: true, monitor: 'rgb', revision: 'new' };

/** A Color/Graphics Monitor Adapter with settings of your own. */
export function cgaCard(id: string, title: string, options: Partial<CgaOptions> = {}): CardDefinition {
  return defineCard({
    id,
    title,
    fits: 'isa8',
    parts: {
      bus: { type: BusClockPart, clock: 'clk' },
      video: {
        type: CgaPart,
        clock: 'osc',
        rom: 'font',
        peers: { board: 'board', bus: 'bus' },
        options: { ...DEFAULTS, ...options },
      },
    },
    spaces: { memory: [{ from: 0xb8000, to: 0xbffff, io: 'video.memory' }] },
    ports: { io: [{ from: 0x3d0, to: 0x3df, io: 'video.registers' }] },
    roms: { font: CHARACTER_GENERATOR },
  });
}

export const cga = cgaCard('cga', 'IBM Color/Graphics Monitor Adapter');

/** With a colour monitor on the composite output: dots side by side make colours. */
export const cgaComposite = cgaCard('cga-composite', 'IBM Color/Graphics Monitor Adapter, composite monitor', {
  monitor: 'composite',
});

/** The same with the first revision of the board. */
export const cgaCompositeOld = cgaCard(
  'cga-composite-old',
  'IBM Color/Graphics Monitor Adapter of 1981, composite monitor',
  { monitor: 'composite', revision: 'old' },
);
