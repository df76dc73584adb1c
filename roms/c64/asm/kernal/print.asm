; CHROUT to the screen: characters, control codes, quote and insert mode.

; Prints A. Registers are kept; ends with carry and I clear.
    .section at_e716
prt     sta data
        pha
        txa
        pha
        tya
        pha
        lda #0
        sta crsw
        jsr prtchr
        pla
        tay
        pla
        tax
        pla
        clc
        cli
        rts
    .send

; PETSCII to screen code: 20-3F as is, 40-5F 00-1F, 60-7F 40-5F, A0-BF 60-7F, C0-DF 40-5F, E0-FE 60-7E, FF 5E.
    .section f_prtchr
prtchr  lda data
        bmi +
        cmp #$20
        bcc ctl
        cmp #$60
        bcs lowgr
        and #$3f
        jsr quotck
        bcc graph               ; always
lowgr   and #$5f
        bne graph
+       and #$7f
        cmp #$7f
        bne +
        lda #$5e
+       cmp #$20
        bcc ctl
        ora #$40
graph   ldx rvs
        beq show
revers  ora #$80
show    ldx insrt
        beq +
        dec insrt
        beq +
        lsr qtsw                ; inserts are left: a quotation mark does not count
+       ldx color
        jsr dspp
        jmp advanc

; Control codes, A = code without bit 7. In quote and insert mode they are shown as reversed letters; but RETURN always
; acts, DEL in quote mode, INST in insert mode.
ctl     cmp #$0d
        beq toret
        ldy insrt
        cmp #$14
        bne +
        bit data
        bmi ++
        tya
        beq todel
        lda #$14
+       cpy #0
        bne shown
+       ldy qtsw
        bne shown
        jmp control
shown   ldx data
        bpl revers
        ora #$40
        bne revers
toret   jmp return
todel   jmp delete
    .send

; A quotation mark changes quote mode. A is kept, carry clear.
    .section at_e684
quotck  cmp #'"'
        bne +
        lda qtsw
        eor #1
        sta qtsw
        lda #'"'
+       clc
        rts
    .send

; Acts on the control code in `data`.
    .section f_control
control lda data
        cmp #$94
        beq insert
        ldx #15
-       cmp coltab,x
        beq +
        dex
        bpl -
        and #$7f
        ldx #ctllo-ctlcod-1
-       cmp ctlcod,x
        beq ++
        dex
        bpl -
        rts
+       stx color
        rts
+       lda ctlhi,x
        pha
        lda ctllo,x
        pha
        lda data                ; N: the shifted code
        rts

; INST: the rest of the line moves right. A line of one row that is full gets a second one; a full one of two stays.
insert  jsr setcol
        ldy lnmx
        lda (pnt),y
        cmp #' '
        bne +
        cpy pntr
        bne ++
+       cpy #2*cols-1
        bcs ++
        jsr addrow
        jsr setlin
        ldy lnmx
+
-       dey
        lda (pnt),y
        tax
        lda (user),y
        iny
        sta (user),y
        txa
        sta (pnt),y
        dey
        cpy pntr
        bne -
        inc insrt
        jmp blank
+       rts
    .send

; Handlers, entered with A = the code, N = bit 7.
    .section f_ctltab
ctlcod  .byte $11, $12, $13, $1d, $0e, $08, $09
ctlrtn  := [curud, rvsmod, homclr, curlr, letter, lock, unlock]
ctllo   .byte <(ctlrtn - 1)
ctlhi   .byte >(ctlrtn - 1)
    .send

; Codes of the 16 colours.
    .section at_e8da
coltab  .byte $90, $05, $1c, $9f, $9c, $1e, $1f, $9e
        .byte $81, $95, $96, $97, $98, $99, $9a, $9b
    .send

    .section f_rvsmod
rvsmod  bpl +
        lda #0
+       sta rvs
        rts
    .send

    .section f_homclr
homclr  bmi +
        jmp home
+       jmp clear
    .send

; Lower or upper case characters.
    .section at_ec44
letter  asl a                   ; carry: upper case
        lda vic+$18
        ora #2
        bcc +
        and #$fd
+       sta vic+$18
        rts
    .send

; SHIFT + C= is forbidden, allowed. The codes with bit 7 are function keys.
    .section f_lock
unlock  bmi +
        lda #0
        .byte $2c
lock    ora #$80
        bit data
        bmi +
        and #$80
        sta mode
+       rts
    .send

; DEL: the rest of the line moves left over the character before the cursor.
    .section f_delete
delete  ldy pntr
        bne +
        lda #cols-1             ; from column 0: the last one of the row above becomes blank
        ldx tblx
        beq ++
        jsr uprow
        ldy pntr
        jmp blank
+       cpy #cols
        bne +
        dec tblx
+       dey
        bmi +
        sty pntr
        jsr setcol
-       cpy lnmx
        bcs blank2
        iny
        lda (pnt),y
        tax
        lda (user),y
        dey
        sta (user),y
        txa
        sta (pnt),y
        iny
        bne -
blank2  jmp blank
+       rts
    .send
