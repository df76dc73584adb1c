; INT 13 for floppy drives, INT 0E.
; Sources: Intel 8272A data sheet; IBM Technical Reference, floppy adapter; Ralf Brown's list, INT 13 and MEMORY.LST.
cpu 8086

; A fault anywhere jumps to f_fault with the status in AH.
section .int13
int13:
        call    service
        db      19h
        dw      f_bad
        dw      f_reset, f_last, f_transfer, f_transfer, f_transfer, f_transfer, f_bad, f_bad, f_parameters
        dw      f_bad, f_bad, f_bad, f_bad, f_bad, f_bad, f_bad, f_bad, f_bad, f_bad, f_bad, f_bad
        dw      f_type, f_changed, f_set_type, f_set_type
f_bad:  mov     ah,1
f_fault:
        lea     sp,[bp-2]
        push    ax              ; a motor that was started stops later in any case
        les     si,[cs:table_vector]
        call    f_table
        pop     ax
f_done: mov     [f_status],ah
        mov     [bp+AX_+1],ah
        test    ah,ah
        jnz     .error
        jmp     no_error
.error: jmp     carry
table_vector dd 1Eh*4
f_last: mov     ah,[f_status]
        mov     [bp+AX_],ah
        jmp     f_done.set
