; Screen: the cursor, lines, scrolling, printing.
;
; A logical line has one or two rows. ldtb1 holds a byte for each row: bit 7 is set where a logical line starts, the
; rest is the high byte of the row's address. The cursor is kept as row (tblx) and as column in the logical line (pntr,
; 0-79); pnt and user point at the start of that line. The code moves in rows and columns 0-39 and has `setlin` derive
; the rest.

rows    = 25
cols    = 40

; SCREEN (FFEDh): X = columns, Y = rows.
    .section at_e505
screen  ldx #cols
        ldy #rows
        rts
    .send

; PLOT (FFF0h): carry set reads the cursor, clear sets it; X = row, Y = column.
    .section at_e50a
plot    bcs plotrd
        stx tblx
        sty pntr
        jsr setlin
plotrd  ldx tblx
        ldy pntr
        rts
    .send

; Screen editor and VIC as after power-up, screen cleared.
    .section at_e518
cint1   jsr vicini
        lda #0
        sta mode
        sta blnon
        lda #<shflog
        sta keylog
        lda #>shflog
        sta keylog+1
        lda #10
        sta xmax
        sta delay
        jmp cint2
    .send

    .section f_cint2
cint2   lda #14
        sta color
        lda #4
        sta kount
        lda #12
        sta blnct
        sta blnsw
        jmp clear
    .send

; Screen: CLR. Every row a line of its own, all blank, cursor home.
    .section at_e544
clear   ldy #$83
        ldx #rows-1
-       tya
        ora hibase
        sta ldtb1,x
        lda rowlo,x
        cmp #cols               ; first row of a page
        bcs +
        dey
+       dex
        bpl -
        stx ldtb1+rows          ; bit 7: a line ends with the last row
        ldx #rows-1
-       jsr clrrow
        dex
        bpl -
        jmp home
    .send

; Cursor home.
    .section at_e566
home    lda #0
        sta tblx
        sta pntr
    .send

; Cursor to row tblx, column pntr: finds the start of the logical line (a second row adds 40 to pntr), pnt, user, lnmx.
    .section at_e56c
setlin  ldx tblx
-       lda ldtb1,x
        bmi +
        lda pntr
        clc
        adc #cols
        sta pntr
        dex
        bpl -
        inx
+       jsr setrow
        ldy #cols-1
        lda ldtb1+1,x
        bmi +
        ldy #2*cols-1
+       sty lnmx
        jmp setcol
    .send

; VIC registers and standard devices.
    .section at_e5a0
vicini  lda #3
        sta dflto
        lda #0
        sta dfltn
        ldx #viclen
-       lda vicreg-1,x
        sta vic-1,x
        dex
        bne -
        rts
    .send

; VIC: 25 rows, screen at 0400h, upper case, light blue on blue.
    .section at_ecb9
vicreg  .fill 17, 0             ; sprites' places
        .byte $9b, $37          ; 11h text, 25 rows; raster compare in line 311
        .byte 0, 0, 0           ; 13h light pen; 15h sprites off
        .byte $08, 0            ; 16h 40 columns
        .byte $14, $0f          ; 18h memory; 19h acknowledge all
        .fill 6, 0              ; 1Ah no interrupts, sprites plain
        .byte 14, 6, 1, 2, 3, 4 ; 20h border, backgrounds
        .byte 0                 ; 25h sprite multicolours
        .byte 1, 2, 3, 4, 5, 6, 7
viclen  = * - vicreg + 1        ; the last colour is the L (12: grey 2) of the text that must follow at ECE7h
    .send

; Low bytes of the rows' addresses.
    .section at_ecf0
rowlo   .byte <(cols * range(rows))
    .send

; pnt = address of row X. X is kept.
    .section at_e9f0
setrow  lda ldtb1,x
        and #3
        ora hibase
        sta pnt+1
        lda rowlo,x
        sta pnt
        rts
    .send

; Blanks row X, which pnt then points at. X is kept.
    .section at_e9ff
clrrow  jsr setrow
        jsr setcol
        ldy #cols-1
-       jsr blank
        dey
        bpl -
        rts
    .send

    .section f_blank
blank   lda #' '
        sta (pnt),y
        lda color
        sta (user),y
        rts
    .send

; Puts A at the cursor in colour X. First entry: also shows the cursor soon after, and sets user.
    .section at_ea13
dspp    ldy #2
        sty blnct
        pha
        jsr setcol
        pla
        ldy pntr                ; EA1Ch
        sta (pnt),y
        txa
        sta (user),y
        rts
dsppnc  = $ea1c
        .cerror dsppnc != dspp + 9, "EA1Ch has moved"
    .send

; user = colour of pnt.
    .section at_ea24
setcol  lda pnt
        sta user
        lda pnt+1
        and #3
        ora #$d8
        sta user+1
        rts
    .send

; ---------------------------------------------------------------- rows are moved

; Copies row Y to row X, with the bit that says whether a line starts there. Changes sal and eal. X is kept.
    .section at_e9c8
cpyrow  jsr setrow
        jsr setcol
        lda rowlo,y
        sta sal
        sta eal
        lda ldtb1,y
        and #3
        pha
        ora hibase
        sta sal+1
        pla
        ora #$d8
        sta eal+1
        jmp cpyrow2
    .send

    .section f_cpyrow2
cpyrow2 lda ldtb1,y
        asl a
        lda ldtb1,x
        ora #$80
        bcs +
        and #$7f
+       sta ldtb1,x
        ldy #cols-1
-       lda (sal),y
        sta (pnt),y
        lda (eal),y
        sta (user),y
        dey
        bpl -
        rts
    .send

; Scrolls up by the logical line at the top. The rows of the cursor and of the line being read follow.
    .section at_e8ea
scrol   jsr savptr
-       ldx #0
-       txa
        tay
        iny
        jsr cpyrow
        inx
        cpx #rows-1
        bne -
        jsr clrrow
        jsr ownrow
        dec tblx
        dec lxsp
        lda ldtb1
        bpl --
        jsr lodptr
        jmp slowly
    .send

; Row X starts a line.
    .section f_ownrow
ownrow  lda ldtb1,x
        ora #$80
        sta ldtb1,x
        rts
    .send

; sal and eal are kept on the stack meanwhile: LOAD and SAVE use them, too.
    .section f_savptr
savptr  pla
        tax
        pla
        tay
        lda sal
        pha
        lda sal+1
        pha
        lda eal
        pha
        lda eal+1
        pha
        tya
        pha
        txa
        pha
        rts
    .send

    .section f_lodptr
lodptr  pla
        tax
        pla
        tay
        pla
        sta eal+1
        pla
        sta eal
        pla
        sta sal+1
        pla
        sta sal
        tya
        pha
        txa
        pha
        rts
    .send

; CTRL held down: about two lines a second, and what was typed is forgotten.
    .section f_slowly
slowly  lda #$7f
        sta d1pra
        lda d1prb
        cmp #$fb
        bne +
        ldx #0
        ldy #0
-       nop
        dex
        bne -
        dey
        bne -
        sty ndx
+       rts
    .send

; Opens row X: it and the rows below move down. The new row is blank and starts no line.
    .section at_e965
opnrow  stx pntr2
        jsr savptr
        ldx #rows-1
-       cpx pntr2
        beq +
        txa
        tay
        dey
        jsr cpyrow
        dex
        bne -
+       jsr clrrow
        lda ldtb1,x
        and #$7f
        sta ldtb1,x
        jsr lodptr
        rts
pntr2   = $02a5
    .send

; The cursor's line, of one row, gets a second one: `addrow` makes room for it, `link` does so while a line is being
; typed and else takes the row below with what it contains.
    .section f_addrow
link    ldx tblx
        cpx #rows-1
        bcs addrow
        lda autodn
        bne addrow
        asl ldtb1+1,x
        lsr ldtb1+1,x
        lda ldtb1+2,x           ; if that was the first of two rows, the second is now alone
        ora #$80
        sta ldtb1+2,x
        rts
addrow  ldx tblx
        cpx #rows-1
        bcc +
        jsr scrol
        ldx tblx
+       inx
        jmp opnrow
    .send

; ---------------------------------------------------------------- the cursor moves

; Column 0-39: A. After a line has been read, tblx can be its first row and pntr in the second: tblx is put right.
    .section f_phycol
phycol  lda pntr
        cmp #cols
        bcc +
        ldx tblx
        ldy ldtb1,x
        bpl phycl2
        inc tblx
phycl2  sbc #cols
        cmp #cols
        bcs phycl2
+       rts
    .send

; Cursor one column on after a character was printed there; a line may get longer.
    .section at_e6b6
advanc  lda pntr
        cmp lnmx
        bcs +
        inc pntr
        cmp #cols-1
        bne +++
        inc tblx
        rts
+       cmp #2*cols-1
        bcs +
        jsr link
        lda #0
        sta pntr
        inc tblx
        jmp setlin
+       jmp nxtrow
+       rts
    .send

; Column 0 of the next row. If that is another line, the row where the reading of a line started no longer counts (lxsp
; is halved: a program that reads after cursor movements gets what it always got).
    .section at_e87c
nxtrow  lda #0
        jmp setrc
    .send

; Column A of the next row.
    .section f_setrc
setrc   sta pntr
        ldx tblx
        lda ldtb1+1,x
        bpl +
        lsr lxsp
+       inx
        stx tblx
        cpx #rows
        bcc +
        jsr scrol
+       jmp setlin
    .send

; RETURN: start of the next logical line. The modes end.
    .section at_e891
return  lda #0
        sta insrt
        sta rvs
        sta qtsw
        ldx tblx
-       stx tblx
        inx
        lda ldtb1,x
        bpl -
        jmp nxtrow
    .send

    .section f_curud
curud   php
        jsr phycol
        plp
        bmi +
        jmp setrc
+       jmp uprow
    .send

    .section f_curlr
curlr   php
        jsr phycol
        plp
        bmi +
        inc pntr
        cmp #cols-1
        bcs ++
        rts
+       jmp left
+       jmp nxtrow
    .send

    .section at_e701
left    tax
        beq +
        dec pntr
        rts
+       lda #cols-1
; Up to the row before, column A.
uprow   ldx tblx
        beq +
        dec tblx
        sta pntr
        jmp setlin
+       rts
    .send
