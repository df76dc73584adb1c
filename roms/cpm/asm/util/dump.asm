; DUMP: a file in hexadecimal and ASCII.
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
        ld hl,m_wild
        or a
        jp nz,fail
        ld a,15
        call func
        inc a
        ld hl,m_none
        jp z,fail
        ld hl,0                 ; address
next:   ld a,20
        ld de,fcb
        call func
        jp nz,quit
        ld de,DMA
line:   call keyhit
        jp nz,quit
        ld a,h
        call puthex
        ld a,l
        call puthex
        ld a,' '
        call putc
        push de
        ld b,16
hex:    ld a,' '
        call putc
        ld a,(de)
        call puthex
        inc de
        ld a,b
        cp 9
        ld a,' '
        call z,putc
        djnz hex
        pop de
        ld a,' '
        call putc
        ld a,' '
        call putc
        ld b,16
asc:    ld a,(de)
        cp 7Fh
        jr nc,dot
        cp ' '
        jr nc,show
dot:    ld a,'.'
show:   call putc
        inc de
        djnz asc
        call crlf
        ld bc,16
        add hl,bc
        ld a,e
        or a
        jr nz,line
        jr next

help:   db "DUMP file         shows a file in hexadecimal and ASCII; any key stops it",0
m_wild: db "DUMP takes one file, without ? and *",0
m_none: db "NO FILE",0
        include "lib.inc"
fcb:    ds 36
        end
