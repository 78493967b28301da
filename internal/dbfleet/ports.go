package dbfleet

import (
	"errors"
	"math/rand/v2"
	"net"
	"strconv"
)

// loopback is the only address that servers listen on.
const loopback = "127.0.0.1"

// Ports are taken below those that the system gives to outgoing connections (from 32768 on Linux). Otherwise a client that dials a server
// that is down may be given the server's port as its own, be connected with itself, and keep the server from coming back.
const firstPort, lastPort = 20000, 32000

// freePort is a port that nobody listens on.
func freePort() (int, error) {
	for range 200 {
		port := firstPort + rand.IntN(lastPort-firstPort)
		l, err := net.Listen("tcp", net.JoinHostPort(loopback, strconv.Itoa(port)))
		if err != nil {
			continue
		}
		if err := l.Close(); err != nil {
			return 0, err
		}
		return port, nil
	}
	return 0, errors.New("dbfleet: no port of 127.0.0.1 between 20000 and 32000 could be taken")
}
