; Way into and out of every INT service.
cpu 8086

; A service is `call service`, the number of its functions (a byte), the routine for numbers above (a word) and a word for
; each function. The routine finds the caller's AX to DX, DS = BDA, BP = what was pushed (AX_ and the like); SI and DI are
; free. What it leaves in registers is lost, what it leaves in the frame is the answer: everything else is preserved.
; Interrupts are on. 26 bytes of stack besides the INT itself.
section .service
service:
        sti
        cld
        push    es
        push    ds
        push    bp
        push    di
        push    si
        push    dx
        push    cx
        push    bx
        push    ax
        mov     bp,sp
        mov     si,BDA
        mov     ds,si
        mov     si,[bp+18]      ; return address: the table
        mov     al,ah
        cs cmp  al,[si]
        jb      .known
        mov     al,-1
.known: cbw
        add     ax,ax
        add     si,ax
        mov     ax,[bp+AX_]
        cs call [si+3]
        pop     ax
        pop     bx
        pop     cx
        pop     dx
        pop     si
        pop     di
        pop     bp
        pop     ds
        pop     es
        inc     sp
        inc     sp
        iret

; Answers CF = 0 or 1.
section .carry
no_error:
        and     byte [bp+FLAGS_],~CF_
        ret
unsupported:                    ; AH = 86h, CF = 1 (INT 15)
        mov     byte [bp+AX_+1],86h
carry:
        or      byte [bp+FLAGS_],CF_
nothing:
        ret

; Waits AX ms (1–65535), by counter 0 of the 8253: mode 3 at 1.193 MHz counts down by two. Where that counter stands still,
; the reads themselves are counted, so it ends in any case. Changes nothing but AX.
section .delay
delay:
        push    bx
        push    cx
        push    dx
.ms:    push    ax
        mov     cx,200
        call    counter
        xchg    bx,ax
.more:  call    counter
        mov     dx,bx
        sub     dx,ax
        cmp     dx,2386
        jae     .over
        loop    .more
.over:  pop     ax
        dec     ax
        jnz     .ms
        pop     dx
        pop     cx
        pop     bx
        ret
counter:                        ; AX = counter 0
        pushf
        cli
        mov     al,0            ; latch
        out     43h,al
        in      al,40h
        mov     ah,al
        in      al,40h
        popf
        xchg    al,ah
        ret

; Sounds about 1 kHz for AX ms.
section .beep
beep:
        push    ax
        mov     al,0B6h         ; counter 2, both bytes, mode 3
        out     43h,al
        mov     ax,1193
        out     42h,al
        mov     al,ah
        out     42h,al
        in      al,61h
        or      al,3
        out     61h,al
        pop     ax
        call    delay
        in      al,61h
        and     al,0FCh
        out     61h,al
        ret
