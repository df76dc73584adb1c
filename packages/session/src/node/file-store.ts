/**
 * A large image in a file of the host, read where it is needed.
 *
 * Writes go to the host with one `pwrite` each, before they return: whatever happens to this process afterwards, they are
 * in the file. They are not forced to the host's disk one by one (a power failure of the host can lose what its cache
 * held); `close` does that once.
 */
import { createHash } from 'node:crypto';
import type { ImageStore } from '@backplane/media';
import { type HostFiles, readAll, writeAll } from './host-files.ts';

/** Bytes that are read at a time: guests read sector after sector. */
const CHUNK = 0x10000;

export interface FileStore extends ImageStore {
  /** Forces what was written to the host's disk and closes the file. @throws the host's error; the file is closed then */
  close(): void;
}

/**
 * @param fd open file; the store closes it
 * @param size of the file in bytes
 * @param write whether it can be written
 * @param failed told of an error of the host, before it is thrown
 */
export function fileStore(
  host: HostFiles,
  fd: number,
  size: number,
  write: boolean,
  failed: (what: 'read' | 'write', error: unknown) => void = () => {},
): FileStore {
  let length = size;
  let chunkAt = -1;
  let chunk: Uint8Array = new Uint8Array(0);
  let dirty = false;
  const attempt = <T>(what: 'read' | 'write', action: () => T): T => {
    try {
      return action();
    } catch (error) {
      failed(what, error);
      throw error;
    }
  };
  return {
    get size() {
      return length;
    },
    read(offset, count) {
      const wanted = Math.max(0, Math.min(count, length - offset));
      if (wanted >= CHUNK) return attempt('read', () => readAll(host, fd, offset, wanted));
      const at = offset - (offset % CHUNK);
      if (offset + wanted > at + CHUNK) return attempt('read', () => readAll(host, fd, offset, wanted));
      if (at !== chunkAt) {
        chunkAt = -1;
        chunk = attempt('read', () => readAll(host, fd, at, Math.min(CHUNK, length - at)));
        chunkAt = at;
      }
      return chunk.slice(offset - at, offset - at + wanted);
    },
    ...(write
      ? {
          write(offset: number, bytes: Uint8Array): void {
            if (chunkAt >= 0 && offset < chunkAt + CHUNK && offset + bytes.length > chunkAt) chunkAt = -1;
            dirty = true;
            attempt('write', () => writeAll(host, fd, bytes, offset));
            length = Math.max(length, offset + bytes.length);
          },
        }
      : {}),
    sha1(chunks) {
      const hash = createHash('sha1');
      for (const bytes of chunks) hash.update(bytes);
      return hash.digest('hex');
    },
    close() {
      try {
        if (dirty) host.fsyncSync(fd);
      } finally {
        host.closeSync(fd);
      }
    },
  };
}
