; INT 05, 14, 15, 17, the configuration table.
; Sources: INS8250 data sheet; IBM Technical Reference, asynchronous and printer adapters; Ralf Brown's list.
cpu 8086

; Divisors of 1.8432 MHz / 16: 110, 150, 300, 600, 1200, 2400, 4800, 9600 baud.
section .at_E729
baud:   dw      417h, 300h, 180h, 0C0h, 60h, 30h, 18h, 0Ch

section .int14
int14:
        call    service
        db      4
        dw      nothing, .init, .send, .receive, .status
.init:  call    .port
        mov     ah,al
        add     dl,3
        mov     al,80h          ; divisor latch
        out     dx,al
        push    ax
        mov     bl,ah
        mov     cl,4
        shr     bl,cl
        and     bx,0Eh
        mov     cx,[cs:bx+baud]
        sub     dl,3
        mov     al,cl
        out     dx,al
        inc     dx
        mov     al,ch
        out     dx,al
        inc     dx
        inc     dx
        pop     ax
        mov     al,ah
        and     al,1Fh          ; length, stop bits, parity lie as in the line control register
        out     dx,al
        dec     dx
        dec     dx
        mov     al,0            ; no interrupts
        out     dx,al
        jmp     .state
.status:
        call    .port
.state: add     dl,5
        and     dl,0F8h
        add     dl,5
        in      al,dx
        mov     ah,al
        inc     dx
        in      al,dx
        mov     [bp+AX_],ax
        ret
.send:  call    .port
        push    ax
        mov     al,3            ; DTR, RTS
        mov     bh,30h          ; DSR, CTS
        call    .modem
        jnz     .late_send
        dec     dx
        mov     bh,20h          ; transmitter holding register empty
        call    .wait
        jnz     .late_send
        pop     ax
        sub     dl,5
        out     dx,al
        ret
.late_send:
        pop     bx
        jmp     .late
.receive:
        call    .port
        mov     al,1            ; DTR
        mov     bh,20h          ; DSR
        call    .modem
        jnz     .late
        dec     dx
        mov     bh,1            ; data ready
        call    .wait
        jnz     .late
        and     ah,1Eh
        mov     [bp+AX_+1],ah
        sub     dl,5
        in      al,dx
        mov     [bp+AX_],al
        ret
.late:  or      ah,80h
        mov     [bp+AX_+1],ah
        ret
; Modem control = AL, then waits for the bits BH of the modem status. DX = base → modem status.
.modem: add     dl,4
        out     dx,al
        inc     dx
        inc     dx
; Waits for all bits BH of port DX: AH = what it read last, ZF = 1 if they came. BL counts spans of about half a second.
.wait:  push    bx
.span:  xor     cx,cx
.more:  in      al,dx
        mov     ah,al
        and     al,bh
        cmp     al,bh
        je      .came
        loop    .more
        dec     bl
        jnz     .span
        inc     bx              ; Z = 0
.came:  pop     bx
        mov     [bp+AX_+1],ah
        ret
; DX = base, BL = time-out. Without such a port the service is over, nothing changed.
.port:  mov     bx,dx
        and     bx,3
        mov     dx,bx
        shl     bx,1
        xchg    dx,bx
        push    dx
        mov     bl,[bx+com_timeout]
        pop     si
        mov     dx,[si+com_ports]
        test    dx,dx
        jnz     .there
        pop     si              ; back to the service
.there: ret

section .int17
int17:
        call    service
        db      3
        dw      nothing, .print, .init, .status
.print: call    .port
        out     dx,al
        inc     dx
.span:  xor     cx,cx
.more:  in      al,dx
        mov     ah,al
        test    al,80h          ; not busy
        jnz     .strobe
        loop    .more
        dec     bl
        jnz     .span
        or      ah,1
        and     ah,0F9h
        jmp     .answer
.strobe:
        inc     dx
        mov     al,0Dh
        cli
        out     dx,al
        dec     ax
        out     dx,al
        sti
        dec     dx
        jmp     .state
.init:  call    .port
        inc     dx
        inc     dx
        mov     al,8            ; INIT low
        out     dx,al
        mov     ax,1
        call    delay
        mov     al,0Ch
        out     dx,al
        dec     dx
        jmp     .state
.status:
        call    .port
        inc     dx
.state: in      al,dx
        mov     ah,al
        and     ah,0F8h
.answer:
        xor     ah,48h          ; acknowledge and error are low on the connector
        mov     [bp+AX_+1],ah
        ret
.port:  mov     di,dx
        and     di,3
        mov     bl,[di+lpt_timeout]
        shl     di,1
        mov     dx,[di+lpt_ports]
        test    dx,dx
        jnz     .there
        pop     di
.there: ret

; INT 15: cassette functions and whatever else an XT has not got: AH = 86h, CF = 1.
section .int15
int15:
        call    service
        db      0
        dw      .pick
.pick:  mov     si,.table
        mov     al,ah
        mov     cx,(.end-.table)/3
.look:  cmp     al,[cs:si]
        je      .found
        add     si,3
        loop    .look
        jmp     unsupported
.found: mov     cx,[bp+CX_]
        jmp     [cs:si+1]
.table: db      4Fh
        dw      .key
        db      84h
        dw      .joystick
        db      86h
        dw      .wait
        db      88h
        dw      .extended
        db      90h
        dw      .hook
        db      91h
        dw      .hook
        db      0C0h
        dw      .config
.end:
.key:   jmp     carry           ; the key as it is
.extended:
        mov     word [bp+AX_],0
        jmp     no_error
.hook:  mov     byte [bp+AX_+1],0
        jmp     no_error
.config:
        mov     word [bp+BX_],config
        mov     [bp+ES_],cs
        jmp     .hook
; CX:DX µs, rounded up to whole milliseconds.
.wait:  mov     ax,dx
        mov     dx,cx
        mov     bx,1000
        cmp     dx,bx
        jae     .long
        div     bx
        inc     ax
        call    delay
        jmp     no_error
.long:  sub     dx,bx
        push    ax
        push    dx
        xor     ax,ax           ; 65.536 s
        call    delay
        pop     dx
        pop     ax
        cmp     dx,bx
        jae     .long
        div     bx
        inc     ax
        call    delay
        jmp     no_error
; DX = 0: AL bits 4–7 = buttons; DX = 1: AX to DX = what the four one-shots count, 0 without a joystick.
.joystick:
        cmp     dx,1
        mov     dx,201h
        ja      .bad
        je      .position
        in      al,dx
        and     al,0F0h
        mov     [bp+AX_],al
        jmp     no_error
.bad:   jmp     unsupported
.position:
        xor     ax,ax
        mov     [bp+AX_],ax
        mov     [bp+BX_],ax
        mov     [bp+CX_],ax
        mov     [bp+DX_],ax
        cli
        out     dx,al
        mov     cx,1500         ; longer than the longest one-shot, 1.1 ms
        call    counter
        xchg    bx,ax
        mov     ah,0
.axes:  in      al,dx
        and     al,15
        xor     al,15
        xchg    ah,al
        not     al
        and     al,ah           ; axes that have ended since
        jz      .still
        push    ax
        push    ax
        call    counter
        mov     si,bx
        sub     si,ax
        shr     si,1
        pop     ax
        mov     di,AX_
.axis:  shr     al,1
        jnc     .not
        mov     [bp+di],si
.not:   inc     di
        inc     di
        cmp     di,CX_+4
        jb      .axis
        pop     ax
.still: cmp     ah,15
        je      .all
        loop    .axes
.all:   sti
        jmp     no_error

; What INT 15, AH = C0 points to.
section .at_E6F5
config: dw      8
        db      0FBh            ; PC XT with 101 keys
        db      1, 1            ; submodel, revision
        db      10h             ; INT 15, AH = 4F is called
        db      0, 0, 0, 0

section .int05
int05:
        sti
        cld
        push    ax
        push    bx
        push    cx
        push    dx
        push    ds
        mov     ax,BDA
        mov     ds,ax
        cmp     byte [print_status],1
        je      .busy
        mov     byte [print_status],1
        mov     ah,0Fh
        int     10h
        mov     cl,ah           ; columns; BH = page
        mov     ch,25
        mov     ah,3
        push    cx
        int     10h
        pop     cx
        push    dx
        call    .line_end
        jnz     .end
        xor     dx,dx
.cell:  mov     ah,2
        int     10h
        mov     ah,8
        int     10h
        test    al,al
        jnz     .char
        mov     al,' '
.char:  call    .out
        jnz     .end
        inc     dx
        cmp     dl,cl
        jb      .cell
        call    .line_end
        jnz     .end
        mov     dl,0
        inc     dh
        cmp     dh,ch
        jb      .cell
.end:   pop     dx
        pushf
        mov     ah,2
        int     10h
        popf
        mov     al,0
        jz      .good
        dec     ax
.good:  mov     [print_status],al
.busy:  pop     ds
        pop     dx
        pop     cx
        pop     bx
        pop     ax
        iret
.line_end:
        mov     al,13
        call    .out
        jnz     .ret
        mov     al,10
.out:   push    dx
        xor     dx,dx
        mov     ah,0
        int     17h
        pop     dx
        test    ah,29h          ; time-out, error, out of paper
.ret:   ret
