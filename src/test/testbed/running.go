package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

// untilStopped waits for the end of standard input (whoever started us is gone) or a signal.
func untilStopped() {
	ended := make(chan struct{}, 1)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		ended <- struct{}{}
	}()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	select {
	case <-ended:
	case <-signals:
	}
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
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("%s did not start: %w", name, err)
	}
	c := &child{name: name, log: log, command: command, ended: make(chan struct{})}
	go func() {
		_ = command.Wait()
		_ = out.Close()
		close(c.ended)
	}()
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

// await tries until the condition holds, a child ends, or the time is over.
func await(what string, limit time.Duration, children []*child, condition func() error) error {
	deadline := time.Now().Add(limit)
	for {
		err := condition()
		if err == nil {
			return nil
		}
		for _, c := range children {
			select {
			case <-c.ended:
				return fmt.Errorf("%s ended early, see %s", c.name, c.log)
			default:
			}
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%s not ready after %s: %w", what, limit, err)
		}
		time.Sleep(100 * time.Millisecond)
	}
}
