; Power-on self test. Sources: 8237A, 8253, 8255A, 8259A, MC6845 data sheets; IBM Technical Reference (ports, switches).
cpu 8086

; Warm start 1234h in BP throughout.
section .post_chips
post:
        cli
        cld
        mov     al,0
        out     0A0h,al         ; NMI off
        mov     dx,3D8h
        out     dx,al           ; colour adapter: picture off
        inc     ax
        mov     dl,0B8h
        out     dx,al           ; monochrome adapter: the same, its bit 0 always set
        mov     al,99h          ; 8255A: A and C in, B out
        out     63h,al
        mov     al,0B8h         ; parity and I/O check off, keyboard cleared, its clock held low: that resets it
        out     61h,al
        ; processor: flags, then a pattern through every register
        mov     bl,1
        mov     ah,0D5h
        sahf
        jnc     .bad
        jnz     .bad
        jns     .bad
        jnp     .bad
        mov     ah,2
        sahf
        jc      .bad
        jz      .bad
        js      .bad
        jp      .bad
        mov     al,40h
        add     al,al
        jno     .bad
        mov     ax,5AA5h
.register:
        mov     ds,ax
        mov     cx,ds
        mov     es,cx
        mov     dx,es
        mov     ss,dx
        mov     si,ss
        mov     di,si
        mov     bp,di
        mov     sp,bp
        cmp     sp,ax
        jne     .bad
        not     ax
        test    ax,ax
        js      .rom
        jmp     .register
.bad:   jmp     fatal
        ; this ROM: its bytes add up to 0
.rom:   inc     bx
        mov     ax,cs
        mov     ds,ax
        mov     si,0E000h
        mov     cx,1000h
        mov     dh,0
.sum:   lodsw
        add     dh,al
        add     dh,ah
        loop    .sum
        test    dh,dh
        jnz     .bad
        ; 8253: counter 0 must count; counter 1 asks for refresh every 15 µs; counter 2 for the speaker
        inc     bx
        mov     al,36h
        out     43h,al
        mov     al,0
        out     40h,al
        out     40h,al
        mov     al,54h
        out     43h,al
        mov     al,18
        out     41h,al
        mov     cx,20
.count: mov     al,0
        out     43h,al
        in      al,40h
        mov     ah,al
        in      al,40h
        cmp     cl,20
        jne     .later
        mov     dx,ax
.later: loop    .count
        sub     dx,ax           ; AL is the higher byte
        jz      .bad
        cmp     al,0F0h         ; a few hundred clocks later
        jb      .bad
        ; 8237A: registers, then channel 0 for refresh
        inc     bx
        out     0Dh,al
        mov     dx,0
.dma:   mov     ax,5AA5h
.dma2:  out     dx,al
        xchg    al,ah
        out     dx,al
        mov     cx,ax
        in      al,dx
        cmp     al,ch
        jne     .bad
        in      al,dx
        cmp     al,cl
        jne     .bad
        mov     ax,cx
        not     ax
        test    ax,ax
        js      .dma2
        inc     dx
        cmp     dl,8
        jb      .dma
        mov     al,-1
        out     1,al
        out     1,al            ; 64 KB
        mov     al,58h          ; channel 0: single, read, automatic
        out     0Bh,al
        mov     al,41h
.mode:  out     0Bh,al
        inc     ax
        cmp     al,43h
        jbe     .mode
        mov     al,0
        out     8,al
        out     0Ah,al          ; channel 0 may start
        out     81h,al
        out     82h,al
        out     83h,al
        ; the first 2 KB of memory
        inc     bx
        xor     ax,ax
        mov     ds,ax
        mov     es,ax
        mov     bp,[BDA*16+warm]
        mov     ax,0AA55h
.fill:  xor     di,di
        mov     cx,400h
        rep stosw
        xor     di,di
        mov     ch,4
        repe scasw
        jne     fatal
        test    ax,ax
        jz      .memory
        xchg    al,ah
        js      .fill           ; AA55h, then 55AAh (flags are those of the test)
        xor     ax,ax
        jmp     .fill
.memory:
        mov     ax,30h
        mov     ss,ax
        mov     sp,100h
        jmp     post_system

; Cannot go on: BL short beeps, again and again. 1 processor, 2 ROM, 3 timer, 4 DMA, 5 memory. Needs no memory.
section .fatal
fatal:
        mov     al,0B6h
        out     43h,al
        mov     ax,1193
        out     42h,al
        mov     al,ah
        out     42h,al
.again: mov     bh,bl
.beep:  in      al,61h
        or      al,3
        out     61h,al
        xor     cx,cx
        loop    $
        and     al,0FCh
        out     61h,al
        loop    $
        dec     bh
        jnz     .beep
        loop    $
        loop    $
        loop    $
        jmp     .again

; Vectors, interrupt controller, switches, display.
section .post_system
post_system:
        ; ES = 0
        xor     di,di
        mov     cx,60h
.dummy: mov     ax,dummy
        stosw
        mov     ax,cs
        stosw
        loop    .dummy
        mov     word [es:2*4],int02
        mov     word [es:5*4],int05
        push    cs
        pop     ds
        mov     si,vectors
        mov     di,8*4
        mov     cl,24
.vector:
        movsw
        inc     di
        inc     di
        loop    .vector
        mov     [es:di-2],cx    ; INT 1F: no table
        mov     ax,BDA
        mov     ds,ax
        mov     al,13h          ; 8259A: edges, single, ICW4
        out     PIC,al
        mov     al,8            ; INT 08–0F
        out     PIC+1,al
        mov     al,9            ; buffered, 8086
        out     PIC+1,al
        mov     al,0BEh         ; timer and floppy
        out     PIC+1,al
        cmp     bp,1234h
        jne     .cold
        mov     [warm],bp
.cold:  push    ds
        pop     es
        mov     di,kb_head
        mov     ax,kb_buffer
        stosw
        stosw                   ; kb_tail
        mov     di,lpt_timeout
        mov     ax,1414h
        stosw
        stosw
        mov     ax,101h
        stosw                   ; com_timeout
        stosw
        mov     ax,kb_buffer
        stosw                   ; kb_start
        mov     al,kb_buffer_end
        stosw
        mov     byte [kb_flags3],10h
        in      al,60h          ; 5150: SW1, while PB7 = 1; 5160: the cleared shift register
        test    al,al
        jnz     .switches
        in      al,62h          ; 5160: switches 5–8 while PB3 = 1
        mov     cl,4
        shl     al,cl
        mov     ah,al
        mov     al,0B0h
        out     61h,al
        in      al,62h          ; 1–4
        and     al,15
        or      al,ah
.switches:
        mov     ah,0
        mov     [equipment],ax
        mov     al,78h          ; the keyboard's clock runs again: it tests itself and sends AAh
        out     61h,al
        sti
        ; a video BIOS, before anything is shown
        mov     dx,0C000h
        mov     bx,0C800h
        call    scan
        xor     ax,ax
        mov     es,ax
        cmp     word [es:10h*4+2],0F000h
        jne     .shown          ; it has taken INT 10
        ; which display answers?
        mov     si,[equipment]
        mov     dx,3B4h
        mov     cx,730h         ; mode 7, switches 11
        mov     bx,320h         ; mode 3, switches 10
        not     si
        test    si,30h
        jz      .first
        mov     dx,3D4h
        xchg    bx,cx
.first: call    crtc_answers
        je      .display
        xor     dl,60h
        mov     cx,bx
        call    crtc_answers
        je      .display
        mov     bl,6            ; nothing to see: six beeps
.deaf:  mov     ax,150
        call    beep
        mov     ax,150
        call    delay
        dec     bl
        jnz     .deaf
        mov     cx,20h+300h
.display:
        mov     al,[equipment]
        and     al,30h
        shl     al,1
        add     al,cl
        cmp     al,40h          ; switches 01, 40 columns: they may stay
        je      .same40
        mov     al,[equipment]
        and     al,0CFh
        or      al,cl
        mov     [equipment],al
.same40:
        mov     al,ch
        test    byte [equipment],20h
        jnz     .mode
        mov     al,1            ; switches: colour, 40 columns
.mode:  mov     ah,0
        int     10h
.shown: mov     si,banner
        call    print_si
        ; floppy controller; the motor of drive A runs up while memory is tested
        test    byte [equipment],1
        jz      post_memory
        mov     dx,3F4h
        in      al,dx
        cmp     al,0FFh
        je      .no_floppy      ; (switch 1 of an XT does not tell)
        xor     ax,ax
        cwd
        int     13h
        jc      .dead
        mov     dx,3F7h
        in      al,dx
        inc     al              ; FFh: there is no such register
        jz      .one_rate
        mov     byte [f_kinds],77h
.one_rate:
        mov     dl,0F2h
        mov     al,1Ch
        out     dx,al
        mov     byte [f_motors],1
        mov     byte [f_motor_off],ah
        jmp     post_memory
.dead:  call    print
        db      'Floppy controller does not answer',13,10,0
.no_floppy:
        and     byte [equipment],3Eh
        jmp     post_memory

; ZF = 1 if a 6845 at DX has a cursor register that can be read.
section .crtc_answers
crtc_answers:
        mov     al,15
        out     dx,al
        inc     dx
        mov     al,5Ah
        out     dx,al
        mov     ah,al
        in      al,dx
        dec     dx
        cmp     al,ah
        ret

; Memory: what there is and whether it works. 16 KB at a time is filled with zeros, and a byte in every 1018 tried with four
; patterns.
section .post_memory
post_memory:
        mov     bx,80h          ; segment: 2 KB are done
        mov     cx,1C00h        ; words to the end of the first 16 KB
.block: mov     es,bx
        xor     di,di
        mov     word [es:di],0AA55h
        mov     word [es:di+2],55AAh
        cmp     word [es:di],0AA55h
        jne     .end
        cmp     bp,1234h
        je      .good
        push    cx
        xor     ax,ax
        rep stosw
        pop     cx
        mov     si,cx
        shl     si,1
        dec     si
.byte:  mov     ah,0
        cmp     [es:si],ah
        jne     .bad
        mov     ah,55h
        call    .try
        mov     ah,0AAh
        call    .try
        mov     ah,0FFh
        call    .try
        mov     ah,0
        call    .try
        sub     si,1018
        jnc     .byte
.good:  mov     cl,6
        and     bx,0FC00h
        add     bx,400h
        mov     ax,bx
        shr     ax,cl
        mov     [memory_kb],ax
        push    bx
        call    .show
        pop     bx
        mov     cx,2000h
        cmp     bx,0A000h
        jb      .block
.end:   call    print
        db      13,10,0
        jmp     post_devices
.try:   mov     [es:si],ah
        cmp     [es:si],ah
        je      .ok
        pop     cx
.bad:   mov     al,[es:si]
        push    ax
        mov     cl,4
        mov     ax,bx           ; linear address
        rol     ax,cl
        mov     dl,al
        and     al,0F0h
        and     dl,15
        add     ax,si
        adc     dl,0
        push    ax
        push    dx
        call    print
        db      13,10,'Memory error at ',0
        pop     ax
        call    print_nibble
        pop     ax
        call    .hex4
        call    print
        db      ': wrote ',0
        pop     ax
        push    ax
        mov     al,ah
        call    print_hex
        call    print
        db      ' read ',0
        pop     ax
        call    print_hex
        mov     ax,300
        call    beep
        jmp     .end
.hex4:  push    ax
        mov     al,ah
        call    print_hex
        pop     ax
        jmp     print_hex
.show:  call    print_number
        call    print
        db      ' KB',13,0
.ok:    ret

; Keyboard, ports, floppy controller, option ROMs; then the operating system.
section .post_devices
post_devices:
        ; the keyboard's AAh has come meanwhile; IRQ1 is still masked
        mov     cx,400          ; wait up to 0.4 s for it
.wait:  call    kb_pending
        jnz     .key
        mov     ax,1
        call    delay
        loop    .wait
        call    print
        db      'Keyboard does not answer',13,10,0
        jmp     .complain
.key:   xchg    dx,ax
        cmp     dl,0AAh
        je      .stuck
        call    print
        db      'Keyboard error ',0
        jmp     .code
.stuck: mov     ax,10
        call    delay
        call    kb_pending
        jz      .keyboard
        xchg    dx,ax
        call    print
        db      'Key stuck: ',0
.code:  xchg    dx,ax
        call    print_hex
        call    print
        db      13,10,0
.complain:
        mov     ax,300
        call    beep
.keyboard:
        in      al,PIC+1
        and     al,0BCh         ; timer, keyboard, floppy
        out     PIC+1,al
        ; serial ports: the upper five bits of the interrupt identification are 0
        mov     di,com_ports
        mov     dx,3FAh
        call    .serial
        mov     dx,2FAh
        call    .serial
        mov     ax,di           ; two for each
        mov     di,lpt_ports
        mov     dx,3BCh
        call    .parallel
        mov     dx,378h
        call    .parallel
        mov     dx,278h
        call    .parallel
        mov     cx,di
        sub     cl,lpt_ports
        mov     ah,al
        mov     al,cl
        mov     cl,5
        shl     al,cl
        or      ah,al
        ; game port: the one-shots rest at 0
        mov     dx,201h
        in      al,dx
        test    al,15
        jnz     .no_game
        or      ah,10h
.no_game:
        or      [equipment+1],ah
        ; memory and I/O checks on, NMI on
        in      al,61h
        and     al,0CFh
        out     61h,al
        mov     al,80h
        out     0A0h,al
        test    byte [equipment],1
        jz      .roms
        call    print
        db      'Floppy drives: ',0
        mov     al,[equipment]
        rol     al,1
        rol     al,1
        and     ax,3
        inc     ax
        call    print_number
        call    print
        db      13,10,0
.roms:  mov     dx,0C800h
        mov     bx,0F400h
        call    scan
        mov     ax,60
        call    beep
        int     19h
.serial:
        in      al,dx
        test    al,0F8h
        jnz     .none
        sub     dl,2
        mov     [di],dx
        inc     di
        inc     di
.none:  ret
.parallel:
        push    ax
        mov     al,0AAh         ; the data register can be read back
        out     dx,al
        mov     ah,al
        mov     al,-1
        nop
        in      al,dx
        cmp     al,ah
        pop     ax
        jne     .none
        mov     [di],dx
        inc     di
        inc     di
        ret

; ZF = 0 if the keyboard has sent a byte: AL; makes it ready for the next one.
section .kb_pending
kb_pending:
        mov     al,0Ah          ; OCW3: interrupt requests
        out     PIC,al
        nop
        in      al,PIC
        and     al,2
        jz      .none
        in      al,60h
        mov     ah,al
        in      al,61h
        or      al,80h
        out     61h,al
        and     al,7Fh
        out     61h,al
        mov     al,ah
        test    sp,sp
.none:  ret

; Option ROMs from segment DX up to BX, at every 2 KB: 55h AAh, length in 512 bytes, entry at 3; the bytes add up to 0.
section .scan
scan:
.next:  cmp     dx,bx
        jae     .over
        mov     es,dx
        xor     si,si
        cmp     word [es:si],0AA55h
        je      .found
        add     dx,80h
        jmp     .next
.found: push    bx
        push    dx
        mov     ch,[es:si+2]
        mov     cl,0
        shl     cx,1
        push    cx
        mov     al,0
.sum:   es add  al,[si]
        inc     si
        loop    .sum
        pop     cx
        test    al,al
        pop     dx
        push    dx
        jnz     .bad
        mov     word [rom_entry],3
        mov     [rom_entry+2],es
        push    cx
        call    far [rom_entry]
        cli
        cld
        mov     ax,BDA
        mov     ds,ax
        sti
        pop     cx
        jmp     .past
.bad:   push    cx
        push    dx
        call    print
        db      'ROM damaged: ',0
        pop     ax
        push    ax
        mov     al,ah
        call    print_hex
        pop     ax
        call    print_hex
        call    print
        db      13,10,0
        pop     cx
        mov     cx,800h
.past:  pop     dx
        pop     bx
        add     cx,7FFh         ; to the next 2 KB
        mov     al,cl
        mov     cl,4
        shr     cx,cl
        and     cl,80h
        add     dx,cx
        jmp     .next
.over:  ret
