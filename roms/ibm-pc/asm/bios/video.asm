; INT 10h: modes, cursor, pages, text; monochrome and colour/graphics adapter.
; Sources: IBM Technical Reference, Options and Adapters (registers, MC6845 values); Ralf Brown's list, INT 10.
cpu 8086

section .at_F065
int10:
        call    service
        db      14h
        dw      nothing
        dw      v_set_mode, v_set_shape, v_set_cursor, v_get_cursor, v_light_pen, v_set_page, v_scroll, v_scroll
        dw      v_read, v_write, v_write, v_colour, v_write_dot, v_read_dot, v_teletype, v_get_mode
        dw      nothing, nothing, nothing, v_string

; Values of the 6845 and of the adapters for every mode; INT 1D leads here.
section .at_F0A4
crtc_table:
        db      38h,28h,2Dh,0Ah,1Fh,06h,19h,1Ch,02h,07h,06h,07h,0,0,0,0 ; modes 0, 1: 40 × 25
        db      71h,50h,5Ah,0Ah,1Fh,06h,19h,1Ch,02h,07h,06h,07h,0,0,0,0 ; modes 2, 3: 80 × 25
        db      38h,28h,2Dh,0Ah,7Fh,06h,64h,70h,02h,01h,06h,07h,0,0,0,0 ; modes 4, 5, 6: graphics
        db      61h,50h,52h,0Fh,19h,06h,19h,19h,02h,0Dh,0Bh,0Ch,0,0,0,0 ; mode 7: monochrome
        dw      2048, 4096, 16384, 16384        ; bytes of a page
        db      40,40,80,80,40,40,80,80         ; columns
mode_select:
        db      2Ch,28h,2Dh,29h,2Ah,2Eh,1Eh,29h ; mode select register

; AH = 00: AL = mode. The switches (equipment bits 4–5 = 3) decide whether it is the monochrome adapter.
section .v_set_mode
v_set_mode:
        mov     dx,3D4h
        mov     bl,[equipment]
        not     bl
        test    bl,30h
        jnz     .colour
        mov     dl,0B4h
        mov     al,7
.colour:
        mov     ah,0
        test    dl,40h
        jz      .known
        cmp     al,7
        jae     v_unknown       ; the adapter has no such mode
.known: mov     [v_mode],al
        mov     [v_port],dx
        mov     bx,ax
        mov     al,[cs:bx+mode_select]
        mov     [v_select],al
        add     dl,4
        and     al,0F7h         ; picture off
        out     dx,al
        mov     si,bx
        and     si,0FEh         ; pages: 2, 4, 16, 16 KB; the 6845's values follow the same pairs, but mode 6 has those of 4
        cmp     bl,6
        jne     .pair
        mov     si,4
.pair:  push    si
        xor     ax,ax
        mov     di,v_cursor
        push    ds
        pop     es
        mov     cx,8
        rep stosw
        mov     [v_start],ax
        mov     [v_page],al
        mov     al,[cs:bx+crtc_table+72]
        mov     [v_cols],ax
        mov     byte [v_rows],24
        mov     al,30h          ; border black, intensified palette
        cmp     bl,6
        jne     .palette
        mov     al,3Fh          ; white foreground
.palette:
        mov     [v_palette],al
        pop     si
        push    ds
        mov     ds,cx           ; 0: the vectors
        mov     cl,3
        mov     bx,si
        shl     si,cl
        lds     di,[1Dh*4]
        add     si,di
        mov     ax,[si+10]      ; cursor
        xchg    al,ah
        push    ax
        push    word [di+bx+64] ; bytes of a page
        mov     cl,16
        sub     dl,4
        mov     ah,0
.crtc:  mov     al,ah
        out     dx,al
        inc     dx
        lodsb
        out     dx,al
        dec     dx
        inc     ah
        loop    .crtc
        pop     bx
        pop     ax
        pop     ds
        mov     [v_size],bx
        mov     [v_shape],ax
        mov     bl,[v_mode]
        call    v_segment
        xor     di,di
        mov     cx,2000h
        mov     ax,0720h
        cmp     bl,4
        jb      .clear
        cmp     bl,7
        jne     .graphics
        mov     ch,8            ; 4 KB
        jmp     .clear
.graphics:
        xor     ax,ax
.clear: rep stosw
        mov     dx,[v_port]
        add     dl,5
        mov     al,[v_palette]
        out     dx,al           ; 3D9h; 3B9h is nothing
        dec     dx
        mov     al,[v_select]
        out     dx,al
v_unknown:
        ret

; ES = segment of the screen. Changes nothing else.
section .v_segment
v_segment:
        push    ax
        mov     ax,0B800h
        cmp     byte [v_mode],7
        jne     .have
        mov     ah,0B0h
.have:  mov     es,ax
        pop     ax
        ret

; Registers AL, AL + 1 of the 6845 = CX.
section .crtc_pair
crtc_pair:
        mov     dx,[v_port]
        mov     ah,ch
        out     dx,ax
        inc     ax
        mov     ah,cl
        out     dx,ax
        ret

; AH = 01: CX = start and end line.
section .v_set_shape
v_set_shape:
        mov     [v_shape],cx
        mov     al,10
        jmp     crtc_pair

; AH = 02: BH = page, DX = row and column.
section .v_cursor
v_set_cursor:
        call    v_page_cursor
        mov     [di],dx
        cmp     bh,[v_page]
        jne     v_cursor_out
v_show_cursor:                  ; 6845 cursor = DX on the page that is shown
        call    v_address
        mov     cx,di
        shr     cx,1
        mov     al,14
        jmp     crtc_pair
v_cursor_out:
        ret
; DI = place of page BH's cursor.
v_page_cursor:
        mov     di,v_cursor
v_page_word:
        push    bx
        mov     bl,bh
        and     bx,7
        shl     bx,1
        add     di,bx
        pop     bx
        ret

; AH = 03: BH = page → DX, CX = shape.
section .v_get_cursor
v_get_cursor:
        call    v_page_cursor
        mov     di,[di]
        mov     [bp+DX_],di
        mov     di,[v_shape]
        mov     [bp+CX_],di
        ret

; DI = offset of row DH, column DL on page BH, in bytes. Changes AX.
section .v_address
v_address:
        push    dx
        mov     al,[v_cols]
        mul     dh
        mov     dh,0
        add     ax,dx
        shl     ax,1
        xchg    di,ax
        mov     al,bh
        cbw
        mul     word [v_size]
        add     di,ax
        pop     dx
        ret

; AH = 05: AL = page.
section .v_set_page
v_set_page:
        mov     bh,al
        mov     [v_page],al
        xor     dx,dx
        call    v_address       ; start of the page
        mov     [v_start],di
        mov     cx,di
        shr     cx,1
        mov     al,12
        push    bx
        call    crtc_pair
        pop     bx
        call    v_page_cursor
        mov     dx,[di]
        jmp     v_show_cursor

; AH = 0F.
section .v_get_mode
v_get_mode:
        mov     al,[v_mode]
        mov     ah,[v_cols]
        mov     [bp+AX_],ax
        mov     al,[v_page]
        mov     [bp+BX_+1],al
        ret

; AH = 0B: BH = 0: BL = border or background (bits 0–4); BH = 1: BL bit 0 = palette.
section .v_colour
v_colour:
        mov     al,[v_palette]
        test    bh,bh
        jnz     .palette
        and     ax,0E0h
        and     bl,1Fh
        jmp     .set
.palette:
        and     al,0DFh
        shr     bl,1
        mov     bl,0
        jnc     .set
        mov     bl,20h
.set:   or      al,bl
        mov     [v_palette],al
        mov     dx,[v_port]
        add     dl,5
        out     dx,al
        ret

; AH = 04: the light pen has been triggered if 3DAh bit 1 = 1, its switch is closed if bit 2 = 0. The 6845's registers 16, 17
; then tell the character under it.
section .v_light_pen
v_light_pen:
        mov     byte [bp+AX_+1],0
        mov     dx,[v_port]
        add     dl,6
        in      al,dx
        and     al,6
        cmp     al,2
        jne     .reset
        sub     dl,6
        mov     al,16
        out     dx,al
        inc     dx
        in      al,dx
        mov     ah,al
        dec     dx
        mov     al,17
        out     dx,al
        inc     dx
        in      al,dx
        sub     dl,-5           ; 3DAh
        mov     bx,[v_start]
        shr     bx,1
        sub     ax,bx
        and     ah,1Fh
        mov     ch,3            ; rows of 8 lines
        mov     cl,[v_cols]
        mov     bl,[v_mode]
        sub     bl,4
        cmp     bl,3
        jae     .text
        mov     cx,128h         ; rows of 2 lines, 40 words each
.text:  div     cl              ; AL row, AH column
        mov     cl,ch
        shl     al,cl
        mov     [bp+CX_+1],al
        mov     cl,3
        shr     al,cl
        mov     [bp+DX_+1],al
        mov     al,ah
        cmp     bl,2
        jne     .column
        shl     al,1            ; mode 6: 16 dots in a word
.column:
        mov     [bp+DX_],al
        mov     ah,0
        shl     ax,cl
        mov     [bp+BX_],ax
        inc     byte [bp+AX_+1]
.reset: inc     dx              ; 3DBh clears the latch
        out     dx,al
        ret
