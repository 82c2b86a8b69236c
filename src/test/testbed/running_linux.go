package main

import "syscall"

// endsWithUs has the kernel end a child when we are gone, also after kill -9.
func endsWithUs() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
