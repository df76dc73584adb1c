; Made by tools/basic-layout.ts from the sections of this folder. Do not edit.

    .dsection vectors
    .dsection stmdsp
    .dsection fundsp
    .dsection dectxt
    .dsection c_unithi
    .fill $a09e - *, $ff
    .dsection words
    .dsection turns1
    .dsection msgs
    .dsection cmpstr
    .dsection c_inv2pi
    .dsection fndfor
    .dsection bltu
    .dsection c_almost
    .dsection getstk
    .dsection qinlin
    .fill $a435 - *, $ff
    .dsection error
    .dsection relink
    jmp inlin               ; A560
    .dsection c_log2e
    .dsection strout
    .dsection crunch
    .dsection gosub
    .dsection let
    .dsection fndlin
    .fill $a642 - *, $ff
    .dsection new
    .dsection stxpt
    .dsection chkin
    .dsection list
    .dsection addunit
    .dsection exp
    .dsection incfac
    .fill $a7ae - *, $ff
    .dsection newstt
    .dsection c_rndmul
    .dsection restor
    .dsection stop
    .dsection c_unitmi
    .dsection c_unitlo
    .dsection run
    .dsection vectab
    .dsection goto
    .fill $a8d8 - *, $ff
    .dsection return
    .dsection print
    .dsection exptab
    .dsection elemnt
    .dsection inlin
    .dsection c_one
    .dsection settis
    jmp strout              ; AB1E
    .dsection prstr
    .dsection prectab
    .dsection prspc
    .dsection shiftr
    .fill $ab7b - *, $ff
    .dsection get
    .fill $aba7 - *, $ff
    .dsection input
    .fill $ac06 - *, $ff
    .dsection read
    .dsection c_n32768
    .dsection log
    .dsection frmnum
    .dsection frmevl
    .dsection cont
    .fill $ae83 - *, $ff
    .dsection evterm
    jmp evtrm1              ; AE86
    .dsection sintab
    .fill $aeaa - *, $ff
    .dsection evtrm1
    .dsection next
    .dsection crnch1
    .dsection dim
    .dsection ptrget
    .dsection getspt
    .fill $b1aa - *, $ff
    .dsection flpint
    .dsection c_log2
    .dsection array
    .dsection posint
    .dsection fpwrt
    .dsection for
    .dsection fre
    .dsection fndoer
    .dsection scale
    .dsection strini
    .dsection strlit
    .dsection concat
    .fill $b526 - *, $ff
    .dsection garbag
    .dsection umul
    .dsection poly
    .fill $b6a3 - *, $ff
    .dsection frestr
    .dsection tenx
    .dsection flt32b
    .dsection strfun
    .dsection fadd
    .dsection newary
    .dsection newvar
    .dsection printn
    .dsection fmult
    .dsection prtok
    .fill $ba8c - *, $ff
    .dsection conupk
    .dsection movins
    .fill $bae2 - *, $ff
    .dsection mul10
    .dsection fretmp
    .fill $bb0f - *, $ff
    .dsection fdiv
    .dsection nexarg
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
    .dsection inprt
    .dsection fin
    .dsection logtab
    .fill $bdcd - *, $ff
    .dsection fout
    .dsection banner
    .dsection atntab
    .fill $bf71 - *, $ff
    .dsection sqr
    .dsection rsign
    .fill $bfb4 - *, $ff
    .dsection negop
    .dsection pow10
    .dsection getspa
    .dsection c_pival
