; Fixed places. The addresses are those that programs jump to, as Ralf Brown's list names them.
cpu 8086

section .at_E000
banner: db      'Backplane BIOS 1.0',13,10,10,0
        ret
section .at_E05B
        jmp     post
section .at_E2C3
        jmp     int02
section .at_E3FE
        jmp     int13
section .at_E6F2
        jmp     int19
section .at_E739
        jmp     int14
section .at_E82E
        jmp     int16
section .at_E987
        jmp     int09
section .at_EC59
        jmp     int13
section .at_EF57
        jmp     int0e
section .at_EFC7
; Floppy parameters: INT 1E leads here.
disk_table:
        db      0CFh            ; step rate 4 ms at 500 kbit/s, 8 ms at 250; head unload time
        db      2               ; head load time; DMA
        db      25h             ; ticks until the motor stops
        db      2               ; 512 bytes
        db      9               ; sectors of a track
        db      2Ah             ; gap when reading and writing
        db      0FFh
        db      50h             ; gap when formatting
        db      0F6h            ; filler
        db      15              ; ms for the head to settle
        db      4               ; eighths of a second for the motor to start
section .at_EFD2
        jmp     int17
section .at_F859
        jmp     int15
section .at_FA6E
font:
%include "fonts/font8x8.inc"
section .at_FE6E
        jmp     int1a
section .at_FEA5
        jmp     int08
section .at_FEF3
; Vectors 08–1F.
vectors:
        dw      int08, int09, unexpected, unexpected, unexpected, unexpected, int0e, unexpected
        dw      int10, int11, int12, int13, int14, int15, int16, int17
        dw      int18, int19, int1a, dummy, dummy, crtc_table, disk_table, 0
section .at_FF23
        jmp     unexpected
section .at_FF53
dummy:  iret
section .at_FF54
        jmp     int05
section .at_FFF0
        jmp     0F000h:0E05Bh
        db      '11/23/26', 0
        db      0FBh            ; PC XT
        db      0               ; checksum: filled in when the image is made
