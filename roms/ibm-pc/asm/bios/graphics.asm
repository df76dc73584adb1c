; INT 10h in modes 4, 5 (two bits a dot) and 6 (one bit): characters and dots. Even lines are at B8000, odd ones at BA000.
cpu 8086

; ES:DI = place of page BH's cursor. Changes AX, DX.
section .g_place
g_place:
        call    v_page_cursor
        mov     dx,[di]
        mov     al,160
        mul     dh
        shl     ax,1
        mov     dh,0
        add     ax,dx
        cmp     byte [v_mode],6
        je      .mode6
        add     ax,dx
.mode6: xchg    di,ax
        jmp     v_segment

; AL = character (128 and more: the table behind INT 1F), BL = colour, bit 7 = exclusive or, CX = count.
section .g_write
g_write:
        push    ds
        push    bp
        push    ax
        call    g_place
        mov     ax,355h
        and     ah,bl
        mul     ah
        mov     bh,al           ; colour in every dot
        mov     dl,[v_mode]
        pop     ax
        mov     ah,0
        mov     si,ax
        shl     si,1
        shl     si,1
        shl     si,1
        test    al,al
        js      .user
        push    cs
        pop     ds
        add     si,font
        jmp     .char
.user:  xor     ax,ax
        mov     ds,ax
        lds     ax,[1Fh*4]
        lea     si,[si-1024]
        add     si,ax
.char:  push    si
        push    di
        mov     dh,4
.line:  lodsb
        call    .row
        lodsb
        add     di,2000h
        call    .row
        sub     di,2000h-80
        dec     dh
        jnz     .line
        pop     di
        pop     si
        inc     di
        cmp     dl,6
        je      .next
        inc     di
.next:  loop    .char
        pop     bp
        pop     ds
        ret
.row:   cmp     dl,6
        je      .one
        push    cx
        mov     cx,8
.dot:   shr     al,1            ; every dot becomes two bits
        rcr     bp,1
        sar     bp,1
        loop    .dot
        pop     cx
        mov     ax,bp
        and     al,bh
        and     ah,bh
        xchg    al,ah
        test    bl,bl
        jns     .set
        xor     ax,[es:di]
.set:   mov     [es:di],ax
        ret
.one:   test    bl,bl
        jns     .set1
        xor     al,[es:di]
.set1:  mov     [es:di],al
        ret

; BH = page → AL = character, 0 if it is none.
section .g_read
g_read:
        call    g_place
        sub     sp,8
        mov     si,sp
        mov     dl,[v_mode]
        mov     dh,4
.line:  call    .row
        add     di,2000h
        call    .row
        sub     di,2000h-80
        dec     dh
        jnz     .line
        push    ss
        pop     ds
        sub     si,8
        push    cs
        pop     es
        mov     di,font
        mov     al,0
        call    .search
        je      .found
        xor     cx,cx
        mov     es,cx
        les     di,[es:1Fh*4]
        mov     cx,es
        or      cx,di
        jz      .none
        call    .search
        je      .found
.none:  mov     al,0
.found: mov     [bp+AX_],al
        add     sp,8
        ret
.row:   mov     ax,[es:di]
        cmp     dl,6
        je      .have
        xchg    al,ah
        mov     bx,ax
        shl     bx,1
        or      ax,bx           ; a dot that is not background, in the left one of two bits
        mov     cx,8
.dot:   shl     ax,1
        rcl     bl,1
        shl     ax,1
        loop    .dot
        mov     al,bl
.have:  mov     [ss:si],al
        inc     si
        ret
.search:
        mov     cx,128
.try:   push    cx
        push    si
        push    di
        mov     cx,4
        repe cmpsw
        pop     di
        pop     si
        pop     cx
        je      .same
        add     di,8
        inc     ax
        loop    .try
        inc     cx              ; Z = 0
.same:  ret

; CX = column, DX = line → ES:DI = byte, CL = its lowest bit, CH = mask of a dot.
section .g_dot
g_dot:
        push    ax
        call    v_segment
        xor     di,di
        shr     dl,1
        jnc     .even
        mov     di,2000h
.even:  mov     al,80
        mul     dl
        add     di,ax
        mov     dx,cx
        not     cx
        cmp     byte [v_mode],6
        je      .mode6
        and     cx,3
        shl     cx,1
        mov     ch,3
        jmp     .byte
.mode6: and     cx,7
        mov     ch,1
        shr     dx,1
.byte:  shr     dx,1
        shr     dx,1
        add     di,dx
        pop     ax
        ret
; AH = 0C: AL = colour, bit 7 = exclusive or.
v_write_dot:
        call    g_dot
        mov     ah,al
        and     al,ch
        shl     al,cl
        test    ah,ah
        js      .xor
        shl     ch,cl
        not     ch
        and     [es:di],ch
        or      [es:di],al
        ret
.xor:   xor     [es:di],al
        ret
; AH = 0D → AL.
v_read_dot:
        call    g_dot
        mov     al,[es:di]
        shr     al,cl
        and     al,ch
        mov     [bp+AX_],al
        ret
