//go:build !linux

package main

import "syscall"

// endsWithUs can do nothing here: only Linux ends children with their parent.
func endsWithUs() *syscall.SysProcAttr {
	return nil
}
