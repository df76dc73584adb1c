; MORE: a text file page by page.
        org 100h
        ld (oldsp),sp
        call gettail
        ld hl,help
        jp z,bye
        call gettail
        ld de,fcb
        call getname
        ld hl,help
        jp c,bye
        or a
        ld hl,m_wild
        jp nz,fail
        ld a,15
        call func
        inc a
        ld hl,m_none
        jp z,fail
page:   ld c,23                 ; lines until the question
next:   ld a,20
        ld de,fcb
        call func
        jp nz,quit
        ld hl,DMA
char:   ld a,(hl)
        and 7Fh
        cp 1Ah
        jp z,quit
        call putc
        ld a,(hl)
        and 7Fh
        cp 10
        jr nz,go
        dec c
        call z,ask
go:     inc l
        jr nz,char
        jr next

; Return: one more line; blank or any other key: a page; Q or ^C: end.
ask:    push hl
        ld hl,m_more
        call puts
askkey: ld e,0FFh
        ld a,6
        call func
        jr z,askkey
        ld b,a
        ld hl,m_wipe
        call puts
        pop hl
        ld a,b
        and 7Fh
        ld c,1
        cp 13
        ret z
        ld c,23
        cp 3
        jp z,quit
        and 5Fh
        cp 'Q'
        jp z,quit
        ret

help:   db "MORE file         shows a text file by pages. Blank: next page, Return: next line, Q: end",0
m_wild: db "MORE takes one file, without ? and *",0
m_none: db "NO FILE",0
m_more: db "-- more --",0
m_wipe: db 13,"          ",13,0
        include "lib.inc"
fcb:    ds 36
        end
