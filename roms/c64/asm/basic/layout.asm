; Made by tools/basic-layout.ts from the sections of this folder. Do not edit.

    .dsection vectors
    .dsection stmdsp
    .dsection fundsp
    .dsection c_pival
    .dsection c_n32768
    .dsection c_halfpi
    .fill $a09e - *, $ff
    .dsection words
    .dsection turns1
    .dsection msgs
    .dsection vectab
    .dsection exptab
    .fill $a38a - *, $ff
    .dsection fndfor
    .dsection bltu
    .dsection c_almost
    .dsection getstk
    .dsection nexarg
    .fill $a435 - *, $ff
    .dsection error
    .dsection relink
    jmp inlin               ; A560
    .dsection rsign
    .fill $a579 - *, $ff
    .dsection crunch
    .dsection banner
    .dsection exp
    .dsection fndlin
    .fill $a642 - *, $ff
    .dsection new
    .dsection stxpt
    .dsection chkin
    .dsection list
    .dsection andop
    .dsection cmpstr
    .fill $a7ae - *, $ff
    .dsection newstt
    .dsection c_rndmul
    .dsection restor
    .dsection stop
    .dsection inprt
    .dsection run
    .dsection addunit
    .dsection goto
    .fill $a8d8 - *, $ff
    .dsection return
    .dsection crnch1
    .dsection flt32b
    .dsection inlin
    .dsection mulbyt
    jmp strout              ; AB1E
    .dsection prstr
    .dsection prectab
    .dsection prspc
    .dsection concat
    .fill $ab7b - *, $ff
    .dsection get
    .dsection dectxt
    .fill $aba7 - *, $ff
    .dsection input
    .dsection ptrfnd
    .dsection c_log2e
    .dsection read
    .dsection log
    .fill $ad8a - *, $ff
    .dsection frmnum
    .dsection frmevl
    .dsection incfac
    .dsection evterm
    jmp evtrm1              ; AE86
    .dsection prtok
    .fill $aeaa - *, $ff
    .dsection evtrm1
    .dsection umul
    .dsection func
    .dsection elemnt
    .dsection dim
    .dsection ptrget
    .dsection strout
    .fill $b1aa - *, $ff
    .dsection flpint
    .dsection array
    .dsection c_log2
    .dsection posint
    .dsection for
    .dsection fpwrt
    .dsection fre
    .dsection scale
    .dsection fndoer
    .dsection strini
    .dsection strlit
    .dsection shiftr
    .dsection garbag
    .dsection getspa
    .dsection newvar
    .dsection frestr
    .dsection gosub
    .dsection print
    .dsection strfun
    .dsection fadd
    .dsection newary
    .dsection let
    .fill $ba28 - *, $ff
    .dsection fmult
    .dsection isletc
    .dsection logtab
    .fill $ba8c - *, $ff
    .dsection conupk
    .dsection tenx
    .dsection mul10
    .dsection negfac
    .fill $bb0f - *, $ff
    .dsection fdiv
    .dsection qinlin
    .fill $bba2 - *, $ff
    .dsection movfm
    .dsection movmf
    .dsection movfa
    .dsection round
    .fill $bc2b - *, $ff
    .dsection sign
    .dsection sgn
    .fill $bc58 - *, $ff
    .dsection fcomp
    .dsection c_relbit
    .dsection qint
    .dsection int
    .dsection turns
    .dsection fin
    .dsection cont
    .dsection fout
    .dsection substr
    .dsection settis
    .fill $bf71 - *, $ff
    .dsection sqr
    .dsection fretmp
    .fill $bfb4 - *, $ff
    .dsection negop
    .dsection pow10
    .dsection c_inv2pi
    .dsection prtext
