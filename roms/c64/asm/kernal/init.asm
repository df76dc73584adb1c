; Start: reset, cartridge, memory, chips, vectors.

    .section at_fce2
start   ldx #$ff
        sei
        txs
        cld
        jsr cartck
        bne +
        jmp (romlow)
+       stx vic+$16
        jsr ioinit
        jsr ramtas
        jsr restor
        jsr cint
        cli
        jmp (basic)
    .send

; Z set: a cartridge has C B M (with bit 7) 8 0 at 8004h. X is 0 or one of 1-5.
    .section at_fd02
cartck  ldx #5
-       lda cbm80-1,x
        cmp romlow+3,x
        bne +
        dex
        bne -
+       rts
    .send

    .section at_fd10
cbm80   .byte "C" | $80, "B" | $80, "M" | $80, "8", "0"
    .send

; RESTOR (FF8Ah): default vectors. VECTOR (FF8Dh): copies 0314h-0333h to XXYY (carry set), or from there.
    .section at_fd15
restor  ldx #<deflts
        ldy #>deflts
        clc
vector  stx memuss              ; FD1Ah
        sty memuss+1
        ldy #31
-       lda cinv,y
        bcs +
        lda (memuss),y
+       sta (memuss),y
        sta cinv,y
        dey
        bpl -
        rts
        .cerror vector != $fd1a, "FD1Ah has moved"
    .send

    .section at_fd30
deflts  .word key, timb, nmidef
        .word kopen, kclose, kchkin, kchkout, kclrch0, kbasin, kbsout, kstop2, kgetin, kclall, timb, kload, ksave
kstop2  = stop
    .send

; RAMTAS (FF87h): pages 0 (from 02h), 2 and 3 are cleared; memory from 0400h up is tried until something is no RAM.
; What is in memory stays. Every fifth byte is tried, so that no address line is left out and it takes 0.3 s.
    .section at_fd50
ramtas  lda #0
        tay
-       sta $0002,y
        sta $0200,y
        sta $0300,y
        iny
        bne -
        ldx #<tbuffr
        ldy #>tbuffr
        stx tape1
        sty tape1+1
        jmp ramtst
    .send

    .section f_ramtst
ramtst  ldy #0
        ldx #4
        sty stal
        stx stal+1
        stx hibase
-       lda (stal),y
        tax
        eor #$ff
        sta (stal),y
        cmp (stal),y
        bne +
        txa
        sta (stal),y
        cmp (stal),y
        bne +
        tya
        adc #4                  ; carry is set
        tay
        bcc -
        ldy #0
        inc stal+1
        bne -
+       txa
        sta (stal),y
        ldx #0
        ldy stal+1
        clc
        jsr memtop
        lda #8
        sta memstr+1
        rts
    .send

; IOINIT (FF84h): CIAs, SID's volume, memory map, interrupt of 60 Hz.
    .section at_fda3
ioinit  lda #$7f
        sta d1icr
        sta d2icr
        sta d1pra
        lda #$08
        sta d1cra
        sta d2cra
        sta d1crb
        sta d2crb
        ldx #0
        stx d1ddrb
        stx d2ddrb
        stx sidvol
        dex
        stx d1ddra
        lda #$07
        sta d2pra
        lda #$3f
        sta d2ddra
        lda #$e7
        sta r6510
        jmp ioini2
    .send

    .section f_ioini2
ioini2  lda #$2f
        sta d6510
        jmp settmr
    .send

; Timer A of CIA 1: PAL 985,248 Hz / 16,422, NTSC 1,022,727 Hz / 17,046.
    .section at_fddd
settmr  lda palnts
        beq +
        lda #<16421
        ldx #>16421
        bne ++
+       lda #<17045
        ldx #>17045
+       sta d1tal
        stx d1tal+1
        jmp strtmr
    .send

    .section f_strtmr
strtmr  lda #$81
        sta d1icr
        lda d1cra
        and #$80
        ora #$11
        sta d1cra
        jmp clklo
    .send

; CINT (FF81h): screen editor; then PAL or NTSC is told by the last raster line: 311 or 262.
    .section at_ff5b
cint    jsr cint1
-       bit vic+$11
        bmi -
-       bit vic+$11
        bpl -
-       lda vic+$12
        cmp #32
        bcs +
        bit vic+$11
        bmi -
        clc
+       lda #0
        rol a
        sta palnts
        jmp settmr
    .send

; SETNAM (FFBDh), SETLFS (FFBAh), READST (FFB7h), SETMSG (FF90h), SETTMO (FFA2h), MEMTOP (FF99h), MEMBOT (FF9Ch).
    .section at_fdf9
setnam  sta fnlen
        stx fnadr
        sty fnadr+1
        rts
    .send

    .section at_fe00
setlfs  sta la
        stx fa
        sty sa
        rts
    .send

    .section at_fe07
readst  lda fa
        cmp #2
        bne rdst
        jmp rdrsst
    .send

    .section at_fe18
setmsg  sta msgflg
rdst    lda status
udst    ora status              ; FE1Ch: sets bits of ST
        sta status
        rts
        .cerror udst != $fe1c, "FE1Ch has moved"
    .send

    .section f_rdrsst
rdrsst  lda rsstat
        ldx #0
        stx rsstat
        rts
    .send

    .section at_fe21
settmo  sta timout
        rts
    .send

    .section at_fe25
memtop  bcc +
        ldx memsiz              ; FE27h
        ldy memsiz+1
+       stx memsiz              ; FE2Dh
        sty memsiz+1
        rts
    .send

    .section at_fe34
membot  bcc +
        ldx memstr
        ldy memstr+1
+       stx memstr
        sty memstr+1
        rts
    .send

; IOBASE (FFF3h): XXYY = DC00h.
    .section at_e500
iobase  ldx #<d1pra
        ldy #>d1pra
        rts
    .send
