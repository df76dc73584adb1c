; CHRIN from the keyboard (a line is edited on the screen, then read from it) and from the screen.

; Takes the first character out of the keyboard buffer: A. Ends with carry and I clear.
    .section at_e5b4
lp2     ldy keyd
        ldx #0
-       lda keyd+1,x
        sta keyd,x
        inx
        cpx ndx
        bcc -
        dec ndx
        tya
        cli
        clc
        rts
    .send

; Lets a line be edited until RETURN is struck, then sets what is read of it.
    .section at_e5ca
edit    lda ndx
        sta blnsw               ; blinks while nothing is to be done
        sta autodn
        beq edit
        sei
        lda blnon
        beq +
        lda #0
        sta blnon
        lda gdbln
        ldx gdcol
        jsr dspp
+       jsr lp2
        cmp #$83                ; SHIFT + RUN/STOP
        beq runkey
        cmp #13
        beq endlin
        jsr prt
        jmp edit
runkey  sei
        ldx #runlen
        stx ndx
-       lda runtxt-1,x
        sta keyd-1,x
        dex
        bne -
        beq edit
endlin  jmp gotlin
    .send

    .section at_ece7
runtxt  .text "LOAD", 13, "RUN", 13
runlen  = * - runtxt
    .send

; The line ends after its last character that is not blank; it starts where the cursor was when reading began, if that
; was in the same logical line, else at column 0.
    .section f_gotlin
gotlin  ldy lnmx
        sty crsw
-       lda (pnt),y
        cmp #' '
        bne +
        dey
        bne -
+       iny
        sty indx
        ldy #0
        sty autodn
        sty pntr
        sty qtsw
        ldx tblx                ; is the start's row this one, or the first of this line?
-       cpx lxsp
        beq +
        lda ldtb1,x
        dex
        asl a
        bcc -
        bcs ++
+       lda lxsp+1
        sta pntr
+       ldy pntr
        cpy indx
        bcs getscx
        jmp getscr
getscx  jmp getsce
    .send

; Next character of the line being read: A, carry clear; 13 at its end. X and Y are kept.
    .section at_e632
inscr   tya
        pha
        txa
        pha
        lda crsw
        bne +
        jmp edit
+       jmp getscr
    .send

    .section f_getscr
getscr  ldy pntr
        cpy indx
        bcs getend
        lda (pnt),y
        inc pntr
        sta data                ; screen code: bit 7 reversed, bits 6 and 5 the block
        and #$3f
        asl data
        bit data
        bpl +
        ora #$80
+       bcc +                   ; reversed in quotes: a control code
        ldx qtsw
        bne getsc2
+       bvs getsc2
        ora #$40
getsc2  jsr quotck
        cmp #$de
        bne getsc3
        lda #$ff
        bne getsc3
getend  inc pntr
getsce  lda #0
        sta crsw
        lda dfltn
        cmp #3
        beq +
        lda dflto
        cmp #3
        beq ++
+       lda #13
        jsr prt
+       lda #13
getsc3  sta data
        pla
        tax
        pla
        tay
        lda data
        clc
        rts
    .send
