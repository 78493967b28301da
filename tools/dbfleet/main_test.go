package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/internal/dbfleet"
)

// named makes the environment name all servers, so that none is started.
func named(t *testing.T) {
	t.Helper()
	for _, env := range []string{dbfleet.EnvPostgreSQL, dbfleet.EnvMySQL, dbfleet.EnvPgBouncer} {
		t.Setenv(env, "scheme://"+env)
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{nil, {"down"}, {"up", "now"}, {"run"}, {"run", "--"}, {"run", "go", "test"}} {
		if code, err := execute(args, nil); code != 2 || err == nil {
			t.Errorf("%q: %d, %v", args, code, err)
		}
	}
}

// TestStatus wants the command's own exit status.
func TestStatus(t *testing.T) {
	named(t)
	for script, want := range map[string]int{"exit 0": 0, "exit 3": 3, "kill -TERM $$": 128 + 15} {
		if code, err := execute([]string{"run", "--", "sh", "-c", script}, nil); code != want || err != nil {
			t.Errorf("%s: %d, %v, want %d", script, code, err, want)
		}
	}
	if code, err := execute([]string{"run", "--", "azoth-no-such-command"}, nil); code != 127 || err == nil {
		t.Errorf("a command that is not there: %d, %v", code, err)
	}
}

// TestRun wants the command to see what was set, and servers for what was not, gone after it.
func TestRun(t *testing.T) {
	named(t)
	t.Setenv(dbfleet.EnvMySQL, "")
	out := filepath.Join(t.TempDir(), "out")
	code, err := execute([]string{"run", "--", "sh", "-c", "env | grep ^AZOTH_TEST_ | sort >" + out}, nil)
	if code != 0 || err != nil {
		t.Fatalf("%d, %v", code, err)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	got := string(b)
	for _, want := range []string{"AZOTH_TEST_POSTGRESQL=scheme://AZOTH_TEST_POSTGRESQL\n", "AZOTH_TEST_MYSQL=mysql://root@127.0.0.1:", "/azoth\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

// TestInterrupt wants a signal to reach the command, whose status counts.
func TestInterrupt(t *testing.T) {
	named(t)
	signals := make(chan os.Signal, 1)
	ready := filepath.Join(t.TempDir(), "ready")
	go func() {
		for {
			if _, err := os.Stat(ready); err == nil {
				signals <- syscall.SIGTERM
				return
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
	code, err := run([]string{"sh", "-c", "trap 'exit 9' TERM; touch " + ready + "; while :; do sleep 0.01; done"}, signals)
	if code != 9 || err != nil {
		t.Errorf("%d, %v", code, err)
	}
}

// TestUp wants two URLs, and servers that end with the interrupt.
func TestUp(t *testing.T) {
	t.Setenv(dbfleet.EnvPostgreSQL, "")
	t.Setenv(dbfleet.EnvMySQL, "")
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", dir)
	var out bytes.Buffer
	signals := make(chan os.Signal, 1)
	printed := make(chan struct{})
	go func() {
		<-printed
		signals <- os.Interrupt
	}()
	code, err := up(&notifying{&out, printed}, signals)
	if code != 0 || err != nil {
		t.Fatalf("%d, %v", code, err)
	}
	lines := strings.Split(out.String(), "\n")
	if !strings.HasPrefix(lines[0], "postgresql://postgres@127.0.0.1:") || !strings.HasPrefix(lines[1], "mysql://root@127.0.0.1:") {
		t.Errorf("printed\n%s", out.String())
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, file := range files {
		if b, err := os.ReadFile(file); err == nil && bytes.Contains(b, []byte(dir)) {
			t.Errorf("left: %q", b)
		}
	}
}

// notifying closes a channel at the first write.
type notifying struct {
	out     *bytes.Buffer
	printed chan struct{}
}

func (n *notifying) Write(b []byte) (int, error) {
	close(n.printed)
	return n.out.Write(b)
}
