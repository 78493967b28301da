package dbfleet

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// policyFile is asked by Debian's packages whether they may start their server: 101 is no.
const policyFile = "/usr/sbin/policy-rc.d"

// install installs the product's Debian package, without starting the server that it brings. Test processes that come at the same time wait
// for each other.
func (p *product) install(ctx context.Context) error {
	if os.Geteuid() != 0 {
		return p.missing("packages cannot be installed by a user who is not root")
	}
	apt, err := exec.LookPath("apt-get")
	if err != nil {
		return p.missing("there is no apt-get")
	}
	return p.installWith(ctx, apt, policyFile)
}

func (p *product) installWith(ctx context.Context, apt, policy string) (err error) {
	unlock, err := lock(filepath.Join(os.TempDir(), "azoth-dbfleet-install.lock"))
	if err != nil {
		return err
	}
	defer unlock()
	if p.look() != nil { // somebody else was here meanwhile
		return nil
	}
	allow, err := forbidServers(policy)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, allow()) }()
	if err := aptGet(ctx, apt, "update", "-qq"); err != nil {
		return err
	}
	return aptGet(ctx, apt, "install", "-y", "-qq", "--no-install-recommends", p.pkg)
}

func aptGet(ctx context.Context, apt string, args ...string) error {
	cmd := exec.CommandContext(ctx, apt, append([]string{"-o", "DPkg::Lock::Timeout=300"}, args...)...)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("dbfleet: apt-get %s: %w\n%s", strings.Join(args, " "), err, strings.TrimSpace(string(out)))
	}
	return nil
}

// lock takes a file for this process; it waits for others.
func lock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("dbfleet: lock the installation: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(fmt.Errorf("dbfleet: lock the installation: %w", err), f.Close())
	}
	return func() { _ = f.Close() }, nil // which unlocks
}

// forbidServers keeps packages from starting their servers until allow is called. Where there is a policy already, it stays as it is.
func forbidServers(policy string) (allow func() error, err error) {
	f, err := os.OpenFile(policy, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o755)
	if errors.Is(err, os.ErrExist) {
		return func() error { return nil }, nil
	}
	if err != nil {
		return nil, fmt.Errorf("dbfleet: forbid packages to start servers: %w", err)
	}
	_, err = f.WriteString("#!/bin/sh\nexit 101\n")
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, errors.Join(err, os.Remove(policy))
	}
	return func() error { return os.Remove(policy) }, nil
}
