; Option ROM of the XT-IDE hard disk card, 8 KB at C8000h (or any other 2 KB boundary)
;
; Makes the drives of an ATA cable the machine's hard disks: INT 13h for drives 80h on, their parameter tables behind
; INT 41h and 46h, and booting from them where the BIOS cannot. Knows three cards by their port layouts: XT-IDE
; revision 1, revision 2 (A0 and A3 swapped) and XT-CF (8-bit transfers).
;
; Sources: ANSI X3.221 (ATA-1) and X3.279 (ATA-2); IBM, "Fixed Disk Adapter" and "BIOS" in the Technical References
; (registers of INT 13h, tables, BIOS data area); Phoenix, "BIOS Enhanced Disk Drive Specification" 1.1 (41h to 48h);
; Ralf Brown's Interrupt List.
;
; It uses 1 KB at the top of memory, which it takes off the size in the BIOS data area (0040:0013).

        cpu     8086
        org     0

ROM_BLOCKS      equ     16              ; of 512 bytes

        db      0x55, 0xaa, ROM_BLOCKS
        jmp     initialise

        db      13, 10, 'Backplane XT-IDE firmware', 13, 10, 0

%include "variables.inc"
%include "init.inc"
%include "print.inc"
%include "ata.inc"
%include "transfer.inc"
%include "int13.inc"
%include "edd.inc"
%include "boot.inc"

%if $ - $$ > ROM_BLOCKS * 512 - 1
%error the ROM is too large
%endif
        times   ROM_BLOCKS * 512 - ($ - $$) db 0xff     ; the last byte becomes the checksum: firmware.json
