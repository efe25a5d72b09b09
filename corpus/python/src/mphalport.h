/* MicroPython asks for this file; nothing of it is needed here. */
