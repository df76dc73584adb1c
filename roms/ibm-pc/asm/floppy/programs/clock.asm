; CLOCK.COM: the time in digits as high as eight lines, from the character set of the BIOS at F000:FA6E.

%include "lib.inc"

main:	mov ah,0x0F
	int 0x10
	mov [columns],ah
	cmp al,7
	jne .color
	inc byte [mono]
	mov byte [ink],0x0F
	jmp short .begin
.color:	cmp al,3
	jbe .begin
	call screen
	mov byte [columns],80
.begin:	mov bh,7
	call clear
	call hide
	mov byte [digits],8		; 12:34:56, or 12:34 in 40 columns
	cmp byte [columns],80
	jae .wide
	mov byte [digits],5
.wide:	mov si,t_key
	mov dx,0x1701
	call place_cursor
	mov bl,7
	call print
.loop:	mov ah,0x2C
	int 0x21
	cmp dh,[second]
	je .same
	mov [second],dh
	mov di,time
	mov al,ch
	call two
	mov al,':'
	stosb
	mov al,cl
	call two
	mov al,':'
	stosb
	mov al,dh
	call two
	call draw
	call date
.same:	call key
	jz .loop
	mov bh,7
	call clear
	jmp show

two:	mov ah,0
	mov bl,10
	div bl
	add ax,'00'
	stosw
	ret

; Draws the digits that have changed.
draw:	xor si,si
.next:	mov al,[time+si]
	cmp al,[shown+si]
	je .same
	mov [shown+si],al
	push si
	call glyph
	pop si
.same:	inc si
	mov ax,si
	cmp al,[digits]
	jb .next
	ret

; Character AL at place SI.
glyph:	mov ah,0
	mov cl,3
	shl ax,cl
	mov di,ax			; its eight rows
	shl si,cl
	mov ax,si
	mov dl,al
	cmp byte [columns],80
	jb .narrow
	add dl,8
.narrow: mov dh,7
.row:	push ds
	mov ax,0xF000
	mov ds,ax
	mov ah,[0xFA6E+di]
	pop ds
	inc di
	push dx
	mov cx,8
.dot:	call place_cursor
	mov al,' '
	shl ah,1
	jnc .dark
	mov al,0xDB
.dark:	push cx
	push ax
	mov cx,1
	mov bl,[ink]
	call fill
	pop ax
	pop cx
	inc dx
	loop .dot
	pop dx
	inc dh
	cmp dh,15
	jb .row
	ret

; The date below, in the middle.
date:	mov ah,0x2A
	int 0x21
	cmp dl,[today]
	je .same
	mov [today],dl
	push dx
	push cx
	mov ah,0
	mov si,ax
	shl si,1
	mov si,[weekdays+si]
	mov dl,[columns]
	shr dl,1
	sub dl,13
	mov dh,17
	call place_cursor
	mov bl,7
	call print
	pop cx
	pop dx
	push cx
	push dx
	mov al,dh			; month
	mov ah,0
	mov si,ax
	shl si,1
	mov si,[months+si-2]
	mov bl,7
	call print
	pop ax
	mov ah,0
	call number
	mov si,t_comma
	call print
	pop ax
	call number
.same:	ret

t_key	db 'Press a key to go back',0
t_comma	db ', ',0
weekdays dw .0, .1, .2, .3, .4, .5, .6
.0	db 'Sunday, ',0
.1	db 'Monday, ',0
.2	db 'Tuesday, ',0
.3	db 'Wednesday, ',0
.4	db 'Thursday, ',0
.5	db 'Friday, ',0
.6	db 'Saturday, ',0
months	dw .1, .2, .3, .4, .5, .6, .7, .8, .9, .10, .11, .12
.1	db 'January ',0
.2	db 'February ',0
.3	db 'March ',0
.4	db 'April ',0
.5	db 'May ',0
.6	db 'June ',0
.7	db 'July ',0
.8	db 'August ',0
.9	db 'September ',0
.10	db 'October ',0
.11	db 'November ',0
.12	db 'December ',0
ink	db 0x0E
columns	db 80
digits	db 8
second	db 0xFF
today	db 0
time	db '        '
shown	db '        '
