; INT 13 for floppy drives, INT 0E.
; Sources: Intel 8272A data sheet; IBM Technical Reference, floppy adapter; Ralf Brown's list, INT 13 and MEMORY.LST.
cpu 8086

; The frame's return address (see service.asm) is used for two bytes: whether the data rate was looked for in this call, and
; the number of sectors that is asked for.
looked  equ 18
wanted  equ 19

section .int13
int13:
        call    service
        db      19h
        dw      f_bad
        dw      f_reset, f_last, f_transfer, f_transfer, f_transfer, f_transfer, f_bad, f_bad, f_parameters
        dw      f_bad, f_bad, f_bad, f_bad, f_bad, f_bad, f_bad, f_bad, f_bad, f_bad, f_bad, f_bad
        dw      f_type, f_changed, f_set_type, f_set_type
f_changed:                      ; AH = 16: there is no change line
        mov     ah,6
        jmp     f_end
f_bad:  mov     ah,1
; End of every function, from anywhere: AH = status.
f_end:  lea     sp,[bp-2]
        call    f_table
        mov     al,[es:si+2]
        mov     [f_motor_off],al
        and     byte [f_motors],7Fh
        mov     [f_status],ah
f_answer:
        mov     [bp+AX_+1],ah
        test    ah,ah
        jnz     .error
        jmp     no_error
.error: jmp     carry
; AH = 01
f_last: mov     ah,[f_status]
        mov     [bp+AX_],ah
        jmp     f_answer
; ES:SI = parameters behind INT 1E.
f_table:
        xor     si,si
        mov     es,si
        les     si,[es:1Eh*4]
        ret

; AH = 00: resets the controller. The drives' tracks are not known after that.
section .f_reset
f_reset:
        test    dl,dl
        js      f_bad
        cli
        mov     al,[f_motors]
        mov     cl,4
        rol     al,cl           ; motors to bits 4–7, selected drive to bits 0–1
        and     al,0F3h
        or      al,8            ; interrupt and DMA enabled
        mov     dx,3F2h
        out     dx,al
        mov     byte [f_calibrated],0
        or      al,4            ; bit 2 = 0 was the reset
        out     dx,al
        call    f_wait
        mov     cx,4            ; it reports a change of READY for each drive
.sense: call    f_sense
        loop    .sense
        mov     ah,3            ; SPECIFY: step rate, head times, DMA
        call    f_send
        call    f_table
        mov     ah,[es:si]
        call    f_send
        mov     ah,[es:si+1]
        call    f_send
        mov     ah,0
        jmp     f_end

; Sends AH to the controller. Changes AL, DX.
section .f_send
f_send:
        push    cx
        mov     dx,3F4h
        xor     cx,cx
.wait:  in      al,dx
        and     al,0C0h
        cmp     al,80h
        je      .ready
        loop    .wait
        jmp     f_timeout
.ready: inc     dx
        mov     al,ah
        out     dx,al
        pop     cx
        ret
; Sends the second byte of most commands: head and drive.
f_send_drive:
        mov     ah,[bp+DX_+1]
        and     ah,1
        shl     ah,1
        shl     ah,1
        or      ah,[bp+DX_]
        jmp     f_send
; Waits for an interrupt, then sends SENSE INTERRUPT STATUS: AL = ST0.
f_wait_sense:
        call    f_wait
f_sense:
        mov     ah,8
        call    f_send
; Reads what the controller has to say to f_result: AL = ST0. Changes DX, DI.
f_read:
        push    cx
        mov     di,f_result
        mov     dx,3F4h
.next:  xor     cx,cx
.wait:  in      al,dx
        and     al,0C0h
        cmp     al,0C0h
        je      .byte
        cmp     al,80h          ; it waits for a command
        je      .out
        loop    .wait
        jmp     f_timeout
.byte:  inc     dx
        in      al,dx
        dec     dx
        mov     [di],al
        inc     di
        cmp     di,f_result+7
        jb      .next
.out:   pop     cx
        mov     al,[f_result]
        ret
; Waits for the controller's interrupt, two seconds at most.
f_wait: push    cx
        sti
        mov     al,3
        xor     cx,cx
.more:  test    byte [f_calibrated],80h
        loopz   .more
        jnz     .come
        dec     al
        jnz     .more
        jmp     f_timeout
.come:  and     byte [f_calibrated],7Fh
        pop     cx
        ret
f_timeout:
        mov     byte [f_calibrated],0
        mov     ah,80h
        jmp     f_end

section .int0e
int0e:
        push    ds
        push    ax
        mov     ax,BDA
        mov     ds,ax
        or      byte [f_calibrated],80h
        mov     al,EOI
        out     PIC,al
        pop     ax
        pop     ds
        iret

; Selects the drive and starts its motor; waits if it was off.
section .f_motor
f_motor:
        call    f_table
        mov     cl,[bp+DX_]
        mov     al,1
        shl     al,cl
        mov     ah,cl
        mov     cl,4
        shl     ah,cl
        cli
        mov     byte [f_motor_off],0FFh
        mov     ch,[f_motors]
        and     ch,0Fh
        test    ch,al
        pushf
        or      al,ch
        or      al,ah
        mov     [f_motors],al
        rol     al,cl
        or      al,0Ch
        mov     dx,3F2h
        out     dx,al
        popf
        sti
        jnz     .on
        mov     al,125
        mul     byte [es:si+10]
        test    ax,ax
        jz      .on
        jmp     delay
.on:    ret

; BX = place of the drive in f_media and f_track: only two have one.
section .f_seek
f_place:
        mov     bl,[bp+DX_]
        and     bx,1
        ret
; Brings the heads to the cylinder that is asked for, after a recalibration if the drive needs one.
f_seek:
        call    f_place
        mov     cl,[bp+DX_]
        mov     ch,1
        shl     ch,cl
        test    [f_calibrated],ch
        jnz     .calibrated
        mov     cl,2            ; 77 steps each: some drives have more tracks
.recalibrate:
        mov     ah,7
        call    f_send
        mov     ah,[bp+DX_]
        call    f_send
        call    f_wait_sense
        and     al,0D0h         ; track 0 was not found?
        jz      .zero
        dec     cl
        jnz     .recalibrate
.fault: mov     byte [f_calibrated],0
        mov     ah,40h
        jmp     f_end
.zero:  or      [f_calibrated],ch
        mov     byte [bx+f_track],-1 ; let the heads settle
.calibrated:
        mov     ch,[bp+CX_+1]
        test    byte [bx+f_media],20h
        jz      .single
        shl     ch,1            ; tracks of 48 TPI on a drive of 96 TPI
.single:
        test    byte [bp+DX_],2 ; drives 2 and 3 have no place of their own for it
        jnz     .move
        cmp     ch,[bx+f_track] ; there already: the next sector is soon under the head
        je      .out
.move:  mov     ah,0Fh
        call    f_send
        call    f_send_drive
        mov     ah,ch
        call    f_send
        call    f_wait_sense
        and     al,0E0h
        cmp     al,20h
        jne     .fault
        xchg    ch,[bx+f_track]
        cmp     ch,[bx+f_track]
        je      .out
        call    f_table
        mov     al,[es:si+9]
        cbw
        test    ax,ax
        jle     .out
        jmp     delay
.out:   ret

; Data rate register = bits 7–6 of AL.
section .f_detect
f_set_rate:
        and     al,0C0h
        mov     [f_rate],al
        rol     al,1
        rol     al,1
        mov     dx,3F7h
        out     dx,al
        ret
; Finds the data rate at which the track under the head can be read: media state of the drive.
f_detect:
        mov     byte [bp+looked],1
        mov     si,rates
.next:  cs lodsb
        call    f_set_rate
        mov     ah,4Ah          ; READ ID
        call    f_send
        call    f_send_drive
        call    f_wait
        call    f_read
        test    al,0C0h
        jz      .out
        test    al,8
        jnz     .not_ready
        cmp     si,rates+3
        jb      .next
        mov     ah,2
        jmp     f_end
.not_ready:
        jmp     f_timeout
.out:   mov     al,[cs:si-1]
        mov     [bx+f_media],al
        ret
rates:  db      93h, 17h, 74h   ; 250, 500, 300 kbit/s: 360K in its own drive, 1.44M, 360K in a 1.2M drive

; AH = 02–05.
section .f_transfer
f_transfer:
        cmp     dl,3
        ja      .bad
        mov     ah,0
        xchg    al,ah
        mov     [bp+AX_],al
        mov     [bp+looked],ax
        cmp     byte [bp+AX_+1],5
        je      .start
        test    ah,ah
        jnz     .start
.bad:   jmp     f_bad
.start: call    f_motor
        test    byte [bp+AX_+1],1 ; writing, formatting
        jz      .again
        or      byte [f_motors],80h
.again: call    f_seek
        mov     al,[bx+f_media]
        test    al,10h
        jnz     .rate
        mov     al,80h
        cmp     byte [bp+AX_+1],5
        je      .rate
        call    f_detect
        jmp     .again          ; it may have to be sought with double steps
.rate:  call    f_set_rate
        call    f_table
        mov     bl,[bp+AX_+1]   ; function − 2
        sub     bl,2
        mov     cl,[es:si+3]    ; bytes of a sector: 128 shifted
        add     cl,7
        mov     al,[bp+wanted]
        mov     ah,0
        shl     ax,cl
        cmp     bl,3
        jne     .count
        mov     al,4            ; formatting: four bytes of each sector
        mul     byte [es:si+4]
.count: dec     ax
        xchg    di,ax           ; DI = count
        mov     ax,[bp+ES_]
        mov     cl,4
        rol     ax,cl
        mov     ch,al
        and     ch,15
        and     al,0F0h
        add     ax,[bp+BX_]
        adc     ch,0
        cmp     bl,2
        jne     .address
        xor     ax,ax           ; verify needs no memory
.address:
        mov     dx,ax
        add     dx,di
        mov     ah,9            ; a 64 KB boundary lies within
        jc      .end
        sub     dx,di
        cli
        mov     al,6            ; channel 2 off
        out     0Ah,al
        out     0Ch,al
        mov     al,[cs:bx+modes]
        out     0Bh,al
        mov     al,dl
        out     4,al
        mov     al,dh
        out     4,al
        mov     al,ch
        out     81h,al
        mov     ax,di
        out     5,al
        mov     al,ah
        out     5,al
        mov     al,2
        out     0Ah,al
        sti
        mov     ah,[cs:bx+commands]
        call    f_send
        call    f_send_drive
        mov     cl,[es:si+4]    ; last sector of the track
        cmp     bl,3
        jne     .sectors
        mov     ah,[es:si+3]
        call    f_send
        mov     ah,cl
        call    f_send
        mov     ah,[es:si+7]
        call    f_send
        mov     ah,[es:si+8]
        jmp     .last
.sectors:
        mov     ah,[bp+CX_+1]   ; C, H, R, N
        call    f_send
        mov     ah,[bp+DX_+1]
        call    f_send
        mov     ah,[bp+CX_]
        call    f_send
        mov     ah,[es:si+3]
        call    f_send
        ; with our own parameters the last sector is that of the density
        mov     ax,es
        cmp     ah,0F0h
        jne     .eot
        test    byte [f_rate],0C0h
        jnz     .eot
        mov     cl,18
.eot:   mov     ah,cl
        call    f_send
        mov     ah,[es:si+5]
        call    f_send
        mov     ah,[es:si+6]
.last:  call    f_send
        call    f_wait
        call    f_read
        mov     ah,[bp+wanted]
        test    al,0C0h
        jz      .good
        test    al,8
        jnz     .not_ready
        mov     al,[f_result+5] ; sectors before the bad one
        sub     al,[bp+CX_]
        mov     ah,[f_result+4]
        cmp     ah,[bp+DX_+1]
        je      .side
        add     al,cl
.side:  mov     [bp+AX_],al
        mov     di,errors
        mov     al,[f_result+1]
.bit:   mov     ah,[cs:di]
        inc     di
        shl     al,1
        jc      .kind
        jnz     .bit
        mov     ah,20h
.kind:  test    ah,6            ; 02, 04 and not 10h: perhaps another disk
        jz      .end
        cmp     ah,3
        je      .end
        cmp     bl,3
        je      .end
        cmp     byte [bp+looked],0
        jne     .end
        call    f_place
        mov     byte [bx+f_media],0
        mov     byte [f_calibrated],0 ; a double step may have been one too many
        jmp     .again
.not_ready:
        jmp     f_timeout
.good:  mov     [bp+AX_],ah
        mov     ah,0
.end:   jmp     f_end
modes:  db      46h, 4Ah, 42h, 4Ah ; channel 2: to memory, from memory, verify
commands:
        db      0E6h, 0C5h, 0E6h, 4Dh
errors: db      4, 20h, 10h, 8, 20h, 4, 3, 2 ; bits 7–0 of ST1

; AH = 08, 15, 17, 18: what an XT of 1986 knows of drives.
section .f_parameters
; CL = number of drives; back only if DL is one of them.
f_drives:
        mov     al,[equipment]
        test    al,1
        mov     ah,0
        jz      .none
        rol     al,1
        rol     al,1
        and     al,3
        inc     ax
        cmp     dl,al
        jae     .none
        ret
.none:  pop     di
        mov     [bp+DX_],ah
        cmp     byte [bp+AX_+1],15h
        je      f_type_none
        jmp     f_bad
f_parameters:
        call    f_drives
        mov     ah,1            ; heads − 1
        mov     [bp+DX_],ax
        mov     bx,4            ; several data rates: 1.44M
        mov     cx,4F12h
        test    byte [f_kinds],2
        jz      .low
        mov     al,[f_media+1]  ; what was last in the drive tells what it is used for, or what is in the first one
        cmp     dl,1
        jne     .first
        test    al,al
        jnz     .seen
.first: mov     al,[f_media]
.seen:  and     al,0F0h
        cmp     al,90h          ; known, 250 kbit/s
        jne     .have
.low:   mov     bl,1            ; 360K
        mov     cx,2709h
.have:  mov     [bp+BX_],bx
        mov     [bp+CX_],cx
f_give_table:
        call    f_table
        mov     [bp+DI_],si
        mov     [bp+ES_],es
        mov     word [bp+AX_],0
        mov     ah,0
        jmp     f_end
f_type: call    f_drives
        mov     ah,1            ; a drive without change line
f_type_none:
        mov     [bp+AX_+1],ah
        jmp     no_error
f_set_type:
        cmp     dl,3
        ja      .bad
        call    f_place
        mov     di,bx
        cmp     ah,18h
        je      .tracks
        mov     bl,al
        dec     bx
        cmp     bx,3
        ja      .bad
        mov     al,[cs:bx+types]
        mov     [di+f_media],al
        mov     ah,0
        jmp     f_end
.bad:   jmp     f_bad
.tracks:
        mov     al,93h
        cmp     cl,9
        jbe     .low
        mov     al,17h
.low:   mov     [di+f_media],al
        jmp     f_give_table
types:  db      93h, 74h, 15h, 97h
