/**
 * What passes between the host and a folder drive: files and patches one way, changes the other.
 */
import { type CpmAttributes, type CpmFileName, fileKey } from './cpm-directory.ts';
import type { MediumPatch } from './sector-image.ts';

/** A file of the host for the guest to see. */
export interface FolderSource extends CpmFileName {
  readonly bytes: Uint8Array | (() => Uint8Array);
  /** How long it is, if known before `bytes` is called: then it is not called for a file for which there is no room. */
  readonly length?: number;
  /** Default `false`. */
  readonly readOnly?: boolean;
}

/** A host file that the guest cannot have, or cannot have in its new state. */
export interface FolderRejection extends CpmFileName {
  readonly reason: string;
  /** The reason passes by itself: try again later. */
  readonly passing?: boolean;
}

/** What the host has to do because of a guest's write. Byte arrays are copies. */
export type FolderChange =
  | { readonly kind: 'create'; readonly file: CpmFileName; readonly bytes: Uint8Array }
  | { readonly kind: 'write'; readonly file: CpmFileName; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly kind: 'resize'; readonly file: CpmFileName; readonly length: number }
  | { readonly kind: 'rename'; readonly from: CpmFileName; readonly to: CpmFileName }
  | { readonly kind: 'attributes'; readonly file: CpmFileName; readonly attributes: CpmAttributes }
  | { readonly kind: 'delete'; readonly file: CpmFileName };

/** Does the changes; returns `false`, or throws, if it could not. */
// biome-ignore lint/suspicious/noConfusingVoidType: a function that returns nothing has done them
export type FolderHost = (changes: readonly FolderChange[]) => boolean | void;

export interface FolderUpdate {
  /** New or changed files. */
  readonly set?: readonly FolderSource[];
  /** Files that are gone from the host. */
  readonly remove?: readonly CpmFileName[];
}

export interface FolderPatches {
  /** To be applied in this order. */
  readonly patches: readonly MediumPatch[];
  readonly rejected: readonly FolderRejection[];
}

/**
 * The changes in the order that loses nothing: first what makes files writable and what adds content, then what takes
 * content away, deletions last. Changes of equal rank stay as they were.
 * @param lengthOf the length of a file on the host before the changes
 */
export function inOrder(changes: readonly FolderChange[], lengthOf: (file: CpmFileName) => number): FolderChange[] {
  const renamed = new Set(changes.map((change) => (change.kind === 'rename' ? fileKey(change.to) : '')));
  const rank = (change: FolderChange): number => {
    switch (change.kind) {
      case 'attributes':
        return change.attributes.readOnly || renamed.has(fileKey(change.file)) ? 5 : 0;
      case 'create':
        return 1;
      case 'resize':
        return change.length < lengthOf(change.file) ? 4 : 1;
      case 'write':
        return 2;
      case 'rename':
        return 3;
      case 'delete':
        return 6;
    }
  };
  return [...changes].sort((a, b) => rank(a) - rank(b));
}

function isTextByte(code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || code === 0x0d || code === 0x0a || code === 0x09 || code === 0x0c;
}

/** Whether the first `length` bytes are text: printable ASCII, CR, LF, TAB and FF. */
export function isText(bytes: Uint8Array, length: number): boolean {
  for (let i = 0; i < length; i++) if (!isTextByte(bytes[i])) return false;
  return true;
}
