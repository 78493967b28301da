//go:build unix

package dbfleet

import "syscall"

// attributes makes a process one of the account, in a group of its own: an interrupt typed at the terminal is for the tests, which then
// stop their servers in order.
func (a account) attributes() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if a.change {
		attr.Credential = &syscall.Credential{Uid: a.uid, Gid: a.gid}
	}
	return attr
}
