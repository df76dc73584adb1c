; Logical files: OPEN, CLOSE, channels, CHRIN, CHROUT, GETIN.
;
; Devices: 0 keyboard, 1 cassette, 2 RS-232, 3 screen, 4 and up serial bus.

maxfil  = 10

; GETIN (FFE4h): A = next character, 0 if the keyboard buffer is empty.
    .section at_f13e
kgetin  lda dfltn
        bne +
        lda ndx
        beq ++
        sei
        jmp lp2
+       cmp #2
        bne basin2
        jmp rsget
+       clc
        rts
    .send

; CHRIN (FFCFh): A = next character.
    .section at_f157
kbasin  lda dfltn
        bne basin2
        lda pntr
        sta lxsp+1
        lda tblx
        sta lxsp
        jmp inscr
basin2  jmp basin3
    .send

    .section f_basin3
basin3  cmp #3
        beq +
        bcs ++
        cmp #2
        beq rsin
        jmp tapin
+       sta crsw
        lda lnmx
        sta indx
        jmp inscr
+       lda status
        bne +
        jmp acptr
rsin    lda ridbs               ; waits for a character
        cmp ridbe
        beq rsin
        jmp rsget
+       lda #13
        clc
        rts
    .send

; CHROUT (FFD2h): A. X and Y are kept.
    .section at_f1ca
kbsout  pha
        lda dflto
        cmp #3
        bne +
        pla
        jmp prt
+       bcc +
        pla
        jmp ciout
+       jmp bsout2
    .send

    .section f_bsout2
bsout2  cmp #2
        bne +
        pla
        jmp rsput
+       pla
        jmp tapout
    .send

; CHKIN (FFC6h): logical file X becomes the input. Errors 3, 5, 6.
    .section at_f20e
kchkin  jsr lookup
        bne fnopen
        jsr jz100
        lda fa
        beq chinok
        cmp #3
        beq chinok
        bcc +
        tax
        jsr talk
        lda sa
        bpl ++
        jsr tkatn
        jmp chnin
+       jmp chklow
+       jsr tksa
chnin   txa
        bit status
        bmi chnodv
chinok  sta dfltn
        clc
        rts
fnopen  jmp error3
chnodv  jmp error5
    .send

    .section f_chklow
chklow  cmp #2
        beq +
        ldx sa
        cpx #$60
        bne ++
        jmp chinok
+       jsr rschin
        jmp chinok
+       jmp error6
    .send

; CHKOUT (FFC9h): logical file X becomes the output. Errors 3, 5, 7.
    .section at_f250
kchkout jsr lookup
        bne fnopen
        jsr jz100
        lda fa
        beq choerr
        cmp #3
        beq choutok
        bcc +
        tax
        jsr listen
        lda sa
        bpl ++
        jsr scatn
        jmp chnout
+       jmp cholow
+       jsr second
chnout  txa
        bit status
        bmi chnodv
choutok sta dflto
        clc
        rts
choerr  jmp error7
    .send

    .section f_cholow
cholow  cmp #2
        beq +
        ldx sa
        cpx #$60
        beq ++
        jmp choutok
+       jsr rschou
        jmp choutok
+       jmp error7
    .send

; CLOSE (FFC3h): logical file A. A file that is not open is no error.
    .section at_f291
kclose  jsr jltlk
        bne ++
        jsr jz100
        txa
        pha
        lda fa
        beq clsrem
        cmp #3
        beq clsrem
        bcc +
        jsr clsei
        jmp clsrem
+       jmp clslow
+       clc
        rts
clsrem  pla                     ; the last file takes the place
        tax
        jmp clsre2
    .send

    .section f_clsre2
clsre2  dec ldtnd
        cpx ldtnd
        beq clsok
        ldy ldtnd
        lda lat,y
        sta lat,x
        lda fat,y
        sta fat,x
        lda sat,y
        sta sat,x
clsok   clc
        rts
    .send

    .section f_clslow
clslow  cmp #2
        beq +
        jsr tapcls
        jmp clsrem
+       pla
        tax
        jsr clsre2
        jmp rscls
    .send

; Finds logical file X (F314h: A): Z set, X = its place. ST is cleared by the first entry.
    .section at_f30f
lookup  lda #0
        sta status
        txa
jltlk   ldx ldtnd               ; F314h
-       dex
        bmi +
        cmp lat,x
        bne -
+       rts
        .cerror jltlk != $f314, "F314h has moved"
    .send

; la, fa, sa of place X.
    .section at_f31f
jz100   lda lat,x
        sta la
        lda fat,x
        sta fa
        lda sat,x
        sta sa
        rts
    .send

; CLALL (FFE7h): forgets all files. CLRCHN (FFCCh): keyboard and screen.
    .section at_f32f
kclall  lda #0
        sta ldtnd
kclrch0 ldx #3                  ; F333h
        cpx dflto
        bcs +
        jsr unlsn
+       cpx dfltn
        bcs +
        jsr untlk
+       stx dflto
        lda #0
        sta dfltn
        rts
        .cerror kclrch0 != $f333, "F333h has moved"
    .send

; OPEN (FFC0h): la, fa, sa, name. Errors 1, 2, 4, 5, 6, 7 and 240.
    .section at_f34a
kopen   ldx la
        beq opnin
        jsr lookup
        beq opnopn
        ldx ldtnd
        cpx #maxfil
        bcs opnmny
        inc ldtnd
        lda la
        sta lat,x
        lda sa
        ora #$60
        sta sa
        sta sat,x
        lda fa
        sta fat,x
        beq opnok
        cmp #3
        beq opnok
        bcc +
        jmp openi
+       cmp #2
        bne +
        jmp rsopen
+       jmp tapopn
opnok   clc
        rts
opnin   jmp error6
opnopn  jmp error2
opnmny  jmp error1
    .send

; Sends the name to a serial device. Error 5.
    .section at_f3d5
openi   lda sa
        bmi opnok
        ldy fnlen
        beq opnok
        lda #0
        sta status
        lda fa
        jsr listen
        lda sa
        ora #$f0
        jsr second
        jmp openi2
    .send

    .section f_openi2
openi2  lda status
        bmi +
        ldy #0
-       lda (fnadr),y
        jsr ciout
        iny
        cpy fnlen
        bne -
        jsr unlsn
        clc
        rts
+       jmp error5
    .send

; Closes a serial file: device fa, channel sa.
    .section at_f642
clsei   bit sa
        bmi +
        lda fa
        jsr listen
        lda sa
        and #$ef
        ora #$e0
        jsr second
        jsr unlsn
+       clc
        rts
    .send

; Error 1-9: the channels are closed; `I/O ERROR #n` if bit 6 of msgflg is set; A = n, carry set.
    .section at_f6fb
error1  lda #1
        .byte $2c
error2  lda #2
        .byte $2c
error3  lda #3
        .byte $2c
error4  lda #4
        .byte $2c
error5  lda #5
        .byte $2c
error6  lda #6
        .byte $2c
error7  lda #7
        .byte $2c
error8  lda #8
        .byte $2c
error9  lda #9
        pha
        jsr kclrch
        bit msgflg
        bvc +
        jmp errmsg
+       pla
        sec
        rts
    .send

    .section f_errmsg
errmsg  ldy #msioer
        jsr msg
        pla
        pha
        ora #'0'
        jsr kbsout2
        pla
        sec
        rts
    .send

; Messages, the last character of each with bit 7.
    .section at_f0bd
ms1     .text 13, "I/O ERROR ", "#" | $80
ms5     .text 13, "SEARCHING", " " | $80
ms6     .text "FOR", " " | $80
ms7     .text 13, "PRESS PLAY ON TAP", "E" | $80
ms8     .text "PRESS RECORD & PLAY ON TAP", "E" | $80
ms10    .text 13, "LOADIN", "G" | $80
ms11    .text 13, "SAVING", " " | $80
ms21    .text 13, "VERIFYIN", "G" | $80
ms17    .text 13, "FOUND", " " | $80
ms18    .text 13, "OK", 13 | $80
msioer  = ms1 - ms1
mssrch  = ms5 - ms1
msfor   = ms6 - ms1
msplay  = ms7 - ms1
msrec   = ms8 - ms1
msload  = ms10 - ms1
mssave  = ms11 - ms1
msvrfy  = ms21 - ms1
msfnd   = ms17 - ms1
msok    = ms18 - ms1
    .send

; Message Y if bit 7 of msgflg is set. F12Fh: in any case.
    .section at_f12b
spmsg   bit msgflg
        bpl +
msg     lda ms1,y               ; F12Fh
        php
        and #$7f
        jsr kbsout2
        iny
        plp
        bpl msg
+       clc
        rts
        .cerror msg != $f12f, "F12Fh has moved"
    .send
