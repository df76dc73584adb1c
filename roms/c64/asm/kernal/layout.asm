; Made by tools/layout.ts from the sections of this folder. Do not edit.

    .fill $e500 - *, $ff
    .dsection at_e500
    .fill $e505 - *, $ff
    .dsection at_e505
    .fill $e50a - *, $ff
    .dsection at_e50a
    .fill $e518 - *, $ff
    .dsection at_e518
    .dsection f_curud
    .fill $e544 - *, $ff
    .dsection at_e544
    .fill $e566 - *, $ff
    .dsection at_e566
    .fill $e56c - *, $ff
    .dsection at_e56c
    .dsection f_cint2
    .fill $e5a0 - *, $ff
    .dsection at_e5a0
    .fill $e5b4 - *, $ff
    .dsection at_e5b4
    .fill $e5ca - *, $ff
    .dsection at_e5ca
    .dsection f_tpbyte
    .fill $e632 - *, $ff
    .dsection at_e632
    .dsection f_lodser
    .fill $e684 - *, $ff
    .dsection at_e684
    .dsection f_tclass
    .fill $e6b6 - *, $ff
    .dsection at_e6b6
    .dsection f_colkey
    .fill $e701 - *, $ff
    .dsection at_e701
    .fill $e716 - *, $ff
    .dsection at_e716
    .dsection f_sndbyt
    .dsection f_twrblk
    .dsection f_control
    .dsection f_blink
    .fill $e87c - *, $ff
    .dsection at_e87c
    .dsection f_rsrbit
    .fill $e891 - *, $ff
    .dsection at_e891
    .dsection f_tapin
    .dsection f_prname
    .fill $e8da - *, $ff
    .dsection at_e8da
    .fill $e8ea - *, $ff
    .dsection at_e8ea
    .dsection f_twhea2
    .fill $e965 - *, $ff
    .dsection at_e965
    .dsection f_savser
    .fill $e9c8 - *, $ff
    .dsection at_e9c8
    .dsection f_column
    .fill $e9f0 - *, $ff
    .dsection at_e9f0
    .fill $e9ff - *, $ff
    .dsection at_e9ff
    .dsection f_nopress
    .fill $ea13 - *, $ff
    .dsection at_ea13
    .fill $ea24 - *, $ff
    .dsection at_ea24
    .fill $ea31 - *, $ff
    .dsection at_ea31
    .dsection f_tapon
    .fill $ea79 - *, $ff
    .dsection at_ea79
    .fill $ea7e - *, $ff
    .dsection at_ea7e
    .fill $ea87 - *, $ff
    .dsection at_ea87
    .dsection f_atnsnd
    .fill $eae0 - *, $ff
    .dsection at_eae0
    .fill $eb48 - *, $ff
    .dsection at_eb48
    .dsection f_clslow
    .fill $eb79 - *, $ff
    .dsection at_eb79
    .fill $eb81 - *, $ff
    .dsection at_eb81
    .fill $ebc2 - *, $ff
    .dsection at_ebc2
    .fill $ec03 - *, $ff
    .dsection at_ec03
    .fill $ec44 - *, $ff
    .dsection at_ec44
    .dsection f_addrow
    .fill $ec78 - *, $ff
    .dsection at_ec78
    .fill $ecb9 - *, $ff
    .dsection at_ecb9
    .fill $ece7 - *, $ff
    .dsection at_ece7
    .fill $ecf0 - *, $ff
    .dsection at_ecf0
    .fill $ed09 - *, $ff
    .dsection at_ed09
    .dsection f_tapout
    .fill $ed36 - *, $ff
    .dsection at_ed36
    .dsection f_prtchr
    .dsection f_bsout2
    .fill $edb9 - *, $ff
    .dsection at_edb9
    .fill $edc7 - *, $ff
    .dsection at_edc7
    .fill $eddd - *, $ff
    .dsection at_eddd
    .fill $edef - *, $ff
    .dsection at_edef
    .dsection f_tkwait
    .fill $edfe - *, $ff
    .dsection at_edfe
    .dsection f_blank
    .fill $ee13 - *, $ff
    .dsection at_ee13
    .dsection f_tapsv
    .fill $ee85 - *, $ff
    .dsection at_ee85
    .fill $ee8e - *, $ff
    .dsection at_ee8e
    .fill $ee97 - *, $ff
    .dsection at_ee97
    .fill $eea0 - *, $ff
    .dsection at_eea0
    .fill $eea9 - *, $ff
    .dsection at_eea9
    .fill $eeb3 - *, $ff
    .dsection at_eeb3
    .dsection f_tapld
    .dsection f_getscr
    .dsection f_tpulse
    .dsection f_ramtst
    .dsection f_delete
    .dsection f_gotlin
    .dsection f_rscls
    .dsection f_clsre2
    .dsection f_cpyrow2
    .dsection f_tapcls
    .fill $f0bd - *, $ff
    .dsection at_f0bd
    .fill $f12b - *, $ff
    .dsection at_f12b
    .fill $f13e - *, $ff
    .dsection at_f13e
    .fill $f157 - *, $ff
    .dsection at_f157
    .dsection f_rsput
    .fill $f1ca - *, $ff
    .dsection at_f1ca
    .dsection f_rsrate
    .dsection f_homclr
    .fill $f20e - *, $ff
    .dsection at_f20e
    .dsection f_trhea2
    .fill $f250 - *, $ff
    .dsection at_f250
    .dsection f_errmsg
    .fill $f291 - *, $ff
    .dsection at_f291
    .dsection f_twbyte
    .fill $f30f - *, $ff
    .dsection at_f30f
    .fill $f31f - *, $ff
    .dsection at_f31f
    .fill $f32f - *, $ff
    .dsection at_f32f
    .fill $f34a - *, $ff
    .dsection at_f34a
    .dsection f_lodbyt
    .dsection f_ciout2
    .fill $f3d5 - *, $ff
    .dsection at_f3d5
    .dsection f_rsnmi
    .dsection f_tpstop
    .fill $f49e - *, $ff
    .dsection at_f49e
    .fill $f4a5 - *, $ff
    .dsection at_f4a5
    .dsection f_tpass
    .dsection f_twlead
    .fill $f5a9 - *, $ff
    .dsection at_f5a9
    .fill $f5af - *, $ff
    .dsection at_f5af
    .dsection f_rdrsst
    .fill $f5d2 - *, $ff
    .dsection at_f5d2
    .fill $f5dd - *, $ff
    .dsection at_f5dd
    .fill $f5ed - *, $ff
    .dsection at_f5ed
    .dsection f_rsget
    .fill $f633 - *, $ff
    .dsection at_f633
    .dsection f_tpbse2
    .fill $f642 - *, $ff
    .dsection at_f642
    .dsection f_getbit
    .dsection f_rsbits
    .fill $f68f - *, $ff
    .dsection at_f68f
    .fill $f69b - *, $ff
    .dsection at_f69b
    .dsection f_setrc
    .fill $f6dd - *, $ff
    .dsection at_f6dd
    .fill $f6ed - *, $ff
    .dsection at_f6ed
    .fill $f6fb - *, $ff
    .dsection at_f6fb
    .dsection f_relea2
    .fill $f72c - *, $ff
    .dsection at_f72c
    .dsection f_motor
    .fill $f76a - *, $ff
    .dsection at_f76a
    .dsection f_tcopy2
    .fill $f7d0 - *, $ff
    .dsection at_f7d0
    .fill $f7d7 - *, $ff
    .dsection at_f7d7
    .dsection f_basin3
    .fill $f817 - *, $ff
    .dsection at_f817
    .dsection f_rsnmon
    .fill $f82e - *, $ff
    .dsection at_f82e
    .fill $f838 - *, $ff
    .dsection at_f838
    .dsection f_ioini2
    .fill $f84a - *, $ff
    .dsection at_f84a
    .dsection f_tpfind
    .dsection f_tpname
    .dsection f_udshft
    .dsection f_rsline
    .dsection f_slowly
    .dsection f_tapoff
    .dsection f_openi2
    .dsection f_togcas
    .dsection f_chklow
    .dsection f_cholow
    .dsection f_rsbit
    .dsection f_tpwait
    .dsection f_lodptr
    .dsection f_phycol
    .dsection f_rstmr
    .dsection f_savptr
    .dsection f_curlr
    .dsection f_strtmr
    .dsection f_lock
    .dsection f_nmikey
    .dsection f_tpflsh
    .dsection f_ownrow
    .dsection f_rserr
    .dsection f_rvsmod
    .fill $fb8e - *, $ff
    .dsection at_fb8e
    .dsection f_rsopen
    .dsection f_tsync
    .dsection f_ctltab
    .fill $fcd1 - *, $ff
    .dsection at_fcd1
    .fill $fcdb - *, $ff
    .dsection at_fcdb
    .fill $fce2 - *, $ff
    .dsection at_fce2
    .fill $fd02 - *, $ff
    .dsection at_fd02
    .fill $fd10 - *, $ff
    .dsection at_fd10
    .fill $fd15 - *, $ff
    .dsection at_fd15
    .fill $fd30 - *, $ff
    .dsection at_fd30
    .fill $fd50 - *, $ff
    .dsection at_fd50
    .dsection f_tapopn
    .fill $fda3 - *, $ff
    .dsection at_fda3
    .fill $fddd - *, $ff
    .dsection at_fddd
    .fill $fdf9 - *, $ff
    .dsection at_fdf9
    .fill $fe00 - *, $ff
    .dsection at_fe00
    .fill $fe07 - *, $ff
    .dsection at_fe07
    .dsection f_savin2
    .fill $fe18 - *, $ff
    .dsection at_fe18
    .fill $fe21 - *, $ff
    .dsection at_fe21
    .fill $fe25 - *, $ff
    .dsection at_fe25
    .fill $fe34 - *, $ff
    .dsection at_fe34
    .fill $fe43 - *, $ff
    .dsection at_fe43
    .fill $fe47 - *, $ff
    .dsection at_fe47
    .fill $fe66 - *, $ff
    .dsection at_fe66
    .dsection f_tpgood
    .dsection f_w60us
    .fill $febc - *, $ff
    .dsection at_febc
    .dsection f_tbyte
    .dsection f_stop2
    .fill $ff43 - *, $ff
    .dsection at_ff43
    .fill $ff48 - *, $ff
    .dsection at_ff48
    .fill $ff5b - *, $ff
    .dsection at_ff5b
    .fill $ff80 - *, $ff
    .dsection at_ff80
    .fill $ff81 - *, $ff
    .dsection at_ff81
    .fill $fffa - *, $ff
    .dsection at_fffa
