; Made by tools/basic-layout.ts from the sections of this folder. Do not edit.

    .dsection banner
    .dsection exp
    .dsection rnd
    .dsection dectxt
    .fill $e10c - *, $ff
    .dsection outchr
    .dsection c_n32768
    .dsection sys
    .fill $e156 - *, $ff
    .dsection save
    .dsection load
    .dsection open
    .fill $e1d4 - *, $ff
    .dsection slpara
    .dsection mulbyt
    .dsection sin
    .dsection ptrfnd
    .fill $e2b4 - *, $ff
    .dsection tan
    .dsection prtok
    .dsection vectab
    .fill $e30e - *, $ff
    .dsection atn
    .dsection andop
    .fill $e37b - *, $ff
    .dsection warmst
    .dsection isletc
    .dsection coldst
    .dsection initat
    .dsection initcz
    .dsection prtext
    .dsection c_unitlo
    .dsection initms
    .dsection rsign
    .fill $e453 - *, $ff
    .dsection initv
    .dsection movres
    .dsection let
