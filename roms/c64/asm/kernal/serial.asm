; Serial bus. Lines are pulled low by ones in d2pra (3 ATN, 4 CLK, 5 DATA) and read in bits 6 (CLK) and 7 (DATA), where a
; one is a free line. Times are those of the published bus description: answer to ATN 1 ms; data set up and valid
; 20 µs or more; a talker that waits more than 200 µs says EOI; answer to a byte 1 ms. All loops may be longer by
; what the VIC takes of the bus. X and Y are kept by all routines.

; TALK (FFB4h), LISTEN (FFB1h): device A.
    .section at_ed09
talk    ora #$40
        .byte $2c
listen  ora #$20                ; ED0Ch
        jsr rspaus
atncmd  pha                     ; ED11h: command A
        jmp atnsnd
        .cerror atncmd != $ed11, "ED11h has moved"
    .send

    .section f_atnsnd
atnsnd  bit c3po
        bpl +
        sec                     ; the byte that waited was the last one
        ror pcntr
        jsr isour
        lsr c3po
        lsr pcntr
+       pla
        sta bsour
        sei
        lda d2pra
        ora #$18                ; ATN and CLK low
        sta d2pra
        jmp sndatn
    .send

; Sends bsour under ATN.
    .section at_ed36
sndatn  sei
        jsr clklo
        jsr dathi
        jsr w1ms
isour   jmp sndbyt              ; ED40h: sends bsour; with EOI if bit 7 of pcntr is set
        .cerror isour != $ed40, "ED40h has moved"
    .send

    .section f_sndbyt
sndbyt  sei
        jsr dathi
        jsr debpia
        bcs nodev               ; nobody holds DATA
        jsr clkhi
        bit pcntr
        bpl +
-       jsr debpia
        bcc -
-       jsr debpia              ; EOI is acknowledged with a pulse
        bcs -
+
-       jsr debpia              ; all listeners are ready
        bcc -
        jsr clklo
        lda #8
        sta cntdn
-       jsr debpia
        bcc frmerr
        lsr bsour
        bcs +
        jsr datlo
        bcc ++                  ; always
+       jsr dathi
+       jsr clkhi
        nop
        nop
        nop
        lda d2pra
        and #$df
        ora #$10
        sta d2pra
        dec cntdn
        bne -
        lda #36                 ; × 31 cycles
        sta cntdn
-       jsr debpia
        bcc +
        dec cntdn
        bne -
frmerr  lda #$03
        .byte $2c
nodev   lda #$80
        jsr udst
        cli
        jmp relall
+       cli
        rts
    .send

; SECOND (FF93h): secondary address A after LISTEN.
    .section at_edb9
second  sta bsour
        jsr sndatn
scatn   lda d2pra               ; EDBEh: ATN high
        and #$f7
        sta d2pra
        rts
        .cerror scatn != $edbe, "EDBEh has moved"
    .send

; TKSA (FF96h): secondary address A after TALK; the computer becomes the listener.
    .section at_edc7
tksa    sta bsour
        jsr sndatn
tkatn   sei                     ; EDCCh
        jsr datlo
        jsr scatn
        jsr clkhi
        jmp tkwait
        .cerror tkatn != $edcc, "EDCCh has moved"
    .send

    .section f_tkwait
tkwait  bit status
        bmi +                   ; nobody there
        jsr debpia
        bmi tkwait
+       cli
        rts
    .send

; CIOUT (FFA8h): the byte is kept until the next one or UNLSN comes, since the last one is sent with EOI.
    .section at_eddd
ciout   bit c3po
        bmi +
        sec
        ror c3po
        bne ++
+       jmp ciout2
+       sta bsour
        clc
        rts
    .send

    .section f_ciout2
ciout2  pha
        jsr isour
        pla
        sta bsour
        clc
        rts
    .send

; UNTLK (FFABh), UNLSN (FFAEh).
    .section at_edef
untlk   lda #$5f
        bne +
    .send
    .section at_edfe
unlsn   lda #$3f
+       jsr atncmd
relatn  jsr scatn               ; EE03h: ATN, CLK and DATA high
relall  jmp relea2              ; EE06h: CLK and DATA only
        .cerror relall != $ee06, "EE06h has moved"
    .send

    .section f_relea2
relea2  jsr w60us
        jsr clkhi
        jmp dathi
    .send

; 60 µs and more.
    .section f_w60us
w60us   txa
        ldx #10
-       dex
        bne -
        tax
        rts
    .send

; ACPTR (FFA5h): byte A from the talker. ST: 40h the last one, 02h nothing came.
    .section at_ee13
acptr   sei
        lda #0
        sta cntdn
        jsr clkhi
-       jsr debpia              ; the talker is ready
        bpl -
rdyfor  lda #8
        sta firt
        jsr dathi
-       jsr debpia
        bpl gotclk
        dec firt
        bne -
        lda cntdn               ; CLK high for more than 256 µs
        bne +
        jsr datlo
        jsr w60us
        lda #$40
        jsr udst
        inc cntdn
        bne rdyfor
+       lda #$02
        jsr udst
        jsr relall
        cli
        clc
        rts
gotclk  jmp getbit
    .send

    .section f_getbit
getbit  lda #8
        sta cntdn
-       jsr debpia
        bpl -
        ror firt
-       jsr debpia
        bmi -
        dec cntdn
        bne --
        jsr datlo               ; taken
        bit status
        bvc +
        jsr relall
+       lda firt
        cli
        clc
        rts
    .send

; Lines.
    .section at_ee85
clkhi   lda d2pra
        and #$ef
        sta d2pra
        rts
    .send
    .section at_ee8e
clklo   lda d2pra
        ora #$10
        sta d2pra
        rts
    .send
    .section at_ee97
dathi   lda d2pra
        and #$df
        sta d2pra
        rts
    .send
    .section at_eea0
datlo   lda d2pra
        ora #$20
        sta d2pra
        rts
    .send

; Carry = DATA, N = CLK; 1 is high.
    .section at_eea9
debpia  lda d2pra
        cmp d2pra
        bne debpia
        asl a
        rts
    .send

; 1 ms. X is kept.
    .section at_eeb3
w1ms    txa
        ldx #196
-       dex
        bne -
        tax
        rts
    .send
