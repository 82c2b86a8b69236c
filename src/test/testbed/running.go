package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// errStopped is why a start was given up when nobody wants it any more.
var errStopped = errors.New("stopped while it was starting")

// stopRequests gives a channel that closes at the end of standard input (whoever started us is
// gone) or at a signal. Parts ask for it before they start anything: a start can be stopped too.
func stopRequests() <-chan struct{} {
	stopped := make(chan struct{})
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	ended := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		close(ended)
	}()
	go func() {
		select {
		case <-ended:
		case <-signals:
		}
		close(stopped)
	}()
	return stopped
}

// ready tells whoever started us, in one line of JSON on standard output, that it can go on.
func ready(facts map[string]string) {
	_ = json.NewEncoder(os.Stdout).Encode(facts)
}

// failed prints one sentence and gives the exit code of a failure.
func failed(format string, arguments ...any) int {
	fmt.Fprintf(os.Stderr, "testbed: "+format+"\n", arguments...)
	return 1
}

// child is a program that ends when we end, however that comes.
type child struct {
	name    string
	log     string
	command *exec.Cmd
	ended   chan struct{}
}

// start runs a program with its output in <dir>/<name>.log.
func start(dir, name, program string, arguments ...string) (*child, error) {
	log := filepath.Join(dir, name+".log")
	out, err := os.OpenFile(log, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	command := exec.Command(program, arguments...)
	command.Stdout, command.Stderr = out, out
	command.SysProcAttr = endsWithUs()
	c := &child{name: name, log: log, command: command, ended: make(chan struct{})}
	started := make(chan error)
	go func() {
		// The kernel ends the child with the thread that started it, so that thread has to stay.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer out.Close()
		err := command.Start()
		started <- err
		if err == nil {
			_ = command.Wait()
			close(c.ended)
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("%s did not start: %w", name, err)
	}
	return c, nil
}

// stop asks the program to end, and ends it when it does not.
func (c *child) stop() {
	_ = c.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-c.ended:
	case <-time.After(5 * time.Second):
		_ = c.command.Process.Kill()
		<-c.ended
	}
}

// self is this program's own file, for starting its parts.
func self() string {
	path, err := os.Executable()
	if err != nil {
		return os.Args[0]
	}
	return path
}

// await tries until the condition holds, a child ends, the time is over, or nobody wants it.
func await(what string, limit time.Duration, stopped <-chan struct{}, children []*child, condition func() error) error {
	deadline := time.Now().Add(limit)
	for {
		err := condition()
		if err == nil {
			return nil
		}
		for _, c := range children {
			select {
			case <-c.ended:
				return fmt.Errorf("%s ended with %q, see %s", c.name, lastLine(c.log), c.log)
			default:
			}
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%s not ready after %s: %w", what, limit, err)
		}
		select {
		case <-stopped:
			return errStopped
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// lastLine is the last of a log, which says why a program ended.
func lastLine(log string) string {
	content, err := os.ReadFile(log)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	return lines[len(lines)-1]
}
