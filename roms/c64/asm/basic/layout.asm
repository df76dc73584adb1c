; Made by tools/basic-layout.ts from the sections of this folder. Do not edit.

    .dsection vectors
    .dsection stmdsp
    .dsection fundsp
    .dsection linend
    .dsection subh
    .dsection words
    .dsection c_inv2pi
    .dsection msgs
    .dsection exptab
    .dsection cont
    .dsection fndfor
    .dsection bltu
    .dsection c_fourth
    .dsection getstk
    .dsection nexarg
    .fill $a435 - *, $ff
    .dsection error
    .fill $a533 - *, $ff
    .dsection relink
    jmp inlin               ; A560
    .dsection frac
    .dsection crunch
    .dsection rsign
    .dsection exp
    .dsection atntab
    .dsection fndlin
    .fill $a642 - *, $ff
    .dsection new
    .dsection stxpt
    .dsection c_unithi
    .dsection list
    .dsection turns1
    .dsection let
    .dsection newstt
    .dsection c_rndmul
    .dsection restor
    .dsection stop
    .dsection turns
    .dsection run
    .dsection addunit
    .dsection goto
    .fill $a8d8 - *, $ff
    .dsection return
    .dsection banner
    .dsection log
    .dsection next
    .fill $aab3 - *, $ff
    .dsection inlin
    .dsection prtok
    .dsection logtab
    jmp strout              ; AB1E
    .dsection prstr
    .dsection c_log2e
    .dsection prspc
    .dsection shiftr
    .fill $ab7b - *, $ff
    .dsection get
    .dsection c_almost
    .dsection c_n32768
    .dsection input
    .dsection qinlin
    .dsection read
    .dsection relops
    .dsection umul
    .fill $ad8a - *, $ff
    .dsection frmnum
    .dsection frmevl
    .dsection mul2
    .dsection evterm
    jmp evtrm1              ; AE86
    .dsection getspa
    .fill $aeaa - *, $ff
    .dsection evtrm1
    .dsection flt32b
    .dsection elemnt
    .dsection poly
    .dsection dim
    .dsection ptrget
    .dsection strout
    .fill $b1aa - *, $ff
    .dsection flpint
    .dsection movins
    .dsection newvar
    .dsection posint
    .dsection func
    .dsection fndoer
    .dsection andop
    .dsection fre
    .dsection chkin
    .dsection newary
    .dsection strini
    .dsection strlit
    .dsection concat
    .fill $b526 - *, $ff
    .dsection garbag
    .dsection movres
    .dsection scale
    .dsection frestr
    .dsection print
    .dsection printn
    .dsection strfun
    .dsection fadd
    .dsection crnch1
    .dsection array
    .fill $ba28 - *, $ff
    .dsection fmult
    .dsection gosub
    .dsection c_unitlo
    .dsection conupk
    .dsection tenx
    .dsection mul10
    .dsection getspt
    .fill $bb0f - *, $ff
    .dsection fdiv
    .dsection prectab
    .dsection dectxt
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
    .dsection incfac
    .fill $bdcd - *, $ff
    .dsection fout
    .dsection settis
    .dsection substr
    .fill $bf71 - *, $ff
    .dsection sqr
    .dsection fretmp
    .fill $bfb2 - *, $ff
    .dsection negop
    .dsection pow10
    .dsection c_log2
    .dsection fnname
