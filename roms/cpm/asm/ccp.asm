; Console command processor. Built-in commands: DIR ERA REN SAVE TYPE USER.

ccp:    jp ccpstart             ; C = user and drive; runs the command in the buffer, if any
        jp ccpclear             ; the same, the buffer is discarded
cmdmax: db 127
cmdlen: db 0
cmdbuf: ds 128

; command name, entry
builtin:db "DIR "
        dw c_dir
        db "ERA "
        dw c_era
        db "REN "
        dw c_ren
        db "SAVE"
        dw c_save
        db "TYPE"
        dw c_type
        db "USER"
        dw c_user
        db 0

subfcb: db 1,"$$$     SUB",0,0,0,0
        ds 17

ccpclear:
        xor a
        ld (cmdlen),a
ccpstart:
        ld sp,ccpstack
        ld a,c
        and 0Fh
        ld (cdrive),a
        ld a,c
        rrca
        rrca
        rrca
        rrca
        and 0Fh
        ld (cuser),a
        call relogin
        ld a,(cmdlen)
        or a
        jp nz,runline           ; a program left a command
        jr prompt1

; ---- get a command line -------------------------------------------------------

done:   ld a,(bmode)            ; after a built-in command or a message
        or a
        call nz,newline
prompt: ld sp,ccpstack
        call refresh            ; exchanged disks and new files are seen
        call checkcur
prompt1:ld a,(bmode)
        dec a
        jr z,startcmd
        jp p,batch
        call ccrlf
        ld a,(cdrive)
        add a,'A'
        call putc
        ld a,'>'
        call putc
        ld a,(subflag)
        or a
        jr z,ask
        call getsub
        jr c,ask
        ld hl,cmdbuf            ; echo the line
        ld a,(cmdlen)
        ld b,a
        inc b
        jr echo2
echo1:  ld a,(hl)
        inc hl
        push hl
        push bc
        call putc
        pop bc
        pop hl
echo2:  djnz echo1
        call keyhit             ; a key ends the submit file
        jr z,runline
        call endsub
        jr prompt

ask:    ld de,cmdmax
        ld c,10
        call BDVEC
        jr runline

batch:  ld a,(subflag)          ; start-up command: go on with its submit file, or end
        or a
        jr z,exit0
        call getsub
        jr nc,runline
exit0:  ld hl,(retcode)
        ld a,l
        inc h
        jr nz,exit1
        or a
        jr nz,exit1
        inc a                   ; FF00h is a failure, too
exit1:  out (P_EXIT),a
        di
        halt
        jr exit1
startcmd:
        ld a,2
        ld (bmode),a
        out (P_START),a
        ld hl,cmdbuf
        ld b,0
        in a,(P_START)
        cp 11h
        jr nc,st2
st1:    in a,(P_START)
st2:    ld (hl),a
        or a
        jr z,st3
        inc hl
        inc b
        ld a,b
        cp 127
        jr c,st1
st3:    ld a,b
        ld (cmdlen),a

; ---- run a command line ---------------------------------------------------------

runline:ld hl,cmdlen
        ld b,(hl)
        ld (hl),0
        inc hl
        inc b
        jr up2
up1:    ld a,(hl)
        and 7Fh
        cp 'a'
        jr c,up3
        cp 'z'+1
        jr nc,up3
        sub 20h
up3:    ld (hl),a
        inc hl
up2:    djnz up1
        ld (hl),0
        ld de,DEFDMA
        call setdma1
        ld hl,cmdbuf
        call skipbl
        jp z,prompt
        cp ';'
        jp z,prompt             ; a remark
        ld (token),hl
        ld de,cfcb
        call parse
        ld (tail),hl
        jp nz,unknown           ; ? in a command name
        ld hl,0
        ld (retcode),hl
        ld a,(cfcb+1)
        cp ' '
        jr nz,run1
        ld hl,(tail)            ; X: alone
        call skipbl
        jp nz,unknown
        ld a,(cfcb)
        dec a
        jp m,unknown
        push af
        ld e,a
        ld c,14
        call BDVEC
        pop af
        ld (cdrive),a
        call setcur
        jp prompt

run1:   ld a,(cfcb+9)
        cp ' '
        jp nz,unknown
        ld a,(cfcb)
        or a
        jr nz,transient
        ld hl,builtin
bi1:    ld a,(hl)
        or a
        jr z,transient
        ld de,cfcb+1
        ld b,4
        ld c,0
bi2:    ld a,(de)
        xor (hl)
        or c
        ld c,a
        inc hl
        inc de
        djnz bi2
        ld a,(de)               ; the fifth character must be blank
        xor ' '
        or c
        ld e,(hl)
        inc hl
        ld d,(hl)
        inc hl
        jr nz,bi1
        push de                 ; entry of the command
        ld hl,(tail)
        ret

; ---- transient programs --------------------------------------------------------

transient:
        ld hl,comtype
        ld de,cfcb+9
        ld bc,3
        ldir
        call copen
        jr nz,load
        ld a,(cfcb)             ; not here: look on drive A, user 0
        or a
        jr nz,unknown
        ld a,(cdrive)
        ld hl,cuser
        or (hl)
        jr z,unknown
        ld e,0
        call setuser
        ld a,(cdrive)
        or a
        jr z,tr1
        xor a
        call trysel             ; is there a drive A at all?
        jr c,tr2
tr1:    ld a,1
        ld (cfcb),a
        call copen
        jr nz,load
tr2:    call setown
unknown:ld de,127               ; as a shell: command not found
complain:
        push de
        call newline
        ld hl,(token)
unk1:   ld a,(hl)
        cp ' '+1
        jr c,unk2
        push hl
        call putc
        pop hl
        inc hl
        jr unk1
unk2:   ld a,'?'
        call putc
        pop hl
abort:  ld (retcode),hl
        call endsub
        jp done
comtype:db "COM"

badload:call setown
        ld hl,126               ; found, but cannot be run
        ld (retcode),hl
        ld de,m_badload
msgend: push de
        call newline
        pop de
        ld c,9
        call BDVEC
        ld hl,(retcode)
        ld a,h
        or l
        jr nz,abort
        inc l
        jr abort

load:   ld hl,TPA
load1:  push hl
        ex de,hl
        call setdma1
        ld de,cfcb
        ld c,20
        call BDVEC
        pop hl
        or a
        jr nz,load2
        ld de,128
        add hl,de
        ld a,h
        cp CCPBASE/256
        jr c,load1
        ld de,DEFDMA            ; the rest would not fit
        call setdma1
        ld de,cfcb
        ld c,20
        call BDVEC
        or a
        jr z,badload
load2:  call setown
        call newline
        ld hl,(tail)
        ld de,DEFFCB
        call parse
        ld de,cfcb
        call parse              ; the second name
        ld hl,cfcb
        ld de,DEFFCB+16
        ld bc,16
        ldir
        ex de,hl
        ld b,4
ld3:    ld (hl),0
        inc hl
        djnz ld3
        ld hl,(tail)
        ld de,DEFDMA+1
        ld b,0
ld4:    ld a,(hl)
        ld (de),a
        or a
        jr z,ld5
        inc hl
        inc de
        inc b
        jr ld4
ld5:    ld a,b
        ld (DEFDMA),a
        ld de,DEFDMA
        call setdma1
        call TPA
        ld sp,ccpstack
        call setcur             ; the program returned: same user, same drive
        jp prompt

; ---- built-in commands ------------------------------------------------------------
; HL = rest of the line

; Parse a name into cfcb. Z: no wildcards in it. A = first character of the name.
onename:ld de,cfcb
        call parse
        ld a,(cfcb+1)
        ret

c_user: call number
        cp 16
        jp nc,badarg
        ld (cuser),a
        ld e,a
        call setuser
        call setcur
        jp done

c_dir:  call onename
        cp ' '
        jr nz,dir1
        ld hl,cfcb+1            ; DIR alone: all files
        ld b,11
dir0:   ld (hl),'?'
        inc hl
        djnz dir0
dir1:   ld c,17
        call cfcbfn
        inc a
        jr z,nofile
        ld b,0                  ; names shown so far
dir2:   dec a
        add a,a
        add a,a
        add a,a
        add a,a
        add a,a
        add a,DEFDMA+1
        ld l,a
        ld h,0
        push hl
        ld de,9
        add hl,de
        bit 7,(hl)              ; SYS files do not show
        pop hl
        jr nz,dir5
        ld a,b
        inc b
        push bc
        push hl
        and 3
        jr nz,dir3
        call newline
        ld a,(cfcb)
        dec a
        jp p,dirdrv
        ld a,(cdrive)
dirdrv: add a,'A'
        call putc
        ld a,':'
        call putc
        jr dir4
dir3:   ld de,m_colon
        ld c,9
        call BDVEC
dir4:   ld a,' '
        call putc
        pop hl
        ld b,8
        call putn
        push hl
        ld a,' '
        call putc
        pop hl
        ld b,3
        call putn
        pop bc
dir5:   push bc
        call keyhit
        pop bc
        jp nz,done
        push bc
        ld c,18
        call cfcbfn
        pop bc
        inc a
        jr nz,dir2
        ld a,b
        or a
        jp nz,done
nofile: ld de,m_nofile
        jp msgend

c_era:  call onename
        ld hl,cfcb+1
        ld b,11
        ld a,'?'
era1:   cp (hl)
        jr nz,era2
        inc hl
        djnz era1
        call newline
        ld de,m_all
        ld c,9
        call BDVEC
        ld de,cmdmax
        ld c,10
        call BDVEC
        ld hl,cmdlen
        ld a,(hl)
        ld (hl),0
        dec a
        jp nz,done
        inc hl
        ld a,(hl)
        and 5Fh
        cp 'Y'
        jp nz,done
era2:   ld c,19
        call cfcbfn
        inc a
        jr z,nofile
        jp done

c_type: call onename
        jp nz,badarg
        call copen
        jr z,nofile
        call newline
        ld de,DEFDMA
        call setdma1
type1:  ld c,20
        call cfcbfn
        or a
        jp nz,done
        ld hl,DEFDMA
type2:  ld a,(hl)
        cp EOFCH
        jp z,done
        push hl
        call putc
        call keyhit
        pop hl
        jp nz,done
        inc l
        jr nz,type2
        jr type1

c_save: call number
        jp c,badarg
        ex de,hl
        ld l,a
        ld h,0
        add hl,hl
        push hl                 ; records
        ex de,hl
        call onename
        jp nz,badarg
        cp ' '
        jp z,badarg
        ld c,19
        call cfcbfn
        ld c,22
        call cfcbfn
        inc a
        jr z,nospace
        xor a
        ld (cfcb+32),a
        ld hl,TPA
save1:  pop bc
        ld a,b
        or c
        jr z,save2
        dec bc
        push bc
        push hl
        ex de,hl
        call setdma1
        ld c,21
        call cfcbfn
        pop hl
        ld de,128
        add hl,de
        or a
        jr z,save1
nospace:ld de,m_nospace
        jp msgend
save2:  ld c,16
        call cfcbfn
        inc a
        jr z,nospace
        jp done

c_ren:  call onename
        jp nz,badarg
        cp ' '
        jp z,badarg
        push hl
        ld c,17
        call cfcbfn
        inc a
        pop hl
        jr nz,exists
        push hl
        ld hl,cfcb
        ld de,cfcb+16
        ld bc,16
        ldir
        pop hl
        call skipbl
        cp '='
        jr z,ren1
        cp '_'
        jr nz,badarg
ren1:   inc hl
        call onename
        jr nz,badarg
        cp ' '
        jr z,badarg
        ld hl,cfcb
        ld a,(cfcb+16)
        or a
        jr z,ren2
        cp (hl)                 ; two drives must be the same
        jr z,ren2
        inc (hl)
        dec (hl)
        jr nz,badarg
        ld (hl),a
ren2:   ld c,23
        call cfcbfn
        inc a
        jp z,nofile
        jp done
exists: ld de,m_exists
        jp msgend

badarg: ld hl,(tail)            ; the argument is echoed with a ?
        call skipbl
        ld (token),hl
        ld de,1
        jp complain

; ---- parts --------------------------------------------------------------------------

; After a warm boot: all drives are logged in anew. A submit file is found.
relogin:ld a,(cuser)
        ld e,a
        call setuser
        ld c,13
        call BDVEC
        ld (subflag),a
; Select the current drive; drive A if its disk is gone.
checkcur:
        ld a,(cdrive)
        ld (curdrv),a
        or a
        jr z,setcur
        call trysel
        jr nc,setcur
        xor a
        ld (cdrive),a
        ld (curdrv),a
setcur: ld a,(cuser)
        add a,a
        add a,a
        add a,a
        add a,a
        ld hl,cdrive
        or (hl)
        ld (CURDSK),a
        ret

setown:
        ld a,(cuser)
        ld e,a
setuser:ld c,32
        jp BDVEC

setdma1:ld c,26
        jp BDVEC

copen:  xor a
        ld (cfcb+12),a
        ld (cfcb+32),a
        ld c,15
        call cfcbfn
        inc a
        ret

cfcbfn: push hl
        ld de,cfcb
        call BDVEC
        pop hl
        ret

; New line; not when a start-up command stands at the start of one anyway.
newline:ld a,(bmode)
        or a
        jr z,ccrlf
        ld a,(column)
        or a
        ret z
ccrlf:  ld a,CR
        call putc
        ld a,LF
putc:   push hl
        push bc
        ld e,a
        ld c,2
        call BDVEC
        pop bc
        pop hl
        ret
putn:   ld a,(hl)
        and 7Fh
        inc hl
        call putc
        djnz putn
        ret

; NZ: a key was pressed; it is taken.
keyhit: ld c,11
        call BDVEC
        or a
        ret z
        ld e,0FFh
        ld c,6
        call BDVEC
        or 0FFh
        ret

skipbl: ld a,(hl)
        or a
        ret z
        cp ' '+1
        ret nc
        inc hl
        jr skipbl

; Decimal number at HL: A, 0-255. Carry: none, or too large.
number: call skipbl
        ld de,0
        ld a,(hl)
num1:   sub '0'
        cp 10
        jr nc,num2
        ld c,a
        ld a,e
        cp 26
        jr nc,numbad
        add a,a
        add a,a
        add a,e
        add a,a
        add a,c
        jr c,numbad
        ld e,a
        inc d
        inc hl
        ld a,(hl)
        jr num1
num2:   ld a,(hl)
        cp ' '+1
        jr nc,numbad
        ld a,d
        or a
        ld a,e
        ret nz
numbad: ld a,255
        scf
        ret

; Parse a file name at HL into the first 16 bytes of the FCB at DE.
; NZ: it has wildcards. HL = character after it.
parse:  call skipbl
        push de
        xor a
        ld (de),a
        ld a,(hl)
        call delim
        jr z,pa1
        inc hl
        ld a,(hl)
        dec hl
        cp ':'
        jr nz,pa1
        ld a,(hl)               ; X:
        sub 'A'-1
        ld (de),a
        inc hl
        inc hl
pa1:    inc de
        ld bc,0800h
        call field
        ld a,(hl)
        cp '.'
        jr nz,pa2
        inc hl
        ld b,3
        call field
        jr pa4
pa2:    ld b,3
        ld a,' '
pa3:    ld (de),a
        inc de
        djnz pa3
pa4:    ld b,4
        xor a
pa5:    ld (de),a
        inc de
        djnz pa5
        pop de
        ld a,c
        or a
        ret

; B characters to DE, blank-filled; C counts wildcards.
field:  ld a,(hl)
        call delim
        jr z,fblank
        cp '*'
        jr nz,fchar
        ld a,'?'
        inc c
        jr fput
fchar:  inc hl
        cp '?'
        jr nz,fput
        inc c
fput:   ld (de),a
        inc de
        djnz field
fskip:  ld a,(hl)               ; what is too long is dropped
        call delim
        ret z
        inc hl
        jr fskip
fblank: ld a,' '
fb1:    ld (de),a
        inc de
        djnz fb1
        ret

; Z: A ends a name.
delim:  cp ' '+1
        jr c,dl1
        cp '='
        ret z
        cp '_'
        ret z
        cp '.'
        ret z
        cp ':'
        ret z
        cp ';'
        ret z
        cp '<'
        ret z
        cp '>'
        ret
dl1:    cp a
        ret

; Next line of A:$$$.SUB into the command buffer: its last record. Carry: none.
getsub: ld de,subfcb
        xor a
        ld (subfcb+12),a
        ld c,15
        call BDVEC
        inc a
        jr z,gs9
        ld a,(subfcb+15)
        dec a
        jp m,gs8
        ld (subfcb+32),a
        ld de,cmdlen            ; a record is a count and the text
        call setdma1
        ld de,subfcb
        ld c,20
        call BDVEC
        or a
        jr nz,gs8
        ld hl,cmdlen
        res 7,(hl)
        ld hl,subfcb+15
        dec (hl)
        jr z,gs7
        dec hl
        ld (hl),0               ; written to: the directory gets the new count
        ld de,subfcb
        ld c,16
        call BDVEC
        or a
        ret
gs7:    call endsub
        or a
        ret
gs8:    call endsub
gs9:    scf
        ret

endsub: ld hl,subflag
        ld a,(hl)
        or a
        ret z
        ld (hl),0
        ld de,subfcb
        ld c,19
        jp BDVEC

m_colon:  db " :$"
m_all:    db "ALL (Y/N)?$"
m_nofile: db "NO FILE$"
m_nospace:db "NO SPACE$"
m_exists: db "FILE EXISTS$"
m_badload:db "BAD LOAD$"

cdrive: db 0
cuser:  db 0
subflag:db 0
token:  dw 0
tail:   dw 0
cfcb:   ds 36
ccpend:
ccpstack equ BDOSBASE
CCPFREE equ ccpstack-ccpend     ; room for the stack
