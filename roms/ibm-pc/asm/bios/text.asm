; INT 10h: characters, strings, scrolling; teletype and the messages of the BIOS.
cpu 8086

; ES:DI = place of the cursor of page BH (text modes). Changes AX.
section .v_cell
v_cell:
        push    dx
        call    v_page_cursor
        mov     dx,[di]
        call    v_address
        pop     dx
        jmp     v_segment

; Waits for retrace if DX is a status port (3DAh), and leaves interrupts off then: the colour adapter's memory shows snow at
; 80 columns else. Changes BX.
section .snow
snow:
        mov     bx,ax
        test    dx,dx
        jz      .out
        mov     ah,40           ; no longer than a few lines: without an adapter bit 0 does not change
.in:    cli
        in      al,dx
        test    al,8            ; vertical retrace: free at once
        jnz     .out
        shr     al,1
        jnc     .edge
        sti
        dec     ah
        jnz     .in
.edge:  in      al,dx
        shr     al,1
        jc      .out
        dec     ah
        jnz     .edge
.out:   mov     ax,bx
        ret
; DX = what `snow` needs for this mode. Changes AX.
snow_port:
        mov     dx,3DAh
        mov     al,[v_mode]
        sub     al,2
        cmp     al,2
        jb      .snow
        xor     dx,dx
.snow:  ret

; AH = 08: BH = page → AX = attribute, character.
section .v_read
v_read:
        mov     al,[v_mode]
        sub     al,4
        cmp     al,3
        jb      g_read
        call    v_cell
        call    snow_port
        call    snow
        mov     ax,[es:di]
        mov     [bp+AX_],ax
        ret

; AH = 09, 0A: AL = character, BH = page, BL = attribute (09; in graphics both), CX = count.
section .v_write
v_write:
        jcxz    v_write_none
.some:
        mov     si,ax
        mov     al,[v_mode]
        sub     al,4
        cmp     al,3
        mov     ax,si
        jb      g_write
        call    v_cell
        call    snow_port
        mov     ax,si
        cmp     ah,9
        mov     ah,bl
        jne     .plain
.next:  call    snow
        stosw
        sti
        loop    .next
        ret
.plain: call    snow
        stosb
        sti
        inc     di
        loop    .plain
v_write_none:
        ret

; AH = 06 (up), 07 (down): AL = lines (0 = clear), BH = attribute or pattern, CX = upper left, DX = lower right. The corner is
; drawn in to the screen's edge.
section .v_scroll
v_scroll:
        mov     si,ax
        mov     al,[v_cols]
        dec     ax
        cmp     dl,al
        jbe     .width
        mov     dl,al
.width: cmp     dh,24
        jbe     .height
        mov     dh,24
.height:
        sub     dh,ch
        jb      v_scroll_out
        sub     dl,cl
        jb      v_scroll_out
        add     dx,101h
        xchg    cx,dx           ; CH, CL = rows, columns; DX = first place
        mov     ax,si
        cmp     al,ch
        jb      .lines
        mov     al,0
.lines: xchg    si,ax           ; SI = direction, lines
        test    si,100h
        jz      .up
        add     dh,ch           ; down: from the last row
        dec     dh
.up:    call    v_segment
        mov     al,[v_mode]
        sub     al,4
        cmp     al,3
        jb      g_scroll
        push    bx
        mov     bh,[v_page]
        call    v_address
        pop     ax              ; AH = attribute
        mov     al,' '
        mov     bx,[v_cols]
        shl     bx,1
        shl     cl,1
        mov     dx,si
        xchg    dh,dl
; ES:DI = first line, BX = bytes from line to line, CL = bytes of it to move, CH = lines, DH = by how many (0 = clear),
; DL bit 0 = down, AX = what comes in. Leaves DS = ES.
scroll_block:
        push    es
        pop     ds
        test    dl,1
        jz      .forward
        neg     bx
.forward:
        test    dh,dh
        jz      .clear
        push    ax
        push    dx
        mov     al,dh
        cbw
        imul    bx
        mov     si,di
        add     si,ax
        pop     dx
        pop     ax
        mov     dl,ch
        sub     dl,dh
.move:  push    cx
        push    si
        push    di
        mov     ch,0
        shr     cx,1
        rep movsw
        adc     cx,cx
        rep movsb
        pop     di
        pop     si
        pop     cx
        add     si,bx
        add     di,bx
        dec     dl
        jnz     .move
        mov     ch,dh
.clear: push    cx
        push    di
        mov     ch,0
        shr     cx,1
        rep stosw
        adc     cx,cx
        rep stosb
        pop     di
        pop     cx
        add     di,bx
        dec     ch
        jnz     .clear
v_scroll_out:
        ret
; The same in graphics: four lines of a row in each of the two halves of memory.
g_scroll:
        mov     bl,al
        mov     al,160
        mul     dh
        shl     ax,1
        mov     dh,0
        add     ax,dx
        cmp     bl,2
        je      .mode6
        add     ax,dx           ; two bytes to a character
        shl     cl,1
.mode6: xchg    di,ax
        mov     dx,si
        xchg    dh,dl
        shl     dh,1
        shl     dh,1
        shl     ch,1
        shl     ch,1
        test    dl,1
        jz      .up
        add     di,240          ; its fourth line
.up:    mov     al,bh
        mov     ah,bh
        mov     bx,80
        push    ax
        push    bx
        push    cx
        push    dx
        push    di
        call    scroll_block
        pop     di
        pop     dx
        pop     cx
        pop     bx
        pop     ax
        add     di,2000h
        jmp     scroll_block

; AH = 0E: AL to the shown page, BL = colour in graphics.
section .v_teletype
v_teletype:
        mov     ah,0Ah
        mov     bh,[v_page]
; AL to page BH; AH = 9 with attribute BL, 0Ah without. Preserves BX.
tty:
        call    v_page_cursor
        mov     dx,[di]
        cmp     al,13
        je      .return
        cmp     al,10
        je      .feed
        cmp     al,8
        je      .back
        cmp     al,7
        je      .bell
        mov     cx,1
        push    bx
        push    dx
        call    v_write.some
        pop     dx
        pop     bx
        inc     dx
        cmp     dl,[v_cols]
        jb      .set
        mov     dl,0
.feed:  inc     dh
        cmp     dh,25
        jb      .set
        dec     dh
        call    v_set_cursor
        cmp     bh,[v_page]
        jne     .out
        mov     al,[v_mode]
        sub     al,4
        cmp     al,3
        push    bx
        mov     bh,0
        jb      .scroll
        mov     bh,[v_page]
        call    v_cell
        mov     bh,[es:di+1]    ; the new line has the attribute of the old one
.scroll:
        mov     ax,601h
        xor     cx,cx
        mov     dx,184Fh
        push    ds
        call    v_scroll
        pop     ds
        pop     bx
.out:   ret
.return:
        mov     dl,0
.set:   jmp     v_set_cursor
.back:  test    dl,dl
        jz      .out
        dec     dx
        jmp     .set
.bell:  mov     ax,200
        jmp     beep

; AH = 13: AL bit 0 = cursor moves, bit 1 = characters with attributes; BH = page, BL = attribute, CX = characters,
; DX = place, caller's ES:BP = text.
section .v_string
v_string:
        jcxz    .out
        call    v_page_cursor
        push    word [di]
        push    ax
        push    cx
        call    v_set_cursor
        pop     cx
        pop     ax
        push    ax
        mov     si,[bp+BP_]
.next:  pop     dx              ; AL of the call
        push    dx
        mov     es,[bp+ES_]
        es lodsb
        test    dl,2
        jz      .write
        mov     bl,[es:si]
        inc     si
.write: mov     ah,9
        push    cx
        push    si
        call    tty
        pop     si
        pop     cx
        loop    .next
        pop     ax
        pop     dx
        test    al,1
        jz      v_set_cursor    ; back to where it was
.out:   ret

; Writes the text after the call, ended by 0. Changes AX, BX, SI.
section .print
print:
        pop     si
print_si:
        cs lodsb
        test    al,al
        jz      .over
        call    put
        jmp     print_si
.over:  jmp     si
; AL in decimal, without leading zeros: AX = number.
print_number:
        xor     dx,dx
        mov     bx,10
        div     bx
        push    dx
        test    ax,ax
        jz      .digit
        call    print_number
.digit: pop     ax
        add     al,'0'
        jmp     put
; AL in two hexadecimal digits.
print_hex:
        push    ax
        shr     al,1
        shr     al,1
        shr     al,1
        shr     al,1
        call    print_nibble
        pop     ax
print_nibble:
        and     al,15
        cmp     al,10
        sbb     al,69h
        das
put:    mov     ah,0Eh
        mov     bx,7
        int     10h
        ret
