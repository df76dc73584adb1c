; INT 09 and 16: keyboards of 83 and 101 keys with the XT's scan codes.
; Sources: IBM XT Technical Reference, "Keyboard encoding and usage" (codes, shift states); Ralf Brown's list, INT 09 and 16.
cpu 8086

section .int09
int09:
        sti
        push    ax
        push    bx
        push    cx
        push    dx
        push    si
        push    di
        push    ds
        push    es
        cld
        mov     ax,BDA
        mov     ds,ax
        push    cs
        pop     es
        in      al,60h
        push    ax
        in      al,61h          ; PB7 clears the shift register and IRQ1
        mov     ah,al
        or      al,80h
        out     61h,al
        mov     al,ah
        out     61h,al
        pop     ax
        mov     ah,4Fh          ; keyboard intercept
        stc
        int     15h
        jnc     kb_out
        call    kb_key
kb_out: cli
        call    kb_eoi
kb_done:
        pop     es
        pop     ds
        pop     di
        pop     si
        pop     dx
        pop     cx
        pop     bx
        pop     ax
        iret
kb_eoi: mov     al,EOI
        out     PIC,al
kb_ret: ret

; AL = scan code. AH = it, DH = shift flags, DL bit 1 = E0 came before.
section .kb_key
kb_key:
        mov     si,kb_flags3
        mov     ah,al
        cmp     al,0FFh
        je      kb_full         ; the keyboard has lost keys
        mov     cl,2
        cmp     al,0E0h
        je      .prefix
        dec     cx
        cmp     al,0E1h
        je      .prefix
        mov     dh,[kb_flags]
        mov     dl,[si]
        and     byte [si],~2
        and     al,7Fh
        test    dl,1            ; E1 1D 45: the Pause key
        jz      .plain
        cmp     al,1Dh
        je      .none
        and     byte [si],~1
        test    ah,ah
        js      .none
        jmp     kb_pause
.prefix:
        or      [si],cl
.none:  ret
.plain: mov     di,shift_keys
        mov     cx,8
        repne scasb
        jne     kb_normal
        mov     bl,1            ; its bit in the flags
        shl     bl,cl
        cmp     bl,10h
        jae     .toggle
        mov     bh,bl
        shr     bh,1
        shr     bh,1            ; bit of the left Ctrl or Alt key in the second flags
        test    dl,2
        jz      .left
        mov     bh,bl           ; of the right one in the third
        and     bh,0Ch
        jz      .none          ; E0 2A and the like go with the cursor keys: no key
        jmp     .side
.left:  mov     si,kb_flags2
.side:  test    ah,ah
        js      .up
        or      [si],bh
        or      [kb_flags],bl
.left_up:
        ret
.up:    not     bh
        and     [si],bh
        mov     al,[kb_flags3]  ; the same key on the other side may be down
        and     al,0Ch
        mov     ah,[kb_flags2]
        and     ah,3
        shl     ah,1
        shl     ah,1
        or      al,ah
        test    al,bl
        jnz     .left_up
        not     bl
        and     [kb_flags],bl
        cmp     bl,~8
        jne     .left_up
        xor     ax,ax           ; Alt: end of a number on the keypad
        xchg    al,[kb_alt]
        test    al,al
        jz      .left_up
        jmp     kb_put
.toggle:
        test    ah,ah
        jns     .down
        not     bl
        and     [kb_flags2],bl
        ret
.down:  test    bl,bl
        jns     .lock
        test    dl,2
        jnz     .insert
        test    dh,0Ch
        jnz     kb_normal
        mov     al,dh           ; the 0 of the keypad
        and     al,23h
        jz      .insert
        cmp     al,20h
        jbe     kb_normal
.insert:
        test    [kb_flags2],bl
        jnz     kb_normal
        or      [kb_flags2],bl
        xor     [kb_flags],bl
        jmp     kb_normal
.lock:  test    dh,4
        jz      .flip
        cmp     bl,20h
        je      kb_pause
        cmp     bl,10h
        je      kb_ctrl_break
.flip:  test    [kb_flags2],bl
        jnz     .out
        or      [kb_flags2],bl
        xor     [kb_flags],bl
.out:   ret

shift_keys:
        db      52h,3Ah,45h,46h,38h,1Dh,2Ah,36h ; insert, caps, num, scroll, Alt, Ctrl, left, right

; A key that is no shift key: AH = its code, DH = shift flags, DL bit 1 = E0 came before.
kb_normal:
        test    ah,ah
        js      .early
        test    byte [kb_flags2],8
        jz      .run
        and     byte [kb_flags2],~8 ; any key ends a pause
.early: ret
.run:   mov     al,ah
        mov     cl,dh
        and     cl,0Ch
        cmp     cl,0Ch
        jne     .keys
        cmp     al,53h
        jne     .keys
        mov     word [warm],1234h ; Ctrl-Alt-Del
        jmp     0F000h:0E05Bh
.keys:  cmp     al,37h
        je      .print
        cmp     al,57h
        jae     .f11
        cmp     al,56h          ; between left Shift and Z: like that of scan code 2B
        jne     .old
        mov     ax,2B2Bh
.old:   cmp     al,47h
        jae     kb_keypad
        cmp     al,3Bh
        jae     .function
        mov     bx,keys
        cs xlat                 ; AL = unshifted character
        test    dh,8
        jnz     .alt
        test    dh,4
        jnz     .ctrl
        test    dl,2
        jnz     .grey
        mov     cl,dh
        and     cl,43h
        cmp     al,'a'
        jb      .shift
        cmp     al,'z'
        ja      .shift
        cmp     cl,40h          ; Caps Lock turns Shift over for letters
        jae     .caps
.shift: test    cl,3
        jz      .put
.upper: mov     al,ah
        mov     bx,shifted
        cs xlat
        cmp     ah,0Fh          ; Shift-Tab has no character
        jne     .put
        mov     al,0
        jmp     kb_put
.caps:  test    cl,3
        jz      .upper
.put:   jmp     kb_put
.none:  ret
.grey:  mov     ah,0E0h         ; Enter and / of the keypad
        jmp     kb_put
.ctrl:  test    al,40h
        jz      .special
        cmp     al,'`'
        je      .none
        and     al,1Fh          ; letters, [ \ ]
        jmp     .ctrl_put
.special:
        mov     di,ctrl_keys
        mov     cx,ctrl_count
        repne scasb
        jne     .none
        mov     al,[cs:di+ctrl_count-1]
.ctrl_put:
        test    dl,2
        jnz     .grey
        jmp     kb_put
.alt:   cmp     al,' '
        je      .put
        cmp     ah,0Eh
        jae     .letter
        cmp     ah,2
        jb      .none
        add     ah,76h          ; 1 to =
        jmp     .code
.letter:
        cmp     al,'a'
        jb      .none
        cmp     al,'z'
        ja      .none
.code:  mov     al,0
        jmp     kb_put
.function:
        mov     cx,5E68h        ; Ctrl, Alt-F1
        mov     bx,3B54h        ; plain, Shift
        sub     al,3Bh
.choose:                        ; AX = code of the plane + AL
        test    dh,8
        jnz     .cl
        mov     cl,ch
        test    dh,4
        jnz     .cl
        mov     cl,bl
        test    dh,3
        jnz     .cl
        mov     cl,bh
.cl:    add     al,cl
        mov     ah,al
        mov     al,0
        jmp     kb_put
.f11:   sub     al,57h
        cmp     al,1
        ja      .none
        mov     cx,898Bh
        mov     bx,8587h
        jmp     .choose
.print: test    dh,8
        jnz     .none
        test    dh,4
        jnz     .echo
        test    dl,2
        jnz     .screen
        mov     al,'*'
        test    dh,3
        jz      .put
.screen:
        cli
        call    kb_eoi
        int     5
        pop     ax              ; the interrupt is over
        jmp     kb_done
.echo:  mov     ax,7200h
        jmp     kb_put

; Cursor keys and keypad.
kb_keypad:
        sub     al,47h
        cmp     al,53h-47h
        ja      kb_nothing
        cbw
        xchg    bx,ax           ; BX = place
        mov     al,[cs:bx+digits]
        test    dl,2
        jnz     .cursor
        test    dh,8
        jnz     .alt
        test    dh,4
        jnz     .ctrl
        cmp     bl,4Ah-47h
        je      .put
        cmp     bl,4Eh-47h
        je      .put
        mov     ah,dh
        and     ah,23h
        jz      .plain
        cmp     ah,20h
        jbe     .put            ; Num Lock or Shift, not both
.plain: cmp     bl,4Ch-47h
        je      kb_nothing
        mov     al,0
.put:   mov     ah,bl
        add     ah,47h
        jmp     kb_put
.cursor:
        mov     al,0E0h
        test    dh,4
        jnz     .code
        test    dh,8
        jz      .put
        mov     al,0
        add     bl,50h          ; 97–A3h
        jmp     .put
.ctrl:  mov     al,0
.code:  mov     ah,[cs:bx+ctrl_pad]
        jmp     kb_put
.alt:   sub     al,'0'
        jb      kb_nothing
        xchg    ax,bx
        mov     al,10
        mul     byte [kb_alt]
        add     al,bl
        mov     [kb_alt],al
kb_nothing:
        ret

; Puts AX into the buffer; without room it beeps.
kb_put:
        call    kb_store
        jnc     kb_nothing
kb_full:
        mov     ax,60
        jmp     beep
; Puts AX into the buffer, CF = 1 if it is full. Changes BX, SI.
kb_store:
        cli
        mov     bx,[kb_tail]
        mov     si,bx
        call    kb_next
        cmp     bx,[kb_head]
        je      .full
        mov     [si],ax
        mov     [kb_tail],bx
        sti
        clc
        ret
.full:  sti
        stc
        ret
kb_next:
        inc     bx
        inc     bx
        cmp     bx,[kb_end]
        jb      .in
        mov     bx,[kb_start]
.in:    ret

kb_ctrl_break:
        mov     byte [kb_break],80h
        mov     bx,[kb_start]
        mov     [kb_head],bx
        mov     [kb_tail],bx
        int     1Bh
        xor     ax,ax
        jmp     kb_put

; Holds the program until a key that is no shift key goes down.
kb_pause:
        or      byte [kb_flags2],8
        call    kb_eoi
        cmp     byte [v_mode],7
        jae     .wait
        mov     dx,3D8h         ; the picture may be off in the middle of a program's scrolling
        mov     al,[v_select]
        out     dx,al
.wait:  sti
        hlt
        test    byte [kb_flags2],8
        jnz     .wait
        pop     ax
        jmp     kb_done

section .int16
int16:
        call    service
        db      6
        dw      .more, .read, .test, .flags, nothing, nothing, .store
.more:  mov     al,ah
        sub     al,10h
        jz      .read
        dec     al
        jz      .test
        dec     al
        jz      .flags
        ret
.read:  sti
        nop
        cli
        call    .peek
        jnz     .take
        sti
        hlt                     ; nothing comes but by an interrupt
        jmp     .read
.take:  call    kb_next
        mov     [kb_head],bx
        mov     [bp+AX_],ax
        sti
        ret
.test:  or      byte [bp+FLAGS_],ZF_
        cli
        call    .peek
        jz      .none
        mov     [bp+AX_],ax
        and     byte [bp+FLAGS_],~ZF_
.none:  ret
.flags: mov     al,[kb_flags]
        mov     [bp+AX_],al
        cmp     byte [bp+AX_+1],2
        je      .none
        mov     al,[kb_flags2]  ; AH: 0 left Ctrl, 1 left Alt, 2, 3 right ones, 4–6 Scroll, Num, Caps down, 7 SysReq
        and     al,73h
        mov     ah,[kb_flags3]
        and     ah,0Ch
        or      al,ah
        mov     [bp+AX_+1],al
        ret
.store: mov     ax,cx
        call    kb_store
        mov     al,0
        adc     al,al
        mov     [bp+AX_],al
        ret
; AX = the next key, ZF = 1 if there is none, BX = its place. For functions below 10h, keys of 101-key keyboards are made
; into those of 83, or dropped.
.peek:  mov     bx,[kb_head]
        cmp     bx,[kb_tail]
        je      .empty
        mov     ax,[bx]
        test    byte [bp+AX_+1],10h
        jnz     .any
        cmp     ah,0E0h
        je      .grey
        cmp     al,0E0h
        jne     .known
        test    ah,ah
        jz      .any            ; typed with Alt
        mov     al,0
.known: cmp     ah,84h
        jbe     .any
        call    kb_next
        mov     [kb_head],bx
        jmp     .peek
.grey:  mov     ah,1Ch          ; Enter and / of the keypad
        cmp     al,'/'
        jne     .any
        mov     ah,35h
.any:   test    sp,sp           ; not zero
.empty: ret

; Characters of scan codes 00–3Ah.
section .keys
keys:
        db      0,27,'1234567890-=',8,9,'qwertyuiop[]',13,0,'asdfghjkl;',39,'`',0,'\zxcvbnm,./',0,0,0,' ',0
shifted:
        db      0,27,'!@#$%^&*()_+',8,0,'QWERTYUIOP{}',13,0,'ASDFGHJKL:"~',0,'|ZXCVBNM<>?',0,0,0,' ',0
ctrl_keys:
        db      '26-',27,8,13,' '
ctrl_count equ 7
        db      0,1Eh,1Fh,27,127,10,' '
digits: db      '789-456+1230.'
ctrl_pad:
        db      77h,8Dh,84h,8Eh,73h,8Fh,74h,90h,75h,91h,76h,92h,93h ; 84h at most on 83 keys
