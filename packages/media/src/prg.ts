/**
 * PRG files: a load address, low byte first, and the bytes that go there.
 */
import { MediaError } from './errors.ts';

export interface Program {
  readonly loadAddress: number;
  readonly bytes: Uint8Array;
}

/** Bytes of the address space. */
const SPACE = 0x10000;

/** Whether the bytes can be a program: an address, and no more bytes than fit behind it. */
export function isPrg(bytes: Uint8Array): boolean {
  return bytes.length > 2 && (bytes[0] | (bytes[1] << 8)) + bytes.length - 2 <= SPACE;
}

/** @throws MediaError if there is nothing behind the load address, or more than fits there */
export function parsePrg(bytes: Uint8Array): Program {
  if (bytes.length < 3) {
    throw new MediaError(`a program is longer than ${bytes.length} bytes`, {
      hint: 'It begins with its load address, low byte first',
    });
  }
  const loadAddress = bytes[0] | (bytes[1] << 8);
  if (!isPrg(bytes)) {
    const address = loadAddress.toString(16).toUpperCase().padStart(4, '0');
    throw new MediaError(`${bytes.length - 2} bytes do not fit behind the load address ${address}h`, {
      hint: 'This is no program file, or it is damaged',
    });
  }
  return { loadAddress, bytes: bytes.subarray(2) };
}
