import { blankImage, CpmDrive, CpmFileSystem, DiskMedium, namedFormat } from '@backplane/media';
import { utilities } from '@backplane/roms-cpm';

/** Format of the system disk: the standard 8" disk. */
export const SYSTEM_DISK_FORMAT = 'ibm-3740';

/** The image of a fresh disk with the utilities that come with the machine. */
export function systemDiskImage(): Uint8Array {
  const format = namedFormat(SYSTEM_DISK_FORMAT);
  const medium = new DiskMedium({
    format: { id: format.id, title: format.title },
    geometry: {
      cylinders: format.tracks,
      heads: 1,
      sectors: format.sectrk,
      sectorSize: format.seclen,
      order: 'alternate',
      firstSector: 1,
    },
    base: blankImage(format),
  });
  const files = new CpmFileSystem(new CpmDrive(medium, format));
  for (const { name, bytes } of utilities) files.writeFile(name, bytes);
  return medium.content();
}
