; Boot ROM, 16 KiB at 0000h: starts a drive's own system, or the system that this ROM contains.
        include "config.inc"
        org 0000h

reset:  di
        ld sp,0                 ; the top of RAM, above anything that is loaded below
        out (P_START),a         ; rewind the start-up string
        in a,(P_START)
        or a
        jr z,romsystem
        cp 11h
        jr nc,romsystem         ; an ordinary command line: the BIOS reads it again
        dec a                   ; 01h-10h: boot from drive A-P
        ld (drive),a

; Record 1 of track 0 goes to 0000h, into the RAM beneath this ROM.
        out (P_DRIVE),a
        xor a
        out (P_TRKLO),a
        out (P_TRKHI),a
        out (P_SECHI),a
        out (P_DMALO),a
        out (P_DMAHI),a
        inc a
        out (P_SECLO),a
        xor a
        out (P_DCMD),a
        in a,(P_DSTAT)
        or a
        jr nz,failed
        ld hl,leave             ; the code that removes the ROM must not lie in it
        ld de,0FF80h
        ld bc,leaveend-leave
        ldir
        jp 0FF80h

leave:  xor a
        out (P_ROM),a
        jp 0000h
leaveend:

failed: push af
        ld hl,m_fail1
        call puts
        ld a,(drive)
        add a,'A'
        out (P_CON),a
        ld hl,m_fail2
        call puts
        pop af
        ld hl,m_nodisk
        dec a
        jr z,failtext
        ld hl,m_read
failtext:
        call puts
        ld hl,m_fail3
        call puts

romsystem:
        ld hl,ROMSYS
        ld de,CCPBASE
        ld bc,sysend-ROMSYS
        ldir
        ld sp,0
        jp BIOSBASE             ; the cold start removes the ROM

puts:   ld a,(hl)
        or a
        ret z
        out (P_CON),a
        inc hl
        jr puts

m_fail1:  db CR,LF,"Cannot boot from drive ",0
m_fail2:  db ": ",0
m_nodisk: db "no disk in the drive",0
m_read:   db "its first record cannot be read",0
m_fail3:  db ". Starting the system in ROM.",CR,LF,0

drive   equ 0FF00h              ; RAM, free until the system is copied

        ds ROMSYS-$,0FFh
        incbin "../images/system.bin"
sysend:
        ds 4000h-$,0FFh
        end
