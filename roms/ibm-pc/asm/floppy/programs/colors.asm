; COLORS.COM: what the display can do. Colours and characters, lines and blocks, and moving lines in graphics.

%include "lib.inc"

main:	call screen
	call hide
	call page_colors
	call wait_key
	je .end
	call page_lines
	call wait_key
	je .end
	cmp byte [mono],0
	jne .end
	call page_graphics
	call screen
.end:	mov bh,7
	call clear
	jmp show

; Says how to go on, and waits. Zero flag set: Escape.
wait_key:
	mov dx,0x1802
	call place_cursor
	mov si,t_key
	mov bl,7
	call print
	mov ah,0
	int 0x16
	cmp al,27
	ret

; ---- All pairs of colours, or what a monochrome adapter makes of its attributes

page_colors:
	mov bh,7
	call clear
	mov si,t_colors
	call title
	cmp byte [mono],0
	jne .mono
	mov bl,0			; BL = colours: ground 0-7, text 0-F
	mov dh,4
.row:	mov dl,6
.next:	call place_cursor
	push bx
	push dx
	mov al,' '
	call put
	mov al,bl
	mov cl,4
	shr al,cl
	call hex
	mov al,bl
	and al,15
	call hex
	mov al,' '
	call put
	pop dx
	pop bx
	add dl,4
	inc bl
	test bl,15
	jnz .next
	add dh,2
	cmp bl,0x80
	jb .row
	mov dx,0x1506			; the sixteen as a band
	mov bl,0
.band:	call place_cursor
	mov al,0xDB
	mov cx,4
	call fill
	add dl,4
	inc bl
	cmp bl,16
	jb .band
	ret
.mono:	inc byte [underline]
	mov di,mono_list
	mov dx,0x0508
.line:	mov bl,[di]
	test bl,bl
	jz .done
	call place_cursor
	mov si,[di+1]
	call print
	add di,3
	add dh,2
	jmp .line
.done:	mov byte [underline],0
	ret

hex:	add al,'0'
	cmp al,'9'
	jbe .digit
	add al,7
.digit:	jmp put

; The title SI across the first line.
title:	xor dx,dx
	call place_cursor
	mov bl,0x1F
	cmp byte [mono],0
	je .color
	mov bl,0x70
.color:	mov al,' '
	mov cx,80
	call fill
	mov dl,2
	call place_cursor
	jmp print

; ---- Characters, lines and blocks

page_lines:
	mov bh,7
	call clear
	mov si,t_characters
	call title
	mov dx,0x0303			; all 256 in a frame of double lines
	mov bx,0x0B00
	mov di,frame_double
	mov cx,0x1223
	call frame
	xor al,al
	mov dx,0x0405
.row:	push dx
.next:	call place_cursor
	push ax
	mov bl,0x0E
	test al,0x10
	jz .even
	mov bl,0x0F
.even:	mov cx,1
	call fill
	pop ax
	inc ax
	add dl,2
	test al,15
	jnz .next
	pop dx
	inc dh
	test al,al
	jnz .row

	mov dx,0x032A			; frames within frames
	mov cx,0x0C22
	mov bx,0x0C00
	mov di,frame_single
.frames: call frame
	add dx,0x0103
	sub cx,0x0206
	mov di,frame_double
	mov bh,0x0A
	cmp ch,8
	ja .frames
	mov di,frame_single
	mov bh,0x09
	cmp ch,4
	jae .frames

	mov dx,0x102A			; shades
	mov di,shades
.shade:	mov bl,0x01
.step:	call place_cursor
	mov al,[di]
	mov cx,5
	call fill
	add dl,5
	inc bx
	cmp bl,8
	jb .step
	mov dl,0x2A
	inc dh
	inc di
	cmp di,shades_end
	jb .shade
	ret

; A frame of the characters at DI: CH rows, CL columns, from DH, DL on, in colours BH.
frame:	push bx
	push cx
	push dx
	mov bl,bh
	mov bh,ch
	push di
	call .line
	pop di
	add di,3
	sub bh,2
.middle: inc dh
	push di
	call .line
	pop di
	dec bh
	jnz .middle
	inc dh
	add di,3
	call .line
	pop dx
	pop cx
	pop bx
	ret
.line:	push bx
	push cx
	push dx
	mov ch,0
	call place_cursor
	push cx
	mov al,[di]
	mov cx,1
	call fill
	pop cx
	inc dx
	call place_cursor
	push cx
	dec cx
	dec cx
	mov al,[di+1]
	call fill
	pop cx
	add dl,cl
	dec dx
	dec dx
	call place_cursor
	mov al,[di+2]
	mov cx,1
	call fill
	pop dx
	pop cx
	pop bx
	ret
frame_single db 0xDA,0xC4,0xBF,0xB3,' ',0xB3,0xC0,0xC4,0xD9
frame_double db 0xC9,0xCD,0xBB,0xBA,' ',0xBA,0xC8,0xCD,0xBC
shades	db 0xB0,0xB1,0xB2,0xDB,0xDC,0xDF
shades_end:

; ---- A family of lines that moves, 320 x 200 in four colours; the background and the palette change

LINES	equ 14

page_graphics:
	mov ax,4
	int 0x10
	mov ax,0xB800
	mov es,ax
	mov word [head],0
	mov cx,LINES * 4		; lines that are not there yet
	mov di,ring
	mov ax,0xFFFF
	push es
	push ds
	pop es
	rep stosw
	pop es
.next:	mov di,points			; each end moves and bounces
	mov cx,4
.move:	mov ax,[di]
	add ax,[di+2]
	cmp ax,0
	jl .turn
	cmp ax,[di+4]
	jl .on
.turn:	neg word [di+2]
	mov ax,[di]
	add ax,[di+2]
.on:	mov [di],ax
	add di,6
	loop .move
	mov bx,[head]			; the oldest goes, the newest comes
	mov cl,3
	shl bx,cl
	lea si,[ring+bx]
	cmp word [si],0xFFFF
	je .none
	mov byte [ink],0
	push si
	call line
	pop si
.none:	mov ax,[points]
	mov [si],ax
	mov ax,[points+6]
	mov [si+2],ax
	mov ax,[points+12]
	mov [si+4],ax
	mov ax,[points+18]
	mov [si+6],ax
	mov ax,[steps]
	mov cl,5
	shr ax,cl
	xor dx,dx
	mov cx,3
	div cx
	inc dx
	mov [ink],dl
	call line
	inc word [head]
	cmp word [head],LINES
	jb .ring
	mov word [head],0
.ring:	inc word [steps]
	test word [steps],255		; another palette
	jnz .same
	mov bx,0x0100
	mov al,[steps+1]
	and al,1
	mov bl,al
	mov ah,0x0B
	int 0x10
.same:	call key
	jz .next
	push ds
	pop es
	ret

; A line between the points at SI in colour [ink], after Bresenham. ES = memory of the picture.
line:	mov ax,[si]
	mov dx,[si+2]
	mov bx,[si+4]
	mov cx,[si+6]
	mov [x],ax
	mov [y],dx
	mov di,1
	sub bx,ax
	jns .right
	neg bx
	neg di
.right:	mov [step_x],di
	mov di,1
	sub cx,dx
	jns .down
	neg cx
	neg di
.down:	mov [step_y],di
	mov [wide],bx
	mov [high],cx
	mov bp,bx
	cmp bx,cx
	jae .more
	mov bp,cx
.more:	mov si,bp			; dots
	inc si
	shr bp,1
.dot:	call dot
	mov ax,[wide]
	cmp ax,[high]
	jb .steep
	mov ax,[step_x]
	add [x],ax
	sub bp,[high]
	jns .drawn
	add bp,[wide]
	mov ax,[step_y]
	add [y],ax
	jmp short .drawn
.steep:	mov ax,[step_y]
	add [y],ax
	sub bp,[wide]
	jns .drawn
	add bp,[high]
	mov ax,[step_x]
	add [x],ax
.drawn:	dec si
	jnz .dot
	ret

dot:	mov di,[y]			; odd lines 2000h above the even ones, 80 bytes a line
	shr di,1
	mov ax,80
	pushf
	mul di
	mov di,ax
	popf
	jnc .even
	add di,0x2000
.even:	mov ax,[x]
	mov cx,ax
	shr ax,1
	shr ax,1
	add di,ax
	and cl,3
	xor cl,3
	shl cl,1
	mov al,3
	shl al,cl
	not al
	mov ah,[ink]
	shl ah,cl
	and al,[es:di]
	or al,ah
	mov [es:di],al
	ret

points	dw 20,3,320, 30,2,200, 200,-4,320, 150,3,200
steps	dw 0
ink	db 0
head	dw 0

mono_list:
	db 0x07
	dw .normal
	db 0x0F
	dw .bright
	db 0x01
	dw .under
	db 0x09
	dw .both
	db 0x70
	dw .reverse
	db 0x87
	dw .blink
	db 0
.normal	db 'Normal',0
.bright	db 'Intensified',0
.under	db 'Underlined',0
.both	db 'Intensified and underlined',0
.reverse db 'Reverse',0
.blink	db 'Blinking',0

t_key	db 'A key goes on, Esc ends',0
t_colors db 'Colours: ground and text',0
t_characters db 'Characters, lines and blocks',0

section .bss
x	resw 1
y	resw 1
wide	resw 1
high	resw 1
step_x	resw 1
step_y	resw 1
ring	resw LINES * 4
