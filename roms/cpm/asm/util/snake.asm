; SNAKE: a game for an ADM-3A terminal of 80 x 24: clear 1Ah, cursor ESC = row+32 column+32.
        org 100h

P_DELAY equ 1Ch                 ; stops the processor for n * 10 ms
TOP     equ 1                   ; frame: rows 1-23, columns 0-79
BOTTOM  equ 23
RIGHT   equ 79

        ld (oldsp),sp
        ld sp,stack
        ld a,(DMA)              ; any argument: help
        or a
        ld hl,help
        jp nz,bye
game:   ld hl,title
        call puts
wait:   ld hl,(seed)            ; the time until the key is the chance
        inc hl
        ld (seed),hl
        call key
        jr z,wait
        cp 3
        jp z,over2

; The field: 0 free, 1 wall or snake, 2 food.
        ld hl,field
        ld de,field+1
        ld bc,80*24-1
        ld (hl),0
        ldir
        ld a,1Ah
        call putc
        ld hl,TOP*256
        call frame
        ld hl,BOTTOM*256
        call frame
        ld hl,256*(TOP+1)
side:   push hl
        call wall
        ld l,RIGHT
        call wall
        pop hl
        inc h
        ld a,h
        cp BOTTOM
        jr c,side
        ld hl,0
        ld (score),hl
        ld hl,0C28h             ; row 12, column 40
        ld (head),hl
        ld hl,body
        ld (tailp),hl
        ld (headp),hl
        ld hl,(head)
        ld (body),hl
        ld hl,0001h             ; to the right
        ld (dir),hl
        ld a,4
        ld (grow),a
        ld a,12
        ld (pause),a
        call showsc
        call feed

step:   ld a,(pause)
        ld b,a
tick:   ld a,1
        out (P_DELAY),a
        push bc
        call key
        call nz,turn
        pop bc
        djnz tick
        ld hl,(head)            ; the old head becomes body
        ld a,'o'
        call at
        ld de,(dir)             ; D = rows, E = columns
        ld a,h
        add a,d
        ld h,a
        ld a,l
        add a,e
        ld l,a
        ld (head),hl
        call cell
        ld a,(de)
        cp 1
        jp z,over
        push af
        ld a,1
        ld (de),a
        ld a,'@'
        call at
        ex de,hl
        ld hl,(headp)
        call nextp
        ld (headp),hl
        ld (hl),e
        inc hl
        ld (hl),d
        pop af
        cp 2
        jr z,eaten
        ld a,(grow)
        or a
        jr nz,longer
        ld hl,(tailp)           ; the tail moves on
        ld e,(hl)
        inc hl
        ld d,(hl)
        dec hl
        call nextp
        ld (tailp),hl
        ex de,hl
        call cell
        xor a
        ld (de),a
        ld a,' '
        call at
        jr step
longer: dec a
        ld (grow),a
        jr step
eaten:  ld hl,(score)
        inc hl
        ld (score),hl
        ld a,l
        and 3                   ; faster after every fourth bite
        jr nz,eat1
        ld a,(pause)
        cp 4
        jr c,eat1
        dec a
        ld (pause),a
eat1:   ld a,(grow)
        add a,4
        ld (grow),a
        call showsc
        call feed
        jp step

over:   ld hl,0A1Eh
        ld de,m_over
        call text
        ld hl,0C1Bh
        ld de,m_again
        call text
over1:  call key
        jr z,over1
        cp 'n'
        jr z,over2
        cp 'q'
        jr z,over2
        cp 'y'
        jp z,game
        cp 3
        jr nz,over1
over2:  ld a,1Ah
        call putc
        jp quit

; Key in A, letters small; Z: none.
key:    ld e,0FFh
        ld a,6
        call func
        ret z
        cp 'A'
        jr c,key1
        or 20h
key1:   or a
        ret

; A key: arrows (^H ^J ^K ^L), the diamond (^S ^E ^D ^X), WASD or hjkl; Q or ^C ends.
turn:   cp 'q'
        jr z,over
        cp 3
        jr z,over2
        cp 'p'
        jr z,hold
        ld hl,keys
        ld bc,16
        cpir
        ret nz
        ld a,15
        sub c
        and 3
        add a,a
        ld c,a
        ld hl,moves
        add hl,bc
        ld e,(hl)
        inc hl
        ld d,(hl)
        ld hl,(dir)             ; not straight back
        ld a,h
        add a,d
        ld b,a
        ld a,l
        add a,e
        or b
        ret z
        ld (dir),de
        ret
hold:   call key
        jr z,hold
        ret
keys:   db 8,10,11,12           ; left, down, up, right
        db 'S'-40h,'X'-40h,'E'-40h,'D'-40h
        db "aswd","hjkl"
moves:  db 255,0, 0,1, 0,255, 1,0

; Next place in the ring of body cells.
nextp:  push de
        inc hl
        inc hl
        ld de,bodyend
        ld a,l
        cp e
        jr nz,np1
        ld a,h
        cp d
        jr nz,np1
        ld hl,body
np1:    pop de
        ret

; DE = cell of row H, column L.
cell:   push hl
        ld e,l
        ld l,h
        ld h,0
        add hl,hl
        add hl,hl
        add hl,hl
        add hl,hl
        push hl
        add hl,hl
        add hl,hl
        ld b,h
        ld c,l
        pop hl
        add hl,bc               ; row * 80
        ld d,0
        add hl,de
        ld de,field
        add hl,de
        ex de,hl
        pop hl
        ret

frame:  call wall
        inc l
        ld a,l
        cp RIGHT+1
        jr c,frame
        ret
wall:   call cell
        ld a,1
        ld (de),a
        ld a,'#'

; Character A at row H, column L.
at:     push af
        call goto
        pop af
        jp putc
goto:   ld a,1Bh
        call putc
        ld a,'='
        call putc
        ld a,h
        add a,32
        call putc
        ld a,l
        add a,32
        jp putc
text:   call goto
        ex de,hl
        jp puts

showsc: ld hl,0
        ld de,m_score
        call text
        ld hl,(score)
        ld b,1
        jp putdec

; Food on a free cell.
feed:   call random
        and 1Fh
        cp BOTTOM-TOP-1
        jr nc,feed
        add a,TOP+1
        ld h,a
feed1:  push hl
        call random
        pop hl
        and 7Fh
        cp RIGHT
        jr nc,feed1
        or a
        jr z,feed1
        ld l,a
        call cell
        ld a,(de)
        or a
        jr nz,feed
        ld a,2
        ld (de),a
        ld a,'*'
        jr at

; A = chance: x * 5 + 12345 modulo 65536, high byte.
random: ld hl,(seed)
        ld d,h
        ld e,l
        add hl,hl
        add hl,hl
        add hl,de
        ld de,12345
        add hl,de
        ld (seed),hl
        ld a,h
        ret

help:   db "SNAKE        a game for an ADM-3A terminal: eat the stars, touch neither wall nor yourself",13,10
        db "             arrows, ^E ^S ^D ^X, WASD or hjkl steer; P holds, Q ends",0
title:  db 1Ah,"S N A K E",13,10,10
        db "Eat the stars; touch neither the wall nor yourself.",13,10
        db "Arrows, ^E ^S ^D ^X, WASD or hjkl steer, P holds, Q ends.",13,10,10
        db "Press a key.",0
m_score:db "SNAKE   Score: ",0
m_over: db "  G A M E   O V E R  ",0
m_again:db "  Another game (Y/N)?  ",0
        include "lib.inc"
seed:   dw 1
score:  dw 0
head:   dw 0
dir:    dw 0
headp:  dw 0
tailp:  dw 0
grow:   db 0
pause:  db 0
stack   equ $+64
body    equ stack
bodyend equ body+2*1700
field   equ bodyend
        end
