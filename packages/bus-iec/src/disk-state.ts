import { StateError, type StateIo } from '@backplane/kernel';
import type { CbmDisk } from '@backplane/media';

/**
 * Saves what a disk in a drive differs in from its image, or puts that back: the image itself is not in a snapshot.
 * @param drive what messages call the drive (`drive 8`)
 * @throws StateError if another disk is in the drive than when the snapshot was made
 */
export function diskState(io: StateIo, drive: string, disk: CbmDisk | null): void {
  const present = io.bool('disk', disk !== null);
  if (present !== (disk !== null)) {
    throw new StateError(
      present
        ? `The snapshot has a disk in ${drive}, this machine has none. Insert the same disk first.`
        : `The snapshot has no disk in ${drive}. Take the disk out first.`,
    );
  }
  if (disk === null) return;
  const { medium, layout } = disk;
  const base = io.string('base', medium.baseSha1);
  if (base !== medium.baseSha1) {
    throw new StateError(
      `The snapshot was made with another disk in ${drive}, SHA-1 ${base}; this one is ${medium.baseSha1}. ` +
        'Insert the disk that it was made with.',
    );
  }
  const shape = `${medium.format.id} ${layout.id}`;
  const stored = io.string('format', shape);
  if (stored !== shape) {
    throw new StateError(
      `The snapshot was made with the disk in ${drive} read as ${stored}, not as ${shape}. Give the same format again.`,
    );
  }
  medium.writeProtected = io.bool('writeProtected', medium.writeProtected);
  const overlay = medium.saveOverlay();
  const indices = new Int32Array(io.number('sectors', overlay.indices.length));
  if (!io.loading) indices.set(overlay.indices);
  io.ints('indices', indices);
  const data = io.blob('data', overlay.data);
  if (io.loading) medium.restoreOverlay({ indices, data });
}
