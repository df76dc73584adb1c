/*
 * Instruction mixes for benchmarks
 *
 * Each is a program as bytes with its origin; it loops for ever and needs no devices.
 */

/** A program to measure. */
export interface Mix {
  readonly id: string;
  readonly title: string;
  /** Where `bytes` go and execution starts. */
  readonly origin: number;
  readonly bytes: Uint8Array;
  /** Stack pointer at the start. */
  readonly sp: number;
}

const program = (source: string): Uint8Array =>
  Uint8Array.from(source.replace(/\/\/.*/g, '').match(/[0-9a-f]{2}/gi) ?? [], (digits) => Number.parseInt(digits, 16));

const mix = (id: string, title: string, source: string): Mix => ({
  id,
  title,
  origin: 0x100,
  bytes: program(source),
  sp: 0xf000,
});

/** The mixes by name. */
export const MIXES: readonly Mix[] = [
  mix(
    'usual',
    'loads, arithmetic, jumps, calls and the stack, as in compiled and hand-written programs',
    `
    21 00 40        // 0100 ld hl,$4000
    11 00 50        // 0103 ld de,$5000
    06 40           // 0106 ld b,$40
    7e              // 0108 ld a,(hl)
    80              // 0109 add a,b
    a9              // 010a xor c
    12              // 010b ld (de),a
    23              // 010c inc hl
    13              // 010d inc de
    07              // 010e rlca
    4f              // 010f ld c,a
    cd 1f 01        // 0110 call $011f
    fe 80           // 0113 cp $80
    38 01           // 0115 jr c,$0118
    0c              // 0117 inc c
    8e              // 0118 adc a,(hl)
    10 ed           // 0119 djnz $0108
    c3 00 01        // 011b jp $0100
    00              // 011e nop
    e5              // 011f push hl
    c5              // 0120 push bc
    2a 00 60        // 0121 ld hl,($6000)
    23              // 0124 inc hl
    22 00 60        // 0125 ld ($6000),hl
    7c              // 0128 ld a,h
    b5              // 0129 or l
    c1              // 012a pop bc
    e1              // 012b pop hl
    c8              // 012c ret z
    cb 11           // 012d rl c
    cb 5f           // 012f bit 3,a
    e6 7f           // 0131 and $7f
    c9              // 0133 ret
    `,
  ),
  mix(
    'registers',
    'one-byte instructions on registers',
    `
    80 4f 14 ab 57  // 0100 add a,b; ld c,a; inc d; xor e; ld d,a
    91 b8 2c 7d 3d  // 0105 sub c; cp b; inc l; ld a,l; dec a
    a1 5f           // 010a and c; ld e,a
    10 f2           // 010c djnz $0100
    c3 00 01        // 010e jp $0100
    `,
  ),
  mix(
    'prefixed',
    'CB, ED, DD and DD CB instructions',
    `
    dd 21 00 42     // 0100 ld ix,$4200
    21 00 40        // 0104 ld hl,$4000
    06 40           // 0107 ld b,$40
    dd 7e 05        // 0109 ld a,(ix+5)
    dd 77 03        // 010c ld (ix+3),a
    dd 34 01        // 010f inc (ix+1)
    dd ae 02        // 0112 xor (ix+2)
    b7              // 0115 or a
    ed 52           // 0116 sbc hl,de
    cb 1c           // 0118 rr h
    cb 1d           // 011a rr l
    dd cb 04 46     // 011c bit 0,(ix+4)
    dd cb 04 c6     // 0120 set 0,(ix+4)
    ed 53 00 60     // 0124 ld ($6000),de
    ed 4a           // 0128 adc hl,bc
    dd 23           // 012a inc ix
    10 db           // 012c djnz $0109
    c3 00 01        // 012e jp $0100
    `,
  ),
  mix(
    'ldir',
    'LDIR of 16 KiB',
    `
    21 00 40        // 0100 ld hl,$4000
    11 00 80        // 0103 ld de,$8000
    01 00 40        // 0106 ld bc,$4000
    ed b0           // 0109 ldir
    c3 00 01        // 010b jp $0100
    `,
  ),
  mix(
    'self-modifying',
    'stores into the code that runs next',
    `
    21 09 01        // 0100 ld hl,$0109
    3e 00           // 0103 ld a,0
    3c              // 0105 inc a
    77              // 0106 ld (hl),a
    34              // 0107 inc (hl)
    0e 00           // 0108 ld c,0 (the byte at 0109 is rewritten)
    81              // 010a add a,c
    c3 05 01        // 010b jp $0105
    `,
  ),
  mix(
    'ports',
    'input and output in a loop, as in polling a console',
    `
    db 01           // 0100 in a,($01)
    e6 02           // 0102 and $02
    28 fa           // 0104 jr z,$0100
    7e              // 0106 ld a,(hl)
    23              // 0107 inc hl
    d3 00           // 0108 out ($00),a
    18 f4           // 010a jr $0100
    `,
  ),
];
