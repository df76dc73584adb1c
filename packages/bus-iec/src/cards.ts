import { type CardDefinition, defineCard, part } from '@backplane/kernel';
import { CBM_FORMATS } from '@backplane/media';
import { VirtualDrivePart } from './virtual-drive.ts';

/** Cycles a second of the drive's clock, as a 1541's processor has them. */
const DRIVE_CLOCK = 1_000_000;

/**
 * A virtual drive as a card. Its bay is `disk`.
 * @param device device number; without it the number in the slot's name (`drive9`), or 8
 */
export function virtualDriveCard(device?: number): CardDefinition {
  return defineCard({
    id: 'virtual',
    title: 'virtual disk drive: files at the speed of the serial bus, no processor of its own',
    fits: 'iec',
    clocks: { drive: { hz: DRIVE_CLOCK, title: 'clock of the drive' } },
    parts: {
      drive: part(VirtualDrivePart, { clock: 'drive', options: device === undefined ? {} : { device } }),
    },
    lines: {
      atn: { to: ['drive.atn'] },
      clk: { from: ['drive.clk'], to: ['drive.clk'] },
      data: { from: ['drive.data'], to: ['drive.data'] },
      reset: { to: ['drive.reset'] },
    },
    media: { disk: { title: 'disk', bay: 'drive.disk', formats: CBM_FORMATS.map(({ id }) => id) } },
  });
}

/** A virtual drive with the device number of its slot's name. */
export const virtualDrive = virtualDriveCard();
