; Boot sector: loads the first file of the root directory, if it is the system, to SYSTEM_SEG:0000 and jumps there with
; DL = drive. The file lies in one piece.

%include "config.inc"

	org 0x7C00

	jmp short start
	nop
	db 'BACKPLN '
	dw 512
	db CLUSTER
	dw RESERVED
	db 2
	dw ROOT_ENTRIES
	dw SECTORS
	db MEDIA
	dw FAT_SECTORS
	dw SPT
	dw HEADS
	dd 0				; hidden sectors
	dd 0
	db 0, 0, 0x29
	dd 0x19810812			; serial number
	db 'BACKPLANE  '
	db 'FAT12   '

ROOT	equ RESERVED + 2 * FAT_SECTORS
DATA	equ ROOT + ROOT_ENTRIES * 32 / 512
DIRECTORY equ 0x7E00

start:	cli
	xor ax,ax
	mov ss,ax
	mov sp,0x7C00
	mov ds,ax
	sti
	cld
	mov [drive],dl

	; The BIOS may believe that the last sector of a track is 8: a table of our own, which the system goes on using.
	mov es,ax
	lds si,[DISK_TABLE_VECTOR]
	mov di,DISK_TABLE
	mov cx,11
	rep movsb
	mov ds,ax
	mov byte [DISK_TABLE + 4],SPT
	mov word [DISK_TABLE_VECTOR],DISK_TABLE
	mov [DISK_TABLE_VECTOR + 2],ax

	mov bx,DIRECTORY
	mov ax,ROOT
	mov cx,1
	call read
	mov si,DIRECTORY
	mov di,name
	mov cx,11
	repe cmpsb
	jne nosys

	mov ax,[DIRECTORY + E_FSIZE]	; below 64 KiB
	add ax,511
	mov cl,9
	shr ax,cl
	mov cx,ax
	mov ax,[DIRECTORY + E_FIRST]
	dec ax
	dec ax
	shl ax,1			; two sectors per cluster
	add ax,DATA
	mov bx,SYSTEM_SEG
	mov es,bx
	xor bx,bx
	call read
	mov dl,[drive]
	jmp SYSTEM_SEG:0

; Reads CX sectors from AX on to ES:BX, a track at a time.
read:	push ax
	push cx
	xor dx,dx
	mov si,SPT
	div si				; AX = track, DX = sector
	sub si,dx			; sectors left on it
	cmp si,cx
	jbe .some
	mov si,cx
.some:	mov cl,dl
	inc cx
	shr ax,1			; cylinder; carry = head
	mov ch,al
	mov dh,0
	adc dh,dh
	mov dl,[drive]
	mov di,5			; tries
.try:	mov ax,si
	mov ah,2
	int 0x13
	jnc .good
	dec di
	jz failed
	xor ax,ax
	int 0x13
	jmp .try
.good:	mov ax,si
	push cx
	mov cl,9
	shl ax,cl
	add bx,ax
	pop cx
	pop cx
	pop ax
	add ax,si
	sub cx,si
	jnz read
	ret

nosys:	mov si,t_nosys
	jmp short say
failed:	mov si,t_failed
say:	lodsb
	test al,al
	jz wait_key
	mov ah,0x0E
	mov bx,7
	int 0x10
	jmp say
wait_key:
	mov ah,0
	int 0x16
	int 0x19

name	db 'BACKPLN SYS'
t_nosys	db 13,10,'Not a system disk: BACKPLN.SYS is missing.',13,10
	db 'Put in another one and press a key ',0
t_failed db 13,10,'The disk cannot be read. Put in another one and press a key ',0
drive	db 0

	times 510 - ($ - $$) db 0
	dw 0xAA55
