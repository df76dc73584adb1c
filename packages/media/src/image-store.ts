import { MediaError } from './errors.ts';

/**
 * Where the bytes of a large image lie: a file of the host that is read where it is needed, or memory. Images in a store
 * are never loaded whole.
 */
export interface ImageStore {
  /** Bytes in it now. Grows when something is written behind its end. */
  readonly size: number;
  /**
   * The bytes at an offset, fewer if the store ends before. What was returned does not change later.
   * @throws if they cannot be read
   */
  read(offset: number, length: number): Uint8Array;
  /** Writes bytes at their place, before it returns; absent if nothing is to be written. @throws if they are not written */
  write?(offset: number, bytes: Uint8Array): void;
  /** SHA-1 in hex of bytes that come in pieces, where the host has a faster one than ours. */
  sha1?(chunks: Iterable<Uint8Array>): string;
}

/** A store over bytes in memory, which are kept and not changed: what a guest writes stays in the disk's overlay. */
export function memoryStore(bytes: Uint8Array): ImageStore {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, Math.min(bytes.length, offset + length)),
  };
}

/** Bytes of a store. @throws MediaError if it ends before; what the store throws */
export function readExactly(store: ImageStore, offset: number, length: number): Uint8Array {
  const bytes = store.read(offset, length);
  if (bytes.length !== length) {
    throw new MediaError(
      `the file ends after ${offset + bytes.length} bytes, ${length} were expected from ${offset} on`,
    );
  }
  return bytes;
}
