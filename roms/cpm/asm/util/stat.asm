; STAT: sizes and attributes of files, space on disks, drive and device tables.
        org 100h
        ld (oldsp),sp
        ld c,25
        call BDOS
        ld (current),a
        ld de,dirbuf            ; the command tail stays where it is
        ld a,26
        call func
        call gettail
        jp z,alldrv
        ld de,fcb
        call getname
        jr c,drvonly
        ld a,(hl)
        cp ':'
        jp z,device
        jp files

; ---- a drive alone: space, or d:=R/O ---------------------------------------------

drvonly:ld a,(fcb)
        or a
        jp z,usage
        call skip
        jr z,space1
        cp '='
        jp nz,usage
        inc hl
        call skip
        ld de,t_ro
        call same
        jp nz,usage
        call seldrv
        ld a,28
        call func
        jp quit
space1: call seldrv
        call remain
        jp quit

usage:  ld hl,help
        jp bye

; Select the drive of fcb, or keep the current one; its letter is left in letter.
seldrv: ld a,(fcb)
        or a
        jr z,sd1
        dec a
        jr sd2
sd1:    ld a,(current)
sd2:    ld e,a
        add a,'A'
        ld (letter),a
        ld a,14
        call func
        ld a,31                 ; copy of the disk parameter block
        call func
        ld hl,(reshl)
        ld de,dpb
        ld bc,15
        ldir
        ret

remain: ld hl,m_remain
        call puts
        ld a,(letter)
        call putc
        ld hl,m_colon
        call puts
        call free
        ld b,1
        call putdec
        ld a,'k'
        call putc
        jp crlf

; Free space of the selected drive: HL in KiB.
free:   ld a,27
        call func
        ld hl,(reshl)           ; allocation vector
        ld de,0
        ld bc,(dsm)
        inc bc
        ld a,1                  ; sentinel: fetch a byte
        ld (bits),a
fr1:    ld a,(bits)
        add a,a
        jr nz,fr2
        ld a,(hl)
        inc hl
        scf
        adc a,a
fr2:    ld (bits),a
        jr c,fr3
        inc de
fr3:    dec bc
        ld a,b
        or c
        jr nz,fr1
        ex de,hl

; HL blocks in KiB.
kib:    ld a,(bsh)
kib1:   cp 3
        ret z
        add hl,hl
        dec a
        jr kib1

; STAT alone: every drive that is logged in.
alldrv: ld a,24
        call func
        ld hl,(reshl)
        ld b,0
ad1:    srl h
        rr l
        jr nc,ad3
        push hl
        push bc
        ld a,b
        inc a
        ld (fcb),a
        call seldrv
        ld a,(letter)
        call putc
        ld hl,m_rw
        call isro
        jr z,ad2
        ld hl,m_roc
ad2:    call puts
        call free
        ld b,1
        call putdec
        ld a,'k'
        call putc
        call crlf
        pop bc
        pop hl
ad3:    inc b
        ld a,b
        cp 16
        jr c,ad1
        ld a,(current)
        ld e,a
        ld a,14
        call func
        jp quit

; NZ: the drive of letter is set to R/O.
isro:   push hl
        push bc
        ld a,29
        call func
        ld hl,(reshl)
        ld a,(letter)
        sub 'A'
        ld b,a
        inc b
ir1:    srl h
        rr l
        sbc a,a
        djnz ir1
        or a
        pop bc
        pop hl
        ret

; ---- files ---------------------------------------------------------------------------

files:  push hl
        call seldrv
        xor a                   ; the drive is selected now; A: and so on is not needed
        ld (fcb),a
        ld a,'?'                ; every extent
        ld (fcb+12),a
        ld (fcb+14),a
        ld hl,table
        ld (tabend),hl
        ld a,17
fs1:    ld de,fcb
        call func
        inc a
        jr z,fs9
        dec a
        rrca
        rrca
        rrca
        ld hl,dirbuf
        add a,l
        ld l,a
        call tally
        ld a,18
        jr fs1
fs9:    pop hl
        ld de,table
        ld a,(tabend)
        cp e
        jr nz,fs10
        ld a,(tabend+1)
        cp d
        ld hl,m_none
        jp z,fail
fs10:   call skip
        jp nz,attrib

; The listing.
        ld hl,m_head
        call puts
        ld hl,table
list1:  call atend
        jr z,list9
        call keyhit
        jp nz,quit
        push hl
        ld de,T_RECS
        add hl,de
        ld e,(hl)
        inc hl
        ld d,(hl)
        inc hl
        ex de,hl
        ld b,5
        call putdec
        ex de,hl
        ld e,(hl)
        inc hl
        ld d,(hl)
        inc hl
        ex de,hl
        call kib
        ld b,6
        call putdec
        ex de,hl
        ld a,'k'
        call putc
        ld e,(hl)
        ld d,0
        ex de,hl
        ld b,5
        call putdec
        pop hl
        push hl
        ld de,9
        add hl,de
        ld de,m_frw
        bit 7,(hl)
        jr z,list2
        ld de,m_fro
list2:  inc hl
        ld b,(hl)               ; SYS attribute in bit 7
        ex de,hl
        call puts
        ld a,(letter)
        call putc
        ld a,':'
        call putc
        pop hl
        bit 7,b
        ld a,'('
        call nz,putc
        xor a
        call putname
        bit 7,b
        ld a,')'
        call nz,putc
        call crlf
        ld de,T_SIZE
        add hl,de
        jr list1
list9:  call remain
        jp quit

; Z: HL is the end of the table.
atend:  ld a,(tabend)
        cp l
        ret nz
        ld a,(tabend+1)
        cp h
        ret

; A table entry: a byte, name with attributes (11), records (2), blocks (2), extents (1).
T_RECS  equ 12
T_SIZE  equ 17

; Add the directory entry HL to the table, which is kept in order.
tally:  ex de,hl                ; DE = entry
        ld hl,table
ta1:    call atend
        jr z,tanew
        push hl
        push de
        ld b,11
ta2:    inc hl
        inc de
        ld a,(de)
        and 7Fh
        ld c,a
        ld a,(hl)
        and 7Fh
        cp c
        jr nz,ta3
        djnz ta2
ta3:    pop de
        pop hl
        jr z,tasum
        jr nc,tanew             ; the table's name comes after it
        ld bc,T_SIZE
        add hl,bc
        jr ta1
tanew:  push de
        push hl
        ex de,hl                ; DE = place; move the rest up
        ld hl,(tabend)
        push hl
        or a
        sbc hl,de
        ld b,h
        ld c,l
        pop hl
        ld de,T_SIZE
        push hl
        add hl,de
        ld (tabend),hl
        ld a,(7)
        sub 10
        cp h
        jp c,full
        pop de
        ex de,hl
        ld a,b
        or c
        jr z,tan1
        dec hl
        dec de
        lddr
tan1:   pop hl
        pop de
        push hl
        push de
        ld b,T_SIZE
tan2:   ld (hl),0
        inc hl
        djnz tan2
        pop de
        pop hl
        push hl
        push de
        inc hl
        inc de
        ex de,hl
        ld bc,11
        ldir
        pop de
        pop hl
tasum:  ld bc,T_RECS
        add hl,bc
        push hl
        ex de,hl                ; HL = entry
        ld bc,12
        add hl,bc
        ld a,(exm)
        and (hl)                ; earlier extents of the same entry are full
        inc hl
        inc hl
        inc hl
        ld c,(hl)
        inc hl
        push hl
        ld h,a
        ld l,0
        srl h
        rr l                    ; extents * 128
        ld b,0
        add hl,bc
        ex de,hl                ; DE = records
        pop hl                  ; the map
        ld bc,1000h
        ld a,(dsm+1)
        or a
        jr z,tb1
        ld b,8
tb1:    ld a,(dsm+1)
        or a
        ld a,(hl)
        jr z,tb2
        inc hl
        or (hl)
tb2:    inc hl
        or a
        jr z,tb3
        inc c
tb3:    djnz tb1
        pop hl
        ld a,(hl)
        add a,e
        ld (hl),a
        inc hl
        ld a,(hl)
        adc a,d
        ld (hl),a
        inc hl
        ld a,(hl)
        add a,c
        ld (hl),a
        inc hl
        jr nc,tb4
        inc (hl)
tb4:    inc hl
        inc (hl)
        ret
full:   ld hl,m_full
        jp fail

; $R/O $R/W $SYS $DIR for every file in the table.
attrib: ld (word),hl
        ld a,(hl)
        cp '$'
        jp nz,usage
        inc hl
        ld de,t_ro
        ld bc,0980h             ; byte of the name, its attribute bit
        call same
        jr z,at1
        ld de,t_rw
        ld c,0
        call same
        jr z,at1
        ld de,t_sys
        ld bc,0A80h
        call same
        jr z,at1
        ld de,t_dir
        ld c,0
        call same
        jp nz,usage
at1:    ld hl,table
at2:    call atend
        jp z,quit
        push hl
        push bc
        ld (hl),0               ; default drive
        ld a,b
        ld e,a
        ld d,0
        push hl
        add hl,de
        ld a,(hl)
        and 7Fh
        or c
        ld (hl),a
        pop hl
        ld de,fcb
        ld bc,12
        ldir
        ld de,fcb
        ld a,30
        call func
        pop bc
        pop hl
        xor a
        call putname
        push hl
        ld hl,m_set
        call puts
        ld hl,(word)
        inc hl
        call puts
        call crlf
        pop hl
        ld de,T_SIZE
        add hl,de
        jr at2

; Z: the text at HL starts with the 0-ended word at DE and nothing follows.
same:   push hl
sm1:    ld a,(de)
        or a
        jr z,sm2
        cp (hl)
        jr nz,sm3
        inc hl
        inc de
        jr sm1
sm2:    call skip
sm3:    pop hl
        ret

; ---- DSK: USR: DEV: VAL: and assignments ------------------------------------------------

device: inc hl
        ld (word),hl
        ld hl,fcb+1
        ld de,t_dsk
        call same3
        jp z,dsk
        ld de,t_val
        call same3
        ld hl,m_val
        jp z,bye
        ld hl,fcb+1
        ld de,t_usr
        call same3
        jp z,usr
        ld de,t_dev
        call same3
        jp z,dev
        ld de,d_names           ; CON: RDR: PUN: LST:
        ld b,0
dv1:    call same3
        jr z,assign
        inc de
        inc de
        inc de
        inc de
        inc b
        ld a,b
        cp 4
        jr c,dv1
        jp usage
same3:  push hl
        push de
        push bc
        ld b,3
s31:    ld a,(de)
        cp (hl)
        jr nz,s32
        inc hl
        inc de
        djnz s31
s32:    pop bc
        pop de
        pop hl
        ret

; Device B is set to what follows the =.
assign: ld hl,(word)
        call skip
        cp '='
        jp nz,usage
        inc hl
        call skip
        call devlist
        ld c,0
as1:    call same3
        jr z,as2
        inc de
        inc de
        inc de
        inc de
        inc c
        ld a,c
        cp 4
        jr c,as1
        jp usage
as2:    ld a,(3)                ; two bits a device
        ld d,0FCh
        inc b
as3:    dec b
        jr z,as4
        sla c
        sla c
        scf
        rl d
        scf
        rl d
        jr as3
as4:    and d
        or c
        ld (3),a
        jp quit

; DE = names of what device B can be.
devlist:push hl
        ld l,b
        ld h,0
        add hl,hl
        add hl,hl
        add hl,hl
        add hl,hl
        ld de,d_values
        add hl,de
        ex de,hl
        pop hl
        ret

dev:    ld b,0
        ld a,(3)
        ld c,a
de1:    ld l,b
        ld h,0
        add hl,hl
        add hl,hl
        ld de,d_names
        add hl,de
        call put4
        ld hl,m_is
        call puts
        call devlist
        ld a,c
        and 3
        add a,a
        add a,a
        ld l,a
        ld h,0
        add hl,de
        call put4
        call crlf
        srl c
        srl c
        inc b
        ld a,b
        cp 4
        jr c,de1
        jp quit
put4:   push bc
        ld b,4
p41:    ld a,(hl)
        call putc
        inc hl
        djnz p41
        pop bc
        ret

usr:    ld e,0FFh
        ld a,32
        call func
        ld l,a
        ld h,0
        push hl
        ld hl,m_user
        call puts
        pop hl
        ld b,1
        call putdec
        ld hl,m_users
        call puts
        ld hl,table             ; users that own files
        ld b,32
us1:    ld (hl),0
        inc hl
        djnz us1
        ld a,'?'
        ld (fcb),a
        ld a,17
us2:    ld de,fcb
        call func
        inc a
        jr z,us4
        dec a
        rrca
        rrca
        rrca
        ld hl,dirbuf
        add a,l
        ld l,a
        ld a,(hl)
        cp 32
        jr nc,us3
        ld e,a
        ld d,0
        ld hl,table
        add hl,de
        ld (hl),1
us3:    ld a,18
        jr us2
us4:    ld hl,0
us5:    ld de,table
        add hl,de
        ld a,(hl)
        or a
        sbc hl,de
        or a
        ld b,3
        call nz,putdec
        inc hl
        ld a,l
        cp 32
        jr c,us5
        call crlf
        jp quit

dsk:    call seldrv
        call crlf
        ld a,(letter)
        call putc
        ld hl,m_dsk
        call puts
        ld hl,(dsm)             ; records: (DSM + 1) << BSH, 24 bits
        inc hl
        push hl
        ld a,(bsh)
        ld b,a
        ld c,0
ds1:    add hl,hl
        rl c
        djnz ds1
        ld a,c
        or a
        jr z,ds2
        ld hl,65535             ; as many as fit the column
ds2:    ld de,k_rec
        call dline
        pop hl
        call kib
        ld de,k_kib
        call dline
        ld hl,(drm)
        inc hl
        ld de,k_dir
        call dline
        ld hl,(cks)
        add hl,hl
        add hl,hl
        ld de,k_chk
        call dline
        ld a,(exm)
        inc a
        ld h,a
        ld l,0
        srl h
        rr l
        ld de,k_ext
        call dline
        ld a,(blm)
        ld l,a
        ld h,0
        inc hl
        ld de,k_blk
        call dline
        ld hl,(spt)
        ld de,k_spt
        call dline
        ld hl,(off)
        ld de,k_off
        call dline
        ld a,(current)
        ld e,a
        ld a,14
        call func
        jp quit
dline:  ld b,6
        call putdec
        ex de,hl
        call puts
        jp crlf

help:   db "STAT                 space on the drives in use",13,10
        db "STAT d:              space on drive d",13,10
        db "STAT files           sizes and attributes; files may hold ? and *",13,10
        db "STAT files $R/O      set an attribute: $R/O $R/W $SYS $DIR",13,10
        db "STAT d:=R/O          protect drive d until the next warm start",13,10
        db "STAT DSK:  d:DSK:    drive characteristics",13,10
        db "STAT USR:            user numbers with files",13,10
        db "STAT DEV:  VAL:      devices, and what they can be",13,10
        db "STAT LST:=TTY:       set a device",0
m_val:  db "Drive read-only:  d:=R/O",13,10
        db "File attributes:  d:files $R/O $R/W $SYS $DIR",13,10
        db "Drive status:     DSK: d:DSK:",13,10
        db "User status:      USR:",13,10
        db "Devices:",13,10
        db "CON: = TTY: CRT: BAT: UC1:",13,10
        db "RDR: = TTY: PTR: UR1: UR2:",13,10
        db "PUN: = TTY: PTP: UP1: UP2:",13,10
        db "LST: = TTY: CRT: LPT: UL1:",0
m_remain:db 13,10,"Bytes Remaining On ",0
m_colon:db ": ",0
m_rw:   db ": R/W, Space: ",0
m_roc:  db ": R/O, Space: ",0
m_head: db 13,10," Recs  Bytes  Ext Acc",13,10,0
m_frw:  db " R/W ",0
m_fro:  db " R/O ",0
m_none: db "File Not Found",0
m_full: db "Too many files",0
m_set:  db " set to ",0
m_is:   db " is ",0
m_user: db "Active User : ",0
m_users:db 13,10,"Active Files:",0
m_dsk:  db ": Drive Characteristics",13,10,0
k_rec:  db ": 128 Byte Record Capacity",0
k_kib:  db ": Kilobyte Drive  Capacity",0
k_dir:  db ": 32  Byte Directory Entries",0
k_chk:  db ": Checked  Directory Entries",0
k_ext:  db ": Records / Directory Entry",0
k_blk:  db ": Records / Block",0
k_spt:  db ": Sectors / Track",0
k_off:  db ": Reserved  Tracks",0
t_ro:   db "R/O",0
t_rw:   db "R/W",0
t_sys:  db "SYS",0
t_dir:  db "DIR",0
t_dsk:  db "DSK"
t_val:  db "VAL"
t_usr:  db "USR"
t_dev:  db "DEV"
d_names:db "CON:RDR:PUN:LST:"
d_values:
        db "TTY:CRT:BAT:UC1:"
        db "TTY:PTR:UR1:UR2:"
        db "TTY:PTP:UP1:UP2:"
        db "TTY:CRT:LPT:UL1:"
        include "lib.inc"
current:db 0
letter: db 0
bits:   db 0
word:   dw 0
tabend: dw 0
fcb:    ds 36
dpb:    ds 15
spt     equ dpb
bsh     equ dpb+2
blm     equ dpb+3
exm     equ dpb+4
dsm     equ dpb+5
drm     equ dpb+7
cks     equ dpb+11
off     equ dpb+13
        ds 256-($%256)
dirbuf: ds 128                  ; does not cross a page
table:
        end
