package dbfleet

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// grace is how long a server may take to end before it is killed.
const grace = 5 * time.Second

// account is whom a server runs as: PostgreSQL refuses to run as root.
type account struct {
	change   bool
	uid, gid uint32
}

// accountOf is the first of the users that exists, if we are root and must not stay it; otherwise the current one.
func accountOf(users []string) (account, error) {
	if os.Geteuid() != 0 {
		return account{}, nil
	}
	for _, name := range users {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return account{}, err
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return account{}, err
		}
		return account{change: true, uid: uint32(uid), gid: uint32(gid)}, nil
	}
	return account{}, fmt.Errorf("dbfleet: none of the users %s exists (servers do not run as root: create one)", strings.Join(users, ", "))
}

// own gives a file or folder to the account.
func (a account) own(path string) error {
	if !a.change {
		return nil
	}
	return os.Chown(path, int(a.uid), int(a.gid))
}

func (a account) writeFile(path, content string) error {
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		return err
	}
	return a.own(path)
}

// newFolder makes a temporary folder for the account, with a folder data in it: where TMPDIR says, or in memory if there is room.
func newFolder(a account) (string, error) {
	base := os.TempDir()
	if os.Getenv("TMPDIR") == "" && inMemory() {
		base = memory
	}
	if a.change && !open(base) {
		base = "/tmp"
	}
	dir, err := os.MkdirTemp(base, "azoth-dbfleet-")
	if err != nil {
		return "", fmt.Errorf("dbfleet: make a temporary folder: %w", err)
	}
	// Servers tell of their folder by its real name.
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	data := filepath.Join(dir, "data")
	if err := errors.Join(os.Mkdir(data, 0o700), a.own(data), a.own(dir)); err != nil {
		return "", errors.Join(fmt.Errorf("dbfleet: make a temporary folder: %w", err), os.RemoveAll(dir))
	}
	return dir, nil
}

// open tells whether other users reach what is in a folder.
func open(dir string) bool {
	for {
		info, err := os.Stat(dir)
		if err != nil || info.Mode().Perm()&0o001 == 0 {
			return false
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return true
		}
		dir = parent
	}
}

// environment holds nothing of ours: PGPORT and its like would change what a server does.
func (s *Server) environment() []string {
	return []string{"PATH=" + os.Getenv("PATH") + ":/usr/sbin:/usr/bin:/sbin:/bin", "HOME=" + s.dir, "TMPDIR=" + s.dir, "LC_ALL=C.UTF-8"}
}

// run runs a program of the account to its end.
func (s *Server) run(ctx context.Context, program string, args ...string) error {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = s.dir, s.environment(), s.account.attributes()
	cmd.WaitDelay = grace
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", filepath.Base(program), err, strings.TrimSpace(string(out)))
	}
	return nil
}

// child is a process that we started.
type child struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended and was waited for
}

// maxAddressSpace is how much memory a process of PostgreSQL may take, in kilobytes.
const maxAddressSpace = "3000000"

// spawn starts a program that stays. The shell writes the process id, which the program then takes over, for the watchdog.
func (s *Server) spawn(program string, args ...string) (*child, error) {
	log, err := os.OpenFile(s.log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	start := `echo $$ >"$0" && exec "$@"`
	if filepath.Base(program) == "postgres" { // a test that goes wrong must not take all the memory of the machine
		start = "ulimit -v " + maxAddressSpace + " && " + start
	}
	args = append([]string{"-c", start, filepath.Join(s.dir, "pid"), program}, args...)
	cmd := exec.Command("/bin/sh", args...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = s.dir, s.environment(), s.account.attributes()
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	c := &child{cmd: cmd, done: make(chan struct{})}
	go func() {
		defer close(c.done)
		_ = cmd.Wait() // how it ended is in ProcessState
	}()
	return c, nil
}

func (c *child) pid() int { return c.cmd.Process.Pid }

func (c *child) ended() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

// state says how it ended; only after done.
func (c *child) state() string { return c.cmd.ProcessState.String() }

// end sends a signal, and kills what does not heed it.
func (c *child) end(signal syscall.Signal) {
	if c.ended() {
		return
	}
	_ = c.cmd.Process.Signal(signal) // it may have ended meanwhile
	select {
	case <-c.done:
	case <-time.After(grace):
		c.kill()
	}
}

// kill ends the process and its children without asking. The parent goes first: it would start new ones.
func (c *child) kill() {
	if c.ended() {
		return
	}
	children := childrenOf(c.pid())
	_ = c.cmd.Process.Kill()
	for _, pid := range children {
		if p, err := os.FindProcess(pid); err == nil {
			_ = p.Kill()
		}
	}
	<-c.done
	// A new server does not start while one of these holds the old one's memory.
	for deadline := time.Now().Add(grace); len(children) > 0 && time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		children = slices.DeleteFunc(children, gone)
	}
}

func (s *Server) log() string { return filepath.Join(s.dir, "server.log") }

// logTail is the end of the server's log, for an error.
func (s *Server) logTail() string {
	b, err := os.ReadFile(s.log())
	if err != nil || len(b) == 0 {
		return ""
	}
	if len(b) > 4096 {
		b = b[len(b)-4096:]
	}
	return "\nits log ends:\n" + strings.TrimSpace(string(b))
}
