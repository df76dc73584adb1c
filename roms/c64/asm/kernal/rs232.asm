; RS-232 on the user port: PA2 sends; PB0, which is also FLAG, receives; PB1 RTS, PB2 DTR, PB6 CTS, PB7 DSR.
;
; A byte is sent while CHROUT waits, and received within the NMI of its start bit, timed by timer A of CIA 2: the rest of
; the machine stands still meanwhile. 0293h: bits 0-3 rate, 5-6 word length (8 less), 7 two stop bits. 0294h: bit 0 checks
; CTS and DSR, bits 5-7 parity. 0297h, which READST takes: 1 parity, 2 framing, 4 overrun, 8 empty, 10h CTS missing,
; 40h DSR missing, 80h break.

rstim   = $dd04

; Cycles of a bit: 50, 75, 110, 134.5, 150, 300, 600, 1200, 1800, 2400 bit/s.
    .section f_rsrate
rsntsc  .word 1022727 / 50, 1022727 / 75, 1022727 / 110, 1022727 * 10 / 1345, 1022727 / 150
        .word 1022727 / 300, 1022727 / 600, 1022727 / 1200, 1022727 / 1800, 1022727 / 2400
rspal   .word 985248 / 50, 985248 / 75, 985248 / 110, 985248 * 10 / 1345, 985248 / 150
        .word 985248 / 300, 985248 / 600, 985248 / 1200, 985248 / 1800, 985248 / 2400
    .send

; OPEN: up to four characters of the name are control, command and rate (cycles of a bit / 2 - 100, for rate 0). Two
; buffers are taken from the end of memory: carry set, A = 240.
    .section f_rsopen
rsopen  ldy #0
        sty rsstat
-       cpy fnlen
        beq +
        lda (fnadr),y
        sta m51ctr,y
        iny
        cpy #4
        bne -
+       lda m51ctr
        and #$0f
        beq rsuser
        cmp #11
        bcc +
        lda #10
+       asl a
        tax
        lda palnts
        bne +
        lda rsntsc-2,x
        ldy rsntsc-1,x
        jmp rsset
+       lda rspal-2,x
        ldy rspal-1,x
        jmp rsset
rsuser  lda m51ajb
        clc
        adc #100
        ldy m51ajb+1
        bcc rsusr2
        iny
rsusr2  sty baudof+1
        asl a
        rol baudof+1
        ldy baudof+1
rsset   sta baudof
        sty baudof+1
        jsr rsbits
        stx bitnum
        lda #$06
        sta d2ddrb
        sta d2prb
        lda #0
        sta ridbe
        sta ridbs
        sta rodbs
        sta rodbe
        lda #$90
        sta enabl
        sta d2icr
        jsr rsline
        lda ribuf+1
        bne rsfull
        ldx memsiz
        stx ribuf
        stx robuf
        ldy memsiz+1
        dey
        sty ribuf+1
        dey
        sty robuf+1
        sty memsiz+1
rsfull  lda #$f0
        sec
        rts
    .send

; CLOSE: the buffers go back to the end of memory: carry set, A = 240.
    .section f_rscls
rscls   lda #$7f
        sta d2icr
        ldx #0
        stx enabl
        ldy ribuf+1
        beq +
        iny
        sty memsiz+1
        lda ribuf
        sta memsiz
        stx ribuf+1
        stx robuf+1
+       lda #$f0
        sec
        rts
    .send

; X = bits of a word.
    .section f_rsbits
rsbits  lda #8
        bit m51ctr
        bvc +
        lda #6
+       tax
        lda m51ctr
        and #$20
        beq +
        dex
+       rts
    .send

; With handshake: DSR and CTS that are missing go into the status.
    .section f_rsline
rsline  lda m51cdr
        lsr a
        bcc +++
        lda #0
        bit d2prb
        bmi +
        ora #$40
+       bvs +
        ora #$10
+       ora rsstat
        sta rsstat
+
rschin
rschou  rts
    .send

; Timer A: bits of this length.
    .section f_rstmr
rstmr   lda baudof
        sta rstim
        lda baudof+1
        sta rstim+1
        lda #$11
        sta d2cra
        lda d2icr
        rts
    .send

; CHROUT: sends A. X and Y are kept.
    .section f_rsput
rsput   sta rodata
        pha
        txa
        pha
        tya
        pha
        sei
        jsr rsline
        lda #$7f
        sta d2icr
        jsr rstmr
        lda #0
        sta roprty
        ldx bitnum
        clc                     ; start bit
        jsr rsbit
-       lsr rodata
        bcc +
        inc roprty
+       jsr rsbit
        dex
        bne -
        lda #$20
        bit m51cdr
        beq ++++
        bvs +                   ; odd, even, mark, space
        inc roprty
+       lda roprty
        bit m51cdr
        bpl ++
        lda #1
        bvc +
        lda #0
+
+       lsr a
        jsr rsbit
+       sec                     ; stop bits, and the end of the last one
        jsr rsbit
        bit m51ctr
        bpl +
        jsr rsbit
+       jsr rsbit
        jsr rsnmon
        cli
        pla
        tay
        pla
        tax
        pla
        clc
        rts
    .send

; At the end of the present bit the line becomes high (carry set) or low. Carry and X are kept.
    .section f_rsbit
rsbit   php
        lda d2pra
        and #$fb
        bcc +
        ora #$04
+       tay
-       lda d2icr
        lsr a
        bcc -
        sty d2pra
        plp
        rts
    .send

; NMI as enabl says.
    .section f_rsnmon
rsnmon  lda d2icr
        lda enabl
        ora #$80
        sta d2icr
        rts
    .send

; GETIN: A, or 0 and bit 3 of the status if nothing has come.
    .section f_rsget
rsget   lda rsstat
        and #$f7
        ldy ridbs
        cpy ridbe
        bne +
        ora #$08
        sta rsstat
        lda #0
        clc
        rts
+       sta rsstat
        lda (ribuf),y
        inc ridbs
        clc
        rts
    .send

; NMI of CIA 2: a start bit, if FLAG has caused it.
    .section f_rsnmi
rsnmi   tya
        and enabl
        and #$10
        bne +
        jmp rsnmie
+       lda baudof+1            ; to the middle of the first bit
        lsr a
        tax
        lda baudof
        ror a
        clc
        adc baudof
        sta rstim
        txa
        adc baudof+1
        sta rstim+1
        lda #$11
        sta d2cra
        lda baudof
        sta rstim
        lda baudof+1
        sta rstim+1
        lda d2icr
        ldx #0
        stx ridata
        stx riprty
        ldx bitnum
-       jsr rsrbit
        ror ridata
        dex
        bne -
        lda #8
        sec
        sbc bitnum
        beq +
        tax
-       lsr ridata
        dex
        bne -
+       lda #$20
        bit m51cdr
        beq ++
        bmi +
        bvs +
        inc riprty              ; odd
+       php
        jsr rsrbit
        plp
        bmi +
        lsr riprty
        bcc +
        lda #$01
        jsr rserr
+       jsr rsrbit
        bcs +
        ldx #$02
        lda ridata
        bne rsnfrm
        ldx #$80
rsnfrm  txa
        jsr rserr
+       ldy ridbe
        iny
        cpy ridbs
        bne +
        lda #$04
        jsr rserr
        bne rsnmie
+       dey
        lda ridata
        sta (ribuf),y
        inc ridbe
rsnmie  jsr rsnmon
        jmp nmiend
    .send

; Waits for the middle of the next bit: carry. Counts ones.
    .section f_rsrbit
rsrbit  lda d2icr
        lsr a
        bcc rsrbit
        lda d2prb
        lsr a
        bcc +
        inc riprty
+       rts
    .send

    .section f_rserr
rserr   ora rsstat
        sta rsstat
rspaus  rts
    .send
