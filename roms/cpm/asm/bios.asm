; Basic I/O system: 17 entries as the CP/M 2.2 Alteration Guide lists them.
;
; Every disk format is served from the parameter record that the controller
; supplies (command 2) when a drive is selected for the first time.

bios:   jp boot
wboote: jp wboot
bconst: jp const
bconin: jp conin
bconout:jp conout
blist:  jp list
bpunch: jp punch
breader:jp reader
bhome:  jp home
bseldsk:jp seldsk
bsettrk:jp settrk
bsetsec:jp setsec
bsetdma:jp setdma
bread:  jp read
bwrite: jp write
blistst:jp listst
bsectran:jp sectran

IOBDEF  equ 10010101b           ; LST:=LPT: PUN:=PTP: RDR:=PTR: CON:=CRT:

; state that outlives a warm boot
bmode:  db 0                    ; 0 interactive, 1 start-up command waits, 2 it has been started
retcode:dw 0                    ; program return code (BDOS function 108)

; ---- cold and warm start -------------------------------------------------

boot:   xor a
        out (P_ROM),a
        ld sp,DEFDMA
        out (P_TIMER),a
        ld (CURDSK),a
        ld a,IOBDEF
        ld (IOBYTE),a
        out (P_START),a         ; a start-up command? its text is read by the CCP
        in a,(P_START)
        or a
        jr z,boot1
        cp 11h
        jr nc,boot2
        in a,(P_START)          ; a boot drive precedes it
        or a
        jr nz,boot2
boot1:  ld hl,signon
        call bputs
        xor a
        jr boot3
boot2:  ld a,1
boot3:  ld (bmode),a
        jr gocpm

wboot:  di
        ld sp,DEFDMA
        xor a
        out (P_TIMER),a         ; its handler will be overwritten
        inc a
        out (P_ROM),a
        ld hl,ROMSYS
        ld de,CCPBASE
        ld bc,BIOSBASE-CCPBASE
        ldir
        xor a
        out (P_ROM),a
gocpm:  ld a,0C3h
        ld (WBVEC),a
        ld (BDVEC),a
        ld hl,wboote
        ld (WBVEC+1),hl
        ld hl,bdosent
        ld (BDVEC+1),hl
        ld bc,DEFDMA
        call setdma
        call dskrst
        ld a,(CURDSK)
        ld c,a
        jp CCPBASE

bputs:  ld a,(hl)
        or a
        ret z
        ld c,a
        push hl
        call conout
        pop hl
        inc hl
        jr bputs

; ---- character devices ----------------------------------------------------
; IOBYTE: CON: bits 0-1, RDR: 2-3, PUN: 4-5, LST: 6-7. TTY: and CRT: are the
; terminal, BAT: is RDR: and LST:, the user devices are the auxiliary port.

const:  ld a,(IOBYTE)
        and 3
        cp 2
        jr c,ttyst
        jr nz,auxst
        ld a,0FFh               ; BAT: the reader always has something
        ret
ttyst:  in a,(P_CONST)
        ret
auxst:  in a,(P_AUXST)
        ret

conin:  ld a,(IOBYTE)
        and 3
        cp 2
        jr z,reader
        jr nc,auxin
ttyin:  in a,(P_CONST)
        or a
        jr z,ttyin
        in a,(P_CON)
        and 7Fh
        ret
auxin:  in a,(P_AUX)
        and 7Fh
        ret

reader: ld a,(IOBYTE)
        and 0Ch
        jr z,ttyin
        in a,(P_AUX)
        ret

conout: ld a,(IOBYTE)
        and 3
        cp 2
        jr z,list
        ld a,c
        jr nc,auxout1
ttyout: out (P_CON),a
        ret

punch:  ld a,(IOBYTE)
        and 30h
auxout: ld a,c
        jr z,ttyout
auxout1:out (P_AUX),a
        ret

list:   ld a,(IOBYTE)
        and 0C0h
        cp 80h
        ld a,c
        jr c,ttyout
        jr nz,auxout1
        out (P_LST),a
        ret

listst: ld a,(IOBYTE)
        and 0C0h
        cp 80h
        ld a,0FFh
        ret nz
        in a,(P_LSTST)
        ret

; ---- disks ---------------------------------------------------------------
; A disk parameter header's three scratch words, which this BDOS does not use,
; hold: +2 size of the drive's slot in the pool, +4 entries in its translation
; table, +6 flags: bit 0 write-protected, bit 1 medium changed, bit 7 the ALV is new.
; A slot holds the DPB, the translation table and the allocation vector.

home:   ld bc,0
settrk: ld a,c
        out (P_TRKLO),a
        ld a,b
        out (P_TRKHI),a
        ret

setsec: ld a,c
        out (P_SECLO),a
        ld a,b
        out (P_SECHI),a
        ret

setdma: ld (dmaadr),bc
dmaout: ld a,c
        out (P_DMALO),a
        ld a,b
        out (P_DMAHI),a
        ret

read:   xor a
        jr dskcmd
write:  ld a,1
dskcmd: out (P_DCMD),a
        in a,(P_DSTAT)
        or a
        ret z
        ld a,1
        ret

sectran:ld h,b
        ld l,c
        inc hl                  ; no table: physical sectors count from 1
        ld a,d
        or e
        ret z
        ex de,hl
        add hl,bc
        ld l,(hl)
        ld h,0
        ret

; Forget all drive parameters; the pool is free again.
dskrst: ld hl,dphs
        ld de,dphs+1
        ld bc,16*16-1
        ld (hl),0
        ldir
        ld hl,pool
        ld (poolp),hl
        ret

seldsk: ld a,c
        cp 16
        jr nc,selbad
        ld l,a
        ld h,0
        add hl,hl
        add hl,hl
        add hl,hl
        add hl,hl
        ld bc,dphs
        add hl,bc
        out (P_DRIVE),a
        ld (dph),hl
        bit 0,e
        jr z,query
        ld de,11
        add hl,de
        ld a,(hl)               ; high byte of the DPB address: 0 = never queried
        or a
        jr z,query
        ld hl,(dph)
        ret
selbad: ld hl,0
        ret

query:  ld bc,dirbuf
        call dmaout
        ld a,2
        out (P_DCMD),a
        ld bc,(dmaadr)
        call dmaout
        in a,(P_DSTAT)
        or a
        jr nz,selbad
        ld a,(dirbuf+2)         ; block shift: 3 (1 KiB) to 7 (16 KiB)
        sub 3
        cp 5
        jr nc,selbad
        ld a,(dirbuf+16)
        cp 112
        jr nc,selbad
        ld hl,(dirbuf+5)        ; slot size: 15 + table + DSM/8 + 1
        ld b,3
qshift: srl h
        rr l
        djnz qshift
        ld c,a
        add hl,bc
        ld c,16
        add hl,bc
        ld b,h
        ld c,l                  ; BC = size needed
        ld hl,(dph)
        inc hl
        inc hl
        ld e,(hl)
        inc hl
        ld d,(hl)               ; DE = size at hand, 0 at first
        ex de,hl
        or a
        sbc hl,bc
        jr nc,qfits
        ld hl,(poolp)           ; take a slot from the pool
        push hl
        add hl,bc
        pop de
        jr c,selbad
        ld a,h
        cp POOLTOP/256
        jr nc,selbad
        ld (poolp),hl
        ld hl,(dph)
        inc hl
        inc hl
        ld (hl),c
        inc hl
        ld (hl),b
        ld bc,7
        add hl,bc
        ld (hl),e               ; DPB address
        inc hl
        ld (hl),d
        ld c,80h                ; new allocation vector
        jr qcopy
qfits:  ld hl,(dph)
        ld bc,10
        add hl,bc
        ld e,(hl)
        inc hl
        ld d,(hl)
        ld c,0

; Copy the DPB to DE; C bit 7 is set when anything differs from before.
qcopy:  ld hl,0
        ld (dirbuf+11),hl       ; CKS: this system needs no checksums
        ld hl,dirbuf
        ld b,15
qcopy1: ld a,(de)
        cp (hl)
        jr z,qcopy2
        set 7,c
qcopy2: ld a,(hl)
        ld (de),a
        inc hl
        inc de
        djnz qcopy1
        ld a,(hl)               ; flags
        and 3
        or c
        ld c,a
        ld hl,(dph)
        push de
        ld de,4
        add hl,de
        ld a,(dirbuf+16)
        cp (hl)
        jr z,qcopy3
        set 7,c
qcopy3: ld (hl),a
        inc hl
        inc hl
        ld (hl),c
        pop de
        ld hl,(dph)             ; translation table
        ld (hl),0
        inc hl
        ld (hl),0
        or a
        jr z,qalv
        ld (hl),d
        dec hl
        ld (hl),e
        ld hl,dirbuf+17
        ld c,a
        ld b,0
        ldir
qalv:   ld hl,(dph)
        ld bc,8
        add hl,bc
        ld (hl),dirbuf%256
        inc hl
        ld (hl),dirbuf/256
        ld c,5
        add hl,bc
        ld (hl),e
        inc hl
        ld (hl),d
        ld hl,(dph)
        ret

signon: db CR,LF,"Backplane CP/M 2.2 compatible system, 64K, 56K TPA",CR,LF,0
biosend:

; ---- RAM beyond the image -------------------------------------------------
dmaadr  equ biosend             ; current DMA address
dph     equ dmaadr+2            ; header of the drive being selected
poolp   equ dph+2               ; first free byte of the pool
dirbuf  equ poolp+2             ; 128-byte directory buffer, also for command 2
dphs    equ dirbuf+128          ; 16 disk parameter headers
pool    equ dphs+16*16
POOLTOP equ 0FF00h              ; a slot must end below
