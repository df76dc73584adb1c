import { defineCard, type OptionRef, part } from '@backplane/kernel';
import { FLOPPY_FORMATS } from '@backplane/media';
import { FloppyAdapterPart } from './adapter.ts';
import type { FloppyDriveType } from './drive.ts';

/** How a diskette adapter is fitted out. Each setting may refer to an option of the machine. */
export interface FloppyCardOptions {
  /** Kinds of drives A and B; `auto` if absent. */
  readonly a?: FloppyDriveType | OptionRef;
  readonly b?: FloppyDriveType | OptionRef;
  /** Has port 3F7, so that disks of 1.2 MB and more can be used; true if absent. */
  readonly highDensity?: boolean;
}

/** IBM's diskette drive adapter, with drives A and B in the bays `a` and `b`. */
export function floppyCard(options: FloppyCardOptions = {}) {
  const formats = FLOPPY_FORMATS.map(({ id }) => id);
  const highDensity = options.highDensity ?? true;
  const registers = 'fdc.registers';
  return defineCard({
    id: highDensity ? 'floppy' : 'floppy-dd',
    title: highDensity
      ? 'diskette drive adapter, two drives, all densities'
      : 'IBM 5-1/4 inch diskette drive adapter, two drives, 250 kbit/s only',
    fits: 'isa8',
    parts: {
      fdc: part(FloppyAdapterPart, { clock: 'osc', peers: { dma: 'dma', board: 'board' }, options }),
    },
    ports: {
      io: [
        { from: 0x3f2, to: 0x3f2, io: registers, offset: 0 },
        { from: 0x3f4, to: 0x3f5, io: registers, offset: 2 },
        ...(highDensity ? [{ from: 0x3f7, to: 0x3f7, io: registers, offset: 5 }] : []),
      ],
    },
    lines: { irq6: { from: ['fdc.irq'] } },
    media: {
      a: { title: 'floppy disk in drive A', bay: 'fdc.a', formats },
      b: { title: 'floppy disk in drive B', bay: 'fdc.b', formats },
    },
  });
}

/** All densities. */
export const floppy = floppyCard();
/** The adapter as IBM made it: double density only. */
export const floppyDd = floppyCard({ a: '360k', b: '360k', highDensity: false });
