package main

import (
	"fmt"
	"math/rand/v2"
	"net"
	"os"
)

const lowestPort = 12_000

// freePort is a port that nobody listens on just now. It lies below the ports of outgoing connections: the kernel could
// give one of those away before the server that is to listen on it has started.
func freePort() int {
	for range 1000 {
		port := lowestPort + rand.IntN(firstOutgoingPort()-lowestPort)
		listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			listener.Close()
			return port
		}
	}
	return 0
}

// firstOutgoingPort is the first port of the kernel's range for outgoing connections, as far as the system tells.
func firstOutgoingPort() int {
	var first, last int
	text, err := os.ReadFile("/proc/sys/net/ipv4/ip_local_port_range")
	if err == nil {
		_, err = fmt.Sscan(string(text), &first, &last)
	}
	if err != nil || first <= lowestPort+1000 {
		return 32_768
	}
	return first
}
