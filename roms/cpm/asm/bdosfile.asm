; BDOS: directory, allocation and file functions.

F_EX    equ 12                  ; offsets in an FCB
F_S1    equ 13
F_S2    equ 14
F_RC    equ 15
F_AL    equ 16
F_CR    equ 32
F_R0    equ 33
MAXS2   equ 0Fh                 ; 16 x 32 extents of 16 KiB: 8 MiB

; HL = FCB + A
fcb:    ld hl,(param)
addhl:  add a,l
        ld l,a
        ret nc
        inc h
        ret

; ---- records --------------------------------------------------------------

; Position the controller on record A:HL of the drive's data area.
seek:   ex de,hl
        ld hl,0
        ld bc,(spt)
        or a
        jr z,seek16
        push de                 ; long division, high byte first
        ld e,a
        ld d,0
        call div16
        pop de
seek16: call div16
        push hl                 ; HL = logical sector, DE = track
        ld hl,(off)
        add hl,de
        ld b,h
        ld c,l
        call bsettrk
        pop bc
        ld de,(xlt)
        call bsectran
        ld b,h
        ld c,l
        jp bsetsec

; HL:DE / BC: DE = quotient, HL = remainder (HL < BC < 8000h on entry).
div16:  ld a,d
        or h
        or l
        ld a,16
        jr nz,dv1
        ld d,e                  ; the first eight steps would shift zeros
        ld e,0
        ld a,8
dv1:    sla e
        rl d
        adc hl,hl
        sbc hl,bc
        jr nc,dv2
        add hl,bc
        dec e
dv2:    inc e
        dec a
        jr nz,dv1
        ret

; Read or write the record with the DMA address in BC. C of the BIOS call = 1 for the directory.
recread:call bsetdma
        call bread
        jr recend
recwrite:
        push af
        call bsetdma
        pop af
        ld c,a
        call bwrite
recend: or a
        ret z
        jp goerr_bad

; ---- directory -------------------------------------------------------------

; Start a search for the FCB name at param: A = number of FCB bytes that count.
srch:   ld hl,(param)
srch1:  ld (sfcb),hl
        ld (slen),a
        ld a,(user)
        jr srch2
srchfree:
        ld a,1                  ; an unused entry
        ld (slen),a
        ld a,0E5h
        jr srch2
srchall:xor a
        ld (slen),a
srch2:  ld (skey),a
        ld hl,0FFFFh
        ld (dcnt),hl
        ret

; Next matching entry. Carry: none. HL = entry in the directory buffer.
dirnext:ld de,(dcnt)
        inc de
        ld (dcnt),de
        ld hl,(drm)
        or a
        sbc hl,de
        ret c
        ld a,e
        and 3
        ld hl,dirok
        jr z,dnread
        cp (hl)                 ; dirok = 0: the buffer holds something else
        jr c,dnhave
dnread: push af
        call dirseek
        ld bc,dirbuf
        call recread
        ld a,4
        ld (dirok),a
        pop af
dnhave: rrca
        rrca
        rrca
        ld hl,dirbuf
        call addhl
        ld a,(slen)
        or a
        ret z
        ld c,a
        ld a,(skey)
        cp (hl)
        jr nz,dirnext
        dec c
        ret z
        push hl
        ld de,(sfcb)
        ld b,11
dnname: inc de
        inc hl
        ld a,(de)
        and 7Fh
        cp '?'
        jr z,dnok
        xor (hl)
        and 7Fh
        jr nz,dnno
dnok:   djnz dnname
        ld a,c
        cp 12-1
        jr z,dnyes
        inc de
        inc hl
        ld a,(de)
        cp '?'
        jr z,dnexok
        xor (hl)
        ld c,a
        ld a,(exm)
        cpl
        and c
        and 1Fh
        jr nz,dnno
dnexok: inc de
        inc hl
        inc de
        inc hl
        ld a,(de)
        cp '?'
        jr z,dnyes
        xor (hl)
        and 3Fh
        jr nz,dnno
dnyes:  pop hl
        or a
        ret
dnno:   pop hl
        jp dirnext

dirseek:ld hl,(dcnt)
        srl h
        rr l
        srl h
        rr l
        xor a
        jp seek

; Write the directory record that was found last.
dirwrite:
        call dirseek
        ld bc,dirbuf
        ld a,1
        jp recwrite

; Result = directory code of the entry found.
dircode:ld a,(dcnt)
        and 3
        jp ret8

fail255:ld a,0FFh
        jp ret8

; ---- allocation -------------------------------------------------------------

; Block DE: HL = its byte in the allocation vector, A = its bit.
alvbit: ld a,e
        and 7
        inc a
        ld b,a
        srl d
        rr e
        srl d
        rr e
        srl d
        rr e
        ld hl,(alvp)
        add hl,de
        ld a,1
ab1:    rrca
        djnz ab1
        ret

; Mark (B < 80h) or release (B >= 80h) the blocks of the directory entry HL.
setmap: ld a,F_AL
        call addhl
        ld c,16
sm1:    ld e,(hl)
        inc hl
        ld d,0
        ld a,(dsm+1)
        or a
        jr z,sm2
        ld d,(hl)
        inc hl
        dec c
sm2:    push hl
        ld hl,(dsm)
        or a
        sbc hl,de
        jr c,sm4                ; not on this disk
        ld a,d
        or e
        jr z,sm4
        push bc
        call alvbit
        pop bc
        bit 7,b
        jr nz,sm3
        or (hl)
        ld (hl),a
        jr sm4
sm3:    cpl
        and (hl)
        ld (hl),a
sm4:    pop hl
        dec c
        jr nz,sm1
        ret

; Find and mark a free block after block DE. Carry: disk full. DE = block.
getblock:
        ld bc,(dsm)
        inc bc                  ; blocks to look at
gb1:    inc de
        ld hl,(dsm)
        or a
        sbc hl,de
        jr nc,gb2
        ld de,0
gb2:    push bc
        push de
        call alvbit
        pop de
        pop bc
        push af
        and (hl)
        jr z,gbgot
        pop af
        dec bc
        ld a,b
        or c
        jr nz,gb1
        scf
        ret
gbgot:  pop af
        or (hl)
        ld (hl),a
        ret

; ---- extents ----------------------------------------------------------------

; Copy the directory entry HL to the FCB: all but drive, extent and current record.
opencopy:
        ld de,(param)
        inc hl
        inc de
        ld bc,11
        ldir
        ld a,(de)
        and 1Fh
        ld b,a                  ; extent of the FCB
        ld a,(hl)
        and 1Fh
        ld c,a                  ; extent of the entry
        inc hl
        inc de
        ld a,(hl)
        ld (de),a
        inc hl
        inc de
        ld a,(hl)
        or 80h                  ; bit 7 of S2: not written to so far
        ld (de),a
        inc hl
        inc de
        push bc
        push de
        ld bc,17
        ldir
        pop hl
        pop bc
        ld a,b
        cp c
        ret z                   ; the last extent: its own record count
        ld (hl),0
        ret nc
        ld (hl),80h
        ret

; Search for the extent that the FCB names. Carry: not there. HL = entry.
findext:ld a,15
        call srch
        jp dirnext

; Create a directory entry for the FCB. Carry: directory full.
newext: call srchfree
        call dirnext
        ret c
        push hl
        ld a,F_S1               ; clear S1, RC and the map in the FCB
        call fcb
        xor a
        ld (hl),a
        inc hl
        ld a,(hl)
        and 3Fh
        ld (hl),a
        inc hl
        ld b,17
ne1:    ld (hl),0
        inc hl
        djnz ne1
        pop de
        ld hl,(param)
        ld a,(user)
        ld (de),a
        inc de
        inc hl
        ld bc,31
        ldir
        ld a,F_S2
        call fcb
        set 7,(hl)
        call dirwrite
        or a
        ret

; Bring the directory up to date with the FCB. Carry: the file is not there or differs.
closeext:
        ld a,F_S2
        call fcb
        ld a,(hl)
        cpl
        add a,a
        ret nc                  ; nothing was written
        call checkro
        call findext
        ret c
        push hl
        ld a,F_AL
        call addhl
        ex de,hl
        ld a,F_AL
        call fcb                ; DE = map in the directory, HL = map in the FCB
        ld b,16
cx1:    call blk0               ; what one side lacks it takes from the other
        call z,blkcopy
        ex de,hl
        call blk0
        call z,blkcopy
        ex de,hl
        call cxcmp
        jr nz,cxbad
        ld a,(dsm+1)
        or a
        jr z,cx2
        dec b
        call cxcmp
        jr nz,cxbad
cx2:    djnz cx1
        pop hl
        push hl
        ld a,F_EX
        call addhl
        ex de,hl
        ld a,F_EX
        call fcb
        ld a,(de)
        and 1Fh
        ld c,a
        ld a,(hl)
        and 1Fh
        cp c
        jr c,cxold              ; an earlier extent of the same entry
        ld (de),a
        inc hl
        inc hl
        inc hl
        inc de
        inc de
        inc de
        ld a,(hl)
        ld (de),a
cxold:  pop hl
        call dirwrite
        ld a,F_S2
        call fcb
        set 7,(hl)
        or a
        ret
cxbad:  pop hl
        scf
        ret

cxcmp:  ld a,(de)
        cp (hl)
        inc hl
        inc de
        ret

; Z: the block number at HL is 0.
blk0:   ld a,(dsm+1)
        or a
        ld a,(hl)
        jr z,blk01
        inc hl
        or (hl)
        dec hl
blk01:  or a
        ret

; Copy the block number at DE to HL.
blkcopy:ld a,(de)
        ld (hl),a
        ld a,(dsm+1)
        or a
        ret z
        inc hl
        inc de
        ld a,(de)
        ld (hl),a
        dec hl
        dec de
        ret

; ---- functions on files ------------------------------------------------------

; Clear S2 (the high bits of the extent), then select the FCB's drive.
selclr: ld a,F_S2
        call fcb
        ld (hl),0
        jp fcbsel

; 15: open.
f_open: call selclr
        call findext
        jp c,fail255
        call opencopy
        jp dircode

; 16: close.
f_close:call fcbselq
        xor a
        ld (dcnt),a
        call closeext
        jp c,fail255
        jp dircode

; 17, 18: search first, search next.
f_first:ld hl,(param)
        ld (sparam),hl
        ld a,(hl)
        cp '?'
        jr nz,sf1
        xor a                   ; drive ?: every entry of the default drive
        ld (relog),a
        call selcur
        call srchall
        jr sfnext
sf1:    ld a,F_EX
        call fcb
        ld a,(hl)
        cp '?'
        jr z,sf2
        call selclr
        jr sf3
sf2:    call fcbsel
sf3:    ld a,15
        call srch
sfnext: call dirnext
        ld hl,(dcnt)
        ld (sdcnt),hl
        ld hl,(slen)
        ld (sslen),hl
        ld hl,srchok
        ld (hl),0
        jp c,fail255
        ld (hl),1
        ld hl,dirbuf
        ld de,(dma)
        ld bc,128
        ldir
        jp dircode

f_next: ld a,(srchok)
        or a
        jp z,fail255            ; no search to go on with
        ld hl,(sparam)
        ld (param),hl
        ld (sfcb),hl
        ld a,(hl)
        cp '?'
        push af
        call z,selcur
        pop af
        call nz,fcbselq
        ld hl,(sdcnt)
        ld (dcnt),hl
        ld hl,(sslen)
        ld (slen),hl
        jr sfnext

; Loop of the functions that change every entry of a name: DE = what to do with entry HL.
changeall:
        ld (chgvec),de
        call fcbsel
        call checkro
        ld a,12
        call srch
        call dirnext
        jp c,fail255
chg1:   push hl
        ld de,chg2
        push de
        push hl
        ld hl,(chgvec)
        ex (sp),hl
        ret
chg2:   pop hl
        call dirwrite
        call dirnext
        jr nc,chg1
        ret                     ; result 0

; R/O attribute of the entry HL.
entryro:push hl
        ld a,9
        call addhl
        call checkrof
        pop hl
        ret

; 19: delete.
f_delete:
        ld de,delone
        jr changeall
delone: call entryro
        ld (hl),0E5h
        ld b,80h
        jp setmap

; 23: rename; the new name is at FCB + 16.
f_rename:
        ld de,renone
        jr changeall
renone: call entryro
        ld a,F_AL
        jr setname
; 30: set file attributes.
f_attr: ld de,attone
        jr changeall
attone: xor a
setname:ex de,hl
        call fcb                ; HL = name - 1, DE = entry
        ld b,11
sn1:    inc hl
        inc de
        ld a,(hl)
        and 7Fh
        cp '?'
        jr z,sn2                ; ? keeps what the entry has
        ld a,(hl)
        ld (de),a
sn2:    djnz sn1
        ret

; 22: make.
f_make: call selclr
        call checkro
        ld a,F_EX
        call fcb
        ld a,(hl)
        and 1Fh
        ld (hl),a
        call newext
        jp c,fail255
        jp dircode

; ---- reading and writing -------------------------------------------------------

; Index of the block that holds the current record: HL = its place in the FCB's map, DE = its number.
curblk: ld a,F_CR
        call fcb
        ld c,(hl)
        ld a,F_EX
        call fcb
        ld a,(exm)
        and (hl)
        ld d,a
        ld a,(bsh)
        ld b,a
        ld a,8
        sub b                   ; shift of the extent: 7 - BSH
        srl c
        djnz $-2
        ld b,a
        ld a,d
        jr cb_2
cb_1:   add a,a
cb_2:   djnz cb_1
        add a,c
        ld (mapidx),a
        ld c,a
        ld a,(dsm+1)
        or a
        ld a,c
        jr z,cb_3
        add a,a
cb_3:   add a,F_AL
; Block number at FCB + A.
mapblk: call fcb
        ld e,(hl)
        ld a,(dsm+1)
        or a
        ld d,a
        ret z
        inc hl
        ld d,(hl)
        dec hl
        ret

; Position on the current record in block DE.
seekrec:ld a,F_CR
        call fcb
        ld a,(blm)
        and (hl)
seekblk:push af                 ; record A of block DE
        ex de,hl
        xor a
        ld c,a
        ld a,(bsh)
        ld b,a
sk1:    add hl,hl
        rl c
        djnz sk1
        pop af
        or l
        ld l,a
        ld a,c
        jp seek

; Read the current record: A = 0 or 1.
readcur:call curblk
        ld a,d
        or e
        jr z,rdnone
        call seekrec
        ld bc,(dma)
        call recread
        xor a
        ret
rdnone: inc a
        ret

; Is the current record below the record count? Carry: yes. A = current record.
belowrc:ld a,F_RC
        call fcb
        ld c,(hl)
        ld a,F_CR
        call fcb
        ld a,(hl)
        cp c
        ret

; 20: read sequential.
f_read: call fcbselq
        call belowrc
        jr c,rs1
        cp 128                  ; at the end of a full extent: the next one
        jr c,rseof
        xor a
        call seqnext
        jr c,rseof
        call belowrc
        jr nc,rseof
rs1:    call readcur
        or a
        jr nz,rseof
inccr:  ld a,F_CR
        call fcb
        inc (hl)
        ret
rseof:  ld a,1
        jp ret8

; Checks before a write.
wrcheck:call fcbselq
        call checkro
        ld a,9
        call fcb
        jp checkrof

; 21: write sequential.
f_write:call wrcheck
        ld a,F_CR
        call fcb
        bit 7,(hl)
        jr z,ws1
        ld a,1
        call seqnext
        jr c,rseof              ; no directory space: 1
ws1:    xor a
        call writecur
        jp c,ret8
        jr inccr

; Go on to the next extent, in A = 1 to write: created if need be. Carry: there is none.
seqnext:ld (wrmode),a
        call closeext
        ret c
        ld a,F_EX
        call fcb
        ld b,(hl)
        inc b
        res 5,b
        inc hl
        inc hl
        ld a,(hl)
        and 3Fh
        ld c,a
        ld a,b
        and 1Fh
        jr nz,sq1
        inc c
        ld a,c
        cp MAXS2+1
        ccf
        ret c
sq1:    call gotoext
        ret c
        ld a,F_CR
        call fcb
        ld (hl),0
        or a
        ret

; Make extent B of module C the current one. Carry: there is none, the FCB is as it was;
; A = 4 not there, 5 directory full.
gotoext:ld a,F_EX
        call fcb
        ld d,(hl)
        ld (hl),b
        inc hl
        inc hl
        ld e,(hl)
        ld (hl),c
        push de
        call findext
        jr c,gx1
        call opencopy
        pop de
        or a
        ret
gx1:    ld a,(wrmode)
        or a
        ld a,4
        jr z,gxfail
        call newext
        jr nc,gxok
        ld a,5
gxfail: pop de
        push af
        ld a,F_EX
        call fcb
        ld (hl),d
        inc hl
        inc hl
        ld (hl),e
        pop af
        scf
        ret
gxok:   pop de
        ret

; Write the current record. A = 1: clear a new block first. Carry: disk full, A = 2.
writecur:
        ld (zerofl),a
        call curblk
        ld a,d
        or e
        jr nz,wc2
        push hl
        ld a,(mapidx)           ; near the block before it
        or a
        jr z,wc1
        dec hl
        ld e,(hl)
        ld a,(dsm+1)
        or a
        jr z,wc1
        ld d,e
        dec hl
        ld e,(hl)
wc1:    call getblock
        pop hl
        ld a,2
        ret c
        ld (hl),e
        ld a,(dsm+1)
        or a
        jr z,wc11
        inc hl
        ld (hl),d
wc11:   call modified
        ld a,(zerofl)
        or a
        call nz,zeroblk
wc2:    call modified
        call seekrec
        ld bc,(dma)
        xor a
        call recwrite
        call belowrc
        ccf
        ret nc
        inc a
        ld c,a
        ld a,F_RC
        call fcb
        ld (hl),c
        or a
        ret

modified:
        push hl
        ld a,F_S2
        call fcb
        res 7,(hl)
        pop hl
        ret

; Fill block DE with zeros.
zeroblk:ld hl,dirbuf
        ld b,128
zb1:    ld (hl),0
        inc hl
        djnz zb1
        xor a
        ld (dirok),a
zb2:    push af
        push de
        call seekblk
        ld bc,dirbuf
        xor a
        call recwrite
        pop de
        pop af
        inc a
        ld b,a
        ld a,(blm)
        cp b
        ld a,b
        jr nc,zb2
        ret

; 33: read random.
f_rdran:call fcbselq
        xor a
        call ranpos
        jp c,ret8
        call belowrc
        jr nc,rdr1
        call readcur
        jp ret8
rdr1:   jp rseof

; 34, 40: write random, the latter with zero fill.
f_wrran:xor a
        jr wr1
f_wrzf: ld a,1
wr1:    push af
        call wrcheck
        ld a,1
        call ranpos
        pop bc
        jp c,ret8
        ld a,b
        call writecur
        ret nc
        jp ret8

; Make the random record the current one. A = 1 to write. Carry: A = error code.
ranpos: ld (wrmode),a
        ld a,F_R0
        call fcb
        ld e,(hl)
        inc hl
        ld d,(hl)
        inc hl
        ld a,(hl)
        or a
        ld a,6
        scf
        ret nz                  ; beyond 8 MiB
        ld a,e
        and 7Fh
        push af                 ; record within the extent
        ex de,hl
        add hl,hl
        sbc a,a
        and 1
        ld c,a
        ld a,h
        and 1Fh
        ld b,a                  ; extent
        ld a,c
        add hl,hl
        rla
        add hl,hl
        rla
        add hl,hl
        rla
        ld c,a                  ; module
        ld a,F_EX
        call fcb
        ld a,(hl)
        cp b
        jr nz,rp1
        inc hl
        inc hl
        ld a,(hl)
        and 3Fh
        cp c
        jr z,rp3
rp1:    push bc
        call closeext
        pop bc
        ld a,3
        jr c,rp2
        call gotoext
        jr nc,rp3
rp2:    pop bc
        ret
rp3:    ld a,F_CR
        call fcb
        pop af
        ld (hl),a
        or a
        ret

; Extent number of the FCB or entry HL: DE = module * 32 + extent. HL = its RC.
extno:  ld a,F_EX
        call addhl
        ld a,(hl)
        and 1Fh
        ld e,a
        inc hl
        inc hl
        ld a,(hl)
        inc hl
        and 3Fh
        ld d,0
        rrca
        rrca
        rrca                    ; module * 32: low three bits up, rest to the high byte
        push af
        and 0E0h
        or e
        ld e,a
        pop af
        and 07h
        ld d,a
        ret

; A:HL = DE * 128 + A
recno:  ld h,d
        ld l,e
        ld d,0
        ld e,a
        xor a
        ld b,7
rn1:    add hl,hl
        rla
        djnz rn1
        add hl,de
        adc a,0
        ret

storer: push af                 ; A:HL to R0-R2
        ex de,hl
        ld a,F_R0
        call fcb
        ld (hl),e
        inc hl
        ld (hl),d
        inc hl
        pop af
        ld (hl),a
        ret

; 36: set random record.
f_setran:
        ld hl,(param)
        call extno
        ld a,F_CR
        call fcb
        ld a,(hl)
        call recno
        jr storer

; 35: compute file size.
f_size: call fcbsel
        ld a,12
        call srch
        ld hl,0
        xor a
        call storer
        ld a,0FFh
        ld (result),a
fs1:    call dirnext
        ret c
        call extno
        ld a,(hl)
        call recno
        ld c,a
        xor a
        ld (result),a
        push hl                 ; larger than what R0-R2 hold?
        ld a,F_R0
        call fcb
        ld e,(hl)
        inc hl
        ld d,(hl)
        inc hl
        ld b,(hl)
        pop hl
        push hl
        ld a,e
        sub l
        ld a,d
        sbc a,h
        ld a,b
        sbc a,c
        pop hl
        ld a,c
        call c,storer
        jr fs1

; ---- data -----------------------------------------------------------------

kbchar: db 0                    ; a key that was read ahead
column: db 0
startcol:db 0
lstecho:db 0
curdrv: db 0
user:   db 0
login:  dw 0
rovec:  dw 0
dma:    dw DEFDMA
relog:  db 1                    ; E of SELDSK: 0 reads the drive parameters again
dollar: db 0
srchok: db 0
        db 0
bdosend:
; not part of the image
usersp  equ bdosend
param   equ usersp+2
result  equ param+2
actdrv  equ result+2
xlt     equ actdrv+1
alvp    equ xlt+2
dpbp    equ alvp+2
dpb     equ dpbp+2
spt     equ dpb
bsh     equ dpb+2
blm     equ dpb+3
exm     equ dpb+4
dsm     equ dpb+5
drm     equ dpb+7
al0     equ dpb+9
off     equ dpb+13
selflg  equ dpb+15
dirok   equ selflg+1
dcnt    equ dirok+1
slen    equ dcnt+2
skey    equ slen+1
sfcb    equ skey+1
sparam  equ sfcb+2
sdcnt   equ sparam+2
sslen   equ sdcnt+2             ; slen and skey of the search
chgvec  equ sslen+2
mapidx  equ chgvec+2
wrmode  equ mapidx+1
zerofl  equ wrmode+1
bdosvar equ zerofl+1
bstack  equ BIOSBASE
BDOSFREE equ bstack-72-bdosvar  ; must not be negative
