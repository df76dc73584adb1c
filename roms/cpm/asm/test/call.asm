; TEST-CALL: calls BDOS functions as the lines it reads from the console say, for the tests.
;   C ff dddd     call function ff with DE = dddd: prints "=aa hhll" and ! if BH and AL
;                 disagree or IX, IY or an alternate register was changed
;   W aaaa xx...  write bytes to memory
;   R aaaa nn     print nn bytes of memory
;   Q             end with a warm boot;  X  end with RET
; Its own console I/O goes through the BIOS, so that the BDOS console state is undisturbed.
        org 100h

        ld (oldsp),sp
        ld sp,stack
        ld hl,(1)
        ld l,9
        ld (cin+1),hl
        ld l,12
        ld (cout+1),hl
        ld c,'>'
        call cout
next:   ld sp,stack
        ld hl,line
rdl:    push hl
        call cin
        pop hl
        ld (hl),a
        inc hl
        cp 13
        jr nz,rdl
        ld hl,line+1
        ld a,(line)
        cp 'C'
        jr z,docall
        cp 'W'
        jr z,dowrite
        cp 'R'
        jr z,doread
        cp 'X'
        jr z,doret
        jp 0
doret:  ld sp,(oldsp)
        ret

dowrite:call hex
        ld b,d
        ld c,e
dw1:    call hex
        jr c,ok
        ld a,e
        ld (bc),a
        inc bc
        jr dw1
ok:     ld c,'='
eol:    call cout
        ld c,13
        call cout
        ld c,10
        call cout
        jr next

doread: call hex
        push de
        call hex
        ld b,e
        pop hl
        ld c,'='
        push hl
        push bc
        call cout
        pop bc
        pop hl
dr1:    ld a,(hl)
        inc hl
        call hex2
        djnz dr1
        ld c,' '
        jr eol

docall: call hex
        ld a,e
        ld (func),a
        call hex
        push de
        ld ix,1234h
        ld iy,5678h
        exx
        ld bc,9ABCh
        ld de,0DEF0h
        ld hl,1357h
        exx
        ex af,af'
        ld a,5Ah
        ex af,af'
        pop de
        ld a,(func)
        ld c,a
        call 5
        ld (ra),a
        ld (rhl),hl
        ld a,b
        ld (rb),a
        ld c,'='
        call cout
        ld a,(ra)
        call hex2
        ld c,' '
        call cout
        ld a,(rhl+1)
        call hex2
        ld a,(rhl)
        call hex2
        ld hl,bad
        ld (hl),' '
        ld a,(ra)
        ld bc,(rhl)
        sub c
        call nz,setbad
        ld a,(rb)
        sub b
        call nz,setbad
        push ix
        pop de
        ld bc,1234h
        call cmp
        push iy
        pop de
        ld bc,5678h
        call cmp
        exx
        push hl
        push de
        push bc
        exx
        pop de
        ld bc,9ABCh
        call cmp
        pop de
        ld bc,0DEF0h
        call cmp
        pop de
        ld bc,1357h
        call cmp
        ex af,af'
        ld e,a
        ex af,af'
        ld d,0
        ld bc,5Ah
        call cmp
        ld a,(bad)
        ld c,a
        jp eol
cmp:    ld a,d
        xor b
        jr nz,setbad
        ld a,e
        xor c
        ret z
setbad: ld hl,bad
        ld (hl),'!'
        ret

; A as two hexadecimal digits; BC and HL are kept.
hex2:   push af
        rrca
        rrca
        rrca
        rrca
        call hex1
        pop af
hex1:   and 0Fh
        cp 10
        jr c,hx
        add a,7
hx:     add a,'0'
        push bc
        push hl
        ld c,a
        call cout
        pop hl
        pop bc
        ret

; Hexadecimal number at HL: DE. Carry: end of the line.
hex:    ld de,0
hx1:    ld a,(hl)
        cp ' '
        jr nz,hx2
        inc hl
        jr hx1
hx2:    cp 13
        scf
        ret z
hx3:    ld a,(hl)
        sub '0'
        jr c,hx5
        cp 10
        jr c,hx4
        sub 7
hx4:    ex de,hl
        add hl,hl
        add hl,hl
        add hl,hl
        add hl,hl
        ex de,hl
        or e
        ld e,a
        inc hl
        jr hx3
hx5:    or a
        ret

cin:    jp 0
cout:   jp 0
func:   db 0
ra:     db 0
rb:     db 0
rhl:    dw 0
bad:    db 0
oldsp:  dw 0
line:   ds 600
        ds 64
stack:
        end
