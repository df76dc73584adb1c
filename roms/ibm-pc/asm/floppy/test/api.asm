; API.COM, for the tests: calls the functions of INT 21h and says "API ok", or at which step something was wrong.

	cpu 8086
	org 0x100

%macro step 0
	inc byte [at_step]
%endmacro
%macro dos 1
	mov ah,%1
	int 0x21
%endmacro
%macro good 0				; carry clear
	jnc %%on
	jmp failed
%%on:
%endmacro
%macro fails 1				; carry set, AX = the error
	jc %%set
	jmp failed
%%set:	cmp ax,%1
	is
%endmacro
%macro is 0				; zero flag set
	je %%on
	jmp failed
%%on:
%endmacro

start:	mov sp,stack
	cmp byte [0x80],0
	je parent
	mov dx,t_child			; the child: says what it was given
	dos 9
	mov bl,[0x80]
	mov bh,0
	mov byte [0x81+bx],'$'
	mov dx,0x81
	dos 9
	mov ax,0x4C2A
	int 0x21

parent:	step				; 1: memory: the program has all; less of it, and a block of the rest
	mov bx,0x1000
	mov ax,cs
	mov es,ax
	dos 0x4A
	good
	mov bx,0xFFFF
	dos 0x48
	fails 8
	mov [most],bx
	mov bx,0x10
	dos 0x48
	good
	mov es,ax
	mov bx,0x20
	dos 0x4A
	good
	dos 0x49
	good
	mov ax,0x1234			; there is no block
	mov es,ax
	dos 0x49
	fails 9
	mov bx,[most]
	dos 0x48
	good
	mov es,ax
	dos 0x49
	good
	push cs
	pop es

	step				; 2: version, current drive, prefix
	dos 0x30
	cmp al,2
	is
	dos 0x19
	cmp al,0
	is
	dos 0x62
	mov ax,cs
	cmp ax,bx
	is

	step				; 3: a file of 3000 bytes
	mov di,buffer
	mov cx,3000
.pattern: mov ax,cx
	mov bl,7
	mul bl
	stosb
	loop .pattern
	mov dx,t_file
	mov cx,0
	dos 0x3C
	good
	mov bx,ax
	mov cx,3000
	mov dx,buffer
	dos 0x40
	good
	cmp ax,3000
	is
	dos 0x3E
	good

	step				; 4: read in pieces, from the middle, beyond the end
	mov dx,t_file
	mov ax,0x3D02
	int 0x21
	good
	mov bx,ax
	mov dx,1234
	xor cx,cx
	mov ax,0x4200
	int 0x21
	good
	cmp ax,1234
	is
	mov dx,other
	mov cx,1000
	dos 0x3F
	good
	cmp ax,1000
	is
	mov si,buffer+1234
	mov di,other
	mov cx,1000
	repe cmpsb
	is
	mov cx,2000
	mov dx,other
	dos 0x3F
	good
	cmp ax,3000 - 2234
	is
	mov cx,1
	dos 0x3F
	good
	cmp ax,0
	is
	mov dx,-10
	mov cx,-1
	mov ax,0x4202
	int 0x21
	good
	cmp ax,2990
	is

	step				; 5: beyond the end, cut off, date
	mov dx,20000
	xor cx,cx
	mov ax,0x4200
	int 0x21
	mov cx,1
	mov dx,buffer
	dos 0x40
	good
	mov ax,0x4202
	xor cx,cx
	xor dx,dx
	int 0x21
	cmp ax,20001
	is
	mov dx,100
	xor cx,cx
	mov ax,0x4200
	int 0x21
	xor cx,cx
	dos 0x40
	good
	mov ax,0x5701
	mov cx,0x6000
	mov dx,0x2A21
	int 0x21
	good
	dos 0x3E
	good
	dos 0x3E
	fails 6

	step				; 6: search
	mov dx,transfer
	dos 0x1A
	dos 0x2F
	cmp bx,transfer
	is
	push cs
	pop es
	mov dx,t_any
	xor cx,cx
	dos 0x4E
	good
	cmp word [transfer+26],100
	is
	cmp word [transfer+22],0x6000
	is
	cmp word [transfer+24],0x2A21
	is
	mov si,transfer+30
	mov di,t_file
	mov cx,6
	repe cmpsb
	is
	dos 0x4F
	fails 18
	mov dx,t_missing
	dos 0x4E
	fails 18

	step				; 7: name, attributes, deleting
	mov dx,t_file
	mov di,t_renamed
	dos 0x56
	good
	mov dx,t_renamed
	mov ax,0x4300
	int 0x21
	good
	cmp cx,0x20
	is
	mov cx,1
	mov ax,0x4301
	int 0x21
	good
	dos 0x41
	fails 5
	mov ax,0x3D01
	int 0x21
	fails 5
	xor cx,cx
	mov ax,0x4301
	int 0x21
	good
	dos 0x41
	good
	mov ax,0x3D00
	int 0x21
	fails 2

	step				; 8: directories
	mov dx,t_directory
	dos 0x39
	good
	dos 0x39
	fails 5
	dos 0x3B
	good
	mov si,other
	mov dl,0
	dos 0x47
	good
	mov si,other
	mov di,t_directory+1
	mov cx,4
	repe cmpsb
	is
	mov dx,t_inside
	xor cx,cx
	dos 0x5B
	good
	mov bx,ax
	dos 0x3E
	good
	dos 0x5B
	fails 80
	mov dx,t_directory
	dos 0x3A
	fails 16
	mov dx,t_root
	dos 0x3B
	good
	mov dx,t_directory
	dos 0x3A
	fails 5
	mov dx,t_inside2
	dos 0x41
	good
	mov dx,t_directory
	dos 0x3A
	good
	dos 0x3B
	fails 3

	step				; 9: another output for a while
	mov bx,1
	dos 0x45
	good
	mov [saved],ax
	mov dx,t_file
	xor cx,cx
	dos 0x3C
	good
	mov [file],ax
	mov bx,ax
	mov cx,1
	dos 0x46
	good
	mov bx,1
	mov cx,5
	mov dx,t_file
	dos 0x40
	good
	mov bx,[saved]
	mov cx,1
	dos 0x46
	good
	mov bx,[saved]
	dos 0x3E
	good
	mov bx,[file]
	mov ax,0x4201
	xor cx,cx
	xor dx,dx
	int 0x21
	good
	cmp ax,5
	is
	dos 0x3E
	good
	mov dx,t_file
	dos 0x41
	good
	mov ax,0x4400
	mov bx,1
	int 0x21
	good
	test dl,0x80
	jnz .device
	jmp failed
.device:

	step				; 10: vectors, date, time
	mov ax,0x2560
	mov dx,0x1234
	int 0x21
	mov ax,0x3560
	int 0x21
	cmp bx,0x1234
	is
	mov ax,cs
	mov bx,es
	cmp ax,bx
	is
	push cs
	pop es
	mov cx,2027
	mov dx,0x021D
	dos 0x2B
	cmp al,0xFF
	is
	mov dx,0x021C
	dos 0x2B
	cmp al,0
	is
	mov cx,0x173B
	mov dx,0x3B32
	dos 0x2D
	cmp al,0
	is
.midnight: dos 0x2C
	cmp ch,0
	jne .midnight
	dos 0x2A
	cmp dx,0x0301
	is
	cmp cx,2027
	is
	cmp al,1			; a Monday
	is

	step				; 11: space on the disk
	mov dl,0
	dos 0x36
	cmp ax,2
	is
	cmp cx,512
	is
	cmp dx,354
	is

	step				; 12: another program
	mov word [block+2],tail
	mov [block+4],cs
	mov dx,t_self
	mov bx,block
	mov ax,0x4B00
	int 0x21
	good
	push cs
	pop ds
	push cs
	pop es
	dos 0x4D
	cmp ax,0x2A
	is
	step				; 13: control blocks: names, writing and reading in a row
	mov di,block2
	mov cx,37
	mov al,0
	rep stosb
	mov si,t_parse
	mov di,block2
	mov ax,0x2901
	int 0x21
	cmp al,0
	is
	cmp word [si],' x'
	is
	mov si,block2
	mov di,t_parsed
	mov cx,12
	repe cmpsb
	is
	mov dx,block2
	dos 0x16
	cmp al,0
	is
	mov dx,record
	dos 0x1A
	mov cx,300			; 300 records of 100 bytes
	mov word [block2+14],100
.write:	mov [record],cx
	mov dx,block2
	push cx
	dos 0x15
	pop cx
	cmp al,0
	is
	loop .write
	dos 0x10
	cmp al,0
	is

	step				; 14: at random, in blocks, the size
	mov dx,block2
	dos 0x0F
	cmp al,0
	is
	cmp word [block2+16],30000
	is
	mov word [block2+14],100
	mov word [block2+33],250	; record 250 holds 300 - 250
	mov word [block2+35],0
	dos 0x21
	cmp al,0
	is
	cmp word [record],50
	is
	cmp word [block2+12],1		; block 1, record 122
	is
	cmp byte [block2+32],122
	is
	dos 0x24
	cmp word [block2+33],250
	is
	mov word [record],0x4321
	dos 0x22
	cmp al,0
	is
	mov word [block2+33],298
	mov cx,5			; two are left
	dos 0x27
	cmp al,1
	is
	cmp cx,2
	is
	cmp word [record+100],1
	is
	cmp word [block2+33],300
	is
	dos 0x14
	cmp al,1
	is
	mov word [block2+33],250
	mov cx,1
	dos 0x27
	cmp al,0
	is
	cmp word [record],0x4321
	is
	mov cx,0			; 251 records are kept
	dos 0x28
	cmp al,0
	is
	dos 0x10
	dos 0x23
	cmp al,0
	is
	cmp word [block2+33],251
	is
	mov word [block2+14],1000	; a last one in part: filled up with zeros
	mov word [block2+12],0
	mov byte [block2+32],25
	mov word [record+100],0xFFFF
	mov byte [record+999],0xFF
	dos 0x14
	cmp al,3
	is
	cmp word [record],0x4321
	is
	cmp word [record+100],0
	is
	cmp byte [record+999],0
	is

	step				; 15: search, name, delete
	mov di,block2+17
	mov si,t_newname
	mov cx,11
	rep movsb
	dos 0x17
	cmp al,0
	is
	dos 0x17
	cmp al,0xFF
	is
	mov di,block2+1
	mov al,'?'
	mov cx,11
	rep stosb
	mov byte [block2+1],'F'
	dos 0x11
	cmp al,0
	is
	mov si,record+1
	mov di,t_found
	mov cx,11
	repe cmpsb
	is
	cmp word [record+1+28],25100
	is
	dos 0x12
	cmp al,0xFF
	is
	dos 0x13
	cmp al,0
	is
	dos 0x13
	cmp al,0xFF
	is

	step				; 16: devices
	mov dx,t_printer		; opened and made, with what may stand around the name
	mov ax,0x3D01
	int 0x21
	good
	mov bx,ax
	mov dx,t_child
	mov cx,6
	dos 0x40
	good
	cmp ax,6
	is
	dos 0x3E
	good
	mov dx,t_printer2
	xor cx,cx
	dos 0x3C
	good
	mov bx,ax
	mov cx,4
	dos 0x40
	good
	cmp ax,4
	is
	dos 0x3E
	good
	mov dx,t_nul
	mov ax,0x3D02
	int 0x21
	good
	mov bx,ax
	mov cx,3000
	mov dx,buffer
	dos 0x40
	good
	cmp ax,3000
	is
	dos 0x3F
	good
	cmp ax,0
	is
	dos 0x3E
	good
	mov dx,t_nodevice
	mov ax,0x3D00
	int 0x21
	fails 2

	mov dx,t_ok
	dos 9
	int 0x20

failed:	push cs
	pop ds
	mov dx,t_failed
	dos 9
	mov al,[at_step]
	aam
	add ax,'00'
	push ax
	mov dl,ah
	dos 2
	pop dx
	dos 2
	mov ax,0x4C01
	int 0x21

at_step	db 0
t_child	db 'Child:','$'
t_ok	db 13,10,'API ok',13,10,'$'
t_failed db 13,10,'API failed at step $'
t_file	db 'T.DAT',0
t_any	db 'T*.*',0
t_missing db 'X?.Y',0
t_renamed db 'U.NEW',0
t_directory db '\SUB',0
t_inside db 'in',0
t_inside2 db '/SUB/in',0
t_root	db 'a:\',0
t_printer db 'prn:',0
t_printer2 db 'LPT1.TXT',0
t_nul	db 'a:\nul',0
t_nodevice db 'LPT11',0
t_self	db 'API.COM',0
tail	db 6,' again',13
t_parse	db ' ,fcbblock.q x'
t_parsed db 0,'FCBBLOCKQ  '
t_newname db 'F?R????????'
t_found db 'FCRBLOCKQ  '
block	dw 0, 0, 0, 0x5C, 0, 0x6C, 0

section .bss
most	resw 1
saved	resw 1
block2	resb 37
record	resb 1000
file	resw 1
transfer resb 43
buffer	resb 3000
other	resb 3000
	resb 512
stack:
