; Basic disk operating system: entry, character functions, errors, drives.
; Functions and their results follow the CP/M 2.2 Interface Guide.
; IX, IY and the alternate registers are never used.

        db "BKPLN",0            ; serial number field
bdosent:jp bdos                 ; xx06h, the address that 0006h holds
v_bad:  dw e_bad                ; error handlers, in the order of their messages
v_sel:  dw e_sel
v_ro:   dw e_ro
v_rof:  dw e_rof

bdos:   ld (usersp),sp
        ld sp,bstack
        ld (param),de
        ld hl,0
        ld (result),hl
        xor a
        ld (dirok),a
        ld hl,goback
        push hl
        ld a,c
        cp NFUNC
        jr nc,bdosx
        ld l,a
        ld h,0
        add hl,hl
        ld bc,functab
        add hl,bc
        ld a,(hl)
        inc hl
        ld h,(hl)
        ld l,a
        ld c,e                  ; a function gets C = E and DE as the caller set it
        jp (hl)
bdosx:  cp 108
        ret nz
; 108: DE = FFFFh returns the program return code, any other value sets it (as in CP/M 3).
        ld a,d
        and e
        inc a
        jr z,getrc
        ld (retcode),de
        ret
getrc:  ld hl,(retcode)
ret16:  ld (result),hl
        ret

goback: ld sp,(usersp)
        ld hl,(result)
        ld a,l
        ld b,h
        ret

functab:dw reboot,f_conin,tabout,f_reader,bpunch,blist,f_dircon,f_getiob
        dw f_setiob,f_print,f_rdline,f_const,f_version,f_reset,f_select,f_open
        dw f_close,f_first,f_next,f_delete,f_read,f_write,f_make,f_rename
        dw f_logvec,f_curdrv,f_setdma,f_alv,f_setro,f_rovec,f_attr,f_dpb
        dw f_user,f_rdran,f_wrran,f_size,f_setran,f_resdrv,nofunc,nofunc
        dw f_wrzf
NFUNC   equ 41
nofunc: ret

ctrlc:  ld hl,0FFFEh            ; return codes of CP/M 3: FFFEh = ended by ^C
        ld (retcode),hl
reboot: jp WBVEC

; ---- console -------------------------------------------------------------

; Next character, a held one first.
getch:  ld hl,kbchar
        ld a,(hl)
        ld (hl),0
        or a
        ret nz
        jp bconin

; Is a character waiting? Handles ^S, ^P and holds anything else. A = FFh / 00h.
conbrk: ld a,(kbchar)
        or a
        jr nz,cbyes
        call bconst
        or a
        ret z
        call bconin
        cp 'S'-40h
        jr nz,cb1
        call bconin             ; stopped: any key goes on
        cp 'C'-40h
        jr z,ctrlc
        xor a
        ret
cb1:    cp 'P'-40h
        jr z,togglst
        ld (kbchar),a
        or a
        ret z
cbyes:  ld a,0FFh
        ret

togglst:ld hl,lstecho
        ld a,(hl)
        cpl
        ld (hl),a
        xor a
        ret

; Carry: A is a control character that is not echoed.
isctl:  cp CR
        ret z
        cp LF
        ret z
        cp TAB
        ret z
        cp BS
        ret z
        cp ' '
        ret

f_conin:call getch
        ld (result),a
        call isctl
        ret c
        ld c,a

; Character in C to the console, tabs expanded to columns of eight.
tabout: ld a,c
        cp TAB
        jr nz,conchar
tab1:   call space
        ld a,(column)
        and 7
        jr nz,tab1
        ret

space:  ld c,' '
conchar:push bc
        call conbrk
        pop bc
        push bc
        call bconout
        pop bc
        ld a,(lstecho)
        or a
        push bc
        call nz,blist
        pop bc
        ld hl,column
        ld a,c
        cp 7Fh
        ret z
        inc (hl)
        cp ' '
        ret nc
        dec (hl)
        cp CR
        jr z,col0
        cp BS
        ret nz
        ld a,(hl)
        or a
        ret z
        dec (hl)
        ret
col0:   ld (hl),0
        ret

crlf:   ld c,CR
        call conchar
        ld c,LF
        jr conchar

; Control characters as ^X.
ctlout: ld a,c
        call isctl
        jr nc,tabout
        push bc
        ld c,'^'
        call conchar
        pop bc
        ld a,c
        or 40h
        ld c,a
        jr conchar

f_print:ld a,(de)
        cp '$'
        ret z
        ld c,a
        inc de
        push de
        call tabout
        pop de
        jr f_print

f_reader:
        call breader
        jr ret8

f_dircon:
        ld a,e
        inc a
        jr z,dcin
        inc a
        jp nz,bconout
        jr f_rawst              ; FEh: status only
dcin:   call f_rawst
        or a
        ret z
        call getch
        jr ret8
f_rawst:ld a,(kbchar)
        or a
        jr nz,rawyes
        call bconst
        or a
        jr z,ret8
rawyes: ld a,0FFh
        jr ret8

f_getiob:
        ld a,(IOBYTE)
        jr ret8
f_setiob:
        ld a,e
        ld (IOBYTE),a
        ret

f_const:call conbrk
ret8:   ld (result),a
        ret

f_version:
        ld a,22h
        jr ret8

; 10: read an edited line. HL = last character stored, B = count, C = maximum.
f_rdline:
        ld a,(column)
        ld (startcol),a
        ex de,hl
        ld c,(hl)
        inc hl
rlnew:  ld hl,(param)
        inc hl
        ld b,0
rlnext: ld a,b
        cp c
        jr nc,rldone
        push bc
        push hl
        call getch
        pop hl
        pop bc
        and 7Fh
        jr z,rlnext
        cp CR
        jr z,rldone
        cp LF
        jr z,rldone
        cp BS
        jr z,rlback
        cp 7Fh
        jr z,rlrub
        push bc
        push hl
        ld de,rlpop
        push de
        cp 'E'-40h
        jr z,rlphys
        cp 'P'-40h
        jp z,togglst
        pop de
        pop hl
        pop bc
        cp 'X'-40h
        jr z,rlkill
        cp 'U'-40h
        jr z,rlundo
        cp 'R'-40h
        jr z,rlretype
        inc hl
        ld (hl),a
        inc b
        push bc
        push hl
        ld c,a
        push af
        call ctlout
        pop af
        pop hl
        pop bc
        cp 'C'-40h
        jr nz,rlnext
        dec b
        jp z,ctrlc              ; ^C counts at the start of the line only
        inc b
        jr rlnext
rlpop:  pop hl
        pop bc
        jr rlnext

rldone: ld hl,(param)
        inc hl
        ld (hl),b
        ld c,CR
        jp conchar

rlphys: xor a                   ; ^E: new line on the screen only
        ld (startcol),a
        jp crlf

rlback: ld a,b
        or a
        jr z,rlnext
        dec b
        dec hl
        call rlerase
        jr rlnext

rlrub:  ld a,b                  ; DEL removes and echoes the character
        or a
        jr z,rlnext
        push bc
        ld c,(hl)
        dec hl
        push hl
        call ctlout
        pop hl
        pop bc
        dec b
        jp rlnext

rlkill: ld b,0                  ; ^X: back to the start of the line
        call rlerase
        jp rlnew

rlundo: push bc                 ; ^U: leave the line, start below
        call rlhash
        pop bc
        jp rlnew

rlretype:                       ; ^R: the line again, clean
        push bc
        push hl
        push bc
        call rlhash
        pop bc
        ld hl,(param)
        inc hl
        inc b
rt1:    dec b
        jr z,rlpop
        inc hl
        push bc
        push hl
        ld c,(hl)
        call ctlout
        pop hl
        pop bc
        jr rt1

rlhash: ld c,'#'
        call conchar
        call crlf
        ld a,(startcol)
        or a
        ret z
        ld b,a
rh1:    push bc
        call space
        pop bc
        djnz rh1
        ret

; Erase on the screen back to the column after the first B characters.
rlerase:push bc
        push hl
        ld hl,(param)
        inc hl
        ld a,(startcol)
        ld c,a
        inc b
re1:    dec b
        jr z,re2
        inc hl
        ld a,(hl)
        inc c
        cp TAB
        jr z,retab
        cp ' '
        jr nc,re1
        inc c
        jr re1
retab:  ld a,c
        add a,7
        and 0F8h
        ld c,a
        jr re1
re2:    ld a,(column)
        cp c
        jr z,re3
        jr c,re3
        push bc
        ld c,BS
        call conchar
        call space
        ld c,BS
        call conchar
        pop bc
        jr re2
re3:    pop hl
        pop bc
        ret

; ---- errors ---------------------------------------------------------------

; Bdos Err On X: text. Bad Sector may be ignored, the others end the program.
e_bad:  ld hl,m_bad
        call errmsg
        cp 'C'-40h
        jp z,ctrlc
        ret
e_sel:  ld hl,m_sel
        jr efatal
e_ro:   ld hl,m_ro
        jr efatal
e_rof:  ld hl,m_rof
efatal: call errmsg
errend: ld hl,0FFFDh            ; ended by a BDOS error
        ld (retcode),hl
        jp reboot

errmsg: push hl
        call crlf
        ld a,(actdrv)
        add a,'A'
        ld (m_drv),a
        ld de,m_err
        call f_print
        pop de
        call f_print
        ld a,(bmode)            ; a start-up command never waits for a key
        or a
        jr nz,errend
        call getch
        push af
        call crlf
        pop af
        ret

goerr_bad:
        ld hl,(v_bad)
        jp (hl)
goerr_sel:
        ld hl,(v_sel)
        jp (hl)
goerr_ro:
        ld hl,(v_ro)
        jp (hl)
goerr_rof:
        ld hl,(v_rof)
        jp (hl)

m_err:  db "Bdos Err On "
m_drv:  db "A: $"
m_bad:  db "Bad Sector$"
m_sel:  db "Select$"
m_rof:  db "File "
m_ro:   db "R/O$"

; ---- drives ---------------------------------------------------------------

; 13: all drives logged out and R/W, drive A, DMA address 80h.
; A = FFh if drive A holds a file whose name starts with $, for the CCP.
f_reset:ld hl,0
        ld (login),hl
        ld (rovec),hl
        ld (srchok),hl
        xor a
        ld (curdrv),a
        ld (dollar),a
        ld hl,DEFDMA
        ld (dma),hl
        call dskrst
        xor a
        call trysel             ; drive A may be empty: no error before it is used
        ld a,(dollar)
        jp ret8

f_select:
        ld a,e
        ld (curdrv),a
        jp selcur

f_logvec:
        ld hl,(login)
        jr rhl
f_curdrv:
        ld a,(curdrv)
        jp ret8
f_setdma:
        ld (dma),de
        ret
f_alv:  call selcur
        ld hl,(alvp)
        jr rhl
f_setro:ld a,(curdrv)
        call drvbit
        ld de,(rovec)
        call orhlde
        ld (rovec),hl
        ret
f_rovec:ld hl,(rovec)
rhl:    jp ret16
f_dpb:  call selcur
        ld hl,(dpbp)
        jr rhl

f_user: ld a,e
        inc a
        jr z,getuser
        dec a
        and 1Fh
        ld (user),a
        ret
getuser:ld a,(user)
        jp ret8

; 37: drives in DE are logged out and R/W again.
f_resdrv:
        ld a,e
        cpl
        ld e,a
        ld a,d
        cpl
        ld d,a
        ld hl,(login)
        call andhlde
        ld (login),hl
        ld hl,(rovec)
        call andhlde
        ld (rovec),hl
        ret

andhlde:ld a,h
        and d
        ld h,a
        ld a,l
        and e
        ld l,a
        ret
orhlde: ld a,h
        or d
        ld h,a
        ld a,l
        or e
        ld l,a
        ret

; HL = bit of drive A.
drvbit: ld hl,1
        and 0Fh
        ret z
db1:    add hl,hl
        dec a
        jr nz,db1
        ret

; Z: drive actdrv is not in the vector DE.
testdrv:ld a,(actdrv)
        call drvbit
        call andhlde
        or h
        ret

; Select the drive of the FCB at param and check for an exchanged medium.
fcbsel: ld hl,(param)
fcbsel1:xor a
        ld (relog),a            ; ask the controller again
        ld a,(hl)
        and 1Fh
        jr z,selcur
        dec a
        jr select
; As before, for functions that go on with an open file.
fcbselq:ld hl,(param)
        ld a,1
        ld (relog),a
        ld a,(hl)
        and 1Fh
        dec a
        jp p,select
selcur: ld a,(curdrv)
select: call trysel
        ret nc
        call goerr_sel
        jp errend

; Carry: the drive cannot be selected.
trysel: ld (actdrv),a
        cp 16
        ccf
        ret c
        ld de,(login)
        call testdrv
        push af                 ; NZ: logged in
        ld e,0
        jr z,ts1
        ld a,(relog)
        ld e,a
ts1:    ld a,(actdrv)
        ld c,a
        push de
        call bseldsk
        pop bc                  ; C bit 0 = 0: parameters were read again
        ld a,h
        or l
        jr z,tsfail
        ld e,(hl)
        inc hl
        ld d,(hl)
        ld (xlt),de
        ld de,5
        add hl,de
        ld a,(hl)
        ld (selflg),a
        ld de,4
        add hl,de
        ld e,(hl)
        inc hl
        ld d,(hl)               ; DPB
        inc hl
        inc hl
        inc hl
        ld a,(hl)
        inc hl
        ld h,(hl)
        ld l,a
        ld (alvp),hl
        ld (dpbp),de
        ex de,hl
        ld de,dpb
        push bc
        ld bc,15
        ldir
        pop bc
        ld a,1                  ; the next selections need no query
        ld (relog),a
        pop af
        jr z,tsnew
        bit 0,c
        ret nz
        ld a,(selflg)           ; logged in, parameters read again
        rlca
        jr c,tsnew
        and 4                   ; medium changed: keep what is allocated to
        ret z                   ; files still open, add what the directory says
        jp login2
tsfail: pop af
        ld a,1
        ld (relog),a
        scf
        ret

; Log in: everything is read anew.
tsnew:  ld a,(actdrv)
        call drvbit
        push hl
        ld de,(login)
        call orhlde
        ld (login),hl
        pop de
        ld hl,(rovec)
        ld a,(selflg)
        rrca
        jr nc,login1
        call orhlde             ; write-protected
        ld (rovec),hl
login1: ld hl,(dsm)             ; clear the allocation vector
        ld b,3
lg1:    srl h
        rr l
        djnz lg1
        ld b,h
        ld c,l
        inc bc
        ld hl,(alvp)
lg2:    ld (hl),0
        inc hl
        dec bc
        ld a,b
        or c
        jr nz,lg2
        ld hl,(alvp)            ; the directory's own blocks
        ld de,(al0)
        ld (hl),e
        inc hl
        ld a,(dsm+1)
        or a
        jr nz,lg3
        ld a,(dsm)
        cp 8
        jr c,login2             ; a vector of one byte
lg3:    ld (hl),d
login2: call srchall
lgnext: call dirnext
        jr c,lgdone
        ld a,(hl)
        cp 20h                  ; users 0-31; labels and time stamps own no blocks
        jr nc,lgnext
        ld b,a
        push hl
        call setmap
        pop hl
        ld a,(user)
        cp (hl)
        jr nz,lgnext
        inc hl
        ld a,(hl)
        cp '$'
        jr nz,lgnext
        ld a,0FFh
        ld (dollar),a
        jr lgnext
lgdone: xor a
        ld (dirok),a
        ret

; For the CCP, while no file is open: drives whose medium was changed are logged out,
; so that their allocation is computed afresh. What was set to R/O stays so.
refresh:ld a,15
rf1:    ld (actdrv),a
        ld de,(login)
        call testdrv
        jr z,rf3
        ld a,(actdrv)
        ld c,a
        ld e,0
        call bseldsk
        ld a,h
        or l
        jr z,rf2
        ld de,6
        add hl,de
        ld a,(hl)
        and 82h
        jr z,rf3
rf2:    ld a,(actdrv)
        call drvbit
        ld de,(login)
        ld a,d
        xor h
        ld h,a
        ld a,e
        xor l
        ld l,a
        ld (login),hl
rf3:    ld a,(actdrv)
        sub 1
        jr nc,rf1
        ret

; R/O checks before anything is written.
checkro:ld de,(rovec)
        call testdrv
        ret z
        call goerr_ro
        jp errend
; HL = byte 9 of an FCB or directory entry.
checkrof:
        bit 7,(hl)
        ret z
        call goerr_rof
        jp errend
