; Interrupts 02, 08 (with 1A), default handlers, INT 11, 12.
cpu 8086

section .int08
int08:
        sti
        push    ds
        push    ax
        push    dx
        mov     ax,BDA
        mov     ds,ax
        inc     word [ticks]
        jnz     .low
        inc     word [ticks+2]
.low:   cmp     word [ticks+2],18h
        jb      .motor
        cmp     word [ticks],0B0h ; 1800B0h ticks are a day
        jb      .motor
        xor     ax,ax
        mov     [ticks],ax
        mov     [ticks+2],ax
        inc     ax
        mov     [midnight],al
.motor: dec     byte [f_motor_off]
        jnz     .user
        and     byte [f_motors],0F0h
        mov     al,0Ch          ; all motors off; no reset, interrupt and DMA enabled
        mov     dx,3F2h
        out     dx,al
.user:  int     1Ch
        mov     al,EOI
        cli
        out     PIC,al
        pop     dx
        pop     ax
        pop     ds
        iret

section .int1a
int1a:
        call    service
        db      2
        dw      carry, .get, .set
.get:   cli
        mov     al,0
        xchg    al,[midnight]
        mov     dx,[ticks]
        mov     cx,[ticks+2]
        mov     [bp+AX_],al
        mov     [bp+CX_],cx
        mov     [bp+DX_],dx
        jmp     no_error
.set:   cli
        mov     [ticks],dx
        mov     [ticks+2],cx
        mov     byte [midnight],0
        jmp     no_error

section .at_F84D
int11:
        sti
        push    ds
        mov     ax,BDA
        mov     ds,ax
        mov     ax,[equipment]
        pop     ds
        iret

section .at_F841
int12:
        sti
        push    ds
        mov     ax,BDA
        mov     ds,ax
        mov     ax,[memory_kb]
        pop     ds
        iret

; A hardware interrupt that nobody has claimed is switched off at the 8259A; its bit is left in 40:6B. FFh there: the vector
; was called by INT.
section .unexpected
unexpected:
        push    ds
        push    ax
        mov     ax,BDA
        mov     ds,ax
        mov     al,0Bh          ; OCW3: read the in-service register
        out     PIC,al
        nop
        in      al,PIC
        mov     ah,-1
        test    al,al
        jz      .soft
        mov     ah,al
        in      al,PIC+1
        or      al,ah
        out     PIC+1,al
        mov     al,EOI
        out     PIC,al
.soft:  mov     [last_irq],ah
        pop     ax
        pop     ds
        iret

; NMI: parity error in memory (8255A PC7) or I/O CH CK (PC6). With neither of them it is the 8087's, which nobody has claimed.
section .int02
int02:
        push    ax
        in      al,62h
        test    al,0C0h
        jz      .none
        call    print
        db      13,10,'Parity error: ',0
        in      al,62h
        shl     al,1
        jc      .memory
        call    print
        db      'card (I/O CH CK)',0
        jmp     .halt
.memory:
        call    print
        db      'memory',0
.halt:  mov     al,0            ; no further NMI
        out     0A0h,al
        call    print
        db      '. Halted; Ctrl-Alt-Del restarts.',0
        mov     ax,500
        call    beep
        mov     al,EOI          ; it may have come within an interrupt
        out     PIC,al
        sti
.wait:  hlt
        jmp     .wait
.none:  pop     ax
        iret
