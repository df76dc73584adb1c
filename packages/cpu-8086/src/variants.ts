/**
 * What sets the members of the family apart. All share the execution unit; another member with this instruction set
 * (a CMOS part, for one) is another value of this type. Members with instructions of their own (80186, V20) bring a
 * table of their own besides.
 */
export interface Variant {
  /** Data sheet name. */
  readonly name: string;
  /** Width of the data bus. */
  readonly busBits: 8 | 16;
  /** Bytes in the prefetch queue. */
  readonly queueLength: 4 | 6;
  /** A code fetch begins when no more bytes than this are in the queue or on their way. */
  readonly room: number;
}

/** 16-bit bus; a word must fit into the queue before it is fetched. */
export const INTEL_8086: Variant = { name: '8086', busBits: 16, queueLength: 6, room: 4 };
/** 8-bit bus; the queue takes a byte at a time. */
export const INTEL_8088: Variant = { name: '8088', busBits: 8, queueLength: 4, room: 3 };
