; Character generator of the monochrome and the colour adapter, 8 KiB, in the layout of their common ROM:
;   0000  9 x 14 dots, rows 0-7: eight bytes per character
;   0800  9 x 14 dots, rows 8-13, and two that are not shown
;   1000  8 x 8 dots, strokes of one dot (jumper of the colour adapter)
;   1800  8 x 8 dots, strokes of two dots
; The pictures are in fonts/*.txt.

	org 0

%include "mono-upper.inc"
%include "mono-lower.inc"
%include "thin8x8.inc"
%include "thick8x8.inc"
