package main

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// runSupervised runs a program that knows nothing of us and ends it when we are to end: whoever
// started us cannot leave it behind, not even by being killed. It gives the program's exit code.
func runSupervised(arguments []string) int {
	if len(arguments) == 0 {
		return failed("run needs a program.")
	}
	stopped := stopRequests()
	command := exec.Command(arguments[0], arguments[1:]...)
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	command.SysProcAttr = endsWithUs()
	// The kernel ends the program with the thread that started it: that is this one, which stays.
	runtime.LockOSThread()
	if err := command.Start(); err != nil {
		return failed("%s does not start: %v", arguments[0], err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	select {
	case err := <-ended:
		return exitCode(err)
	case <-stopped:
	}
	_ = command.Process.Signal(syscall.SIGTERM)
	select {
	case err := <-ended:
		return exitCode(err)
	case <-time.After(8 * time.Second):
		_ = command.Process.Kill()
		return exitCode(<-ended)
	}
}

func exitCode(err error) int {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitCode()
	default:
		return failed("%v", err)
	}
}
