/**
 * A boot sector of 8086 instructions as compilers use them: multiply, divide, table look-ups, calls, stack, shifts and
 * unpredictable branches. It is entered at 0000:7C00, sends `S` to port E9h, runs its loop 1000 × OUTER times and sends
 * `E` and a checksum. Vector 10h has to lead to an IRET.
 *
 * Its source:
 *
 *     start: cli / xor ax,ax / mov ds,ax / mov es,ax / mov ss,ax / mov sp,4000h / sti / cld
 *            mov word [2000h],12345 / mov word [2004h],0 / mov al,'S' / call mark
 *            mov di,1000h / mov cx,2048 / xor ax,ax / rep stosw / xor si,si / mov bp,[outer] / test bp,bp / jz done
 *     oloop: mov cx,1000
 *     iloop: mov ax,[2000h] / mov dx,25173 / mul dx / add ax,13849 / mov [2000h],ax
 *            mov bx,ax / and bx,0FFEh / add [1000h+bx],ax / test ax,100h / jz skip / xor si,ax / rol si,1
 *     skip:  call sub1 / xor dx,dx / mov di,bx / or di,3 / div di / add si,dx / adc si,[1000h+bx]
 *            loop iloop / dec bp / jnz oloop
 *     done:  `E`, checksum in SI as four digits, line feed; `Shutdown` to port 8900h; HLT
 *     sub1:  push ax / push bx / mov bl,al / shr ah,1 / rcr al,1 / sub al,bl / mov [2002h],al / inc word [2004h]
 *            pop bx / pop ax / ret
 *     mark:  AL to ports E9h and 402h and, by INT 10h, to the screen
 */
const SECTOR =
  'fa31c08ed88ec08ed0bc0040fbfcc70600203930c70604200000b053e8a400bf0010b9000831c0f3ab31f68b2edd7c85' +
  'ed743bb9e803a10020ba5562f7e2051936a3002089c381e3fe0f01870010a90001740431c6d1c6e8550031d289df83cf' +
  '03f7f701d613b70010e2cb4d75c5b045e85000b9040051b104d3c65989f0240f049027144027e83a00e2ebb00ae83300' +
  'bea67cba0089ac84c07403eeebf8ba0105eefaf4ebfd53687574646f776e00505388c3d0ecd0d828d8a20220ff060420' +
  '5b58c3505352e6e9ba0204eeb40ebb0700565755cd105d5f5e5a5b58c3ffff';

/** Linear address at which the sector is loaded. */
export const LOOP_ORIGIN = 0x7c00;
/** Offset of the word OUTER in the sector. */
const OUTER_OFFSET = SECTOR.length / 2 - 2;

/** The sector with its loop count. @param outer thousands of iterations, 0–65,535 */
export function loopSector(outer: number): Uint8Array {
  const bytes = Uint8Array.from(SECTOR.match(/../g)!, (digits) => Number.parseInt(digits, 16));
  bytes[OUTER_OFFSET] = outer & 0xff;
  bytes[OUTER_OFFSET + 1] = outer >> 8;
  return bytes;
}
