; Cassette: headers, LOAD, SAVE and files.
;
; A header is a block of 192 bytes: type (1 program to be placed anywhere, 3 program with a fixed place, 4 data file,
; 5 end of the tape), start, end + 1, name. Blocks of data files have 191 characters after a 2; a 0 ends the file.

tplen   = 192

; XXYY = tape buffer; carry clear: it is below 0200h.
    .section at_f7d0
tpbuf   ldx tape1
        ldy tape1+1
        cpy #2
        rts
    .send

; stal-eal = tape buffer.
    .section at_f7d7
tpbset  jsr tpbuf
        stx stal
        sty stal+1
        txa
        clc
        adc #tplen
        sta eal
        tya
        jmp tpbse2
    .send

    .section f_tpbse2
tpbse2  adc #0
        sta eal+1
        rts
    .send

; Button: Z set if one is down.
    .section at_f82e
tsense  lda #$10
        bit r6510
        clc
        rts
    .send

; PRESS PLAY ON TAPE (F838h: PRESS RECORD & PLAY ON TAPE) and waits. Carry set, A = 0: stopped.
    .section at_f817
tpplay  jsr tsense
        beq +
        ldy #msplay
        jmp tpwait
+       rts
    .send
    .section at_f838
tprec   jsr tsense
        beq +
        ldy #msrec
        jmp tpwait
+       rts
    .send

    .section f_tpwait
tpwait  jsr msg
-       jsr kstop
        beq tpbrk
        jsr tsense
        bne -
        ldy #msok
        jmp msg
tpbrk   lda #0
        sec
        rts
    .send

; Reads the next header into the tape buffer: X = type. Carry set, A = 0: stopped.
    .section at_f72c
trhead  lda verck
        pha
        lda #0
        sta verck
-       lda #0
        sta status
        jsr tpbset
        jsr trdblk
        bcs +
        jsr tpgood
        bne -
        clc
+       pla
        sta verck
        jmp trhea2
    .send

    .section f_trhea2
trhea2  bcc +
        lda #0
        rts
+       ldy #0
        lda (tape1),y
        tax
        rts
    .send

; Z set: what was read is a header. Shows its name.
    .section f_tpgood
tpgood  lda status
        bne tpgd2
        tay
        lda (tape1),y
        cmp #5
        beq tpgd2
        cmp #4
        beq +
        cmp #3
        beq +
        cmp #1
        bne tpgd2
+       bit msgflg
        bpl tpgd1
        ldy #msfnd
        jsr msg
        ldy #5
-       lda (tape1),y
        jsr kbsout2
        iny
        cpy #21
        bne -
        lda time+1              ; 4 to 8 seconds, or C= or another key of its row
        clc
        adc #2
-       ldy stkey
        iny
        bne tpgd1
        cmp time+1
        bne -
tpgd1   lda #0
tpgd2   rts
    .send

; Reads headers until one has the name and type A (bit 0 set: a program, else a data file). Carry set: A = 0 stopped,
; 4 end of the tape.
    .section f_tpfind
tpfind  sta mych2
-       jsr trhead
        bcs +
        cpx #5
        beq ++
        txa
        eor mych2
        lsr a
        bcs -
        jsr tpname
        bne -
        clc
+       rts
+       jmp error4
mych2   = pcntr
    .send

; Z set: the header has the name, or begins with it.
    .section f_tpname
tpname  ldy #0
-       cpy fnlen
        beq +
        lda (fnadr),y
        sty bufpnt
        pha
        tya
        clc
        adc #5
        tay
        pla
        cmp (tape1),y
        bne +
        ldy bufpnt
        iny
        bne -
+       rts
    .send

; LOAD and VERIFY.
    .section f_tapld
tapld   jsr tpbuf
        bcs +
        jmp error9
+       jsr tpplay
        bcs tpout
        jsr luking
        lda #1
        jsr tpfind
        bcs tpout
        ldy #1
        lda (tape1),y
        sta stal
        iny
        lda (tape1),y
        sta stal+1
        iny
        lda (tape1),y
        sec
        sbc stal
        sta eal
        iny
        lda (tape1),y
        sbc stal+1
        sta eal+1               ; eal = length
        ldy #0
        lda (tape1),y
        cmp #3
        beq +
        lda sa
        bne +
        lda memuss
        sta stal
        lda memuss+1
        sta stal+1
+       lda eal
        clc
        adc stal
        sta eal
        lda eal+1
        adc stal+1
        sta eal+1
        jsr loding
        jsr trdblk
        bcs tpout
        jmp lodend
tpout   rts
    .send

; SAVE. Secondary address: bit 0 a fixed place, bit 1 the tape ends.
    .section f_tapsv
tapsv   jsr tpbuf
        bcs +
        jmp error9
+       jsr tprec
        bcs tpout2
        jsr saving
        ldx #3
        lda sa
        lsr a
        bcs +
        ldx #1
+       txa
        jsr twhead
        bcs tpout2
        lda #20
        jsr twrblk
        bcs tpout2
        lda sa
        and #2
        clc
        beq tpout2
        lda #5
        jmp twhead
tpout2  rts
    .send

; Writes a header of type A with stal, eal and the name. Carry set, A = 0: stopped.
    .section at_f76a
twhead  tax
        lda stal
        pha
        lda stal+1
        pha
        lda eal
        pha
        lda eal+1
        pha
        jmp twhea2
    .send

    .section f_twhea2
twhea2  ldy #tplen
        lda #' '
-       dey
        sta (tape1),y
        bne -
        txa
        sta (tape1),y
        iny
        lda stal
        sta (tape1),y
        iny
        lda stal+1
        sta (tape1),y
        iny
        lda eal
        sta (tape1),y
        iny
        lda eal+1
        sta (tape1),y
        ldy #0
-       cpy fnlen
        beq +
        cpy #tplen-5
        beq +
        lda (fnadr),y
        sty bufpnt
        tax
        tya
        clc
        adc #5
        tay
        txa
        sta (tape1),y
        ldy bufpnt
        iny
        bne -
+       jsr tpbset
        lda #105                ; leader of 10 s
        jsr twrblk
        tax                     ; 0 if stopped
        pla
        sta eal+1
        pla
        sta eal
        pla
        sta stal+1
        pla
        sta stal
        txa
        rts
    .send

; OPEN: secondary address 0 reads, 1 writes, 2 writes and then marks the end of the tape.
    .section f_tapopn
tapopn  jsr tpbuf
        bcs +
        jmp error9
+       lda sa
        and #$0f
        bne +
        jsr tpplay
        bcs tpopno
        jsr luking
        lda #0
        jsr tpfind
        bcs tpopno
        lda #tplen
        bne ++
+       jsr tprec
        bcs tpopno
        lda #4
        jsr twhead
        bcs tpopno
        lda #2
        ldy #0
        sta (tape1),y
        lda #1
+       sta bufpnt
        clc
tpopno  rts
    .send

; CHRIN: A. ST 40h: it was the last one. X and Y are kept.
    .section f_tapin
tapin   stx xsav
        tya
        pha
        jsr tpbyte
        bcs ++
        pha
        jsr tpbyte              ; a 0 follows the last character
        bcs +
        dec bufpnt
        tax
        bne +
        lda #$40
        jsr udst
        clc
+       pla
        bcc +
        lda #0
+       sta prty
        pla
        tay
        ldx xsav
        lda prty
        rts
    .send

; Byte of the buffer; after the last one the next block is read. Carry set: stopped.
    .section f_tpbyte
tpbyte  ldy bufpnt
        cpy #tplen
        bcc +
-       jsr tpbset
        lda verck
        pha
        lda #0
        sta verck
        jsr trdblk
        pla
        sta verck
        bcs ++
        ldy #0
        lda (tape1),y
        cmp #2
        bne -
        iny
        sty bufpnt
+       lda (tape1),y
        inc bufpnt
        clc
+       rts
    .send

; CHROUT: A. X and Y are kept.
    .section f_tapout
tapout  stx xsav
        pha
        tya
        pha
        ldy bufpnt
        cpy #tplen
        bcc +
        jsr tpflsh
        ldy #1
        sty bufpnt
+       pla
        tax
        pla
        sta (tape1),y
        pha
        txa
        tay
        pla
        inc bufpnt
        ldx xsav
        clc
        rts
    .send

; Writes the buffer.
    .section f_tpflsh
tpflsh  jsr tpbset
        lda #2
        tax
        ldy #0
        sta (tape1),y
        txa
        jmp twrblk
    .send

; CLOSE: the last block, and the mark of the tape's end.
    .section f_tapcls
tapcls  lda sa
        and #$0f
        beq +
        lda #0
        jsr tapout
        jsr tpflsh
        bcs +
        lda sa
        and #2
        beq +
        lda #5
        jmp twhead
+       rts
    .send
