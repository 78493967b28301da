package dbfleet

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// running tells whether a process exists.
func running(pid int) bool { return syscall.Kill(pid, 0) == nil && !gone(pid) }

func wantGone(t *testing.T, pid int, dir string) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) && !running(pid) {
			return
		}
	}
	_, err := os.Stat(dir)
	t.Errorf("process %d runs: %v; folder %s: %v", pid, running(pid), dir, err)
}

func TestServer(t *testing.T) {
	for _, kind := range []Kind{KindPostgreSQL, KindMariaDB} {
		t.Run(kind.String(), func(t *testing.T) { testServer(t, kind) })
	}
}

// testServer stops, restarts and kills a server: its URL and data stay until Stop, and nothing stays after it.
func testServer(t *testing.T, kind Kind) {
	ctx := testContext(t)
	s, err := Start(ctx, kind)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Stop() })
	write, read := pgStatements(t)
	if kind == KindMariaDB {
		write, read = myStatements(t)
	}
	was, pid := s.URL(), s.PID()
	write(s, "CREATE TABLE t (a int)")
	for i, again := range []func() error{
		func() error { return s.Restart(ctx) },
		func() error { return errors.Join(s.Kill(), s.Restart(ctx)) },
		func() error { return errors.Join(s.Kill(), s.Kill(), s.Restart(ctx)) },
	} {
		write(s, "INSERT INTO t VALUES (1)")
		if err := again(); err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		if s.URL() != was || s.PID() == pid || running(pid) {
			t.Errorf("%d: URL %s, pid %d, was %s, %d", i, s.URL(), s.PID(), was, pid)
		}
		if got := read(s, "SELECT count(*) FROM t"); kind == KindPostgreSQL && i == 0 && got != "1" {
			t.Errorf("%d: %s rows", i, got)
		}
		pid = s.PID()
	}
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	wantGone(t, pid, s.Dir())
	if err := s.Stop(); err != nil {
		t.Errorf("the second Stop: %v", err)
	}
	if err := s.Restart(ctx); !errors.Is(err, errStopped) {
		t.Errorf("Restart after Stop: %v", err)
	}
	if err := s.Kill(); !errors.Is(err, errStopped) || s.PID() != 0 {
		t.Errorf("Kill after Stop: %v, pid %d", err, s.PID())
	}
}

func pgStatements(t *testing.T) (write func(*Server, string), read func(*Server, string) string) {
	return func(s *Server, sql string) {
		if err := pgRun(testContext(t), mustParse(t, s.URL()), sql); err != nil {
			t.Fatal(err)
		}
	}, func(s *Server, sql string) string { return pgText(t, s.URL(), sql) }
}

func myStatements(t *testing.T) (write func(*Server, string), read func(*Server, string) string) {
	in := func(sql string) string { return strings.ReplaceAll(sql, " t", " azoth.t") }
	return func(s *Server, sql string) {
		if err := myRun(testContext(t), mustParse(t, s.URL()), in(sql)); err != nil {
			t.Fatal(err)
		}
	}, func(s *Server, sql string) string { return myText(t, s.URL(), in(sql)) }
}

// TestStartIsStopped wants a start that its ctx has ended to leave nothing behind.
func TestStartIsStopped(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", dir)
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(100*time.Millisecond, cancel)
	if s, err := Start(ctx, KindPostgreSQL); err == nil {
		_ = s.Stop()
		t.Fatal("started in 0.1 s")
	}
	left, err := filepath.Glob(filepath.Join(dir, "azoth-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	if _, err := Start(context.Background(), kindPgBouncer); err == nil {
		t.Error("PgBouncer started without a server")
	}
}

// TestStartFails wants the server's own words.
func TestStartFails(t *testing.T) {
	s := Own(t, KindPostgreSQL)
	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.data(), "postgresql.conf"), []byte("nonsense\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := s.Restart(testContext(t)); err == nil || !strings.Contains(err.Error(), "syntax error") {
		t.Errorf("error %v, want the log's end", err)
	}
}

// The tests below need a process that dies. It is this test binary, told by a variable to start a server, say what it started, and wait.
const envHelper = "AZOTH_DBFLEET_HELPER"

func TestHelperProcess(t *testing.T) {
	if os.Getenv(envHelper) == "" {
		t.Skip("it runs in the processes that other tests start")
	}
	u := PostgreSQL(t)
	s := process.started[0]
	fmt.Println("\nstarted", u, s.PID(), s.Dir())
	_, _ = io.Copy(io.Discard, os.Stdin)
}

type helper struct {
	cmd      *exec.Cmd
	stdin    io.Closer
	url, dir string
	pid      int
}

// startHelper runs the process; prepare may change how.
func startHelper(t *testing.T, prepare func(*exec.Cmd)) *helper {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestHelperProcess$", "-test.timeout=2m")
	cmd.Env = append(os.Environ(), envHelper+"=1", EnvPostgreSQL+"=")
	cmd.Stderr = os.Stderr
	if prepare != nil {
		prepare(cmd)
	}
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	h := &helper{cmd: cmd, stdin: stdin}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if fields := strings.Fields(lines.Text()); len(fields) == 4 && fields[0] == "started" {
			h.url, h.dir = fields[1], fields[3]
			h.pid, _ = strconv.Atoi(fields[2])
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return h
		}
		t.Log(lines.Text())
	}
	t.Fatalf("the helper said nothing: %v", cmd.Wait())
	return nil
}

// TestProcessDies kills a process with a running server: the watchdog ends the server and removes its folder.
func TestProcessDies(t *testing.T) {
	h := startHelper(t, nil)
	if !running(h.pid) {
		t.Fatal("the server does not run")
	}
	if err := h.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = h.cmd.Wait()
	wantGone(t, h.pid, h.dir)
}

// TestSideBySide runs two processes at once: each has a server of its own, and ends it.
func TestSideBySide(t *testing.T) {
	helpers := make([]*helper, 2)
	done := make(chan struct{})
	for i := range helpers {
		go func() {
			defer func() { done <- struct{}{} }()
			helpers[i] = startHelper(t, nil)
		}()
	}
	<-done
	<-done
	if t.Failed() {
		return
	}
	a, b := helpers[0], helpers[1]
	if a.dir == b.dir || a.pid == b.pid || mustParse(t, a.url).Host == mustParse(t, b.url).Host {
		t.Errorf("shared: %+v, %+v", a, b)
	}
	for _, h := range helpers {
		if got := pgText(t, h.url, "SHOW data_directory"); got != filepath.Join(h.dir, "data") {
			t.Errorf("%s answers from %s, want %s", h.url, got, h.dir)
		}
		_ = h.stdin.Close() // its test ends, and Main stops the server
		if err := h.cmd.Wait(); err != nil {
			t.Errorf("the helper failed: %v", err)
		}
		if _, err := os.Stat(h.dir); !errors.Is(err, os.ErrNotExist) || running(h.pid) {
			t.Errorf("left behind: folder %v, process %v", err, running(h.pid))
		}
	}
}

// TestNotRoot starts a server as a user who is not root, who runs it himself.
func TestNotRoot(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("all other tests run as this user already")
	}
	a, err := accountOf([]string{"nobody"})
	if err != nil {
		t.Fatal(err)
	}
	dir, err := newFolder(a)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	program := filepath.Join(dir, "test")
	copyFile(t, program, os.Args[0])
	h := startHelper(t, func(cmd *exec.Cmd) {
		cmd.Path, cmd.Dir, cmd.SysProcAttr = program, dir, a.attributes()
		cmd.Env = append(cmd.Env, "TMPDIR="+dir, "HOME="+dir)
	})
	if got := pgText(t, h.url, "SELECT 1"); got != "1" {
		t.Errorf("SELECT 1 = %s", got)
	}
	info, err := os.Stat(filepath.Join(h.dir, "data"))
	if err != nil {
		t.Fatal(err)
	}
	if owner := info.Sys().(*syscall.Stat_t).Uid; owner != a.uid {
		t.Errorf("the data belongs to %d", owner)
	}
	_ = h.stdin.Close()
	if err := h.cmd.Wait(); err != nil {
		t.Error(err)
	}
	wantGone(t, h.pid, h.dir)
}

func copyFile(t *testing.T, to, from string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o755); err != nil {
		t.Fatal(err)
	}
}

// TestPorts wants ports that outgoing connections are not given.
func TestPorts(t *testing.T) {
	for range 50 {
		port, err := freePort()
		if err != nil || port < firstPort || port > lastPort {
			t.Fatalf("port %d, %v", port, err)
		}
	}
}
