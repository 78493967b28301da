package dbfleet

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// program writes a program that does what the script says.
func program(t *testing.T, path, script string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLook(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", filepath.Join(dir, "path"))
	p := &product{programs: []string{"server", "init"}, dirs: []string{filepath.Join(dir, "pg/*/bin"), filepath.Join(dir, "sbin"), filepath.Join(dir, "bin")}}
	if got := p.look(); got != nil {
		t.Errorf("found %v in nothing", got)
	}
	want := func(server, init string) {
		t.Helper()
		if got := p.look(); !slices.Equal(got, []string{filepath.Join(dir, server), filepath.Join(dir, init)}) {
			t.Errorf("found %v, want %s and %s", got, server, init)
		}
	}
	program(t, filepath.Join(dir, "sbin/server"), "")
	program(t, filepath.Join(dir, "bin/init"), "")
	want("sbin/server", "bin/init")
	for _, v := range []string{"9.6", "15", "14"} {
		program(t, filepath.Join(dir, "pg", v, "bin/server"), "")
		program(t, filepath.Join(dir, "pg", v, "bin/init"), "")
	}
	program(t, filepath.Join(dir, "pg/16/bin/server"), "") // a client's package, without the other
	want("pg/15/bin/server", "pg/15/bin/init")
	program(t, filepath.Join(dir, "path/server"), "")
	program(t, filepath.Join(dir, "path/init"), "")
	want("path/server", "path/init")
}

// TestMissing wants to hear what to do where nothing can be installed.
func TestMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	p := &product{name: "x", pkg: "the-package", programs: []string{"azoth-no-such-program"}}
	_, err := p.find(testContext(t))
	if err == nil || !strings.Contains(err.Error(), "the-package") || !strings.Contains(err.Error(), "azoth-no-such-program") {
		t.Errorf("error %v", err)
	}
}

// TestInstall lets several processes find the programs missing at once: one installs, with the servers forbidden to start.
func TestInstall(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	policy, log := filepath.Join(dir, "policy"), filepath.Join(dir, "log")
	apt := program(t, filepath.Join(dir, "apt-get"), `echo "$DEBIAN_FRONTEND $*" >>`+log+`
[ -x `+policy+` ] || exit 1
`+policy+`; [ $? = 101 ] || exit 1
case "$*" in *install*) echo >`+dir+`/azoth-server; chmod +x `+dir+`/azoth-server ;; esac`)
	p := &product{name: "x", pkg: "the-package", programs: []string{"azoth-server"}, dirs: []string{dir}}
	var wg sync.WaitGroup
	failed := make([]error, 4)
	for i := range failed {
		wg.Go(func() { failed[i] = p.installWith(context.Background(), apt, policy) })
	}
	wg.Wait()
	if err := errors.Join(failed...); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(log)
	want := "noninteractive -o DPkg::Lock::Timeout=300 update -qq\n" +
		"noninteractive -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends the-package\n"
	if string(got) != want {
		t.Errorf("apt-get was called with\n%swant\n%s", got, want)
	}
	if _, err := os.Stat(policy); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the policy is still there: %v", err)
	}
}

// TestInstallFails wants apt-get's words, and a policy that was there before to stay.
func TestInstallFails(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	policy := program(t, filepath.Join(dir, "policy"), "exit 7")
	apt := program(t, filepath.Join(dir, "apt-get"), "echo no network; exit 100")
	p := &product{name: "x", pkg: "the-package", programs: []string{"azoth-server"}, dirs: []string{dir}}
	if err := p.installWith(context.Background(), apt, policy); err == nil || !strings.Contains(err.Error(), "no network") {
		t.Errorf("error %v", err)
	}
	if b, err := os.ReadFile(policy); err != nil || !strings.Contains(string(b), "exit 7") {
		t.Errorf("the policy is %q, %v", b, err)
	}
}
