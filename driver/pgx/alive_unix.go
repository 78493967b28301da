//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package pgx

import "syscall"

// lookAt leaves in the socket what it sees.
func (p *socketPeek) lookAt(fd uintptr) bool {
	n, _, err := syscall.Recvfrom(int(fd), p.first[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
	switch {
	case n > 0:
		p.state = pending
	case err == syscall.EAGAIN || err == syscall.EINTR:
		p.state = quiet
	default:
		p.state = ended
	}
	return true
}
