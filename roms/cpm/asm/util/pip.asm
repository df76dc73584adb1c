; PIP: copies files and devices: destination=source,source...
        org 100h
        ld (oldsp),sp
        ld e,0FFh
        ld a,32
        call func
        ld (myuser),a
        call gettail
        jr z,talk
        ld (again),a            ; not 0: end after this line
        ld de,line              ; the default DMA buffer is used for data
        ld bc,127
        ldir
        ld hl,line
        call copy
        jp done

; Without a command: ask for one after the other.
talk:   ld hl,help
        call puts
        call crlf
talk1:  ld a,'*'
        call putc
        ld de,lnbuf
        ld a,10
        call func
        call crlf
        ld hl,lnbuf+1
        ld c,(hl)
        ld b,0
        inc hl
        push hl
        add hl,bc
        ld (hl),0
        pop hl
        push hl
upper:  ld a,(hl)
        or a
        jr z,talk2
        cp 'a'
        jr c,up1
        cp 'z'+1
        jr nc,up1
        sub 20h
        ld (hl),a
up1:    inc hl
        jr upper
talk2:  pop hl
        call skip
        jp z,done
        ld (linesp),sp
        call copy
        jr talk1

done:   call ownuser
        jp quit

; A mistake: text at HL and the name in fcb DE, or none if D = 0.
error:  ld sp,(linesp)
        call puts
        ld a,d
        or a
        jr z,er1
        ex de,hl
        push hl
        ld hl,m_sep
        call puts
        pop hl
        ld a,(hl)
        or a
        jr z,er0
        add a,'A'-1
er0:    call putname
er1:    call crlf
        call ownuser
        ld a,(again)
        or a
        jp z,talk1
        ld de,1
        ld c,108
        call BDOS
        jp quit
badline:ld hl,m_syntax
        ld d,0
        jr error

ownuser:ld a,(myuser)
setuser:push de
        ld e,a
        ld a,32
        call func
        pop de
        ret

; ---- one line ---------------------------------------------------------------------

copy:   ld a,(again)
        or a
        jr z,cp0
        ld (linesp),sp
cp0:    ld a,(myuser)
        ld (dstuser),a
        ld (srcuser),a
        ld de,dst
        call item
        jp c,badline
        ld (dstdev),a
        ld a,(wild)
        ld (dstwild),a
        call getopts
        ld a,(o_g)
        cp 0FFh
        jr z,cp1
        ld (dstuser),a
cp1:    call skip
        cp '='
        jp nz,badline
        inc hl
        ld (srcp),hl
        ld de,src
        call item
        jp c,badline
        ld (srcdev),a
        call getopts
        call skip
        ld (srcend),a

; Files to files of the same name?
        ld a,(dstdev)
        ld b,a
        ld a,(srcdev)
        or b
        jr nz,stream
        ld a,(srcend)
        or a
        jr nz,stream1
        ld a,(dst+1)
        cp ' '
        jr z,multi              ; d:=files
        ld a,(src+1)
        cp ' '
        jr nz,stream1
        ld hl,dst+1             ; files=d:
        ld de,src+1
        ld bc,11
        ldir
        ld a,(dstwild)
        ld (wild),a
multi:  ld a,(src+1)
        cp ' '
        jp z,badline
        jp copymany
stream1:ld a,(dst+1)
        cp ' '
        jp z,badline
stream: ld a,(dstwild)
        or a
        jp nz,badline
        ld a,(dstdev)
        or a
        jr nz,st1
        ld a,(srcend)           ; one file to another, unchanged: by records
        ld hl,srcdev
        or (hl)
        ld hl,filter
        or (hl)
        jr nz,st0
        ld a,(wild)
        or a
        jp nz,badline
        jp copyone
st0:    call mktemp
        xor a
        ld (outn),a
st1:    ld hl,(srcp)
st2:    ld de,src
        call item
        jp c,badline
        ld (srcdev),a
        call getopts
        call skip
        push hl
        ld a,(wild)
        or a
        jp nz,badline
        call pour
        pop hl
        ld a,(hl)
        or a
        jr z,st3
        cp ','
        jp nz,badline
        inc hl
        jr st2
st3:    ld a,(dstdev)
        or a
        ret nz
        ld a,(outn)             ; fill the last record
        or a
        jr z,st5
st4:    ld a,1Ah
        call outbyte
        ld a,(outn)
        or a
        jr nz,st4
st5:    xor a
        ld (src+9),a            ; no attributes to carry over
        ld (src+10),a
        jp finish

; Parse a device or file name at HL into the FCB DE. A = device, 0 for a file. Carry: neither.
item:   call skip
        scf
        ret z
        push hl
        ld bc,0
it1:    push hl
        push de
        ex de,hl
        ld hl,devices
        add hl,bc
        add hl,bc
        add hl,bc
        add hl,bc
        ld b,4
it2:    ld a,(de)
        cp (hl)
        jr nz,it3
        inc hl
        inc de
        djnz it2
it3:    ld a,(hl)
        ex de,hl
        pop de
        jr z,itdev
        pop hl
        ld b,0
        inc c
        ld a,c
        cp NDEV
        jr c,it1
        pop hl
        push hl
        call getname
        pop bc
        push af
        ld (wild),a
        ld a,(de)
        or a
        jr nz,it4
        pop af
        ld a,0
        ret                     ; carry: no drive and no name
it4:    pop af
        xor a
        ret
itdev:  pop af
        pop af
        xor a
        ld (wild),a
        ld a,c
        inc a
        ret

devices:db "CON:LST:PUN:RDR:NUL:EOF:PRN:"
NDEV    equ 7
D_CON   equ 1
D_LST   equ 2
D_PUN   equ 3
D_RDR   equ 4
D_NUL   equ 5
D_EOF   equ 6
D_PRN   equ 7

; Options in brackets at HL.
getopts:push bc
        push hl
        ld hl,options
        ld b,NOPT
go1:    ld (hl),0
        inc hl
        djnz go1
        ld a,0FFh
        ld (o_g),a
        pop hl
        call skip
        cp '['
        jr nz,go9
        inc hl
go2:    call skip
        jr z,go9
        inc hl
        cp ']'
        jr z,go9
        ld c,a
        push hl
        ld hl,letters
        ld b,NOPT
go3:    cp (hl)
        jr z,go4
        inc hl
        djnz go3
        jp badline
go4:    ld de,options-letters
        add hl,de
        ex de,hl
        pop hl
        ld a,1
        ld (de),a
        ld a,c
        cp 'T'
        jr z,go5
        cp 'G'
        jr nz,go2
go5:    ld b,0                  ; a number follows
        ld a,(hl)
        sub '0'
        cp 10
        jp nc,badline
go6:    ld c,a
        ld a,b
        add a,a
        add a,a
        add a,b
        add a,a
        add a,c
        ld b,a
        inc hl
        ld a,(hl)
        sub '0'
        cp 10
        jr c,go6
        ld a,b
        ld (de),a
        jr go2
go9:    ld a,(o_g)
        cp 0FFh
        jr nz,go10
        ld a,(myuser)
go10:   ld (srcuser),a
        push hl
        ld hl,o_t               ; anything that changes bytes?
        ld a,(hl)
        inc hl
        or (hl)
        inc hl
        or (hl)
        inc hl
        or (hl)
        inc hl
        or (hl)
        ld (filter),a
        pop hl
        pop bc
        ret

letters:db "TLUZEVORWG"
NOPT    equ 10
options:
o_t:    db 0                    ; expand tabs to every nth column
o_l:    db 0                    ; lower case
o_u:    db 0                    ; upper case
o_z:    db 0                    ; clear the parity bit
o_e:    db 0                    ; echo on the console
o_v:    db 0                    ; verify
o_o:    db 0                    ; object: 1Ah is no end of file
o_r:    db 0                    ; system files, too
o_w:    db 0                    ; replace R/O files without asking
o_g:    db 0                    ; user number

; ---- whole files by records ---------------------------------------------------------------

; Collect the names first: nothing else may come between the searches.
copymany:
        ld a,(srcuser)
        call setuser
        ld hl,buffer
        ld de,src
        ld a,17
cm1:    call func
        inc a
        jr z,cm3
        dec a
        rrca
        rrca
        rrca
        add a,DMA
        ld c,a
        ld b,0
        push bc                 ; SYS files are copied with R only
        ld a,10
        add a,c
        ld c,a
        ld a,(bc)
        rlca
        pop bc
        jr nc,cm2
        ld a,(o_r)
        or a
        jr z,cm21
cm2:    push de
        ld d,b
        ld e,c
        ex de,hl
        inc hl
        ld bc,11
        ldir
        ex de,hl
        pop de
cm21:   ld a,18
        jr cm1
cm3:    ld (hl),0
        inc hl                  ; data go behind the list
        ld (databuf),hl
        ld a,(buffer)
        or a
        ld hl,m_none
        jp z,error
        ld a,(wild)
        or a
        jr z,cm4
        ld hl,m_copying
        call puts
cm4:    ld hl,buffer
cm5:    ld a,(hl)
        or a
        ret z
        ld de,src+1
        ld bc,11
        push hl
        ldir
        pop hl
        ld de,dst+1
        ld b,11
cm6:    ld a,(hl)
        and 7Fh
        ld (de),a
        inc hl
        inc de
        djnz cm6
        push hl
        ld a,(wild)
        or a
        jr z,cm7
        ld hl,dst
        xor a
        call putname
        call crlf
cm7:    call copyfile
        pop hl
        jr cm5

copyone:ld hl,buffer
        ld (databuf),hl
copyfile:
        call keyhit
        jp nz,abort
        call opensrc
        call mktemp
cf1:    ld a,(srcuser)          ; fill the memory
        call setuser
        ld hl,(databuf)
        ld bc,0
cf2:    ex de,hl
        ld a,26
        call func
        ex de,hl
        ld de,src
        ld a,20
        call func
        jr nz,cf3
        inc bc
        ld de,128
        add hl,de
        ld a,(7)                ; keep below the CCP
        sub 9
        cp h
        jr nc,cf2
        xor a
cf3:    ld (ended),a
        ld a,(dstuser)
        call setuser
        ld hl,(databuf)
cf4:    ld a,b
        or c
        jr z,cf5
        dec bc
        ex de,hl
        ld a,26
        call func
        ex de,hl
        ld de,tmp
        ld a,21
        call func
        jp nz,nospace
        ld de,128
        add hl,de
        jr cf4
cf5:    ld a,(ended)
        or a
        jr z,cf1

; Close the temporary file, replace the destination.
finish: ld de,DMA
        ld a,26
        call func
        ld a,(dstuser)
        call setuser
        ld de,tmp
        ld a,16
        call func
        inc a
        jp z,nospace
        ld a,(o_v)
        or a
        call nz,verify
        ld de,dst               ; is there an old one, and is it R/O?
        xor a
        ld (dst+12),a
        ld a,15
        call func
        inc a
        jr z,fi2
        ld a,(dst+9)
        rlca
        jr nc,fi1
        ld a,(o_w)
        or a
        jr nz,fi0
        ld hl,m_ro
        call puts
        ld a,1
        call func
        push af
        call crlf
        pop af
        and 5Fh
        cp 'Y'
        jr z,fi0
        ld de,tmp
        ld a,19
        call func
        ret
fi0:    ld hl,dst+9
        res 7,(hl)
        ld de,dst
        ld a,30
        call func
fi1:    ld de,dst
        ld a,19
        call func
fi2:    ld hl,dst+1             ; the new name, with the attributes of the source
        ld de,tmp+17
        ld b,11
fi3:    ld a,(hl)
        and 7Fh
        ld (de),a
        inc hl
        inc de
        djnz fi3
        ld a,(src+9)
        and 80h
        ld hl,tmp+25
        or (hl)
        ld (hl),a
        ld a,(src+10)
        and 80h
        inc hl
        or (hl)
        ld (hl),a
        ld de,tmp
        ld a,23
        call func
        ret

; Compare the temporary file with the source.
verify: ld a,(srcdev)
        or a
        ret nz
        call opensrc
        ld de,tmp
        xor a
        ld (tmp+12),a
        ld (tmp+32),a
        ld a,(dstuser)
        call setuser
        ld a,15
        call func
ve1:    ld a,(srcuser)
        call setuser
        ld de,DMA
        ld a,26
        call func
        ld de,src
        ld a,20
        call func
        jr nz,ve9
        ld a,(dstuser)
        call setuser
        ld de,outbuf
        ld a,26
        call func
        ld de,tmp
        ld a,20
        call func
        jr nz,vebad
        ld hl,DMA
        ld de,outbuf
        ld b,128
ve2:    ld a,(de)
        cp (hl)
        jr nz,vebad
        inc hl
        inc de
        djnz ve2
        jr ve1
vebad:  ld hl,m_verify
        ld de,dst
        jp error
ve9:    ld a,(dstuser)
        call setuser
        ld de,DMA
        ld a,26
        jp func

opensrc:ld a,(srcuser)
        call setuser
        ld de,src
        xor a
        ld (src+12),a
        ld (src+32),a
        ld a,15
        call func
        inc a
        ret nz
        ld hl,m_none
        ld de,src
        jp error

; Make the destination's temporary file: its name with the type $$$.
mktemp: ld a,(dstuser)
        call setuser
        ld hl,dst
        ld de,tmp
        ld bc,9
        ldir
        ex de,hl
        ld b,3
mt1:    ld (hl),'$'
        inc hl
        djnz mt1
        ld b,24
mt2:    ld (hl),0
        inc hl
        djnz mt2
        ld de,tmp
        ld a,19
        call func
        ld a,22
        call func
        inc a
        ret nz
        ld hl,m_dir
        ld de,dst
        jp error

nospace:ld hl,m_full
dropit: push hl
        ld de,tmp
        ld a,16
        call func
        ld a,19
        call func
        pop hl
        ld de,dst
        jp error
abort:  ld hl,m_abort
        ld d,0
        jp error

; ---- byte by byte ----------------------------------------------------------------------

; All of the source src / srcdev to the destination, through the filters.
pour:   ld a,(srcdev)
        or a
        jr nz,po1
        call opensrc
        ld a,80h
        ld (inn),a
po1:    xor a
        ld (column),a
        ld (nulls),a
po2:    call inbyte
        ret c
        ld b,a
        ld a,(o_z)
        or a
        jr z,po3
        res 7,b
po3:    ld a,(o_l)
        or a
        jr z,po4
        ld a,b
        sub 'A'
        cp 26
        jr nc,po4
        set 5,b
po4:    ld a,(o_u)
        or a
        jr z,po5
        ld a,b
        sub 'a'
        cp 26
        jr nc,po5
        res 5,b
po5:    ld a,b
        cp 9
        jr nz,po7
        ld a,(o_t)
        or a
        ld c,a
        jr z,po7
po6:    push bc                 ; to the next multiple of n
        ld b,' '
        call emit
        pop bc
        ld a,(column)
po61:   sub c
        jr z,po2
        jr nc,po61
        jr po6
po7:    call emit
        jr po2

emit:   ld hl,column
        inc (hl)
        ld a,b
        cp ' '
        jr nc,em1
        dec (hl)
        cp 13
        jr nz,em1
        ld (hl),0
em1:    ld a,(o_e)
        or a
        ld a,b
        call nz,putc
        jp outbyte

; Next byte of the source: A; carry at its end.
inbyte: ld a,(srcdev)
        or a
        jr z,infile
        cp D_NUL
        jr z,innul
        cp D_EOF
        scf
        ret z
        cp D_CON
        jr z,incon
        cp D_RDR
        scf
        ret nz                  ; an output device gives nothing
        ld a,3
        call func
        jr ineof
incon:  ld a,(nulls)            ; a return is followed by a line feed
        or a
        jr z,ic1
        xor a
        ld (nulls),a
        ld a,10
        call putc
        ld a,10
        or a
        ret
ic1:    ld a,1
        call func
        cp 13
        jr nz,ineof
        ld (nulls),a
ineof:  cp 1Ah
        scf
        ret z
        ccf
        ret
innul:  ld hl,nulls
        inc (hl)
        ld a,41
        sub (hl)
        scf
        ret z
        xor a
        ret
infile: ld a,(inn)
        cp 80h
        jr c,if1
        ld a,(srcuser)
        call setuser
        ld de,DMA
        ld a,26
        call func
        ld de,src
        ld a,20
        call func
        scf
        ret nz
        xor a
if1:    ld l,a
        inc a
        ld (inn),a
        ld a,l
        add a,DMA
        ld l,a
        ld h,0
        ld a,(o_o)
        or a
        ld a,(hl)
        ret nz
        jr ineof

; A to the destination.
outbyte:ld e,a
        ld d,0
        ld a,(dstdev)
        or a
        jr z,outfile
        cp D_CON
        ld c,2
        jr z,ob1
        cp D_NUL
        ret z
        cp D_PUN
        ld c,4
        jr z,ob1
        ld c,5
ob1:    ld a,c
        call func
        call keyhit
        jp nz,abort
        ret
outfile:ld a,(outn)
        ld c,a
        ld b,0
        ld hl,outbuf
        add hl,bc
        ld (hl),e
        inc a
        and 7Fh
        ld (outn),a
        ret nz
        ld a,(dstuser)
        call setuser
        ld de,outbuf
        ld a,26
        call func
        ld de,tmp
        ld a,21
        call func
        jp nz,nospace
        ret

help:   db "PIP to=from           copies a file; PIP d:=files copies many, files may hold ? and *",13,10
        db "PIP to=from,from...   joins files; CON: LST: PUN: RDR: NUL: EOF: stand for devices",13,10
        db "Options in [ ] after a name: E echo, Gn user n, L lower case, O object file, R system",13,10
        db "files too, Tn expand tabs, U upper case, V verify, W replace R/O files, Z clear parity",13,10
        db "An empty line ends PIP.",0
m_sep:  db ": ",0
m_syntax:db "INVALID FORMAT; PIP alone shows what it takes",0
m_none: db "NO FILE",0
m_dir:  db "NO DIRECTORY SPACE",0
m_full: db "DISK FULL",0
m_verify:db "VERIFY ERROR",0
m_abort:db "ABORTED",0
m_copying:db "COPYING -",13,10,0
m_ro:   db "DESTINATION IS R/O, DELETE (Y/N)? ",0
        include "lib.inc"
again:  db 0
linesp: dw 0
myuser: db 0
dstuser:db 0
srcuser:db 0
dstdev: db 0
srcdev: db 0
dstwild:db 0
wild:   db 0
filter: db 0
srcend: db 0
srcp:   dw 0
ended:  db 0
inn:    db 0
outn:   db 0
column: db 0
nulls:  db 0
databuf:dw 0
dst:    ds 36
src:    ds 36
tmp:    ds 36
lnbuf:  db 126,0
line:   ds 130
outbuf: ds 128
buffer:
        end
