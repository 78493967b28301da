//go:build !unix

package dbfleet

import "syscall"

func (a account) attributes() *syscall.SysProcAttr { return nil }
