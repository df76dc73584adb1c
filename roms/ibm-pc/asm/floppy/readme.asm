; README.TXT

%macro line 0-1 ''
	db %1, 13, 10
%endmacro

	line 'BACKPLANE DISK SYSTEM 1.0'
	line '========================='
	line
	line 'A small operating system for the IBM PC and its relatives. It needs a BIOS,'
	line '64 KB of memory and a floppy drive.'
	line
	line 'COMMANDS'
	line
	line '  DIR, TYPE, COPY, DEL, REN, MD, CD, RD   files and directories'
	line '  DUMP file                               a file in hexadecimal'
	line '  A:  B:  C:                              change the drive'
	line '  CLS, COLOR, MODE, CHARS                 the screen'
	line '  DATE, TIME, MEM, VER                    what the machine knows'
	line '  ECHO, BEEP, PLAY                        output'
	line '  REBOOT                                  start again'
	line
	line 'HELP shows how they are written.'
	line
	line '  * and ? stand for other characters in names: COPY *.TXT B:'
	line '  /P behind DIR and TYPE stops after each page, /W makes DIR wide.'
	line '  COPY CON NOTE.TXT writes what you type to a file, until a line with'
	line '  Ctrl-Z. COPY NOTE.TXT PRN prints it.'
	line '  PLAY alone plays a minuet.'
	line
	line 'KEYS'
	line
	line '  Left, Right, Home, End, Ins, Del        move and change in the line'
	line '  Ctrl-Left, Ctrl-Right                   by words'
	line '  Up, Down, F3                            earlier lines'
	line '  Tab                                     completes a name; again: the next'
	line '  Esc                                     empties the line'
	line '  Ctrl-C, Ctrl-S                          stops, halts'
	line
	line 'PROGRAMS'
	line
	line '  COLORS   colours, characters, lines and moving graphics'
	line '  CLOCK    the time, large'
	line '  SNAKE    a game; the cursor keys steer'
	line '  BENCH    how fast the computer is, next to an IBM PC of 1981'
	line
	line 'DISKS'
	line
	line '  Floppies of 160 to 360 KB, also 720 KB to 1.44 MB where the drive and the'
	line '  BIOS can, and partitions of hard disks from C: on, with FAT12 or FAT16.'
	line '  After "Abort, Retry, Fail?" Retry tries again, for instance when the disk'
	line '  is in; Abort goes back to the prompt; Fail tells the program.'
	line
	line 'FOR PROGRAMMERS'
	line
	line '  .COM and .EXE programs find these functions of INT 21h, as they are'
	line '  documented for PC DOS 2.1: 00-17, 19, 1A, 21-31, 33, 35, 36, 38-51, 54, 56,'
	line '  57, and of later ones 5B and 62; also INT 20h, 23h, 27h and 29h. Not there:'
	line '  INT 24h, 25h and 26h, overlays (4B03), batch files, pipes, redirection.'
