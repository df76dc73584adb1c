; LOAD, VERIFY and SAVE.

; LOAD (FFD5h): A = 0 load, else verify; XXYY = address for secondary address 0. XXYY = end + 1. Errors 4, 5, 8, 9.
    .section at_f49e
loadsp  stx memuss
        sty memuss+1
        jmp (iload)
    .send

    .section at_f4a5
kload   sta verck
        lda #0
        sta status
        lda fa
        beq badld
        cmp #3
        beq badld
        bcs +
        jmp tapld
badld   jmp error9
+       ldy fnlen
        bne +
        jmp error8
+       jmp lodser
    .send

    .section f_lodser
lodser  ldx sa                  ; X is kept by all that is called
        jsr luking
        lda #$60
        sta sa
        jsr openi
        bcs lodout
        lda fa
        jsr talk
        lda sa
        jsr tksa
        jsr acptr
        sta eal
        lda status
        lsr a
        lsr a
        bcs nofile
        jsr acptr
        sta eal+1
        txa
        bne +
        lda memuss
        sta eal
        lda memuss+1
        sta eal+1
+       jsr loding
        jmp lodbyt
nofile  jsr untlk
        jsr clsei
        jmp error4
lodout  rts
    .send

    .section f_lodbyt
lodbyt  lda status
        and #$fd                ; a byte that does not come is asked for again
        sta status
        jsr kstop
        beq lodbrk
        jsr acptr
        tax
        lda status
        lsr a
        lsr a
        bcs lodbyt
        txa
        ldy #0
        ldx verck
        beq +
        cmp (eal),y
        beq ++
        lda #$10
        jsr udst
        .byte $2c
+       sta (eal),y
+       inc eal
        bne +
        inc eal+1
+       bit status
        bvc lodbyt
        jsr untlk
        jsr clsei
        jmp lodend
lodbrk  jmp break
    .send

; End of LOAD: XXYY.
    .section at_f5a9
lodend  clc
        ldx eal
        ldy eal+1
        rts
    .send

; Stopped by RUN/STOP: A = 0, carry set.
    .section at_f633
break   jsr untlk
        jsr clsei
        lda #0
        sec
        rts
    .send

; SEARCHING FOR name.
    .section at_f5af
luking  lda msgflg
        bpl +
        ldy #mssrch
        jsr msg
        lda fnlen
        beq +
        ldy #msfor
        jsr msg
outfn   ldy fnlen               ; F5C1h: the name
        beq +
        jmp prname
+       rts
        .cerror outfn != $f5c1, "F5C1h has moved"
    .send

    .section f_prname
prname  ldy #0
-       lda (fnadr),y
        jsr kbsout2
        iny
        cpy fnlen
        bne -
        rts
    .send

; LOADING or VERIFYING.
    .section at_f5d2
loding  ldy #msload
        lda verck
        beq +
        ldy #msvrfy
+       jmp spmsg
    .send

; SAVE (FFD8h): A = zero page address of the start address, XXYY = end + 1. Errors 5, 8, 9.
    .section at_f5dd
savesp  stx eal
        sty eal+1
        tax
        lda $00,x
        sta stal
        lda $01,x
        sta stal+1
        jmp (isave)
    .send

    .section at_f5ed
ksave   lda fa
        beq badsv
        cmp #3
        beq badsv
        bcs +
        jmp tapsv
badsv   jmp error9
+       ldy fnlen
        bne +
        jmp error8
+       lda #$61
        sta sa
        jsr openi
        bcs savout
        jmp savser
savout  rts
    .send

    .section f_savser
savser  jsr saving
        lda fa
        jsr listen
        lda sa
        jsr second
        jsr rd300
        lda sal
        jsr ciout
        lda sal+1
        jsr ciout
        ldy #0
-       jsr cmpste
        bcs +
        lda (sal),y
        jsr ciout
        jsr kstop
        beq break2
        jsr incsal
        bne -
break2  jsr unlsn
        jsr clsei
        lda #0
        sec
        rts
+       jsr unlsn
        jmp clsei
    .send

; SAVING name.
    .section at_f68f
saving  lda msgflg
        bmi +
        rts
+       jmp savin2
    .send

    .section f_savin2
savin2  ldy #mssave
        jsr msg
        jmp outfn
    .send

; sal = stal.
    .section at_fb8e
rd300   lda stal+1
        sta sal+1
        lda stal
        sta sal
        rts
    .send

; Carry set: sal has come to eal.
    .section at_fcd1
cmpste  lda sal
        cmp eal
        lda sal+1
        sbc eal+1
        rts
    .send

    .section at_fcdb
incsal  inc sal
        bne +
        inc sal+1
+       rts
    .send
