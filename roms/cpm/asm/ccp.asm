        jp 0
