import type { Overlay } from '@backplane/media';
import { StateFileError } from './errors.ts';

/*
 * What sectors of a large medium held at first, for state files: number of sectors, their numbers, then their bytes;
 * all numbers of 32 bits, little-endian
 */

export function packUndo({ indices, data }: Overlay): Uint8Array {
  const bytes = new Uint8Array(4 + indices.length * 4 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, indices.length, true);
  for (let i = 0; i < indices.length; i++) view.setInt32(4 + i * 4, indices[i]!, true);
  bytes.set(data, 4 + indices.length * 4);
  return bytes;
}

/** @throws StateFileError if it is damaged */
export function unpackUndo(bytes: Uint8Array): Overlay {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length < 4 ? -1 : view.getUint32(0, true);
  const start = 4 + count * 4;
  if (count < 0 || start > bytes.length) {
    throw new StateFileError('The state file is damaged: what a disk held at first is cut off.');
  }
  const indices = Int32Array.from({ length: count }, (_, i) => view.getInt32(4 + i * 4, true));
  return { indices, data: bytes.slice(start) };
}
