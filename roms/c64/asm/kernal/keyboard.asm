; SCNKEY: keyboard matrix, decoding, repetition.
;
; Eight columns are selected with zeros in d1pra, eight rows read zeros from d1prb. Matrix code = 8 × column + row.

nokey   = 64

    .section at_ea87
scnkey  lda #0
        sta shflag
        ldy #nokey
        sty sfdx
        sta d1pra
        ldx d1prb
        inx
        bne +
        jmp nopress
+       lda #<keys0
        sta keytab
        lda #>keys0
        sta keytab+1
        ldy #0                  ; of several keys the one with the greatest code counts
-       lda column,y
        sta d1pra
-       lda d1prb               ; until it does not bounce
        cmp d1prb
        bne -
        eor #$ff
        beq +
        jsr colkey
+       iny
        cpy #8
        bne --
        jmp (keylog)
    .send

    .section f_column
column  .byte $fe, $fd, $fb, $f7, $ef, $df, $bf, $7f
    .send

; Column Y has the keys of A (1 = pressed).
    .section f_colkey
colkey  tax
        tya
        pha
        asl a
        asl a
        asl a
        tay
-       txa
        lsr a
        tax
        bcc +
        lda (keytab),y
        cmp #5
        bcs kplain
        cmp #3
        beq kplain
        ora shflag
        sta shflag
        bne +                   ; always
kplain  sty sfdx
+       iny
        cpx #0
        bne -
        pla
        tay
        rts
    .send

; Default of the vector at 028Fh: chooses the decoding table by SHIFT, C=, CTRL. SHIFT + C=: other letters.
    .section at_eb48
shflog  lda shflag
        cmp #3
        bne +
        jmp togcas
+       asl a
        cmp #8
        bcc +
        lda #6
+       tax
        lda keycod,x
        sta keytab
        lda keycod+1,x
        sta keytab+1
        jmp rekey
    .send

; SHIFT + C=: upper or lower case characters, unless mode forbids it; once while they are held. Keys count as unshifted.
    .section f_togcas
togcas  cmp lstshf
        bne +
        jmp endkey
+       lda mode
        bmi +
        lda vic+$18
        eor #2
        sta vic+$18
+       jmp rekey
    .send

; Addresses of the decoding tables.
    .section at_eb79
keycod  .word keys0, keys1, keys2, keys3
    .send

; Decodes the matrix code in sfdx with the table at keytab; repeats.
    .section at_eae0
rekey   ldy sfdx
        lda (keytab),y
        tax
        cpy lstx
        bne newkey
        and #$7f
        bit rptflg
        bmi reprt
        bvs endkey
        cmp #$7f                ; no key
        beq accept
        cmp #' '
        beq reprt
        cmp #$14                ; cursor keys, INST/DEL
        beq reprt
        cmp #$11
        beq reprt
        cmp #$1d
        bne endkey
reprt   lda delay
        beq +
        dec delay
        bne endkey
+       dec kount
        bne endkey
        lda #4
        sta kount
        lda ndx                 ; only when what came before has been taken
        bne endkey
        beq accept
newkey  lda #16
        sta delay
; Character X goes into the buffer unless it is FFh or the buffer is full.
accept  sty lstx
        lda shflag
        sta lstshf
        cpx #$ff
        beq endkey
        txa
        ldx ndx
        cpx xmax
        bcs endkey
        sta keyd,x
        inx
        stx ndx
endkey  lda #$7f                ; column 7: UDTIM looks for RUN/STOP
        sta d1pra
        rts
    .send

    .section f_nopress
nopress ldx #$ff
        jmp accept
    .send

; Decoding tables by matrix code. 1, 2, 4 are SHIFT, C=, CTRL; FFh is none.
    .section at_eb81
keys0   .byte $14, $0d, $1d, $88, $85, $86, $87, $11
        .byte "3", "W", "A", "4", "Z", "S", "E", $01
        .byte "5", "R", "D", "6", "C", "F", "T", "X"
        .byte "7", "Y", "G", "8", "B", "H", "U", "V"
        .byte "9", "I", "J", "0", "M", "K", "O", "N"
        .byte "+", "P", "L", "-", ".", ":", "@", ","
        .byte $5c, "*", ";", $13, $01, "=", $5e, "/"
        .byte "1", $5f, $04, "2", " ", $02, "Q", $03
        .byte $ff
    .send

    .section at_ebc2
keys1   .byte $94, $8d, $9d, $8c, $89, $8a, $8b, $91
        .byte "#", $d7, $c1, "$", $da, $d3, $c5, $01
        .byte "%", $d2, $c4, "&", $c3, $c6, $d4, $d8
        .byte "'", $d9, $c7, "(", $c2, $c8, $d5, $d6
        .byte ")", $c9, $ca, "0", $cd, $cb, $cf, $ce
        .byte $db, $d0, $cc, $dd, ">", "[", $ba, "<"
        .byte $a9, $c0, "]", $93, $01, "=", $de, "?"
        .byte "!", $5f, $04, $22, $a0, $02, $d1, $83
        .byte $ff
    .send

    .section at_ec03
keys2   .byte $94, $8d, $9d, $8c, $89, $8a, $8b, $91
        .byte $96, $b3, $b0, $97, $ad, $ae, $b1, $01
        .byte $98, $b2, $ac, $99, $bc, $bb, $a3, $bd
        .byte $9a, $b7, $a5, $9b, $bf, $b4, $b8, $be
        .byte ")", $a2, $b5, "0", $a7, $a1, $b9, $aa
        .byte $a6, $af, $b6, $dc, ">", "[", $a4, "<"
        .byte $a8, $df, "]", $93, $01, "=", $de, "?"
        .byte $81, $5f, $04, $95, $a0, $02, $ab, $83
        .byte $ff
    .send

    .section at_ec78
keys3   .byte $ff, $ff, $ff, $ff, $ff, $ff, $ff, $ff
        .byte $1c, $17, $01, $9f, $1a, $13, $05, $ff
        .byte $9c, $12, $04, $1e, $03, $06, $14, $18
        .byte $1f, $19, $07, $9e, $02, $08, $15, $16
        .byte $12, $09, $0a, $92, $0d, $0b, $0f, $0e
        .byte $ff, $10, $0c, $ff, $ff, $1b, $00, $ff
        .byte $1c, $ff, $1d, $ff, $ff, $1f, $1e, $ff
        .byte $90, $06, $ff, $05, $ff, $ff, $11, $ff
        .byte $ff
    .send
