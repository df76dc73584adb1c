; SUBMIT: writes A:$$$.SUB, from which the CCP takes its next commands, last record first.
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
        ld a,(fcb+9)
        cp ' '
        jr nz,typed
        ld hl,subtype
        ld de,fcb+9
        ld bc,3
        ldir
typed:

; The parameters: $0 is the name of the file, $1-$9 follow.
        call gettail
        ld ix,params
        ld b,10
par1:   call skip
        ld (ix+0),l
        ld (ix+1),h
        inc ix
        inc ix
par2:   ld a,(hl)
        cp ' '+1
        jr c,par3
        inc hl
        jr par2
par3:   or a
        jr z,par4
        ld (hl),0
        inc hl
par4:   djnz par1
        ld hl,80h               ; the tail must survive the reading: it moves
        ld de,tailcopy
        ld bc,128
        ldir
        ld hl,params
        ld b,10
par5:   ld e,(hl)
        inc hl
        ld d,(hl)
        push hl
        ld hl,tailcopy-80h
        add hl,de
        ex de,hl
        pop hl
        ld (hl),d
        dec hl
        ld (hl),e
        inc hl
        inc hl
        djnz par5

; The file into memory.
        ld a,15
        ld de,fcb
        call func
        inc a
        ld hl,m_none
        jp z,fail
        ld hl,text
load:   ex de,hl
        ld a,26
        call func
        ex de,hl
        ld a,20
        ld de,fcb
        call func
        jr nz,loaded
        ld de,128
        add hl,de
        ld a,(7)
        sub 9                   ; keep below the CCP
        cp h
        jr nc,load
        ld hl,m_long
        jp fail
loaded: ld (hl),1Ah
        inc hl                  ; 128-byte records are made behind the text
        ld (recs),hl
        ld hl,text
        ld iy,0                 ; IYL counts lines

; One line a record: length, text, 0.
line:   ld a,(hl)
        cp 1Ah
        jp z,made
        ld de,(recs)
        push de
        inc de
        ld b,0
char:   ld a,(hl)
        cp 1Ah
        jr z,eol
        inc hl
        cp 13
        jr z,eol1
        cp 10
        jr z,eol2
        cp '^'
        jr z,ctrl
        cp '$'
        jr nz,store
        ld a,(hl)
        cp '$'
        jr z,store1
        sub '0'
        cp 10
        jr nc,badpar
        inc hl
        push hl
        add a,a
        ld c,a
        push bc
        ld b,0
        ld hl,params
        add hl,bc
        pop bc
        ld a,(hl)
        inc hl
        ld h,(hl)
        ld l,a
sub1:   ld a,(hl)
        or a
        jr z,sub2
        inc hl
        call add1
        jr sub1
sub2:   pop hl
        jr char
ctrl:   ld a,(hl)
        cp '@'
        jr c,badctl
        and 1Fh
store1: inc hl
store:  call add1
        jr char
eol1:   ld a,(hl)
        cp 10
        jr nz,eol2
        inc hl
eol2:
eol:    xor a
        ld (de),a
        pop de
        ld a,b
        ld (de),a
        or a
        jr z,line               ; an empty line
        push hl
        ld hl,128
        add hl,de
        ld (recs),hl
        inc iy
        ld a,(7)
        sub 9
        cp h
        pop hl
        jr c,toolong
        push iy
        pop bc
        ld a,c
        cp 129
        jp c,line
toolong:ld hl,m_long
        jp fail
badpar: ld hl,m_par
        jp fail
badctl: ld hl,m_ctl
        jp fail
add1:   ld (de),a
        inc de
        inc b
        ld a,b
        cp 126
        ret c
        ld hl,m_line
        jp fail

; A:$$$.SUB, the last line first. An old one is replaced.
made:   push iy
        pop bc
        ld a,c
        or a
        jp z,quit
        ld de,subf
        ld a,19
        call func
        ld a,22
        call func
        inc a
        ld hl,m_dir
        jp z,fail
        ld hl,(recs)
        ld b,c
write:  ld de,-128
        add hl,de
        ex de,hl
        ld a,26
        call func
        ex de,hl
        ld de,subf
        ld a,21
        call func
        jr nz,full
        djnz write
        ld a,16
        call func
        jp 0
full:   ld a,16
        call func
        ld a,19
        call func
        ld hl,m_full
        jp fail

subf:   db 1,"$$$     SUB"
        ds 24
subtype:db "SUB"
help:   db "SUBMIT file p1 .. p9   runs the commands in file.SUB. In them $1 to $9 stand for the",13,10
        db "                       parameters, $$ for a dollar sign, ^X for a control character",0
m_wild: db "SUBMIT takes one file, without ? and *",0
m_none: db "NO SUB FILE",0
m_long: db "The SUB file is too long: at most 128 commands",0
m_line: db "A command gets longer than 125 characters",0
m_par:  db "After $ a digit or another $ must follow",0
m_ctl:  db "After ^ a letter must follow",0
m_dir:  db "NO DIRECTORY SPACE on drive A",0
m_full: db "NO SPACE on drive A",0
        include "lib.inc"
recs:   dw 0
fcb:    ds 36
params: ds 20
tailcopy:ds 130
text:
        end
