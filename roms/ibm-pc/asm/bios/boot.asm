; INT 19 and 18: start of an operating system.
cpu 8086

; Port E8h tells what is tried first: bits 0–1 0 = floppy then disk, 1 = disk then floppy, 2 floppy, 3 disk alone. FFh = nobody
; is there: 0.
section .int19
int19:
        sti
        cld
        xor     ax,ax
        mov     ds,ax
        mov     word [1Eh*4],disk_table
        mov     [1Eh*4+2],cs
        in      al,0E8h
        inc     al
        jz      .order
        dec     al
        and     al,3
.order: mov     bx,orders
        cs xlat
        mov     ah,al
.next:  mov     dl,0
        shr     ah,1            ; bit pairs: present, disk
        jnc     .none
        shr     ah,1
        rcr     dl,1
        push    ax
        call    boot
        pop     ax
        jmp     .next
.none:  int     18h
orders: db      1101b, 0111b, 1b, 11b

; Loads and runs the boot sector of drive DL; returns if there is none.
section .boot
boot:
        int     11h
        or      al,dl           ; no floppy drive?
        test    al,81h
        jz      .out
        mov     di,4
.try:   xor     ax,ax
        int     13h
        jc      .again
        xor     bx,bx
        mov     es,bx
        mov     bx,7C00h
        mov     ax,201h
        mov     cx,1
        mov     dh,0
        int     13h
        jnc     .loaded
.again: cmp     ah,80h          ; no disk, no controller: it will not come
        je      .out
        dec     di
        jnz     .try
.out:   ret
.loaded:
        test    dl,dl
        jns     .floppy
        cmp     word [es:bx+510],0AA55h
        jne     .out
.run:   mov     ax,30h
        mov     ss,ax
        mov     sp,100h
        jmp     0:7C00h
.floppy:
        mov     ax,[es:bx]
        cmp     ax,0FEEBh       ; a jump to itself: programs alone are on that disk
        je      .out
        cmp     ax,[es:bx+2]    ; formatted and never written: all bytes alike
        jne     .run
        cmp     ax,[es:bx+510]
        je      .out
        jmp     .run

section .int18
int18:
        sti
        mov     ax,30h
        mov     ss,ax
        mov     sp,100h
        mov     ah,0F6h         ; BASIC in ROM, at F6000, begins with a jump
        mov     al,0
        mov     es,ax
        es mov  al,[0]
        and     al,0FDh
        cmp     al,0E9h
        jne     .no_basic
        jmp     0F600h:0
.no_basic:
        call    print
        db      13,10,'No system disk. Insert one and press a key; F1 = drive A:, F2 = hard disk',13,10,0
.key:   mov     ah,0
        int     16h
        mov     dl,0
        cmp     ah,3Ch
        jne     .floppy
        mov     dl,80h
        call    boot
        jmp     .no_basic
.floppy:
        cmp     ah,3Bh
        jne     .any
        call    boot
        jmp     .no_basic
.any:   int     19h
